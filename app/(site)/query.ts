/** The query of a page's address, as Next gives it. */
export type Query = Record<string, string | string[] | undefined>;

/** The first value of a parameter; empty when there is none. */
export function first(query: Query, name: string): string {
  const value = query[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

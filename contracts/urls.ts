/**
 * The URL that a text is, else null. Not by `URL.canParse`: once Node.js 20 has compiled it, hosts with letters of
 * Latin-1 (`exämple.org`) are none.
 */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

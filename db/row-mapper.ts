import { Column, getTableName, is, SQL, Subquery } from 'drizzle-orm';

/** A prepared query of Drizzle's, as far as it says what becomes of its rows. */
export interface Mapped {
  fields?: SelectedField[];
  joinsNotNullableMap?: Record<string, boolean>;
  customResultMapper?: (rows: unknown[][]) => unknown;
}

interface SelectedField {
  /** Name in the row, after that of the object in it which has it, if one does. */
  path: string[];
  field: unknown;
}

interface Decoder {
  mapFromDriverValue(value: unknown): unknown;
}

/**
 * Lets the query map its rows as Drizzle does, but look at its columns once, and not again for each
 * row: a twentieth of the processor time of a search.
 */
export function mapRowsAtOnce(query: Mapped): void {
  const { fields, joinsNotNullableMap } = query;
  if (!fields || query.customResultMapper || fields.some(({ path }) => path.length > 2)) return;
  const columns = fields.map(({ path: [first = '', second], field }) => ({
    object: second === undefined ? null : first,
    key: second ?? first,
    field,
    decoder: decoderOf(field),
  }));
  const objects = [...new Set(columns.flatMap(({ object }) => object ?? []))];
  const nullable = joinsNotNullableMap ? nullableObjects(columns, joinsNotNullableMap) : [];

  query.customResultMapper = (rows) => rows.map(mapRow);

  function mapRow(row: unknown[]): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const object of objects) result[object] = {};
    for (let place = 0; place < columns.length; place++) {
      const { object, key, decoder } = columns[place] as (typeof columns)[number];
      const value = row[place];
      const target = object === null ? result : (result[object] as Record<string, unknown>);
      target[key] = value === null ? null : decoder.mapFromDriverValue(value);
    }
    for (const { object, place } of nullable) if (row[place] === null) result[object] = null;
    return result;
  }
}

/** As Drizzle goes by it: an expression decodes its own value, and so does what is named by an alias. */
function decoderOf(field: unknown): Decoder {
  if (is(field, Column)) return field;
  if (is(field, SQL)) return (field as unknown as { decoder: Decoder }).decoder;
  const expression = is(field, Subquery) ? field._.sql : (field as { sql: SQL }).sql;
  return (expression as unknown as { decoder: Decoder }).decoder;
}

/** Objects of one table that a join may find no row of, each with the place of its first column. */
function nullableObjects(
  columns: { object: string | null; field: unknown }[],
  joinsNotNullable: Record<string, boolean>,
): { object: string; place: number }[] {
  const found = new Map<string, { object: string; place: number; tables: Set<string> }>();
  for (const [place, { object, field }] of columns.entries()) {
    if (object === null || !is(field, Column)) continue;
    const known = found.get(object) ?? { object, place, tables: new Set() };
    found.set(object, known);
    known.tables.add(getTableName(field.table));
  }
  return [...found.values()].filter(
    ({ tables: [table = '', ...others] }) => others.length === 0 && !joinsNotNullable[table],
  );
}

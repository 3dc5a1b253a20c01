import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readIfThere } from '@/lib/read-file';
import { Refusal } from '@/lib/refusal';

/** Counted up when backups are written in another form than this version reads. */
export const FORMAT = 1;

export const MANIFEST_FILE = 'manifest.json';

export const tableFile = (table: string) => `${table}.copy.gz`;

const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);
const count = z.number().int().nonnegative();

const manifest = z.strictObject({
  format: z.literal(FORMAT),
  madeAt: z.iso.datetime(),
  /** The version of the program that made it. */
  program: z.string(),
  migration: z.strictObject({ tag: z.string(), millis: count }),
  tables: z.array(
    z.strictObject({
      name,
      columns: z.array(name).min(1),
      rows: count,
      /** Of the file. */
      bytes: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export type Manifest = z.infer<typeof manifest>;
export type TableEntry = Manifest['tables'][number];

/** What a backup says of itself. Throws `Refusal`. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST_FILE);
  const text = readIfThere(path);
  if (text === undefined) throw new Refusal(`${folder} is no backup: it has no ${MANIFEST_FILE}.`);
  const found = parse(text);
  const { format } = z.looseObject({ format: z.unknown() }).safeParse(found).data ?? {};
  if (typeof format === 'number' && format !== FORMAT) {
    throw new Refusal(
      `${folder} has the format ${format}, which this version of the program does not read: it reads ${FORMAT}.`,
    );
  }
  const { data } = manifest.safeParse(found);
  if (data === undefined) throw new Refusal(`${path} is damaged.`);
  return data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A backup is called by the second that it was made at, in UTC. */
export const nameOf = (time: Date) => `${time.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;

const NAME = String.raw`\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z`;
const complete = new RegExp(`^${NAME}$`);
const unfinished = new RegExp(`^${NAME}\\.unfinished$`);

export const draftOf = (name: string) => `${name}.unfinished`;

/** What was cut off before it was a backup. */
export const listUnfinished = (folder: string): string[] =>
  readdirSync(folder).filter((name) => unfinished.test(name));

/** The backups of a folder, from the oldest. */
export const listBackups = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => complete.test(name) && isOurs(join(folder, name)))
    .sort();

function isOurs(folder: string): boolean {
  try {
    readManifest(folder);
    return true;
  } catch {
    return false;
  }
}

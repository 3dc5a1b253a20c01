import { z } from 'zod';
import { recordOfTorrent } from '../../../records/torrent-records';
import { Gone, SourceError, type Web } from '../web/web';
import { baseUrl, commonSettings } from './settings';
import type { Discovery, Find, Item, Source, Step } from './source';
import { fetchTorrent } from './torrents';

export const internetArchiveSettings = z.strictObject({
  ...commonSettings,
  kind: z.literal('internet-archive'),
  baseUrl: baseUrl.default('https://archive.org'),
  /** Collections, any of them. */
  collections: z.array(z.string().regex(/^[\w.-]+$/)).default([]),
  /** Beginnings of licence addresses, any of them, such as `http*://creativecommons.org/`. */
  licences: z.array(z.string().regex(/^[^"\\\s]+$/)).default([]),
  mediatypes: z.array(z.string().regex(/^\w+$/)).default(['movies', 'audio', 'texts', 'software']),
  /** Items in one answer of the search; the archive takes no fewer than 100. */
  pageSize: z.int().min(100).max(10_000).default(1_000),
});
export type InternetArchiveSettings = z.infer<typeof internetArchiveSettings>;

/** Numbers may be strings, and one may be many. */
const loose = z.union([z.string(), z.number()]).transform(String);
const oneOrMany = z
  .union([loose, z.array(loose)])
  .transform((value) => [value].flat())
  .catch([]);

const document = z.object({
  identifier: z.string().regex(/^[\w.-]{1,200}$/),
  title: oneOrMany,
  btih: oneOrMany,
  oai_updatedate: oneOrMany,
  item_size: oneOrMany,
  licenseurl: oneOrMany,
  rights: oneOrMany,
});

const searchAnswer = z.object({
  items: z.array(z.unknown()),
  cursor: z.string().optional(),
});

const metadataAnswer = z.object({
  is_dark: z.boolean().optional(),
  files: z.array(z.object({ name: z.string(), format: z.string().optional() })).catch([]),
  metadata: z
    .object({
      title: oneOrMany,
      licenseurl: oneOrMany,
      rights: oneOrMany,
      publicdate: oneOrMany,
    })
    .optional(),
});

/** The run that a step is part of, and how far it has come. */
const position = z.object({ cursor: z.string(), from: z.string().nullable(), newest: z.string() });
const checkpoint = z.object({ updatedUntil: z.string() });

const FIELDS = 'identifier,title,btih,oai_updatedate,item_size,licenseurl,rights';
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** The index trails behind the items, so the last day is asked for again; versions sort it out. */
const OVERLAP_MS = 24 * 60 * 60 * 1000;

export const internetArchive: Source<InternetArchiveSettings> = {
  kind: 'internet-archive',
  settings: internetArchiveSettings,
  discover,
  resolve,
};

/**
 * All by cursor the first time, then by cursor what was updated since. Not by `advancedsearch.php`:
 * its pages stop at the 10,000th result, and an item added meanwhile shifts them.
 */
async function discover(settings: InternetArchiveSettings, discovery: Discovery): Promise<Step> {
  const at = position.nullable().parse(discovery.position);
  const last = checkpoint.nullable().parse(discovery.checkpoint)?.updatedUntil ?? null;
  const from = at === null ? startOf(last, discovery.since) : at.from;
  const query = new URLSearchParams({
    q: queryOf(settings, from),
    fields: FIELDS,
    count: String(settings.pageSize),
    ...(at === null ? {} : { cursor: at.cursor }),
  });
  const url = `${settings.baseUrl}/services/search/v1/scrape?${query}`;
  const answer = await getJson(url, searchAnswer, discovery.web);
  const documents = answer.items
    .map((item) => document.safeParse(item).data)
    .filter((item) => item !== undefined);
  await discovery.emit(documents.map(itemOf));
  const dates = documents.flatMap((item) => item.oai_updatedate).filter(isDate);
  const newest = [at?.newest ?? last ?? '', ...dates].reduce((one, other) =>
    one > other ? one : other,
  );
  const next = answer.cursor === undefined ? null : { cursor: answer.cursor, from, newest };
  return { next, checkpoint: newest === '' ? null : { updatedUntil: newest } };
}

const isDate = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));

/** From when on updates are asked for, as a day; null for all there is. */
function startOf(last: string | null, since: Date | null): string | null {
  const overlap = last === null ? null : new Date(Date.parse(last) - OVERLAP_MS);
  const start = since ?? overlap;
  return start?.toISOString().slice(0, 10) ?? null;
}

function queryOf(
  { collections, licences, mediatypes }: InternetArchiveSettings,
  from: string | null,
) {
  const anyOf = (field: string, values: string[]) =>
    values.length === 0 ? [] : [`${field}:(${values.join(' OR ')})`];
  return [
    ...anyOf('collection', collections),
    ...anyOf(
      'licenseurl',
      licences.map((licence) => licence.replace(/[:/]/g, '\\$&')),
    ),
    ...anyOf('mediatype', mediatypes),
    ...(from === null ? [] : [`oai_updatedate:[${from} TO 9999-12-31]`]),
    'format:"Archive BitTorrent"',
  ].join(' AND ');
}

function itemOf(found: z.infer<typeof document>): Item {
  const { identifier, btih, oai_updatedate: dates, item_size: sizes } = found;
  const hints = licenceHints(found);
  const version = btih[0] ?? [...dates.toSorted().slice(-1), ...sizes].join(' ');
  return {
    key: identifier,
    version: version === '' ? null : version,
    hint: null,
    // The index trails behind: that it names no licence does not mean there is none.
    ...(hints.length > 0 ? { licenceHints: hints } : {}),
  };
}

/** Two requests: the metadata, and the torrent file, whose own order of files is what counts. */
async function resolve(
  { baseUrl }: InternetArchiveSettings,
  { key }: Item,
  web: Web,
): Promise<Find | null> {
  const id = encodeURIComponent(key);
  const answer = await getJson(`${baseUrl}/metadata/${id}`, metadataAnswer, web);
  const { metadata, files } = answer;
  // An item that was taken away answers `{}`, one that was hidden says so.
  if (metadata === undefined || answer.is_dark === true) return null;
  const file = files.find(({ format }) => format === 'Archive BitTorrent');
  if (file === undefined) return null;
  const torrentUrl = `${baseUrl}/download/${id}/${encodeURIComponent(file.name)}`;
  const torrent = await fetchTorrent(torrentUrl, web).catch((error: unknown) => {
    if (error instanceof Gone) return null;
    throw error;
  });
  if (torrent === null) return null;
  const record = recordOfTorrent(torrent, torrentUrl);
  return {
    record: {
      ...record,
      name: metadata.title[0]?.trim().slice(0, 1024) || torrent.name,
      sourceUrl: `${baseUrl}/details/${id}`,
      posterUrl: `${baseUrl}/services/img/${id}`,
      publishedAt: publishedAt(metadata.publicdate[0]) ?? record.publishedAt,
    },
    licenceHints: licenceHints(metadata),
  };
}

/** `rights` is free text, of use only where no licence is named. */
const licenceHints = ({ licenseurl, rights }: { licenseurl: string[]; rights: string[] }) =>
  licenseurl.length > 0 ? licenseurl : rights;

/** In UTC, with a T or with a space. */
function publishedAt(text = ''): string | undefined {
  const time = Date.parse(`${text.trim().replace(' ', 'T').replace(/Z$/, '')}Z`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

async function getJson<T>(url: string, shape: z.ZodType<T>, web: Web): Promise<T> {
  const page = await web.get(url, { accept: 'application/json', maxBytes: MAX_ANSWER_BYTES });
  if (page.state === 'not-modified') throw new SourceError('the archive sent nothing', true);
  const parsed = shape.safeParse(jsonOf(page.bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || 'the answer';
  throw new SourceError(
    `the archive answered with another shape: ${field}: ${issue?.message}`,
    true,
  );
}

/** Undefined for what is no JSON; half an answer is none. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

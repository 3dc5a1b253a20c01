import * as z from 'zod';
import { SourceError } from '../../web/web';
import type { Discovery, Item, Step } from '../source';
import { getJson, licenceHints, oneOrMany } from './answers';
import type { InternetArchiveSettings } from './settings';

const document = z.object({
  identifier: z.string().regex(/^[\w.-]{1,200}$/),
  title: oneOrMany,
  btih: oneOrMany,
  oai_updatedate: oneOrMany,
  publicdate: oneOrMany,
  item_size: oneOrMany,
  licenseurl: oneOrMany,
  rights: oneOrMany,
});

const FIELDS = [
  'identifier',
  'title',
  'btih',
  'oai_updatedate',
  'publicdate',
  'item_size',
  'licenseurl',
  'rights',
];
/** The index trails behind the items, so the last day is asked for again; versions sort it out. */
const OVERLAP_MS = 24 * 60 * 60 * 1000;

const scrapeAnswer = z.object({
  items: z.array(z.unknown()),
  cursor: z.string().optional(),
});
/** Of the other way of searching, a place says nothing here: the run begins anew. */
const scrapePosition = z
  .object({
    cursor: z.string(),
    from: z.string().nullable(),
    newest: z.string(),
    /** When the run began; not known of one that an older version began. */
    began: z.string().default('9999'),
  })
  .nullable()
  .catch(null);
const scrapeCheckpoint = z.object({ updatedUntil: z.string() }).nullable().catch(null);

/**
 * All by cursor the first time, then by cursor what was updated since the last run began: what changes
 * while one lasts, which may be days, is behind its cursor as often as not. Throws `SourceError`.
 */
export async function discoverAll(
  settings: InternetArchiveSettings,
  discovery: Discovery,
): Promise<Step> {
  const at = scrapePosition.parse(discovery.position);
  const last = scrapeCheckpoint.parse(discovery.checkpoint)?.updatedUntil ?? null;
  const from = at === null ? startOf(last, discovery.since) : at.from;
  const began = at === null ? new Date().toISOString() : at.began;
  const query = new URLSearchParams({
    q: queryOf(settings, 'oai_updatedate', from),
    fields: FIELDS.join(','),
    count: String(settings.pageSize),
    ...(at === null ? {} : { cursor: at.cursor }),
  });
  const url = `${settings.baseUrl}/services/search/v1/scrape?${query}`;
  const answer = await getJson(url, scrapeAnswer, discovery.web);
  const documents = documentsOf(answer.items);
  await discovery.emit(documents.map(itemOf));
  // A place that leads to itself would be asked for without end: the run begins anew.
  if (at !== null && answer.cursor === at.cursor) {
    throw new SourceError('the archive answered with the place that it was asked for', false);
  }
  const dates = documents.flatMap((item) => item.oai_updatedate);
  const newest = newestOf([at?.newest ?? last ?? '', ...dates]);
  const next = answer.cursor === undefined ? null : { cursor: answer.cursor, from, newest, began };
  const updatedUntil = began < newest ? began : newest;
  return { next, checkpoint: updatedUntil === '' ? null : { updatedUntil } };
}

const searchAnswer = z.object({
  response: z.object({ docs: z.array(z.unknown()), numFound: z.number().catch(0) }),
});
const searchPosition = z
  .object({ page: z.int(), newest: z.string() })
  .catch({ page: 1, newest: '' });
const searchCheckpoint = z.object({ publishedUntil: z.string() }).nullable().catch(null);
/** Its pages stop there. */
const MAX_RESULTS = 10_000;

/**
 * The newest first, page by page, back to what the last run has seen. An item that is added
 * meanwhile moves the others down, so that some come twice and none is missed. Throws `SourceError`.
 */
export async function discoverNewest(
  settings: InternetArchiveSettings,
  discovery: Discovery,
): Promise<Step> {
  const at = searchPosition.parse(discovery.position);
  const last = searchCheckpoint.parse(discovery.checkpoint)?.publishedUntil ?? null;
  const query = new URLSearchParams({
    q: queryOf(settings, 'publicdate', startOf(last, discovery.since)),
    'sort[]': 'publicdate desc',
    rows: String(settings.pageSize),
    page: String(at.page),
    output: 'json',
  });
  for (const field of FIELDS) query.append('fl[]', field);
  const url = `${settings.baseUrl}/advancedsearch.php?${query}`;
  const { docs, numFound } = (await getJson(url, searchAnswer, discovery.web)).response;
  const documents = documentsOf(docs);
  await discovery.emit(documents.map(itemOf));
  const dates = documents.flatMap((item) => item.publicdate);
  const newest = newestOf([at.newest, last ?? '', ...dates]);
  // A page that is not full is not the last one: of what was found some is left out now and then.
  const asked = at.page * settings.pageSize;
  const isMore = docs.length === settings.pageSize || asked < numFound;
  return {
    next: isMore && asked + settings.pageSize <= MAX_RESULTS ? { page: at.page + 1, newest } : null,
    checkpoint: newest === '' ? null : { publishedUntil: newest },
  };
}

const documentsOf = (found: unknown[]) =>
  found.map((item) => document.safeParse(item).data).filter((item) => item !== undefined);

/** What is dated in the future would hide all that comes until then. */
const isPast = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) && Date.parse(text) <= Date.now();

/** The latest of the times; what is none is left out. */
const newestOf = (texts: string[]) =>
  texts.filter(isPast).reduce((one, other) => (one > other ? one : other), '');

/** From when on items are asked for, as a day; null for all there is. */
function startOf(last: string | null, since: Date | null): string | null {
  const overlap = last === null ? null : new Date(Date.parse(last) - OVERLAP_MS);
  const start = since ?? overlap;
  return start?.toISOString().slice(0, 10) ?? null;
}

function queryOf(
  { collections, licences, mediatypes }: InternetArchiveSettings,
  dateField: 'oai_updatedate' | 'publicdate',
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
    ...(from === null ? [] : [`${dateField}:[${from} TO 9999-12-31]`]),
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

import * as z from 'zod';
import {
  commaSeparated,
  count,
  fileIndex,
  limitOr,
  page,
  pageQuery,
  queryInteger,
  sizeBytes,
  text,
  utcTime,
  uuid,
  webUrl,
} from './common';

export const storedInfoHash = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
  .meta({
    description: 'Lower-case hex: 40 digits (v1), or 64 for a v2-only torrent.',
    example: '08ada5a7a6183aae1e09d831df6748d566095a10',
  });

/** An info hash in any spelling. */
export const anyInfoHash = z
  .string()
  .regex(/^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[a-zA-Z2-7]{32})$/, {
    error: 'must be 40 or 64 hex digits, or 32 base32 characters',
  })
  .meta({ example: '08ada5a7a6183aae1e09d831df6748d566095a10' });

/** What most of a torrent's bytes are. */
export const kinds = ['video', 'audio', 'book', 'software'] as const;
export type Kind = (typeof kinds)[number];

/** What the torrents of an answer can be counted by; each is a filter as well. */
export const facets = ['kind', 'year', 'resolution', 'license', 'source'] as const;
export type Facet = (typeof facets)[number];

/** What a search can be sorted by. */
export const orders = ['relevance', 'newest', 'size', 'seeders'] as const;
export type Order = (typeof orders)[number];

const torrentFields = {
  id: uuid,
  infoHash: storedInfoHash,
  infoHashV2: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .meta({ description: 'The SHA-256 info hash of a hybrid torrent (BEP 52).' }),
  name: z.string().meta({ example: 'Sintel' }),
  sizeBytes,
  posterUrl: webUrl.nullable(),
  createdAt: utcTime.meta({ description: 'When it came into the catalogue.' }),
  publishedAt: utcTime.nullable().meta({ description: 'When the source published it.' }),
  source: z.string().nullable().meta({ example: 'archive.org' }),
  sourceUrl: webUrl.nullable(),
  license: z.string().nullable().meta({ example: 'CC-BY-3.0' }),
  torrentUrl: webUrl.nullable(),
  kind: z
    .enum(kinds)
    .nullable()
    .meta({ description: 'What most of its bytes are, by the names of its files.' }),
  year: z.int().nullable().meta({ description: 'Of the work, as far as the name tells.' }),
  season: z.int().min(0).nullable(),
  episode: z.int().min(0).nullable(),
  resolution: z.string().nullable().meta({ example: '1080p' }),
  quality: z
    .string()
    .nullable()
    .meta({ description: 'What it was made from, as the name says.', example: 'bluray' }),
  codec: z.string().nullable().meta({ example: 'x264' }),
  languages: z
    .array(z.string())
    .meta({ description: 'ISO 639-1 codes of those that the name speaks of.', example: ['de'] }),
  seeders: count.nullable(),
  leechers: count.nullable(),
  swarmCheckedAt: utcTime
    .nullable()
    .meta({ description: 'When seeders and leechers were counted.' }),
  magnetUri: z.string().meta({
    example: 'magnet:?xt=urn:btih:08ada5a7a6183aae1e09d831df6748d566095a10&dn=Sintel&xl=129302391',
  }),
};

export const torrent = z.strictObject(torrentFields).meta({
  id: 'Torrent',
  description: 'A torrent of the catalogue. What is not known is null.',
});
export type Torrent = z.infer<typeof torrent>;

export const torrentFile = z
  .strictObject({
    index: fileIndex,
    name: z.string().meta({ example: 'Sintel.mp4' }),
    sizeBytes,
  })
  .meta({ id: 'TorrentFile' });
export type TorrentFile = z.infer<typeof torrentFile>;

export const torrentDetail = z
  .strictObject({ ...torrentFields, files: z.array(torrentFile) })
  .meta({ id: 'TorrentDetail' });
export type TorrentDetail = z.infer<typeof torrentDetail>;

export const torrentPage = z.strictObject(page(torrent)).meta({ id: 'TorrentPage' });
export type TorrentPage = z.infer<typeof torrentPage>;

const foundTorrent = z
  .strictObject({
    ...torrentFields,
    matchedFile: torrentFile.nullable().meta({
      description:
        'The file whose name has the words that the name of the torrent has not. Up to 1,000 such words of the first 2,000 files are known.',
    }),
  })
  .meta({ id: 'FoundTorrent' });
export type FoundTorrent = z.infer<typeof foundTorrent>;

const facetValue = z
  .strictObject({
    value: z
      .union([z.string(), z.int()])
      .meta({ description: 'As its filter takes it, in the commonest case.' }),
    count: z.int().min(1),
  })
  .meta({ id: 'FacetValue' });

export const torrentSearchPage = z
  .strictObject({
    ...page(foundTorrent),
    total: z.strictObject({
      value: count,
      relation: z
        .enum(['eq', 'gte'])
        .meta({ description: '`eq`: exactly that many; `gte`: at least that many.' }),
    }),
    match: z.enum(['exact', 'fuzzy']).meta({
      description: '`fuzzy`: nothing matched the words, these match what was probably meant.',
    }),
    didYouMean: z.string().nullable().meta({
      description: 'What was searched for in the place of what was typed; null when that matched.',
      example: 'big buck bunny',
    }),
    facets: z
      .partialRecord(z.enum(facets), z.array(facetValue))
      .optional()
      .meta({
        description:
          'How many of the torrents found have which values, the most frequent first; on a first page that is asked for them. Of what `total` is no more than `gte`, the ones that were looked at are counted.',
        example: { kind: [{ value: 'video', count: 12 }] },
      }),
  })
  .meta({ id: 'TorrentSearchPage' });
export type TorrentSearchPage = z.infer<typeof torrentSearchPage>;

export const suggestions = z
  .strictObject({
    items: z.array(
      z.strictObject({
        text: z.string().meta({
          description: 'A title of the catalogue, to be searched for.',
          example: 'Big Buck Bunny',
        }),
        torrents: z.int().min(1).meta({ description: 'About how many are called so.' }),
      }),
    ),
  })
  .meta({ id: 'Suggestions' });
export type Suggestions = z.infer<typeof suggestions>;

/** What somebody typed. Anything goes: how long it is, is up to what an address may hold. */
const typed = z.string();

export const suggestQuery = z.strictObject({
  q: typed.meta({ description: 'What was typed so far, be it nothing.', example: 'big bu' }),
  limit: limitOr(8),
});

export const latestTorrentsQuery = z.strictObject(pageQuery);

export const searchTorrentsQuery = z.strictObject({
  q: typed.meta({
    description:
      'Words, all of which must match, the last as a prefix; `"a phrase"`; `-word` excludes; or an info hash, or a magnet link. Any text will do for which a request has room (16 KiB with its headers); without a word it finds what passes the filters, the newest first, or nothing where there are none. The first 200 words count, and of a phrase the first 64.',
    example: 'sintel',
  }),
  sort: z.enum(orders).default('relevance').meta({
    description:
      'Newest: what came into the catalogue last (`createdAt`) first. Size and seeders: the most first.',
  }),
  kind: z.enum(kinds).optional(),
  year: queryInteger(1500, 2049),
  yearFrom: queryInteger(1500, 2049),
  yearTo: queryInteger(1500, 2049),
  resolution: text(20)
    .optional()
    .meta({ description: 'In any case; `4K` and `2160` are `2160p`.', example: '1080p' }),
  license: text(200).optional().meta({ description: 'In any case.', example: 'CC-BY-3.0' }),
  source: text(100).optional().meta({ description: 'In any case.', example: 'archive.org' }),
  minSize: queryInteger(0, Number.MAX_SAFE_INTEGER).meta({ description: 'Bytes.' }),
  maxSize: queryInteger(0, Number.MAX_SAFE_INTEGER).meta({ description: 'Bytes.' }),
  hasSeeders: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .meta({
      description:
        'Only what somebody was seeding when it was counted last; `false` leaves nothing out.',
    }),
  facets: commaSeparated(facets).optional().meta({
    description: 'What to count the answer by, separated by commas.',
    example: 'kind,year',
  }),
  ...pageQuery,
});

export const torrentIdParams = z.strictObject({
  id: z
    .string()
    .regex(
      /^(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[a-zA-Z2-7]{32})$/,
      { error: 'must be a UUID or an info hash' },
    )
    .meta({
      description: 'The UUID, or an info hash in hex or base32.',
      example: '08ada5a7a6183aae1e09d831df6748d566095a10',
    }),
});

/** What answers told, to be asked for again: ids, hashes, cursors, tokens. */
export interface Memory {
  /** Takes what there is to learn from an answer of an operation at `path`. */
  learn(path: string, answer: unknown): void;
  /** What may stand where something has this name, in a request to `path`; maybe nothing. */
  recall(path: string, name: string): readonly string[];
  /** Drops what is no longer there. */
  forget(value: string): void;
}

/** Values of one kind that are kept: the newest. */
const KEPT = 100;

/** By what a field is called, which values may stand in it. */
const kindOf: Record<string, string> = {
  torrentId: 'id of torrents',
  infoHash: 'infoHash',
  infoHashV2: 'infoHash',
  infoHashes: 'infoHash',
  replaces: 'infoHash',
  nextCursor: 'cursor',
  cursor: 'cursor',
  refreshToken: 'refreshToken',
  accessToken: 'accessToken',
  key: 'key',
  email: 'email',
  name: 'name',
  q: 'name',
};

/** By a part of a path, whose ids its answers have. */
const families = [
  ['sessions', '/sessions'],
  ['api-keys', '/api-keys'],
  ['watches', '/watch-history'],
  ['torrents', '/torrents'],
  ['torrents', '/ingest'],
  ['users', '/users'],
  ['users', '/auth'],
] as const;

const idsAt = (path: string) =>
  `id of ${families.find(([, part]) => path.includes(part))?.[0] ?? 'others'}`;

/** @param secrets what must not be learnt: who is asked for would be gone for the rest */
export function createMemory(secrets: ReadonlySet<string>): Memory {
  const kept = new Map<string, string[]>();

  function take(name: string, ids: string, value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value) take(name, ids, item);
    } else if (value !== null && typeof value === 'object') {
      const ownIds = name === 'torrent' || name === 'user' ? `id of ${name}s` : ids;
      for (const [key, part] of Object.entries(value)) take(key, ownIds, part);
    } else if (typeof value === 'string' && !secrets.has(value)) {
      const kind = name === 'id' ? ids : kindOf[name];
      if (kind !== undefined) keep(kind, value);
    }
  }

  function keep(kind: string, value: string): void {
    const values = kept.get(kind) ?? [];
    if (values.includes(value)) return;
    kept.set(kind, [...values, value].slice(-KEPT));
  }

  return {
    learn: (path, answer) => take('', idsAt(path), answer),
    recall(path, name) {
      const [beforeId = ''] = path.split('{');
      const kind = name === 'id' ? idsAt(beforeId) : kindOf[name];
      return kept.get(kind ?? '') ?? [];
    },
    forget(value) {
      for (const [kind, values] of kept) {
        if (values.includes(value))
          kept.set(
            kind,
            values.filter((other) => other !== value),
          );
      }
    },
  };
}

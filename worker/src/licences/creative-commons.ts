/** The parts of a licence's name, in the order that ids have them. */
const PARTS = ['by', 'nc', 'nd', 'sa'] as const;
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\battribution\b/g, 'by'],
  [/\bnon[ -]?commercial\b/g, 'nc'],
  [/\bno[ -]?deriv(?:ative|ativework|ative work)?s?(?: works?)?\b/g, 'nd'],
  [/\bshare[ -]?alike\b/g, 'sa'],
];
const KINDS = new Set(['by', 'by-sa', 'by-nd', 'by-nc', 'by-nc-sa', 'by-nc-nd', 'sa', 'nc', 'nd']);
const VERSIONS = new Set(['1.0', '2.0', '2.1', '2.5', '3.0', '4.0']);
const OLDER_KINDS = new Set(['sa', 'nc', 'nd']);
const COUNTRIES =
  '(?: (?:international|unported|generic|intl\\.?|united states|usa?|germany|france|spain|italy|netherlands|japan|australia|canada|uk|england(?: and|&) wales|scotland|poland|brazil|austria|switzerland|sweden|denmark|norway|new zealand|igo))?';
const NAME = new RegExp(
  `^(?:cc|creative commons|creativecommons)?[ :-]*([a-z /-]+?)(?: license)?[ ,-]*(?:version |v\\.? ?)?(\\d(?:\\.\\d)?)?${COUNTRIES}(?: license)?$`,
);

/** Reads the forms of Creative Commons, its public domain tools included. */
export const parseCreativeCommons = {
  /** From the host and path of an address, in lower case. */
  url(place: string): string | null {
    const path = /^creativecommons\.org\/(.+)$/.exec(place)?.[1];
    if (path === undefined) return null;
    if (/^(?:publicdomain|licenses)\/zero\/1\.0(?:\/|$)/.test(path)) return 'CC0-1.0';
    if (/^publicdomain\/mark\/1\.0(?:\/|$)/.test(path)) return 'PDM-1.0';
    if (/^licenses\/publicdomain(?:\/|$)/.test(path)) return 'CC-PDDC';
    const rest =
      /^licenses\/([a-z-]+)\/(\d\.\d)(?:\/[a-z]{2,12})?(?:\/(?:deed|legalcode)[a-z._-]*)?$/;
    const [, kind, version] = rest.exec(path) ?? [];
    return kind && version ? idOf(kind.split('-'), version) : null;
  },

  /** From a whole name, in lower case with single spaces. */
  name(name: string): string | null {
    const [, long, short] = /^([^()]+?)(?: \(([^()]+)\))?$/.exec(name) ?? [];
    const id = long === undefined ? null : idOfName(long);
    return short === undefined || idOfName(short) === id ? id : null;
  },
};

/** Null for what is no licence of theirs. Without a version the id has none. */
function idOf(parts: string[], version: string | null): string | null {
  const kind = PARTS.filter((part) => parts.includes(part)).join('-');
  const ordered = kind === 'by-nd-sa' || kind === 'by-nc-nd-sa' ? '' : kind;
  if (parts.length !== kind.split('-').length) return null;
  if (!KINDS.has(ordered) || (OLDER_KINDS.has(ordered) && version !== '1.0')) return null;
  if (version === null) return `CC-${ordered.toUpperCase()}`;
  return VERSIONS.has(version) ? `CC-${ordered.toUpperCase()}-${version}` : null;
}

function idOfName(name: string): string | null {
  if (
    /^(?:cc[ -]?0|cc zero|creative commons (?:cc0|zero))(?:[ -]?v?1(?:\.0)?)?(?: universal)?(?: public domain dedication)?$/.test(
      name,
    )
  ) {
    return 'CC0-1.0';
  }
  if (/^(?:cc |creative commons )?public domain mark(?: 1\.0)?$/.test(name)) return 'PDM-1.0';
  const isCc = /^(?:cc|creative ?commons)\b|\b(?:attribution)\b/.test(name);
  const [, words, version] = NAME.exec(name) ?? [];
  if (!isCc || words === undefined) return null;
  const short = WORDS.reduce((text, [word, part]) => text.replace(word, part), words);
  const parts = short.split(/[ /-]+/).filter((part) => part !== '' && part !== 'license');
  // "Attribution" alone is a heading as often as it is a licence.
  const isNamed = /^(?:cc|creative)/.test(name) || parts.length > 1 || version !== undefined;
  return isNamed ? idOf(parts, version === undefined ? null : version.padEnd(3, '.0')) : null;
}

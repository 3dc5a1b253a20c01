import ids from 'spdx-license-ids/index.json';
import { parseUrl } from '../../../contracts/urls';
import { parseCreativeCommons } from './creative-commons';

export type LicenceClass = 'public-domain' | 'creative-commons' | 'free-software' | 'other';

export interface Licence {
  /** Of SPDX where it has one; PDM-1.0 for the mark, LicenseRef-Public-Domain without a text. */
  id: string;
  class: LicenceClass;
}

const PUBLIC_DOMAIN = new Set(['CC0-1.0', 'PDM-1.0', 'CC-PDDC', 'PDDL-1.0', 'Unlicense']);
/** Families whose members are free software, by the beginnings of their ids. */
const FREE_SOFTWARE =
  /^(?:AGPL-[13]\.0|GPL-[123]\.0|LGPL-[23]\.[01]|GFDL-1\.[123]|MPL-[12]\.[01]|Apache-[12]\.[01]|BSD-[1234]-Clause|EPL-[12]\.0|EUPL-1\.[012]|CDDL-1\.0|Artistic-2\.0|OFL-1\.1)(?:$|-(?:only|or-later|Patent|Clear))|^(?:MIT|MIT-0|ISC|Zlib|0BSD|BSL-1\.0|CECILL-2\.1|LAL-1\.3|OSL-3\.0|PostgreSQL|Python-2\.0|PSF-2\.0|NCSA|X11|WTFPL|Beerware|ODbL-1\.0)$/;

/** Creative Commons' own is often written without its scheme. */
const ADDRESS = /^(?:(?:https?:)?\/\/|(?:www\.)?creativecommons\.org\/)/i;

const spdx = new Map(ids.map((id) => [id.toLowerCase(), id]));

/** Whole names, as `fold` leaves them. What is in SPDX by its id need not stand here. */
const NAMES = namesOf({
  'public domain': 'LicenseRef-Public-Domain',
  'the public domain': 'LicenseRef-Public-Domain',
  'in the public domain': 'LicenseRef-Public-Domain',
  'public domain dedication': 'LicenseRef-Public-Domain',
  pd: 'LicenseRef-Public-Domain',
  'no known copyright restrictions': 'LicenseRef-Public-Domain',
  'no known copyright': 'LicenseRef-Public-Domain',
  'us government work': 'LicenseRef-Public-Domain',
  'united states government work': 'LicenseRef-Public-Domain',
  'mit license': 'MIT',
  'the mit license': 'MIT',
  expat: 'MIT',
  'isc license': 'ISC',
  'zlib license': 'Zlib',
  unlicense: 'Unlicense',
  'the unlicense': 'Unlicense',
  'artistic license 2.0': 'Artistic-2.0',
  'sil open font license 1.1': 'OFL-1.1',
  'boost software license 1.0': 'BSL-1.0',
  'free art license': 'LAL-1.3',
  'free art license 1.3': 'LAL-1.3',
  'odc public domain dedication and license': 'PDDL-1.0',
});

const URLS = namesOf({
  'opensource.org/licenses/mit': 'MIT',
  'opensource.org/license/mit': 'MIT',
  'opensource.org/licenses/bsd-2-clause': 'BSD-2-Clause',
  'opensource.org/licenses/bsd-3-clause': 'BSD-3-Clause',
  'opensource.org/licenses/isc': 'ISC',
  'apache.org/licenses/license-2.0': 'Apache-2.0',
  'mozilla.org/mpl/2.0': 'MPL-2.0',
  'gnu.org/licenses/old-licenses/gpl-2.0': 'GPL-2.0-only',
  'gnu.org/licenses/gpl-2.0': 'GPL-2.0-only',
  'gnu.org/licenses/gpl-3.0': 'GPL-3.0-only',
  'gnu.org/licenses/lgpl-3.0': 'LGPL-3.0-only',
  'gnu.org/licenses/old-licenses/lgpl-2.1': 'LGPL-2.1-only',
  'gnu.org/licenses/agpl-3.0': 'AGPL-3.0-only',
  'gnu.org/licenses/fdl-1.3': 'GFDL-1.3-only',
  'artlibre.org/licence/lal': 'LAL-1.3',
  'rightsstatements.org/vocab/nkc/1.0': 'LicenseRef-Public-Domain',
});

/**
 * The one licence that a text names as a whole: an address, an SPDX id or a name. Null for whatever
 * says more or less than that, since a licence within a sentence may be one that is denied.
 */
export function recogniseLicence(hint: string): Licence | null {
  const text = hint.trim();
  const id = ADDRESS.test(text) ? idOfUrl(text) : idOfName(text);
  return id === null ? null : { id, class: classOf(id) };
}

/** What class an id of ours, or of SPDX, belongs to. */
export function classOf(id: string): LicenceClass {
  if (PUBLIC_DOMAIN.has(id) || id === 'LicenseRef-Public-Domain') return 'public-domain';
  if (/^CC-(?:BY|SA|NC|ND)/.test(id)) return 'creative-commons';
  return FREE_SOFTWARE.test(id) ? 'free-software' : 'other';
}

/** Words behind an address may say of what it is the licence, and of what it is not. */
function idOfUrl(text: string): string | null {
  if (/\s/.test(text)) return null;
  const url = parseUrl(/^https?:/i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`);
  if (url === null) return null;
  const { hostname, pathname } = url;
  const place = `${hostname.replace(/^www\./, '')}${pathname}`.toLowerCase().replace(/\/+$/, '');
  const spdxId = /^spdx\.org\/licenses\/(.+?)(?:\.html|\.json)?$/.exec(place)?.[1];
  if (spdxId !== undefined) return spdxIdOf(spdxId);
  return (
    parseCreativeCommons.url(place) ??
    URLS.get(
      place.replace(/(?:-standalone)?(?:\.[a-z]{2}(?:-[a-z]{2})?)?\.(?:html|txt|php)$/, ''),
    ) ??
    null
  );
}

function idOfName(text: string): string | null {
  const exact = spdxIdOf(text);
  if (exact !== null) return exact;
  const name = fold(text);
  return (
    NAMES.get(name) ?? parseCreativeCommons.name(name) ?? idOfGnuName(name) ?? idOfFamily(name)
  );
}

/** A map rather than an object, which would also know `constructor`. */
function namesOf(names: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names));
}

/** The old ids of the GNU licences meant "only", and a plus "or later". */
function spdxIdOf(text: string): string | null {
  const lower = text.toLowerCase();
  if (lower === 'pdm-1.0') return 'PDM-1.0';
  const id = spdx.get(
    lower.replace(/^(a?gpl-3\.0|l?gpl-[23]\.[01]|gpl-[12]\.0)\+$/, '$1-or-later'),
  );
  if (id !== undefined && /^(?:A?GPL|LGPL|GFDL)-\d\.\d$/.test(id)) return `${id}-only`;
  return id ?? null;
}

/** Lower case, one kind of space, hyphen and spelling, no marks around. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('licence', 'license')
    .replace(/[\s_]+/g, ' ')
    .replace(/[\u2010-\u2014]/g, '-')
    .replace(/^["'\s]+|["'.;\s]+$/g, '')
    .replace(/^(?:the |a |under |licensed under |released under )+/, '')
    .trim();
}

const GNU =
  /^(?:gnu )?(lesser general public license|library general public license|affero general public license|general public license|free documentation license|agpl|lgpl|gpl|gfdl|fdl)(?: license)?[ ,-]*(?:version |v\.? ?)?(\d(?:\.\d)?)?(?:\.0)?( only|\+| or later|,? or (?:\(at your option\) )?any later(?: version)?)?(?: license)?$/;
const GNU_KINDS = namesOf({
  'lesser general public license': 'LGPL',
  'library general public license': 'LGPL',
  'affero general public license': 'AGPL',
  'general public license': 'GPL',
  'free documentation license': 'GFDL',
  fdl: 'GFDL',
});

function idOfGnuName(name: string): string | null {
  const [, words, version, later] = GNU.exec(name.replace(/ \((?:a|l)?gpl\)/, '')) ?? [];
  if (words === undefined || version === undefined) return null;
  const kind = GNU_KINDS.get(words) ?? words.toUpperCase();
  const number = version.includes('.') ? version : `${version}.0`;
  const isLater = later !== undefined && later !== ' only';
  return spdx.get(`${kind}-${number}-${isLater ? 'or-later' : 'only'}`.toLowerCase()) ?? null;
}

const FAMILIES: readonly (readonly [RegExp, (version: string) => string])[] = [
  [
    /^apache(?: software)?(?: license)?[ ,-]*(?:version |v\.? ?)?(2)(?:\.0)?(?: license)?$/,
    () => 'Apache-2.0',
  ],
  [
    /^(?:mozilla public license|mpl)[ ,-]*(?:version |v\.? ?)?(2|1\.1)(?:\.0)?$/,
    (v) => `MPL-${v === '2' ? '2.0' : v}`,
  ],
  [/^(?:new |modified |revised )?bsd[ -]([23])[ -]clause(?: license)?$/, (v) => `BSD-${v}-Clause`],
  [/^([23])[ -]clause bsd(?: license)?$/, (v) => `BSD-${v}-Clause`],
  [/^(?:eclipse public license|epl)[ ,-]*(?:version |v\.? ?)?([12])(?:\.0)?$/, (v) => `EPL-${v}.0`],
];

function idOfFamily(name: string): string | null {
  for (const [pattern, idOf] of FAMILIES) {
    const version = pattern.exec(name)?.[1];
    if (version !== undefined) return idOf(version);
  }
  return null;
}

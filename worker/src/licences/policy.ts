import * as z from 'zod';
import { classOf, type Licence, type LicenceClass, recogniseLicence } from './licence';

const CLASSES: readonly LicenceClass[] = [
  'public-domain',
  'creative-commons',
  'free-software',
  'other',
];

const licenceName = z
  .string()
  .max(100)
  .refine((text) => recogniseLicence(text) !== null, { error: 'is no licence that is known' })
  .transform((text) => recogniseLicence(text)?.id ?? text);

/** What may leave, of one source. */
export const licencePolicy = z.strictObject({
  /** Classes and ids that may leave; when given, the only ones. */
  allow: z
    .array(z.union([z.enum(CLASSES), licenceName]))
    .default(['public-domain', 'creative-commons', 'free-software']),
  /** Ids and classes that may not, although `allow` names them. */
  refuse: z.array(z.union([z.enum(CLASSES), licenceName])).default([]),
  /** The licence of all that this source has and says nothing of. */
  assume: licenceName.optional(),
  /** Whether works of unknown licence may leave: for a source one knows to have only free ones. */
  allowUnknown: z.boolean().default(false),
});
export type LicencePolicy = z.infer<typeof licencePolicy>;

export type Decision =
  /** `licence` is null for an unknown one that the configuration lets pass. */
  | { decision: 'allowed'; licence: string | null }
  | { decision: 'held-back'; reason: 'unknown'; hints: string[] }
  | { decision: 'held-back'; reason: 'not-allowed'; licence: string };

/** What says that a work is not free, however wide the configuration. */
const RESERVED = /all rights reserved/i;

/**
 * Whether a work may leave. Hints that are no licence leave it unknown, and so do two that name
 * different ones: a work may be under the one or the other, and only its source could say.
 */
export function decideLicence(hints: string[], policy: LicencePolicy): Decision {
  const said = hints.map((hint) => hint.trim()).filter((hint) => hint !== '');
  const licence = said.length === 0 ? assumed(policy) : commonLicence(said);
  if (licence === null) {
    if (policy.allowUnknown && !said.some((hint) => RESERVED.test(hint))) {
      return { decision: 'allowed', licence: null };
    }
    return { decision: 'held-back', reason: 'unknown', hints: said };
  }
  return isAllowed(licence, policy)
    ? { decision: 'allowed', licence: licence.id }
    : { decision: 'held-back', reason: 'not-allowed', licence: licence.id };
}

const assumed = ({ assume }: LicencePolicy): Licence | null =>
  assume === undefined ? null : { id: assume, class: classOf(assume) };

/** The licence that every hint names, as the hint has it that says most. */
function commonLicence(hints: string[]): Licence | null {
  const licences = hints.map(recogniseLicence).filter((licence) => licence !== null);
  if (licences.length < hints.length) return null;
  return licences.find((one) => licences.every((other) => covers(other, one))) ?? null;
}

/** Without a version or a text, a name covers the licences that have one. */
function covers(general: Licence, one: Licence): boolean {
  if (general.id === one.id) return true;
  if (general.id === 'LicenseRef-Public-Domain') return one.class === 'public-domain';
  return general.class === 'creative-commons' && one.id.replace(/-\d\.\d$/, '') === general.id;
}

function isAllowed(licence: Licence, { allow, refuse }: LicencePolicy): boolean {
  const names = (list: string[]) => list.includes(licence.id) || list.includes(licence.class);
  return !names(refuse) && names(allow);
}

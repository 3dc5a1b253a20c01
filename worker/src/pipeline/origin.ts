import type { LicencePolicy } from '../licences/policy';
import type { OpenSource } from '../sources/index';

/** A source as it is configured. */
export interface Origin extends OpenSource {
  id: string;
  /** The `source` of its records. */
  name: string;
  policy: LicencePolicy;
}

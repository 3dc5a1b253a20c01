import { expect, it } from 'vitest';
import { decideLicence, licencePolicy } from '../../src/licences/policy';

const decide = (hints: string[], policy: object = {}) =>
  decideLicence(hints, licencePolicy.parse(policy));
const allowed = (licence: string | null) => ({ decision: 'allowed', licence });

it.each([
  [['http://creativecommons.org/licenses/by-nc-nd/3.0/'], 'CC-BY-NC-ND-3.0'],
  [['CC BY', 'https://creativecommons.org/licenses/by/4.0/'], 'CC-BY-4.0'],
  [['Public Domain', 'http://creativecommons.org/publicdomain/mark/1.0/'], 'PDM-1.0'],
  [['GPLv3', ' '], 'GPL-3.0-only'],
])('lets free licences leave by default: %o', (hints, id) => {
  expect(decide(hints)).toEqual(allowed(id));
});

it.each([
  [[]],
  [['']],
  [['see website']],
  [['CC BY 4.0', 'CC BY-NC 4.0']],
  [['MIT', 'all rights reserved']],
])('holds back what is unknown: %o', (hints: string[]) => {
  expect(decide(hints)).toMatchObject({ decision: 'held-back', reason: 'unknown' });
});

it('holds back what is known and not allowed', () => {
  const reason = 'not-allowed';
  expect(decide(['BUSL-1.1'])).toEqual({ decision: 'held-back', reason, licence: 'BUSL-1.1' });
});

it('is narrowed and widened by configuration', () => {
  expect(decide(['BUSL-1.1'], { allow: ['other'] })).toEqual(allowed('BUSL-1.1'));
  expect(decide(['CC BY 4.0'], { allow: ['public-domain'] }).decision).toBe('held-back');
  expect(decide(['CC BY 4.0'], { allow: ['public-domain', 'CC BY 4.0'] })).toEqual(
    allowed('CC-BY-4.0'),
  );
  expect(decide(['CC BY-NC 4.0'], { refuse: ['CC-BY-NC-4.0'] }).decision).toBe('held-back');
});

it('assumes a licence only where the source says nothing', () => {
  expect(decide([], { assume: 'GPLv2' })).toEqual(allowed('GPL-2.0-only'));
  expect(decide(['proprietary'], { assume: 'GPLv2' }).decision).toBe('held-back');
});

it('lets the unknown leave where configuration says so, but nothing that is reserved', () => {
  expect(decide(['see website'], { allowUnknown: true })).toEqual(allowed(null));
  expect(decide(['All rights reserved.'], { allowUnknown: true }).decision).toBe('held-back');
});

it('refuses a configuration that names no licence', () => {
  expect(() => licencePolicy.parse({ allow: ['free'] })).toThrow('allow');
  expect(() => licencePolicy.parse({ assume: 'free' })).toThrow('assume');
});

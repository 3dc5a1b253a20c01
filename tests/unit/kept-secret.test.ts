import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptSecret, keptSecretPath } from '@/lib/kept-secret';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-secret-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('keptSecret', () => {
  test('is made once, of 256 bits that can be typed after `--key`, for the owner alone', () => {
    const dataDir = join(folder, 'data', 'deeper');
    const secret = keptSecret(dataDir, 'jwt-secret');
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(keptSecret(dataDir, 'jwt-secret')).toBe(secret);
    expect(statSync(keptSecretPath(dataDir, 'jwt-secret')).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(readdirSync(dataDir)).toEqual(['jwt-secret']);
  });

  test('is another under another name and in another folder', () => {
    const secrets = [
      keptSecret(folder, 'jwt-secret'),
      keptSecret(folder, 'ingest-key'),
      keptSecret(join(folder, 'data'), 'jwt-secret'),
    ];
    expect(new Set(secrets).size).toBe(3);
  });

  test('is what somebody has put there', () => {
    const secret = 'a secret of 32 characters or more';
    writeFileSync(keptSecretPath(folder, 'jwt-secret'), `${secret}\n`);
    expect(keptSecret(folder, 'jwt-secret')).toBe(secret);
  });

  test.each(['', '\n', 'short'])('is not read from a file with %j', (content) => {
    writeFileSync(keptSecretPath(folder, 'jwt-secret'), content);
    expect(() => keptSecret(folder, 'jwt-secret')).toThrow(
      `${keptSecretPath(folder, 'jwt-secret')} does not hold a secret`,
    );
  });

  test('is not made where there is something else', () => {
    mkdirSync(keptSecretPath(folder, 'jwt-secret'));
    expect(() => keptSecret(folder, 'jwt-secret')).toThrow('EISDIR');
    expect(readdirSync(folder)).toEqual(['jwt-secret']);
  });
});

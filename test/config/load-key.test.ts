import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKey } from '../../src/config/load-key.ts';

const keyText = 'ab'.repeat(32);
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'childview-key-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const fileWith = (text: string, mode: number): string => {
  const file = join(directory, 'a.key');
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
};

describe('loadKey', () => {
  it.each([0o600, 0o400, 0o640])('reads a key of mode %o', (mode) => {
    expect(loadKey(fileWith(`${keyText}\n`, mode), { mayCreate: false })).toEqual(new Uint8Array(32).fill(0xab));
  });

  it('makes a missing key in development, once, for its owner only', () => {
    const file = join(directory, 'keys', 'made.key');
    const made = loadKey(file, { mayCreate: true });
    expect(loadKey(file, { mayCreate: true })).toEqual(made);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(directory, 'keys'))).toEqual(['made.key']);
    expect(new Set(made).size).toBeGreaterThan(8);
  });

  it('never replaces a key that is there', () => {
    const file = fileWith(keyText, 0o600);
    loadKey(file, { mayCreate: true });
    expect(readFileSync(file, 'utf8')).toBe(keyText);
  });

  it('refuses a missing file that it may not make', () => {
    expect(() => loadKey(join(directory, 'a.key'), { mayCreate: false })).toThrow('is missing');
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each([0o644, 0o660, 0o602])('refuses a key of mode %o', (mode) => {
    expect(() => loadKey(fileWith(keyText, mode), { mayCreate: false })).toThrow('is open to others');
  });

  it.each(['', keyText.slice(2), `${keyText}00`, 'zz'.repeat(32)])(
    'refuses a file that holds %j, without quoting it',
    (text) => {
      const file = fileWith(text, 0o600);
      expect(() => loadKey(file, { mayCreate: true })).toThrow(
        `The key file ${file} holds no key. It must hold 64 hexadecimal digits.`,
      );
    },
  );
});

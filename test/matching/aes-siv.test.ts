import { aessiv } from '@noble/ciphers/aes.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAesSiv } from '../../src/matching/aes-siv.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const key = hex(
  'fffefdfc fbfaf9f8 f7f6f5f4 f3f2f1f0 6f6e6d6c 6b6a6968 67666564 63626160' +
    'f0f1f2f3 f4f5f6f7 f8f9fafb fcfdfeff 00010203 04050607 08090a0b 0c0d0e0f',
);
const data = hex('10111213 14151617 18191a1b 1c1d1e1f 20212223 24252627');
const text = hex('11223344 55667788 99aabbcc ddeeff00 11223344 55');

const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });

describe('sealing', () => {
  it('is AES-SIV as a library has it, for every key, associated data and text', () => {
    fc.assert(
      fc.property(bytes(64, 64), bytes(0, 50), fc.array(bytes(16, 120), { minLength: 1 }), (secret, about, texts) => {
        const siv = createAesSiv(secret, about);
        for (const each of texts) {
          const sealed = siv.seal(each);
          expect(sealed.equals(aessiv(secret, about).encrypt(each))).toBe(true);
          expect(siv.open(sealed)?.equals(each)).toBe(true);
        }
      }),
    );
  });

  it('is the same every time, whatever was sealed or refused in between', () => {
    const siv = createAesSiv(key, data);
    const sealed = siv.seal(text);
    expect(siv.seal(hex('00'.repeat(40))).equals(sealed)).toBe(false);
    expect(siv.open(hex('00'.repeat(48)))).toBeNull();
    expect(siv.seal(text).equals(sealed)).toBe(true);
  });

  it('counts on over the end of what three bytes hold', () => {
    const siv = createAesSiv(key, data);
    const long = Buffer.alloc(16 * 600, 7);
    expect(siv.seal(long).equals(aessiv(key, data).encrypt(long))).toBe(true);
  });
});

describe('opening', () => {
  it('gives nothing for a text of which any one bit was changed', () => {
    const siv = createAesSiv(key, data);
    const sealed = siv.seal(text);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(siv.open(changed)).toBeNull();
    }
  });

  it.each([
    ['another key', createAesSiv(Buffer.from(key).fill(1, 63), data)],
    ['another key that authenticates', createAesSiv(Buffer.from(key).fill(1, 0, 1), data)],
    ['other associated data', createAesSiv(key, data.subarray(1))],
    ['no associated data', createAesSiv(key, Buffer.alloc(0))],
  ])('gives nothing under %s', (_, other) => {
    expect(other.open(createAesSiv(key, data).seal(text))).toBeNull();
  });

  it('gives nothing for what is too short to be sealed', () => {
    const siv = createAesSiv(key, data);
    for (const length of [0, 1, 15, 16, 31]) expect(siv.open(Buffer.alloc(length))).toBeNull();
  });
});

it('takes keys of 64 bytes, and texts of 16 at least', () => {
  expect(() => createAesSiv(key.subarray(1), data)).toThrow('64 bytes');
  expect(() => createAesSiv(key, data).seal(text.subarray(0, 15))).toThrow('16 bytes');
});

import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { blocksOf, cmacBytes, createCmac } from '../../src/ledger/cmac.ts';

// NIST SP 800-38B, appendix D.3.
const key = createSecretKey(Buffer.from('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 'hex'));
const message = Buffer.from(
  '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51' +
    '30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
  'hex',
);
const vectors: readonly (readonly [number, string])[] = [
  [0, '028962f61b7bf89efc6b551f4667d983'],
  [16, '28a7023f452e8f82bd4bf28d8c37c35c'],
  [40, 'aaf3d8f1de5640c232f5b169b9c911e6'],
  [64, 'e1992190549f6ed5696a2c056c315410'],
];

describe('AES-256-CMAC', () => {
  it.each(vectors)('of the first %i bytes of the standard’s message is the standard’s', (length, expected) => {
    expect(cmacsOf([length])).toEqual([expected]);
  });

  it('of many messages at once is that of each, in their order, whatever their lengths', () => {
    const shuffled = [vectors[3], vectors[0], vectors[2], vectors[2], vectors[1], vectors[0]].map(
      (vector) => vector ?? ([0, ''] as const),
    );
    expect(cmacsOf(shuffled.map(([length]) => length))).toEqual(shuffled.map(([, expected]) => expected));
  });

  it('of nothing at all is nothing', () => {
    expect(cmacsOf([])).toEqual([]);
  });
});

function cmacsOf(lengths: readonly number[]): readonly string[] {
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + blocksOf(length) * cmacBytes, 0));
  let at = 0;
  for (const length of lengths) {
    bytes.set(message.subarray(0, length), at);
    at += blocksOf(length) * cmacBytes;
  }
  const made = Buffer.from(createCmac(key)({ bytes, lengths }));
  return lengths.map((_, index) => made.toString('hex', index * cmacBytes, (index + 1) * cmacBytes));
}

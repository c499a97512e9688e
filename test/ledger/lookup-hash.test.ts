import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLookupHasher, hashBytes, type LookupHasher, textsOfHashes } from '../../src/ledger/lookup-hash.ts';

const hasherOf = (secret: string): LookupHasher =>
  createLookupHasher({ id: secret, secret: createSecretKey(Buffer.alloc(32, secret)) });
const hasher = hasherOf('a');

describe('keyed hashes of names', () => {
  it('are the same for the same name, also beside others, and another under another key', () => {
    const add = (to: LookupHasher): void => to.identifier({ scheme: 'NHS_NUMBER', value: '9990000018' });
    const alone = hashesOf(hasher, add);
    const beside = hashesOf(hasher, (to) => {
      to.subject('somebody');
      add(to);
    });
    expect(beside).toContain(alone[0]);
    expect(hashesOf(hasherOf('b'), add)).not.toEqual(alone);
  });

  it('are different for names that could be taken for one another', () => {
    const names: readonly ((to: LookupHasher) => void)[] = [
      (to) => to.identifier({ scheme: 'A', value: 'B' }),
      (to) => to.identifier({ agency: 'A', recordId: 'B' }),
      (to) => to.look({ agency: 'A', recordId: 'B' }),
      (to) => to.criterion({ field: 'A', value: 'B' }),
      (to) => to.subject('A'),
      (to) => to.subject('B'),
      (to) => to.subject(''),
      (to) => to.identifier({ scheme: 'AB', value: '' }),
      (to) => to.identifier({ scheme: '', value: 'AB' }),
      (to) => to.identifier({ scheme: 'A\u0000', value: 'B' }),
      (to) => to.identifier({ scheme: 'A', value: '\u0000B' }),
      (to) => to.identifier({ scheme: 'A', value: 'ß' }),
      (to) => to.identifier({ scheme: 'A', value: 'Bß' }),
      (to) => to.identifier({ scheme: 'A', value: 'ñ'.repeat(20_000) }),
      (to) => to.identifier({ scheme: 'A', value: 'ñ'.repeat(20_001) }),
    ];
    const hashes = names.flatMap((name) => hashesOf(hasher, name));
    expect(new Set(hashes).size).toBe(names.length);
  });

  it('stand in each list by themselves, each once, in an order that does not tell how they were added', () => {
    for (const count of [3, 100]) {
      const values = Array.from({ length: count }, (_, index) => `value-${index}`);
      const listOf = (all: readonly string[]): readonly string[] =>
        hashesOf(hasher, (to) => {
          for (const value of all) to.identifier({ scheme: 'A', value });
        });
      expect(listOf([...values, ...values.toReversed()])).toEqual(listOf(values));
      expect(listOf(values.toReversed())).toEqual(listOf(values));
      expect(new Set(listOf(values)).size).toBe(count);
    }
  });

  it('come list by list', () => {
    hasher.subject('somebody');
    hasher.endList();
    hasher.endList();
    for (const value of ['1', '2', '2']) hasher.identifier({ scheme: 'A', value });
    hasher.endList();
    const { hashes, counts } = hasher.finish();
    expect(counts).toEqual([1, 0, 2]);
    expect(hashes.length).toBe(3 * hashBytes);
  });

  it('have nothing of what was given up', () => {
    hasher.subject('given up');
    hasher.reset();
    expect(hashesOf(hasher, (to) => to.subject('kept'))).toHaveLength(1);
  });
});

function hashesOf(from: LookupHasher, add: (to: LookupHasher) => void): readonly string[] {
  add(from);
  from.endList();
  return textsOfHashes(from.finish().hashes);
}

import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEncodeEntry, type EncodeEntry } from '../../src/ledger/encode-entry.ts';
import { createLookupHasher } from '../../src/ledger/lookup-hash.ts';
import type { LedgerEntry } from '../../src/model/ledger-entry.ts';
import { childOf, entryOf } from './ledger-fixture.ts';

const secret = createSecretKey(Buffer.alloc(32, 7));
const newEncoder = (): EncodeEntry => createEncodeEntry(createLookupHasher({ id: '1', secret }));

const callers: readonly LedgerEntry['caller'][] = ['one', 'two'].map((subject) => ({
  ...entryOf('r1').caller,
  subject,
}));
const keyLists = [['1'], ['1', '2'], []].map((values) => values.map((value) => ({ scheme: 'NHS', value })));
const references = [{ agency: 'health', recordId: 'h1' }];

const child = fc
  .record({ keys: fc.constantFrom(...keyLists), lookedAt: fc.constantFrom(references, []) })
  .map((parts) => childOf(parts));
const entry = fc
  .record({
    caller: fc.constantFrom(...callers),
    children: fc.array(child, { maxLength: 3 }),
    account: fc.constantFrom(null, 'one', 'three'),
  })
  .map(({ account, ...parts }) =>
    entryOf('r1', {
      ...parts,
      ...(account === null ? {} : { control: { act: 'an', outcome: null, obligations: [], account } }),
    }),
  );

describe('an entry that is encoded', () => {
  it('is found by the same hashes, whatever was encoded for the same caller before', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        const encode = newEncoder();
        for (const each of entries) expect(encode(each)).toEqual(newEncoder()(each));
      }),
    );
  });

  it('has its own hashes after one that could not be encoded', () => {
    const encode = newEncoder();
    const children = [childOf({ lookedAt: references }), childOf({ lookedAt: ['no reference'] as never })];
    const wrong = entryOf('r1', { children });
    expect(() => encode(wrong)).toThrow(TypeError);
    expect(encode(entryOf('r2'))).toEqual(newEncoder()(entryOf('r2')));
  });
});

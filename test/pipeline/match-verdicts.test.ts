import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createVerdictHashes } from '../../src/ledger/verdict-hashes.ts';
import type { ChildRecord } from '../../src/model/child-record.ts';
import { type PairVerdict, pairOf, type Verdict, type VerdictState } from '../../src/model/match-verdict.ts';
import { readVerdicts } from '../../src/pipeline/match-verdicts.ts';
import { recordWith } from '../matching/record-with.ts';

const keyOf = (id: string) => ({ id, secret: createSecretKey(randomBytes(32)) });
const [present, former] = [keyOf('present'), keyOf('former')];
const hashes = createVerdictHashes(present, [former]);

const one = recordWith({ agency: 'education', recordId: 'E1' });
const other = recordWith({ agency: 'health', recordId: 'H1' });
const third = recordWith({ agency: 'social-care', recordId: 'S1' });

type Given = {
  readonly verdict: Verdict;
  readonly state?: VerdictState;
  readonly isConfirmed?: boolean;
  readonly keyId?: string;
  readonly between?: readonly [ChildRecord, ChildRecord];
};

/** A control state that holds these verdicts; counts how often it is asked, and of how many records. */
function holding(...given: readonly Given[]) {
  const asked: number[] = [];
  const verdicts = given.map((each, index): PairVerdict => {
    const { verdict, state = 'IN_FORCE', isConfirmed = false, keyId = 'present', between = [one, other] } = each;
    const [left = '', right = ''] = between.flatMap((record) => hashes.hashesUnder([keyId], record));
    return { ...pairOf(left, right), id: `v${index}`, verdict, state, isConfirmed };
  });
  return {
    asked,
    control: {
      verdictKeys: () => [...new Set(given.map(({ keyId = 'present' }) => keyId))],
      verdictsOn: (records: readonly string[]) => {
        asked.push(records.length);
        return verdicts.filter((each) => records.includes(each.one) || records.includes(each.other));
      },
    },
  };
}
const among = (given: readonly Given[], records: readonly ChildRecord[] = [one, other, third]) =>
  readVerdicts({ ...holding(...given), verdictHashes: hashes }).among(records);

describe('what linking is told of two records', () => {
  it('is what was judged of them, whichever comes first, and nothing of other pairs', () => {
    const judged = among([{ verdict: 'SAME' }]);
    expect([judged(one, other), judged(other, one), judged(one, third)]).toEqual(['SAME', 'SAME', null]);
  });

  it('is nothing of a proposal, and what holds of a verdict that is to end', () => {
    expect(among([{ verdict: 'NOT_SAME', state: 'PROPOSED' }])(one, other)).toBeNull();
    expect(among([{ verdict: 'SAME', state: 'ENDING' }])(one, other)).toBe('SAME');
  });

  it('of one person is not more than a doubt once a record is shielded or locked, and of two people is', () => {
    const shielded = { ...third, isShielded: true };
    const locked = { ...third, isLinkLocked: true };
    for (const record of [shielded, locked]) {
      const records = [one, other, record];
      expect(among([{ verdict: 'NOT_SAME' }], records)(one, other)).toBe('DOUBTED');
      expect(among([{ verdict: 'NOT_SAME', isConfirmed: true }], records)(one, other)).toBe('NOT_SAME');
      expect(among([{ verdict: 'SAME' }], records)(one, other)).toBe('SAME');
    }
    expect(among([{ verdict: 'NOT_SAME' }])(one, other)).toBe('NOT_SAME');
  });

  it('is the stricter of two', () => {
    expect(among([{ verdict: 'SAME' }, { verdict: 'NOT_SAME' }])(one, other)).toBe('NOT_SAME');
  });

  it('is found under every key that verdicts are kept by', () => {
    const given: readonly Given[] = [
      { verdict: 'SAME', keyId: 'former' },
      { verdict: 'NOT_SAME', between: [one, third] },
    ];
    const judged = among(given);
    expect([judged(one, other), judged(third, one), judged(other, third)]).toEqual(['SAME', 'NOT_SAME', null]);
  });
});

describe('reading verdicts', () => {
  it('asks nothing while there is none', () => {
    const { asked, control } = holding();
    expect(readVerdicts({ control, verdictHashes: hashes }).among([one, other])(one, other)).toBeNull();
    expect(asked).toEqual([]);
  });

  it('asks once for each record of an operation', () => {
    const { asked, control } = holding({ verdict: 'SAME' });
    const reader = readVerdicts({ control, verdictHashes: hashes });
    reader.among([one]);
    const judged = reader.among([one, other]);
    reader.among([other, one]);
    expect([asked, judged(one, other)]).toEqual([[1, 1], 'SAME']);
  });

  it('refuses while a verdict is kept by a key that is not at hand', () => {
    const control = { verdictKeys: () => ['present', 'lost'], verdictsOn: () => [] };
    const read = () => readVerdicts({ control, verdictHashes: hashes }).among([one]);
    expect(read).toThrow(expect.objectContaining({ code: 'CONTROL_STATE_UNAVAILABLE' }));
  });

  it('refuses while the control state cannot be read', () => {
    const fail = () => {
      throw new Error('locked');
    };
    const control = { verdictKeys: () => ['present'], verdictsOn: fail };
    const read = () => readVerdicts({ control, verdictHashes: hashes }).among([one]);
    expect(read).toThrow(expect.objectContaining({ code: 'CONTROL_STATE_UNAVAILABLE' }));
  });
});

describe('a control state over a network', () => {
  const far = (...given: readonly Given[]) => {
    const { asked, control } = holding(...given);
    return {
      asked,
      control: {
        verdictKeys: async () => control.verdictKeys(),
        verdictsOn: async (records: readonly string[]) => control.verdictsOn(records),
      },
    };
  };
  const unavailable = expect.objectContaining({ code: 'CONTROL_STATE_UNAVAILABLE' });

  it('is learnt from before records are linked, each once, and then answers at once', async () => {
    const { asked, control } = far({ verdict: 'SAME' });
    const reader = readVerdicts({ control, verdictHashes: hashes });
    await reader.learn(() => []);
    expect(asked).toEqual([]);
    await reader.learn(() => [one]);
    await reader.learn(() => [one, other]);
    expect(reader.among([one, other])(one, other)).toBe('SAME');
    expect(reader.on(one, [other])).toHaveLength(1);
    expect(asked).toEqual([1, 1]);
  });

  it('is asked for its keys only while there is no verdict', async () => {
    const { asked, control } = far();
    const reader = readVerdicts({ control, verdictHashes: hashes });
    await reader.learn(() => [one, other]);
    expect([reader.among([one, other])(one, other), asked]).toEqual([null, []]);
  });

  it('says of records that it was not asked about nothing, but that they cannot be linked', async () => {
    const { control } = far({ verdict: 'NOT_SAME' });
    const reader = readVerdicts({ control, verdictHashes: hashes });
    expect(() => reader.among([one, other])).toThrow(unavailable);
    await reader.learn(() => [one]);
    expect(() => reader.among([one, other])).toThrow(unavailable);
  });

  it('that cannot be read refuses whoever waits for it', async () => {
    const fail = () => Promise.reject(new Error('unreachable'));
    const lost = readVerdicts({ control: { verdictKeys: fail, verdictsOn: fail }, verdictHashes: hashes });
    await expect(lost.learn(() => [one])).rejects.toEqual(unavailable);
    const { control } = far({ verdict: 'SAME' });
    const half = readVerdicts({ control: { ...control, verdictsOn: fail }, verdictHashes: hashes });
    await expect(half.learn(() => [one])).rejects.toEqual(unavailable);
    expect(() => half.among([one])).toThrow(unavailable);
  });
});

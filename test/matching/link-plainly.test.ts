import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkPlainly } from '../../src/matching/link-plainly.ts';
import { linkByRules, linkRecords } from '../../src/matching/link-records.ts';
import type { ChildRecord } from '../../src/model/child-record.ts';
import type { Judgement } from '../../src/model/match-verdict.ts';
import { nhsNumber, otherNhsNumber, recordWith, unverified, upn, verified } from './record-with.ts';
import { rules } from './rules.ts';

const chiNumber = '0101011237';

/** Mostly of one child about whom nothing is in doubt; everything that could put it in doubt now and then. */
const rarely = <Value>(usual: Value, ...others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 40, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...others) });

const record = (agency: string, recordId: string): fc.Arbitrary<ChildRecord> =>
  fc
    .record({
      identifiers: rarely(
        [verified('NHS_NUMBER', nhsNumber)],
        [],
        [unverified('NHS_NUMBER', nhsNumber)],
        [{ ...verified('NHS_NUMBER', nhsNumber), former: true }],
        [{ ...verified('NHS_NUMBER', nhsNumber), former: true }, verified('NHS_NUMBER', nhsNumber)],
        [verified('NHS_NUMBER', otherNhsNumber)],
        [verified('NHS_NUMBER', nhsNumber), verified('NHS_NUMBER', otherNhsNumber)],
        [verified('NHS_NUMBER', '999 000 0018')],
        [verified('NHS_NUMBER', '9990000019')],
        [verified('UPN', upn), verified('NHS_NUMBER', nhsNumber)],
        [verified('UPN', upn)],
        [verified('CHI_NUMBER', chiNumber), verified('NHS_NUMBER', nhsNumber)],
        [verified('YOT_ID', 'YO9000001')],
      ),
      names: rarely(
        [{ given: 'Corin Jay', family: 'Ashdown', kind: 'LEGAL' }],
        [{ given: 'Corin', family: 'Vale', kind: 'LEGAL' }],
        [{ given: 'Corin', family: 'Ashdown', kind: 'FORMER' }],
        [{ given: 'Robin', family: 'Ashdown', kind: 'LEGAL' }],
        [
          { given: 'Robin', family: 'Ashdown', kind: 'LEGAL' },
          { given: 'Corin', family: null, kind: 'FORMER' },
        ],
        [
          { given: 'Robin', family: 'Ashdown', kind: 'LEGAL' },
          { given: 'Corin', family: 'Vale', kind: null },
        ],
        [{ given: 'C', family: 'Ashdown', kind: 'LEGAL' }],
        [{ given: 'Baby', family: 'Ashdown', kind: 'LEGAL' }],
        [{ given: null, family: null, kind: null }],
        [],
      ),
      dateOfBirth: rarely<string | null>(
        '2015-03-04',
        '2015-04-03',
        '2015-03-05',
        '2001-03-04',
        '1900-01-01',
        '2015-13-04',
        null,
      ),
      expectedDateOfDelivery: rarely<string | null>(null, '2024-09-01'),
      sex: fc.constantFrom('F', 'F', 'M', 'U', null),
      postcodes: fc.array(
        fc.record({ postcode: fc.constantFrom('SO23 8UJ', 'SO23 8UJ', 'BL1 1RU'), isCurrent: fc.boolean() }),
        { maxLength: 2 },
      ),
      lifecycle: rarely(
        { unborn: false, dateOfBirth: '2015-03-04', diedOn: null, participatingUntil: null },
        { unborn: true, dateOfBirth: null, diedOn: null, participatingUntil: null },
        { unborn: false, dateOfBirth: '2015-03-04', diedOn: '2024-01-01', participatingUntil: null },
      ),
      custodian: rarely('ORG:north', 'ORG:south', 'ORG-abroad'),
      isShielded: fc.boolean(),
      isLinkLocked: rarely(false, true),
      crossReferences: rarely<ChildRecord['crossReferences']>(
        [],
        [{ scheme: 'NHS_NUMBER', value: nhsNumber }],
        [{ scheme: 'NHS_NUMBER', value: otherNhsNumber }],
      ),
      cannotLink: rarely<ChildRecord['cannotLink']>(
        [],
        [{ scheme: 'NHS_NUMBER', value: nhsNumber }],
        [{ scheme: 'YOT_ID', value: 'YO9000001' }],
      ),
    })
    .map((differences) => recordWith({ ...differences, agency, recordId }));

const entries = fc
  .tuple(record('north', 'n-1'), fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, record('north', 'n-2')))
  .map(([one, second]) => (second === null ? [one] : [one, second]));
const candidates = fc
  .tuple(
    record('south', 's-1'),
    record('west', 'w-1'),
    record('east', 'e-1'),
    record('south', 's-2'),
    record('north', 'n-3'),
  )
  .chain(([south, west, east, ...doubles]) =>
    fc.tuple(
      fc.shuffledSubarray([south, west, east]),
      fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.subarray(doubles)),
    ),
  )
  .map((lists) => lists.flat());
const verdict = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  fc
    .record({
      pair: fc.constantFrom<readonly string[]>(['n-1', 's-1'], ['s-1', 'w-1'], ['w-1', 'e-1']),
      judged: fc.constantFrom<Judgement>('SAME', 'NOT_SAME', 'DOUBTED'),
    })
    .map(
      ({ pair, judged }) =>
        (one: ChildRecord, other: ChildRecord): Judgement | null =>
          pair.includes(one.recordId) && pair.includes(other.recordId) ? judged : null,
    ),
);

describe('linking without comparing', () => {
  it('comes to what the rules come to, whatever the records, wherever it comes to anything', () => {
    let [plain, inDoubt] = [0, 0];
    fc.assert(
      fc.property(entries, candidates, verdict, (entry, others, verdicts) => {
        const given = { ...rules, ...(verdicts === undefined ? {} : { verdicts }) };
        const linked = linkPlainly(entry, others, given);
        const input = { ...given, entry, candidates: others };
        expect(linkRecords(input)).toEqual(linkByRules(input));
        if (linked === null) inDoubt += 1;
        else if (others.length > 0) plain += 1;
      }),
      { numRuns: 6000 },
    );
    expect(plain).toBeGreaterThan(500);
    expect(inDoubt).toBeGreaterThan(500);
  });
});

describe('a child about whom nothing is in doubt', () => {
  const entry = recordWith();
  const other = recordWith({ agency: 'south', recordId: 's-1' });

  it('is linked without comparing', () => {
    expect(linkPlainly([entry], [other], rules)?.map(({ rule }) => rule)).toEqual(['ENTRY', 'R3']);
  });

  it.each<readonly [string, Partial<ChildRecord>]>([
    ['a second record of one source', { agency: 'north' }],
    ['a lock', { isLinkLocked: true }],
    ['a ban', { cannotLink: [{ scheme: 'UPN', value: upn }] }],
    ['an unborn child', { lifecycle: { ...entry.lifecycle, unborn: true } }],
    ['another date of birth', { dateOfBirth: '2015-03-05' }],
    ['another given name', { names: [{ given: 'Robin', family: 'Ashdown', kind: 'LEGAL' }] }],
    ['a given name of another time', { names: [{ given: 'Corin', family: 'Ashdown', kind: 'FORMER' }] }],
    ['a number that nobody confirmed', { identifiers: [unverified('NHS_NUMBER', nhsNumber)] }],
    ['a number that is no longer in use', { identifiers: [{ ...verified('NHS_NUMBER', nhsNumber), former: true }] }],
    ['a number of one source only', { identifiers: [verified('NHS_NUMBER', otherNhsNumber)] }],
    ['another law', { custodian: 'ORG-abroad' }],
  ])('is compared as soon as there is %s', (_, differences) => {
    expect(linkPlainly([entry], [{ ...other, ...differences }], rules)).toBeNull();
  });

  it('is compared as soon as there is a verdict, also one that joins', () => {
    expect(linkPlainly([entry], [other], { ...rules, verdicts: () => 'SAME' })).toBeNull();
  });

  it('is compared where two are asked for', () => {
    expect(linkPlainly([entry, recordWith({ recordId: 'n-2' })], [other], rules)).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import type { ChildRecord, LinkedChild, LinkedRecord } from '../../src/model/child-record.ts';
import type { RecordKey } from '../../src/model/words.ts';
import { normaliseIdentifier } from '../../src/matching/identifiers.ts';
import { knownLinks } from '../../src/pipeline/known-links.ts';
import { nhsNumber, recordWith, upn, verified } from '../matching/record-with.ts';

const entry = { kind: 'KEY', key: { scheme: 'NHS_NUMBER', value: nhsNumber } } as const;
const normalise = ({ scheme, value }: RecordKey) => {
  const read = normaliseIdentifier(scheme, value);
  return read.kind === 'VALID' ? read : ({ kind: 'INVALID', reason: read.reasonCode } as const);
};
const certain = (record: ChildRecord): LinkedRecord => ({ record, outcome: 'MATCH', rule: 'R3' });
/** `bridge` holds both numbers, `school` only the one that nobody asked by. */
const bridge = certain(
  recordWith({ agency: 'bridge', identifiers: [verified('NHS_NUMBER', nhsNumber), verified('UPN', upn)] }),
);
const atSchool = (differences: Partial<ChildRecord> = {}): LinkedRecord =>
  certain(recordWith({ agency: 'school', identifiers: [verified('UPN', upn)], ...differences }));
const linked = (...records: readonly LinkedRecord[]): LinkedChild => ({
  records,
  silent: new Map(),
  unasked: new Set(),
});
const known = (child: LinkedChild, agencies: readonly string[]) =>
  knownLinks(child, entry, (agency) => agencies.includes(agency), normalise);

describe('a record to which only another leads', () => {
  test('is found where the other may be known of', () => {
    const child = linked(bridge, atSchool());
    expect(known(child, ['bridge', 'school'])).toBe(child);
  });

  test('is as if it had not been found where the other may not', () => {
    expect(known(linked(bridge, atSchool()), ['school']).records).toEqual([bridge]);
  });

  test('leads nowhere itself, then', () => {
    const behind = certain(recordWith({ agency: 'behind', identifiers: [verified('CHI_NUMBER', '0101281233')] }));
    const school = atSchool({ identifiers: [verified('UPN', upn), verified('CHI_NUMBER', '0101281233')] });
    expect(known(linked(bridge, school, behind), ['school', 'behind']).records).toEqual([bridge]);
    expect(known(linked(bridge, school, behind), ['bridge', 'school', 'behind']).records).toHaveLength(3);
  });

  test.each<[string, Partial<ChildRecord>]>([
    ['a shield', { isShielded: true }],
    ['a severed identity', { isLinkLocked: true }],
    ['a refusal of the source', { refusedClasses: ['HLT'] }],
    ['a detriment', { detrimentClasses: ['HLT'] }],
    ['an exclusion', { relationship: { ...recordWith().relationship, excluded: true } }],
  ])('stays a possible link for %s that it holds, and that ends there', (_what, differences) => {
    const once = known(linked(bridge, atSchool(differences)), ['school']);
    expect(once.records.map(({ record, outcome }) => [record.agency, outcome])).toEqual([
      ['bridge', 'MATCH'],
      ['school', 'POSSIBLE'],
    ]);
    expect(known(once, ['school'])).toBe(once);
  });

  test('of the own caseload is entered by itself', () => {
    const school = atSchool();
    const own = { kind: 'RECORDS', agency: 'school', records: [school.record] } as const;
    const child = linked(school);
    expect(knownLinks(child, own, () => false, normalise)).toBe(child);
  });
});

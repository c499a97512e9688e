import { describe, expect, test } from 'vitest';
import { linkRecords } from '../../src/matching/link-records.ts';
import type { ChildRecord, LinkedChild } from '../../src/model/child-record.ts';
import type { GatheredChild } from '../../src/pipeline/gather-children.ts';
import { isLinkedAlike, knownLinks } from '../../src/pipeline/known-links.ts';
import { nhsNumber, otherNhsNumber, recordWith, upn, verified } from '../matching/record-with.ts';
import { rules } from '../matching/rules.ts';

/** A child as it is gathered from these records: entered by the first of them that is there. */
function gathered(...records: readonly ChildRecord[]): GatheredChild {
  const among: GatheredChild['among'] = (isThere) => {
    const [entry, ...candidates] = records.filter(({ agency }) => isThere(agency));
    return entry === undefined ? [] : linkRecords({ entry: [entry], candidates, ...rules });
  };
  return { records: among(() => true), silent: new Map(), unasked: new Set(), among };
}

/** `bridge` holds both numbers, `school` only the one that nobody asked by. */
const bridge = recordWith({
  agency: 'bridge',
  identifiers: [verified('NHS_NUMBER', nhsNumber), verified('UPN', upn)],
});
const health = recordWith({ agency: 'health' });
const atSchool = (differences: Partial<ChildRecord> = {}): ChildRecord =>
  recordWith({ agency: 'school', identifiers: [verified('UPN', upn)], ...differences });
/** So that it is like none but for its number. */
const renamed = (differences: Partial<ChildRecord> = {}): ChildRecord =>
  atSchool({ dateOfBirth: null, names: [{ given: 'Corin', family: 'Moor', kind: 'LEGAL' }], ...differences });
const hidden = (differences: Partial<ChildRecord> = {}): ChildRecord =>
  recordWith({ agency: 'hidden', recordId: 'h-1', ...differences });

const known = (child: GatheredChild, agencies: readonly string[]): LinkedChild =>
  knownLinks(child, (agency) => agencies.includes(agency));
const outcomesOf = (child: LinkedChild): readonly string[] =>
  child.records.map(({ record, outcome }) => `${record.agency} ${outcome}`);
/** What is told of the agencies that may be known of. */
const toldOf = (child: LinkedChild, agencies: readonly string[]) =>
  child.records
    .filter(({ record }) => agencies.includes(record.agency))
    .map(({ record, outcome, rule }) => [record.agency, outcome, rule]);

const noPlace = { names: [{ given: 'Zeno', family: 'Vandermolen', kind: 'LEGAL' }], dateOfBirth: '2011-01-17' };
const home = [{ postcode: 'SO23 8UJ', isCurrent: true }];

describe('a record to which only another leads', () => {
  test('is found where the other may be known of', () => {
    const child = gathered(health, bridge, atSchool());
    const all = known(child, ['health', 'bridge', 'school']);
    expect(outcomesOf(all)).toEqual(['health MATCH', 'bridge MATCH', 'school MATCH']);
    expect(isLinkedAlike(all, child)).toBe(true);
  });

  test('is as if it had not been found where the other may not, which stays certain and shows nothing', () => {
    const child = gathered(health, bridge, renamed());
    expect(outcomesOf(child)).toEqual(['health MATCH', 'bridge MATCH', 'school POSSIBLE']);
    expect(outcomesOf(known(child, ['health', 'school']))).toEqual(['health MATCH', 'bridge MATCH']);
  });

  test.each<[string, Partial<ChildRecord>]>([
    ['a shield', { isShielded: true }],
    ['a refusal of the source', { refusedClasses: ['HLT'] }],
    ['a detriment', { detrimentClasses: ['HLT'] }],
    ['a refusal of consent', { consents: [{ decision: 'REFUSED', withdrawnAt: null }] as never }],
    ['a restriction that nobody has thought of yet', { isSealedByCourt: true } as never],
    ['a tie that nobody has thought of yet', { relationship: { ...recordWith().relationship, feared: true } as never }],
    ['an exclusion', { relationship: { ...recordWith().relationship, excluded: true } }],
  ])('stays a possible link for %s that it holds', (_what, differences) => {
    const child = gathered(health, bridge, renamed(differences));
    expect(outcomesOf(known(child, ['health', 'school']))).toEqual(['health MATCH', 'bridge MATCH', 'school POSSIBLE']);
  });

  test('of an agency that may not be known of stays a possible link too, for a shield', () => {
    const child = gathered(health, hidden({ ...noPlace, isShielded: true }));
    expect(outcomesOf(known(child, ['health']))).toEqual(['health MATCH', 'hidden CONFLICT']);
    expect(outcomesOf(known(gathered(health, hidden(noPlace)), ['health']))).toEqual(['health MATCH']);
  });

  test('of the own caseload is entered by itself, known of or not', () => {
    expect(outcomesOf(known(gathered(atSchool()), []))).toEqual(['school MATCH']);
  });
});

describe('what a record says that may not be known of changes nothing of the others', () => {
  const others = [
    recordWith({ agency: 'health', postcodes: home }),
    recordWith({ agency: 'council', identifiers: [verified('NHS_NUMBER', nhsNumber), verified('UPN', upn)] }),
    atSchool(),
    recordWith({ agency: 'club', identifiers: [], postcodes: home }),
  ];
  const agencies = others.map(({ agency }) => agency);

  test.each<[string, Partial<ChildRecord>]>([
    ['agrees', {}],
    ['is of somebody else with the same number (R4)', noPlace],
    ['is of a twin with the same number (R6t)', { names: [{ given: 'Robin', family: 'Ashdown', kind: 'LEGAL' }] }],
    ['has another date of birth', { dateOfBirth: '2012-03-04' }],
    ['has another verified number (R2)', { identifiers: [verified('NHS_NUMBER', otherNhsNumber)] }],
    [
      'has another verified number beside a shared one',
      { identifiers: [verified('NHS_NUMBER', otherNhsNumber), verified('UPN', upn)] },
    ],
    ['is alike by details alone (R6t, R7)', { identifiers: [], postcodes: home }],
    ['is an adult’s', { dateOfBirth: '1990-03-04' }],
    ['says that it is not this child (R1)', { cannotLink: [{ scheme: 'NHS_NUMBER', value: nhsNumber }] }],
    ['says that it is not the pupil (R1)', { cannotLink: [{ scheme: 'UPN', value: upn }] }],
  ])('where it %s', (_what, differences) => {
    const without = gathered(...others);
    expect(outcomesOf(without)).toEqual(['health MATCH', 'council MATCH', 'school MATCH', 'club MATCH']);
    for (const place of [0, 2, 4]) {
      const records = [...others.slice(0, place), hidden(differences), ...others.slice(place)];
      expect(toldOf(known(gathered(...records), agencies), agencies)).toEqual(toldOf(without, agencies));
    }
  });

  test('nor does its number rule out a likeness that restricts', () => {
    const shielded = recordWith({
      agency: 'club',
      identifiers: [verified('NHS_NUMBER', otherNhsNumber)],
      isShielded: true,
      postcodes: home,
    });
    const pupil = atSchool({ postcodes: home });
    const numbered = hidden({ identifiers: [verified('NHS_NUMBER', nhsNumber), verified('UPN', upn)] });
    expect(outcomesOf(gathered(pupil, numbered, shielded)), 'two verified numbers').not.toContain('club MATCH');
    const without = known(gathered(pupil, shielded), ['school', 'club']);
    const held = known(gathered(pupil, numbered, shielded), ['school', 'club']);
    expect(toldOf(without, ['club']).length).toBe(1);
    expect(toldOf(held, ['school', 'club'])).toEqual(toldOf(without, ['school', 'club']));
  });
});

describe('a child that only an agency holds which may not be known of', () => {
  test('is no more than that record, and what restricts', () => {
    const child = gathered(hidden(), hidden({ recordId: 'h-2' }));
    expect(outcomesOf(known(child, ['health']))).toEqual(['hidden MATCH']);
  });
});

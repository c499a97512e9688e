import { describe, expect, it } from 'vitest';
import { fieldsThatCount } from '../../src/matching/fields-that-count.ts';
import { linkRecords } from '../../src/matching/link-records.ts';
import { matchSearch } from '../../src/matching/match-search.ts';
import type { ChildRecord, HeldPostcode } from '../../src/model/child-record.ts';
import type { MatchingParameters } from '../../src/model/matching-parameters.ts';
import type { PersonSearch } from '../../src/model/person-search.ts';
import { protocol } from '../access/support.ts';
import { recordWith, unverified, upn, verified } from './record-with.ts';
import { parameters, rules } from './rules.ts';

const home = 'SO23 8UJ';
const elsewhere = 'BL1 1RU';
const at = (postcode: string, isCurrent = true): HeldPostcode => ({ postcode, isCurrent });
const names = (given: string | null, family: string | null, ...former: readonly string[]) => [
  { given, family, kind: 'LEGAL' },
  ...former.map((old) => ({ given, family: old, kind: 'FORMER' })),
];

/** A record of no identifier, of the child that is looked for unless said otherwise. */
const held = (differences: Partial<ChildRecord> = {}): ChildRecord =>
  recordWith({
    agency: 'south',
    recordId: 's-1',
    identifiers: [],
    names: names('Leeann', 'Quillfeather'),
    sex: 'F',
    postcodes: [at(home)],
    ...differences,
  });
const child = held({ agency: 'north', recordId: 'n-1' });
const looked: PersonSearch = {
  givenName: 'Leeann',
  familyName: 'Quillfeather',
  dateOfBirth: '2015-03-04',
  sex: 'F',
  postcode: home,
  carerGivenName: null,
  carerFamilyName: null,
  school: null,
  yearGroup: null,
};

/** What becomes of `record` beside the entry: outcome, rule, flags of their link. */
const linked = (record: ChildRecord, others: readonly ChildRecord[] = [], by = parameters): string => {
  const [entry, ...found] = linkRecords({ entry: [child], candidates: [record, ...others], ...rules, parameters: by });
  const it = found.find((each) => each.record === record);
  const link = entry?.linkedWith.find(({ recordId }) => recordId === record.recordId);
  return it === undefined ? 'NO_MATCH' : [it.outcome, it.rule, ...(link?.flags ?? [])].join(' ');
};
/** What the search comes to, and of `record`. */
const searched = (record: ChildRecord, others: readonly ChildRecord[] = [], by = parameters): string => {
  const { outcome, candidates } = matchSearch(
    looked,
    [record, ...others].map((one) => [one]),
    by,
  );
  const it = candidates.find(({ index }) => index === 0);
  return it === undefined ? outcome : [outcome, it.rule, ...it.flags].join(' ');
};

type Check = [title: string, record: ChildRecord, score: number, outcome: string, others?: readonly ChildRecord[]];

const leanne = names('Leanne', 'Quillfeather');
const checks: Check[] = [
  ['a variant of the given name', held({ names: leanne }), 39.7, 'MATCH R7'],
  [
    'a variant, where another such child lives in the household',
    held({ names: leanne }),
    39.7,
    'POSSIBLE R6t TWIN_SUSPECT',
    [held({ recordId: 's-2', names: names('Leona', 'Quillfeather') })],
  ],
  [
    'a variant, moved, nothing to bear it out',
    held({ names: leanne, postcodes: [at(elsewhere)] }),
    23.8,
    'POSSIBLE R8',
  ],
  ['the exact names, moved', held({ postcodes: [at(elsewhere)] }), 26.7, 'POSSIBLE R8'],
  ['the exact names and a previous home', held({ postcodes: [at(elsewhere), at(home, false)] }), 39, 'MATCH R7'],
  ['day and month swapped', held({ dateOfBirth: '2015-04-03' }), 36.1, 'MATCH R7 DOB_CORRECTION_SUGGESTED'],
  ['a twin of the same sex', held({ names: names('Corin', 'Quillfeather') }), 30.6, 'POSSIBLE R6t TWIN_SUSPECT'],
  ['a boy and a girl twin', held({ names: names('Corin', 'Quillfeather'), sex: 'M' }), 24, 'POSSIBLE R6t TWIN_SUSPECT'],
  [
    'a sibling of another birthday',
    held({ names: names('Corin', 'Quillfeather'), dateOfBirth: '2012-09-17' }),
    12,
    'NO_MATCH',
  ],
  ['a sibling whose given name is a variant', held({ names: leanne, dateOfBirth: '2012-09-17' }), 21.1, 'NO_MATCH'],
  ['another family name at the same home', held({ names: names('Leeann', 'Moor') }), 28.8, 'MATCH R7'],
  [
    'a former family name, moved',
    held({ names: names('Leeann', 'Moor', 'Quillfeather'), postcodes: [at(elsewhere)] }),
    22.2,
    'POSSIBLE R8',
  ],
];

describe('the worked checks of domain.md 5.2', () => {
  it.each(checks)('two records: %s', (_title, record, _score, outcome, others = []) => {
    expect(linked(record, others)).toBe(outcome);
  });

  it.each(checks)('a search: %s', (_title, record, score, outcome, others = []) => {
    expect(searched(record, others)).toBe(outcome);
    const [found] = matchSearch(looked, [[record]], parameters).candidates;
    if (found !== undefined) expect(found.score).toBeCloseTo(score, 6);
  });

  it.each(checks)(
    'with the frequencies of names that are shipped: %s',
    (_title, record, _score, outcome, others = []) => {
      const kindOf = (text: string) => text.split(' ')[0];
      expect(kindOf(linked(record, others, protocol.matching))).toBe(kindOf(outcome));
      expect(kindOf(searched(record, others, protocol.matching))).toBe(kindOf(outcome));
    },
  );
});

describe('R6, another date of birth', () => {
  const otherBirth = { dateOfBirth: '2012-09-17' };

  it('is at most possible, and only where both names and the current home agree', () => {
    expect(linked(held(otherBirth))).toBe('POSSIBLE R6');
    expect(searched(held(otherBirth))).toBe('POSSIBLE R6');
  });

  it.each<[string, Partial<ChildRecord>]>([
    ['the home is a previous one', { postcodes: [at(home, false)] }],
    ['only the family name agrees', { names: names(null, 'Quillfeather') }],
    ['a family name agrees that was left behind', { names: names('Leeann', 'Moor', 'Quillfeather') }],
  ])('is nothing where %s', (_title, differences) => {
    expect(linked(held({ ...otherBirth, ...differences }))).toBe('NO_MATCH');
    expect(searched(held({ ...otherBirth, ...differences }))).toBe('NO_MATCH');
  });
});

describe('R7, enough to be sure', () => {
  it.each<[string, Partial<ChildRecord>]>([
    ['one part of the date of birth differs, and a name is a variant', { dateOfBirth: '2015-03-05', names: leanne }],
    [
      'day and month are swapped, and the home is a previous one',
      { dateOfBirth: '2015-04-03', postcodes: [at(home, false)] },
    ],
    ['no date of birth is known, as of a parent of the same name', { dateOfBirth: null }],
    ['no given name is known, as of any newborn of the family', { names: names('Baby', 'Quillfeather') }],
    ['only the initial agrees, as a twin’s may', { names: names('L', 'Quillfeather') }],
  ])('is not reached where %s', (_title, differences) => {
    expect(linked(held(differences))).toMatch(/^POSSIBLE R8/);
    expect(searched(held(differences))).toMatch(/^POSSIBLE R8/);
  });

  it('takes 1 January for no exact date of birth', () => {
    const born = { dateOfBirth: '2015-01-01' };
    const entry = { ...child, ...born };
    const outcome = (record: ChildRecord) =>
      linkRecords({ entry: [entry], candidates: [record], ...rules })[1]?.linkedWith[0];
    expect(outcome(held(born))).toMatchObject({ outcome: 'MATCH', flags: ['DOB_CORRECTION_SUGGESTED'] });
    expect(outcome(held({ ...born, names: leanne }))).toMatchObject({ outcome: 'POSSIBLE' });
  });

  it('is borne out by a carer or a school as by a home', () => {
    const moved = { postcodes: [at(elsewhere)] };
    expect(searched(held({ ...moved, corroborates: { carer: true, school: false } }))).toBe('MATCH R7');
    expect(searched(held({ ...moved, corroborates: { carer: false, school: true } }))).toBe('MATCH R7');
    expect(searched(held(moved))).toBe('POSSIBLE R8');
  });

  it('is not borne out by a home that is nobody’s, or the same district', () => {
    for (const postcode of ['ZZ99 3VZ', 'SO23 9ZZ']) {
      expect(linked(held({ postcodes: [at(postcode)] }))).toBe('POSSIBLE R8');
      expect(searched(held({ postcodes: [at(postcode)] }))).toBe('POSSIBLE R8');
    }
  });

  it('makes a match of a number that nobody verified where all else agrees', () => {
    const number = [unverified('NHS_NUMBER', '9990000018')];
    const entry = { ...child, identifiers: number };
    const rule = (record: ChildRecord) => linkRecords({ entry: [entry], candidates: [record], ...rules })[1]?.rule;
    expect(rule(held({ identifiers: number }))).toBe('R7');
    expect(rule(held({ identifiers: number, postcodes: [] }))).toBe('IDENTIFIER_ONLY');
  });

  it('is not reached where another child is nearly as like, whichever agency holds it', () => {
    const other = { names: leanne, postcodes: [at(elsewhere), at(home, false)] };
    for (const agency of ['south', 'west']) {
      const rival = held({ agency, recordId: 'x-1', identifiers: [verified('NHS_NUMBER', '9990000018')], ...other });
      const own = held({ identifiers: [verified('NHS_NUMBER', '9990000026')] });
      expect(linked(own, [rival])).toBe('POSSIBLE R6t TWIN_SUSPECT');
      expect(searched(own, [rival])).toBe('POSSIBLE R6t TWIN_SUSPECT');
    }
  });
});

describe('what a search comes to', () => {
  const stranger = held({ names: names('Robin', 'Vale'), dateOfBirth: '2011-11-11', postcodes: [] });

  it('is nobody where there is no candidate, or none that is like', () => {
    expect(matchSearch(looked, [], parameters)).toEqual({ outcome: 'NO_MATCH', candidates: [] });
    expect(matchSearch(looked, [[], [stranger]], parameters)).toEqual({ outcome: 'NO_MATCH', candidates: [] });
  });

  it('is many where the best are as like as each other, and possible where one is likelier', () => {
    const twins = [held({ postcodes: [at(elsewhere)] }), held({ recordId: 's-2', postcodes: [at(elsewhere)] })];
    const search = (...records: readonly ChildRecord[]) =>
      matchSearch(
        looked,
        records.map((one) => [one]),
        parameters,
      ).outcome;
    expect(search(...twins)).toBe('MANY');
    expect(search(twins[0] ?? child, held({ names: leanne, postcodes: [at(elsewhere)] }))).toBe('POSSIBLE');
  });

  it('goes by the copy of a child that is likest, and by no copy that is not given', () => {
    const moved = held({ agency: 'west', postcodes: [at(elsewhere)] });
    expect(matchSearch(looked, [[moved, held()]], parameters).candidates[0]?.rule).toBe('R7');
    expect(matchSearch(looked, [[moved]], parameters).candidates[0]?.rule).toBe('R8');
  });

  it('does not depend on the order of candidates or of their records', () => {
    const lists = [[held({ postcodes: [at(elsewhere)] }), held({ names: leanne })], [stranger], [held({ sex: 'M' })]];
    const there = matchSearch(looked, lists, parameters);
    const back = matchSearch(looked, lists.map((list) => list.toReversed()).toReversed(), parameters);
    const byScore = ({ candidates }: typeof there) =>
      candidates.map(({ outcome, rule, pattern, score, flags }) => [outcome, rule, pattern, score, flags]);
    expect(byScore(back)).toEqual(byScore(there));
    expect(there.candidates.length).toBe(2);
  });

  it('takes its thresholds from the parameters', () => {
    const strict: MatchingParameters = { ...parameters, thresholds: { match: 60, possible: 41, margin: 6 } };
    expect(matchSearch(looked, [[held()]], strict).outcome).toBe('POSSIBLE');
    expect(matchSearch(looked, [[held({ names: leanne })]], strict).outcome).toBe('NO_MATCH');
  });
});

describe('R10, what counts of a search', () => {
  it('is every field that says something', () => {
    const full = { ...looked, carerGivenName: 'Rowena', carerFamilyName: 'Moor', school: 'URN:100001', yearGroup: '4' };
    expect([...fieldsThatCount(full)].sort()).toEqual(
      ['carer', 'dateOfBirth', 'familyName', 'givenName', 'postcode', 'school', 'sex', 'yearGroup'].sort(),
    );
  });

  it.each<[string, Partial<PersonSearch>]>([
    ['givenName', { givenName: 'L' }],
    ['givenName', { givenName: 'Baby' }],
    ['familyName', { familyName: 'Unknown' }],
    ['familyName', { familyName: 'Q' }],
    ['dateOfBirth', { dateOfBirth: '1900-01-01' }],
    ['dateOfBirth', { dateOfBirth: null }],
    ['sex', { sex: 'U' }],
    ['postcode', { postcode: 'ZZ99 3VZ' }],
    ['postcode', { postcode: 'SO23' }],
  ])('is not a %s that says nothing', (field, differences) => {
    expect(fieldsThatCount(looked).has(field)).toBe(true);
    expect(fieldsThatCount({ ...looked, ...differences }).has(field)).toBe(false);
  });

  it('is not half a carer, or a year group of no school', () => {
    const half = { ...looked, carerFamilyName: 'Moor', yearGroup: '4' };
    expect(fieldsThatCount(half).has('carer')).toBe(false);
    expect(fieldsThatCount(half).has('yearGroup')).toBe(false);
  });
});

describe('a source that tells two children apart', () => {
  const pupil = (value: string, given: string): Partial<ChildRecord> => ({
    agency: 'north',
    recordId: `n-${given}`,
    identifiers: [unverified('UPN', value)],
    names: names(given, 'Quillfeather'),
  });
  const isolde = held(pupil(upn, 'Isolde'));
  const isadora = held(pupil('K00180001702A', 'Isadora'));
  const link = (entry: ChildRecord, ...candidates: readonly ChildRecord[]) =>
    linkRecords({ entry: [entry], candidates, ...rules }).map(
      ({ record, outcome, rule }) => `${record.recordId} ${outcome} ${rule}`,
    );

  it('by given name and number keeps twins apart, and what is certainly the one’s from the other', () => {
    expect(link(isolde, isadora)).toEqual(['n-Isolde MATCH ENTRY']);
  });

  it('by the given name alone does not: the link stays possible, so that restrictions reach both', () => {
    expect(link(isolde, { ...isadora, identifiers: [] })).toEqual(['n-Isolde MATCH ENTRY', 'n-Isadora POSSIBLE R6t']);
  });

  it('does not keep duplicates apart that bear two numbers and one name', () => {
    expect(link(isolde, { ...isadora, names: isolde.names })).toEqual([
      'n-Isolde MATCH ENTRY',
      'n-Isadora POSSIBLE R1',
    ]);
  });

  it('is spoken for by every record that is certain: a twin’s verified number is not this child’s', () => {
    const ofNorth = held({ ...pupil(upn, 'Isolde') });
    const health = held({
      agency: 'health',
      recordId: 'h-Isolde',
      names: isolde.names,
      identifiers: [verified('NHS_NUMBER', '9990000018'), unverified('UPN', upn)],
    });
    const twin = held({
      agency: 'west',
      recordId: 'w-Isadora',
      names: isadora.names,
      identifiers: [verified('NHS_NUMBER', '9990000026')],
    });
    expect(link(ofNorth, twin)).toEqual(['n-Isolde MATCH ENTRY', 'w-Isadora POSSIBLE R6t']);
    expect(link(ofNorth, health, twin)).toEqual(['n-Isolde MATCH ENTRY', 'h-Isolde MATCH R5']);
  });
});

describe('verdicts of people', () => {
  const moved = held({ postcodes: [at(elsewhere)] });
  const judged = (verdict: 'SAME' | 'NOT_SAME', entry: ChildRecord, ...candidates: readonly ChildRecord[]) =>
    linkRecords({
      entry: [entry],
      candidates,
      ...rules,
      verdicts: (one, other) =>
        [one, other].every(({ recordId }) => ['n-1', 's-1'].includes(recordId)) ? verdict : null,
    }).map(({ record, outcome, rule }) => `${record.recordId} ${outcome} ${rule}`);

  it('join two records that are alike, and take apart two that would be joined', () => {
    expect(judged('SAME', child, moved)).toEqual(['n-1 MATCH ENTRY', 's-1 MATCH VERDICT']);
    expect(judged('NOT_SAME', child, held())).toEqual(['n-1 MATCH ENTRY']);
  });

  it('never join a severed identity, or what a source forbids', () => {
    expect(judged('SAME', child, { ...moved, isLinkLocked: true })).toEqual(['n-1 MATCH ENTRY']);
    const number = { identifiers: [unverified('YOT_ID', 'YO9000001')] };
    const forbidding = { ...child, cannotLink: [{ scheme: 'YOT_ID', value: 'YO9000001' }] };
    expect(judged('SAME', forbidding, held(number))).toEqual(['n-1 MATCH ENTRY']);
  });

  it('leave two records of one source a duplicate for the source to mend', () => {
    expect(judged('SAME', child, { ...moved, agency: 'north' })).toEqual(['n-1 MATCH ENTRY', 's-1 POSSIBLE R1']);
  });
});

describe('a chain of likenesses', () => {
  const born = { sex: 'F' } as const;
  /** Each is like its neighbour, the ends not like each other. */
  const chain = [
    child,
    held({
      ...born,
      agency: 'south',
      names: names('Leeann', 'Moor', 'Quillfeather'),
      postcodes: [at(home), at(elsewhere, false)],
    }),
    held({ ...born, agency: 'west', recordId: 'w-1', names: names('Leeann', 'Moor'), postcodes: [at(elsewhere)] }),
  ] as const;

  it('does not join its ends', () => {
    expect(linkRecords({ entry: [chain[1]], candidates: [chain[0]], ...rules })[1]?.outcome).toBe('MATCH');
    expect(linkRecords({ entry: [chain[1]], candidates: [chain[2]], ...rules })[1]?.outcome).toBe('MATCH');
    const [, ...found] = linkRecords({ entry: [chain[0]], candidates: [chain[1], chain[2]], ...rules });
    expect(found.map(({ record, outcome, rule }) => [record.agency, outcome, rule])).toEqual([
      ['south', 'MATCH', 'R7'],
      ['west', 'POSSIBLE', 'CONSISTENCY'],
    ]);
  });

  it('does not go on from a likeness that is only possible', () => {
    const maybe = held({ names: leanne, postcodes: [at(elsewhere)] });
    const further = held({
      agency: 'west',
      recordId: 'w-1',
      names: names('Leanne', 'Vale'),
      postcodes: [],
    });
    const link = (...candidates: readonly ChildRecord[]) =>
      linkRecords({ entry: [child], candidates, ...rules }).map(({ record, outcome }) => `${record.agency} ${outcome}`);
    expect(linkRecords({ entry: [maybe], candidates: [further], ...rules })).toHaveLength(2);
    expect(link(maybe, further)).toEqual(['north MATCH', 'south POSSIBLE']);
  });
});

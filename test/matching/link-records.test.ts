import { describe, expect, it } from 'vitest';
import { linkRecords } from '../../src/matching/link-records.ts';
import type { ChildRecord } from '../../src/model/child-record.ts';
import { nhsNumber, otherNhsNumber, recordWith, unverified, upn, verified } from './record-with.ts';
import { rules } from './rules.ts';

/** What became of each record, by its id. */
const link = (entry: readonly ChildRecord[], candidates: readonly ChildRecord[] = []) =>
  linkRecords({ entry, candidates, ...rules }).map(
    ({ record, outcome, rule }) => `${record.recordId} ${outcome} ${rule}`,
  );

const south = (differences: Partial<ChildRecord> = {}) =>
  recordWith({ agency: 'south', recordId: 's-1', ...differences });
const west = (differences: Partial<ChildRecord> = {}) =>
  recordWith({ agency: 'west', recordId: 'w-1', ...differences });
const named = (given: string | null, family: string | null) => [{ given, family, kind: 'LEGAL' }];
const stranger = { names: named('Robin', 'Vale'), dateOfBirth: '2011-11-11' };
const asPupil = { identifiers: [unverified('UPN', upn)] };

describe('one record', () => {
  it('is the child that was asked for', () => {
    expect(link([recordWith()])).toEqual(['n-1 MATCH ENTRY']);
  });

  it('is nobody when there is none', () => {
    expect(link([], [south()])).toEqual([]);
  });

  it('is counted once, however often it arrived', () => {
    expect(link([recordWith(), recordWith()], [recordWith(), south(), south()])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 MATCH R3',
    ]);
  });
});

describe('R3, the same verified number', () => {
  it.each<[string, Partial<ChildRecord>]>([
    ['date of birth and both names', {}],
    ['date of birth with day and month swapped', { dateOfBirth: '2015-04-03' }],
    ['another family name', { names: named('Corin', 'Vale') }],
    ['no given name yet', { names: named('Baby', 'Ashdown') }],
    ['the name among others', { names: [...named('Sandy', 'Moor'), ...named('Corin', 'Vale')] }],
    ['the number written in groups', { identifiers: [verified('NHS_NUMBER', '999 000 0018')] }],
  ])('joins on %s', (_title, differences) => {
    expect(link([recordWith()], [south(differences)])).toEqual(['n-1 MATCH ENTRY', 's-1 MATCH R3']);
  });

  it.each<[string, Partial<ChildRecord>]>([
    ['a number that one side did not verify', { identifiers: [unverified('NHS_NUMBER', nhsNumber)] }],
    ['a superseded number', { identifiers: [{ ...verified('NHS_NUMBER', nhsNumber), former: true }] }],
    ['another date of birth', { dateOfBirth: '2015-03-05' }],
    ['no date of birth', { dateOfBirth: null }],
    ['a date of birth that is none', { dateOfBirth: '2015-02-30' }],
    ['neither name', { names: named('Robin', 'Vale') }],
    ['no name', { names: [] }],
    ['a name that stands in for one', { names: named('Unknown', 'Unknown') }],
  ])('only suspects on %s', (_title, differences) => {
    expect(link([recordWith()], [south(differences)])).toEqual(['n-1 MATCH ENTRY', 's-1 POSSIBLE IDENTIFIER_ONLY']);
  });

  it('takes no notice of a number that fails its check', () => {
    const wrong = { identifiers: [verified('NHS_NUMBER', '9990000019')] };
    expect(link([recordWith(wrong)], [south({ ...wrong, ...stranger })])).toEqual(['n-1 MATCH ENTRY']);
    expect(link([recordWith(wrong)], [south(wrong)])).toEqual(['n-1 MATCH ENTRY', 's-1 POSSIBLE R8']);
  });
});

describe('R5, the same pupil number', () => {
  it('joins on the date of birth and one name', () => {
    expect(link([recordWith(asPupil)], [south({ ...asPupil, names: named('Corin', 'Vale') })])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 MATCH R5',
    ]);
  });

  it('joins on a former pupil number', () => {
    const former = { identifiers: [{ ...unverified('UPN', upn), former: true }] };
    expect(link([recordWith(former)], [south(asPupil)])).toEqual(['n-1 MATCH ENTRY', 's-1 MATCH R5']);
  });

  it.each<[string, Partial<ChildRecord>]>([
    ['a swapped date of birth', { dateOfBirth: '2015-04-03' }],
    ['neither name', { names: named('Robin', 'Vale') }],
  ])('only suspects on %s', (_title, differences) => {
    expect(link([recordWith(asPupil)], [south({ ...asPupil, ...differences })])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 POSSIBLE IDENTIFIER_ONLY',
    ]);
  });

  it('does not join when the number is on two records of the source that was asked', () => {
    const duplicate = recordWith({ ...asPupil, recordId: 'n-2', ...stranger });
    expect(link([recordWith(asPupil)], [duplicate, south(asPupil)])).toEqual([
      'n-1 MATCH ENTRY',
      'n-2 POSSIBLE R1',
      's-1 POSSIBLE IDENTIFIER_ONLY',
    ]);
  });
});

it("takes a source's own number on two records as proof of nothing", () => {
  const own = { identifiers: [verified('YOT_ID', 'YO9000001')] };
  expect(link([recordWith(own)], [south(own)])).toEqual(['n-1 MATCH ENTRY', 's-1 POSSIBLE IDENTIFIER_ONLY']);
});

it('only suspects a record that shares no identifier and no home, however alike', () => {
  expect(link([recordWith(asPupil)], [south()])).toEqual(['n-1 MATCH ENTRY', 's-1 POSSIBLE R8']);
});

it('leaves out a record that shares no identifier and is not alike', () => {
  expect(link([recordWith(asPupil)], [south(stranger)])).toEqual(['n-1 MATCH ENTRY']);
});

describe('R4, the same number on two persons', () => {
  it('is a conflict', () => {
    expect(link([recordWith()], [south(stranger)])).toEqual(['n-1 MATCH ENTRY', 's-1 CONFLICT R4']);
  });

  it('is a conflict also where nobody verified the number', () => {
    const claimed = { identifiers: [unverified('NHS_NUMBER', nhsNumber)] };
    expect(link([recordWith(claimed)], [south({ ...stranger, ...claimed })])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 CONFLICT R4',
    ]);
  });

  it('leaves only the entry released, and no other record that would match', () => {
    expect(link([recordWith()], [west(), south(stranger)])).toEqual([
      'n-1 MATCH ENTRY',
      'w-1 POSSIBLE R4',
      's-1 CONFLICT R4',
    ]);
  });
});

describe('R2, two verified numbers', () => {
  const both = (value: string) => [verified('NHS_NUMBER', value), unverified('UPN', upn)];

  it('are two children, whatever else agrees', () => {
    expect(
      link([recordWith({ identifiers: both(nhsNumber) })], [south({ identifiers: both(otherNhsNumber) })]),
    ).toEqual(['n-1 MATCH ENTRY']);
  });

  it('are one child when one number superseded the other', () => {
    const renumbered = [...both(otherNhsNumber), { ...verified('NHS_NUMBER', nhsNumber), former: true }];
    expect(link([recordWith({ identifiers: both(nhsNumber) })], [south({ identifiers: renumbered })])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 MATCH R5',
    ]);
  });

  it('say nothing when one of them is not verified', () => {
    const claimed = [unverified('NHS_NUMBER', otherNhsNumber), unverified('UPN', upn)];
    expect(link([recordWith({ identifiers: both(nhsNumber) })], [south({ identifiers: claimed })])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 MATCH R5',
    ]);
  });
});

describe('R1, duplicates and verdicts', () => {
  const duplicate = south({ recordId: 's-2', isShielded: true });

  it('suspects both of two records of one source, so that restrictions reach both', () => {
    expect(link([recordWith()], [south(), duplicate, west()])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 POSSIBLE R1',
      's-2 POSSIBLE R1',
      'w-1 MATCH R3',
    ]);
  });

  it('costs no other record its place that a duplicate bears the same pupil number', () => {
    const pupil = { identifiers: [verified('NHS_NUMBER', nhsNumber), unverified('UPN', upn)] };
    const twice = [south(pupil), south({ ...asPupil, recordId: 's-2' })];
    expect(link([recordWith(pupil)], [...twice, west(pupil)])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 POSSIBLE R1',
      's-2 POSSIBLE R1',
      'w-1 MATCH R3',
    ]);
  });

  it('suspects a duplicate beside the record that was asked for', () => {
    expect(link([south()], [duplicate])).toEqual(['s-1 MATCH ENTRY', 's-2 POSSIBLE R1']);
  });

  it('joins nothing when two records carry the identifier that was asked for', () => {
    expect(link([south(), duplicate], [west()])).toEqual(['s-1 POSSIBLE R1', 's-2 POSSIBLE R1', 'w-1 POSSIBLE R1']);
  });

  it.each<[string, Partial<ChildRecord>, Partial<ChildRecord>]>([
    ['the one side', { cannotLink: [{ scheme: 'NHS_NUMBER', value: '999 000 0018' }] }, {}],
    ['the other side', {}, { cannotLink: [{ scheme: 'NHS_NUMBER', value: nhsNumber }] }],
    [
      'a source by a number of its own',
      { cannotLink: [{ scheme: 'YOT_ID', value: 'yo9000001' }] },
      { identifiers: [verified('NHS_NUMBER', nhsNumber), unverified('YOT_ID', 'YO9000001')] },
    ],
  ])('never joins what %s forbids', (_title, one, other) => {
    expect(link([recordWith(one)], [south(other)])).toEqual(['n-1 MATCH ENTRY']);
  });

  it('joins neither of two records that may not be joined with each other', () => {
    const forbidding = west({
      identifiers: [verified('NHS_NUMBER', nhsNumber), unverified('YOT_ID', 'YO9000001')],
      cannotLink: [{ scheme: 'SOCIAL_CARE_ID', value: 'SC9000001' }],
    });
    const forbidden = south({
      identifiers: [verified('NHS_NUMBER', nhsNumber), unverified('SOCIAL_CARE_ID', 'SC9000001')],
    });
    expect(link([recordWith()], [forbidding, forbidden])).toEqual([
      'n-1 MATCH ENTRY',
      'w-1 POSSIBLE R1',
      's-1 POSSIBLE R1',
    ]);
  });

  it('holds back the duplicate of a record that a verdict took away', () => {
    const taken = south({ recordId: 's-2', cannotLink: [{ scheme: 'SOCIAL_CARE_ID', value: 'SC9000001' }] });
    const entry = recordWith({
      identifiers: [verified('NHS_NUMBER', nhsNumber), unverified('SOCIAL_CARE_ID', 'SC9000001')],
    });
    expect(link([entry], [south(), taken])).toEqual(['n-1 MATCH ENTRY', 's-1 POSSIBLE R1']);
  });
});

describe('twins in two sources, each with one number of the other kind', () => {
  const secondUpn = 'K00180001702A';
  const school = (recordId: string, given: string, number: string) =>
    recordWith({
      agency: 'south',
      recordId,
      names: named(given, 'Ashdown'),
      identifiers: [unverified('UPN', number)],
    });
  const surgery = (recordId: string, given: string, number: string, schoolNumber: string) =>
    recordWith({
      recordId,
      names: named(given, 'Ashdown'),
      identifiers: [verified('NHS_NUMBER', number), unverified('UPN', schoolNumber)],
    });
  const own = school('s-1', 'Corin', upn);
  const entry = surgery('n-1', 'Corin', nhsNumber, upn);
  const twin = [surgery('n-2', 'Robin', otherNhsNumber, secondUpn), school('s-2', 'Robin', secondUpn)];

  it('are two children: that there is another changes nothing, nor what restricts the other', () => {
    const alone = ['n-1 MATCH ENTRY', 's-1 MATCH R5'];
    expect(link([entry], [own])).toEqual(alone);
    expect(link([entry], [own, ...twin])).toEqual(alone);
    expect(
      link(
        [entry],
        [...twin, own].map((record) => ({ ...record, isShielded: record !== own })),
      ),
    ).toEqual(alone);
  });

  it('are told apart by nothing where the school does not know the child', () => {
    expect(link([entry], twin)).toEqual(['n-1 MATCH ENTRY', 's-2 POSSIBLE R6t']);
  });
});

describe('R0, a severed identity', () => {
  const toEntry = { isLinkLocked: true, crossReferences: [{ scheme: 'NHS_NUMBER', value: nhsNumber }] };

  it.each<[string, Partial<ChildRecord>, Partial<ChildRecord>]>([
    ['the record found is locked', {}, { isLinkLocked: true }],
    ['the record asked for is locked', { isLinkLocked: true }, {}],
    ['only one of two locked records refers to the other', toEntry, { isLinkLocked: true }],
    ['the other side refers, and not the locked one', toEntry, { isLinkLocked: true, crossReferences: [] }],
    [
      'the reference is to a former number',
      { identifiers: [{ ...verified('NHS_NUMBER', nhsNumber), former: true }, unverified('UPN', upn)] },
      { ...toEntry, identifiers: [unverified('UPN', upn)] },
    ],
  ])('joins nothing when %s', (_title, entry, candidate) => {
    expect(link([recordWith(entry)], [south(candidate)])).toEqual(['n-1 MATCH ENTRY']);
  });

  it("joins by its own source's cross-reference where date of birth and a name agree", () => {
    expect(link([recordWith()], [south({ ...toEntry, identifiers: [] })])).toEqual(['n-1 MATCH ENTRY', 's-1 MATCH R0']);
  });

  it('only suspects by a cross-reference when nothing else agrees', () => {
    expect(link([recordWith()], [south({ ...toEntry, ...stranger, identifiers: [] })])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 POSSIBLE IDENTIFIER_ONLY',
    ]);
  });

  it('joins across a new number where both sources refer to each other', () => {
    const renumbered = south({ ...toEntry, identifiers: [verified('NHS_NUMBER', otherNhsNumber)] });
    expect(link([recordWith()], [renumbered])).toEqual(['n-1 MATCH ENTRY', 's-1 MATCH R0']);
  });

  it('gives way, and shows itself to nobody, where it does not refer to every record joined', () => {
    const pupil = recordWith({ identifiers: [verified('NHS_NUMBER', nhsNumber), unverified('UPN', upn)] });
    const referring = south({ isLinkLocked: true, crossReferences: [{ scheme: 'UPN', value: upn }] });
    expect(link([pupil], [west(), referring])).toEqual(['n-1 MATCH ENTRY', 'w-1 MATCH R3', 's-1 POSSIBLE R0']);
  });

  it.each<[string, Partial<ChildRecord>]>([
    ['a duplicate', {}],
    ['a conflict', stranger],
  ])('changes nothing for the others, as if it were not there, where it would be %s', (_title, differences) => {
    const locked = south({ ...differences, recordId: 's-2', isLinkLocked: true });
    expect(link([recordWith()], [locked, south(), west()])).toEqual(link([recordWith()], [south(), west()]));
  });
});

describe('a severed identity that keeps a number of the life before', () => {
  const before = { scheme: 'UPN', value: upn };
  const locked = {
    isLinkLocked: true,
    crossReferences: [{ scheme: 'NHS_NUMBER', value: nhsNumber }],
    cannotLink: [before],
  };
  const school = { identifiers: [verified('NHS_NUMBER', nhsNumber), { ...verified('UPN', upn), former: true }] };

  it('is joined with its other records, which ban that number', () => {
    expect(link([recordWith(locked)], [south({ ...locked, ...school })])).toEqual(['n-1 MATCH ENTRY', 's-1 MATCH R0']);
  });

  it('is not joined with the record that has the number now', () => {
    expect(link([recordWith(locked)], [south(asPupil), west({ ...locked, ...asPupil })])).toEqual(['n-1 MATCH ENTRY']);
  });

  it('is not joined by a record that is not locked itself', () => {
    expect(link([recordWith(school)], [south(locked)])).toEqual(['n-1 MATCH ENTRY']);
  });
});

describe('what is never joined by itself', () => {
  it('suspects a twin who has the same number', () => {
    const twin = { names: named('Robin Jay', 'Ashdown') };
    expect(link([recordWith()], [south(twin)])).toEqual(['n-1 MATCH ENTRY', 's-1 POSSIBLE R6t']);
    expect(link([recordWith(asPupil)], [south({ ...asPupil, ...twin })])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 POSSIBLE R6t',
    ]);
  });

  const unborn = (expectedDateOfDelivery: string | null): Partial<ChildRecord> => ({
    dateOfBirth: null,
    expectedDateOfDelivery,
    names: named('Unborn', 'Ashdown'),
    lifecycle: { unborn: true, dateOfBirth: null, diedOn: null, participatingUntil: null },
  });

  it('suspects an unborn and a newborn child of one number', () => {
    expect(link([recordWith()], [south(unborn('2015-03-04'))])).toEqual(['n-1 MATCH ENTRY', 's-1 POSSIBLE NEVER_AUTO']);
  });

  it('joins two records of an unborn child by the expected date of delivery, which must be exact', () => {
    const linkTo = (date: string | null) => link([recordWith(unborn('2024-08-09'))], [south(unborn(date))])[1];
    expect(['2024-08-09', '2024-09-08', '2024-08-10', null].map(linkTo)).toEqual([
      's-1 MATCH R3',
      's-1 POSSIBLE IDENTIFIER_ONLY',
      's-1 POSSIBLE IDENTIFIER_ONLY',
      's-1 POSSIBLE IDENTIFIER_ONLY',
    ]);
  });

  it("suspects an adult's and a child's record of one number, and joins two adults'", () => {
    // Day and month changed places: of age on one record only.
    const adult = recordWith({ dateOfBirth: '2006-03-09' });
    expect(link([adult], [south({ dateOfBirth: '2006-09-03' })])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 POSSIBLE NEVER_AUTO',
    ]);
    expect(link([adult], [south({ dateOfBirth: '2006-03-09' })])).toEqual(['n-1 MATCH ENTRY', 's-1 MATCH R3']);
  });
});

describe('several records', () => {
  const bridge = (differences: Partial<ChildRecord> = {}) =>
    south({ identifiers: [unverified('UPN', upn), verified('NHS_NUMBER', nhsNumber)], ...differences });

  it('are joined through a third that has both numbers, where all agree', () => {
    expect(link([recordWith(asPupil)], [bridge(), west()])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 MATCH R3',
      'w-1 MATCH R3',
    ]);
  });

  it('are not chained: who fits the third only is suspected', () => {
    // The bridge knows two names; the entry knows the one, the last record the other.
    const entry = recordWith({ ...asPupil, names: named('Corin', 'Ashdown') });
    const names = [...named('Corin', 'Ashdown'), ...named('Robin', 'Vale')];
    const end = west({ names: named('Robin', 'Vale') });
    expect(link([entry], [bridge({ names }), end])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 MATCH R5',
      'w-1 POSSIBLE CONSISTENCY',
    ]);
  });

  it('are not joined through one that is itself only suspected', () => {
    expect(link([recordWith(asPupil)], [bridge({ names: named('Robin', 'Ashdown') }), west()])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 POSSIBLE R6t',
      'w-1 POSSIBLE R6t',
    ]);
  });

  it("are released by the entry alone where a third has a stranger's number", () => {
    expect(link([recordWith(asPupil)], [bridge(), west(stranger)])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 POSSIBLE R4',
      'w-1 CONFLICT R4',
    ]);
  });
});

describe('records under two laws', () => {
  const abroad = (differences: Partial<ChildRecord> = {}) => south({ custodian: 'ORG:south-abroad', ...differences });
  const chi = '2902280009';

  it('do not link when one has an NHS number and the other a CHI number, however alike the children are', () => {
    expect(link([recordWith()], [abroad({ identifiers: [verified('CHI_NUMBER', chi)] })])).toEqual(['n-1 MATCH ENTRY']);
  });

  it('do not link when the two numbers have the same digits', () => {
    expect(
      link(
        [recordWith({ identifiers: [verified('NHS_NUMBER', chi)] })],
        [abroad({ identifiers: [verified('CHI_NUMBER', chi)] })],
      ),
    ).toEqual(['n-1 MATCH ENTRY']);
  });

  it('are possible and no more when they share a verified number', () => {
    expect(link([recordWith()], [south()])).toEqual(['n-1 MATCH ENTRY', 's-1 MATCH R3']);
    expect(link([recordWith()], [abroad()])).toEqual(['n-1 MATCH ENTRY', 's-1 POSSIBLE NEVER_AUTO']);
  });

  it('do not join through a third record either', () => {
    const both = west({ identifiers: [verified('NHS_NUMBER', nhsNumber), verified('CHI_NUMBER', chi)] });
    expect(link([recordWith()], [both, abroad({ identifiers: [verified('CHI_NUMBER', chi)] })])).toEqual([
      'n-1 MATCH ENTRY',
      'w-1 MATCH R3',
      's-1 POSSIBLE NEVER_AUTO',
    ]);
  });

  it('link among themselves by their own number', () => {
    const one = recordWith({ custodian: 'ORG:north-abroad', identifiers: [verified('CHI_NUMBER', chi)] });
    expect(link([one], [abroad({ identifiers: [verified('CHI_NUMBER', chi)] })])).toEqual([
      'n-1 MATCH ENTRY',
      's-1 MATCH R3',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { FactsCall } from '../../src/graph/graph-step.ts';
import { chooseEntry } from '../../src/matching/choose-entry.ts';
import { linkRecords } from '../../src/matching/link-records.ts';
import { searchesFor } from '../../src/matching/searches-for.ts';
import { sortFound } from '../../src/matching/sort-found.ts';
import type { AgencyAnswer, AgencyCall } from '../../src/model/agency-call.ts';
import type { ChildRecord, LinkedChild } from '../../src/model/child-record.ts';
import type { PersonSearch } from '../../src/model/person-search.ts';
import type { RecordKey } from '../../src/model/words.ts';
import { type Entry, type GatherParts, gatherChildren } from '../../src/pipeline/gather-children.ts';
import { nhsNumber, otherNhsNumber, recordWith, unverified, verified } from '../matching/record-with.ts';
import { parameters, rules } from '../matching/rules.ts';

const home = 'SO23 8UJ';
const byNumber: Entry = { kind: 'KEY', key: { scheme: 'NHS_NUMBER', value: nhsNumber } };
const byOwnNumber: Entry = { kind: 'KEY', key: { scheme: 'YOT_ID', value: 'YO9000001' } };

/** Of the child that is entered by its number, at `school`. */
const known = (differences: Partial<ChildRecord> = {}): ChildRecord =>
  recordWith({
    agency: 'school',
    recordId: 'e-1',
    sex: 'F',
    postcodes: [{ postcode: home, isCurrent: true }],
    ...differences,
  });
/** Of the same child, without any number, at `club`. */
const unnumbered = (differences: Partial<ChildRecord> = {}): ChildRecord =>
  known({ agency: 'club', recordId: 'c-1', identifiers: [], ...differences });

/** What an agency was asked in one request. */
type Asked = {
  readonly agency: string;
  readonly keys: readonly string[];
  readonly searches: readonly PersonSearch[] | null;
};

/** Agencies that answer keys by identifier, and searches with all they have, as a careless one might. */
function world(
  records: readonly ChildRecord[],
  options: {
    readonly silent?: readonly string[];
    readonly unsearchable?: readonly string[];
    readonly complete?: readonly string[];
    readonly untold?: readonly string[];
  } = {},
) {
  const asked: Asked[] = [];
  const parts: GatherParts = {
    agencies: [
      { name: 'school', schemes: ['NHS_NUMBER'] },
      { name: 'care', schemes: ['NHS_NUMBER'] },
      { name: 'yot', schemes: ['YOT_ID', 'NHS_NUMBER'] },
      { name: 'club', schemes: ['NHS_NUMBER'] },
    ].map((agency) => ({ ...agency, completeBy: options.complete?.includes(agency.name) ? ['NHS_NUMBER'] : [] })),
    factsCalls: (agency, keys, searches) => {
      asked.push({ agency, keys: keys.map(({ value }) => value), searches: searches ?? null });
      return [{ call: { agency } as AgencyCall, keys, searches: searches ?? [], first: 20 }];
    },
    isSearchable: (agency) => options.unsearchable?.includes(agency) !== true,
    readFacts: ({ call: { agency }, keys, searches }: FactsCall) => {
      if (options.silent?.includes(agency) === true) return { kind: 'SILENT', silence: 'NO_RESPONSE' };
      const carries = ({ identifiers }: ChildRecord): boolean =>
        identifiers.some((held) =>
          keys.some((key: RecordKey) => key.scheme === held.scheme && key.value === held.value),
        );
      const found = records.filter((record) => record.agency === agency && (searches.length > 0 || carries(record)));
      return { kind: 'RECORDS', records: found, dropped: 0 };
    },
    ask: async () => ({ kind: 'NO_RESPONSE' }) as AgencyAnswer,
    chooseEntry,
    link: (entry, candidates) => linkRecords({ entry, candidates, ...rules }),
    searchesFor: (linked, isShieldKnown, most) =>
      searchesFor(linked, { isShieldKnown, formerNameKinds: ['FORMER'], most }),
    sortFound: (found, wanted) => sortFound(found, wanted, parameters),
    shieldCustodians: ['care'],
    isUntold: (agency) => options.untold?.includes(agency) === true,
    isPresenceSecret: (agency) => agency === 'yot',
  };
  return { asked, gather: (...entries: readonly Entry[]) => gatherChildren(entries, parts) };
}

const outcomesOf = (child: LinkedChild | undefined): readonly string[] | undefined =>
  child?.records.map(({ record, outcome, rule }) => `${record.recordId} ${outcome} ${rule}`);
const searchesIn = (asked: readonly Asked[]): readonly PersonSearch[] =>
  asked.flatMap(({ searches }) => searches ?? []);

describe('a record that bears no number', () => {
  it('is found by the details of one that is certain, and joined by the rules', async () => {
    const [child] = await world([known(), unnumbered()]).gather(byNumber);
    expect(outcomesOf(child)).toEqual(['e-1 MATCH ENTRY', 'c-1 MATCH R7']);
  });

  it('is not found by one that is not certain', async () => {
    const doubtful = known({
      agency: 'care',
      recordId: 's-1',
      names: [{ given: 'Robin', family: 'Vale', kind: 'LEGAL' }],
    });
    const ofIt = unnumbered({ names: doubtful.names, postcodes: [] });
    const [child] = await world([known(), doubtful, ofIt]).gather(byNumber);
    expect(outcomesOf(child)).toEqual(['e-1 MATCH ENTRY', 's-1 POSSIBLE R6t']);
  });

  it('goes to each child that it could be of, and to no other that was asked for with it', async () => {
    const other = known({
      recordId: 'e-2',
      identifiers: [verified('NHS_NUMBER', otherNhsNumber)],
      names: [{ given: 'Robin', family: 'Vale', kind: 'LEGAL' }],
      dateOfBirth: '2011-11-11',
    });
    const entry: Entry = { kind: 'KEY', key: { scheme: 'NHS_NUMBER', value: otherNhsNumber } };
    const children = await world([known(), unnumbered(), other]).gather(byNumber, entry);
    expect(children.map(outcomesOf)).toEqual([['e-1 MATCH ENTRY', 'c-1 MATCH R7'], ['e-2 MATCH ENTRY']]);
  });
});

describe('the requests', () => {
  const shapeOf = (asked: readonly Asked[]) => asked.map(({ agency, searches }) => [agency, searches !== null]);

  it.each([
    ['an identifier that all are asked by', byNumber, 2],
    ['an identifier of one agency', byOwnNumber, 3],
  ])('are as many, in the same order, whether or not anybody is found by %s', async (_title, entry, waves) => {
    const numbers = [verified('NHS_NUMBER', nhsNumber), verified('YOT_ID', 'YO9000001')];
    const held = world([known(), unnumbered(), known({ agency: 'yot', recordId: 'y-1', identifiers: numbers })]);
    const empty = world([]);
    await held.gather(entry);
    await empty.gather(entry);
    expect(shapeOf(held.asked)).toEqual(shapeOf(empty.asked));
    const first = entry === byNumber ? 4 : 1;
    expect(held.asked).toHaveLength(first + 4 * (waves - 1));
    expect(searchesIn(held.asked).length).toBeGreaterThan(0);
    expect(searchesIn(empty.asked)).toEqual([]);
  });

  it('are as many for many children as for one', async () => {
    const one = world([known(), unnumbered()]);
    const many = world([known(), unnumbered()]);
    await one.gather(byNumber);
    await many.gather(...Array.from({ length: 30 }, () => byNumber));
    expect(shapeOf(many.asked)).toEqual(shapeOf(one.asked));
  });

  it('are as many for a long list of children whom everybody holds as for one that nobody does', async () => {
    const held = world([known(), unnumbered()]);
    const empty = world([]);
    const many = Array.from({ length: 250 }, () => byNumber);
    await held.gather(...many);
    await empty.gather(...many);
    expect(shapeOf(held.asked)).toEqual(shapeOf(empty.asked));
    // One request of numbers, and three of a hundred children at most each.
    expect(held.asked).toHaveLength(4 + 4 * 3);
  });

  it('go once to an agency that vouches for its numbers, and as often as ever to the others', async () => {
    const some = world([known(), unnumbered()], { complete: ['school', 'care'] });
    const [child] = await some.gather(byNumber);
    expect(some.asked.map(({ agency }) => agency)).toEqual(['school', 'care', 'yot', 'club', 'yot', 'club']);
    expect(outcomesOf(child)).toEqual(['e-1 MATCH ENTRY', 'c-1 MATCH R7']);
    const all = world([known()], { complete: ['school', 'care', 'yot', 'club'] });
    await all.gather(byNumber);
    expect(all.asked).toHaveLength(4);
    // By another scheme nobody vouches for anything.
    const other = world([known()], { complete: ['school', 'care', 'yot', 'club'] });
    await other.gather(byOwnNumber);
    expect(other.asked).toHaveLength(1 + 4 + 4);
  });

  it('look for details only in the second wave, and only at agencies that can', async () => {
    const { asked, gather } = world([known()], { unsearchable: ['club'] });
    await gather(byNumber);
    expect(shapeOf(asked)).toEqual([
      ['school', false],
      ['care', false],
      ['yot', false],
      ['club', false],
      ['school', true],
      ['care', true],
      ['yot', true],
      ['club', false],
    ]);
  });
});

describe('what agencies are told of a child that they are asked for by details', () => {
  const told = async (records: readonly ChildRecord[], entry = byNumber, silent: readonly string[] = []) => {
    const { asked, gather } = world(records, { silent });
    await gather(entry);
    return searchesIn(asked.filter(({ agency }) => agency === 'club'));
  };

  it('is names, date of birth, sex and postcode, and nothing of carers or schools', async () => {
    expect(await told([known()])).toEqual([
      {
        givenName: 'Corin Jay',
        familyName: 'Ashdown',
        dateOfBirth: '2015-03-04',
        sex: 'F',
        postcode: home,
        carerGivenName: null,
        carerFamilyName: null,
        school: null,
        yearGroup: null,
      },
    ]);
  });

  it('is each name and date of birth once, and at most four', async () => {
    const number = [verified('NHS_NUMBER', nhsNumber)];
    const named = (family: string) => ({ given: 'Corin', family, kind: 'LEGAL' });
    expect(await told([known(), known({ agency: 'care', recordId: 's-1', identifiers: number })])).toHaveLength(1);
    const names = ['Ashdown', 'Moor', 'Vale', 'Larch', 'Heath'].map(named);
    expect((await told([known({ names })])).map(({ familyName }) => familyName)).toEqual([
      'Ashdown',
      'Moor',
      'Vale',
      'Larch',
    ]);
  });

  const former = [
    { given: 'Corin', family: 'Ashdown', kind: 'LEGAL' },
    { given: 'Corin', family: 'Moor', kind: 'FORMER' },
  ];
  const care = (differences: Partial<ChildRecord>) =>
    known({ agency: 'care', recordId: 's-1', postcodes: [], names: former.slice(0, 1), ...differences });

  it('is the former names too where nothing is shielded', async () => {
    const searches = await told([known({ names: former }), care({})]);
    expect(searches.map(({ familyName, postcode }) => [familyName, postcode])).toEqual([
      ['Ashdown', home],
      ['Moor', home],
    ]);
  });

  it.each<[string, readonly ChildRecord[], readonly string[]]>([
    ['the record itself is shielded', [known({ names: former, isShielded: true })], []],
    ['another that is certain is', [known({ names: former }), care({ isShielded: true })], []],
    [
      'another that is only possible is',
      [known({ names: former }), care({ isShielded: true, dateOfBirth: '2015-03-05' })],
      [],
    ],
    ['the custodian of shields does not answer', [known({ names: former })], ['care']],
  ])('is no postcode and no former name where %s', async (_title, records, silent) => {
    const searches = await told(records, byNumber, silent);
    expect(searches.map(({ familyName, postcode }) => [familyName, postcode])).toEqual([['Ashdown', null]]);
  });

  it('is no postcode where the custodian of shields tells this caller nothing', async () => {
    const some = world([known()], { untold: ['care'] });
    await some.gather(byNumber);
    const [search] = some.asked.flatMap(({ searches }) => searches ?? []);
    expect(search).toMatchObject({ familyName: 'Ashdown', postcode: null });
  });

  it('is no postcode where the custodian of shields has not been asked yet', async () => {
    const numbers = [verified('NHS_NUMBER', nhsNumber), unverified('YOT_ID', 'YO9000001')];
    const [search] = await told([known({ agency: 'yot', recordId: 'y-1', identifiers: numbers })], byOwnNumber);
    expect(search).toMatchObject({ familyName: 'Ashdown', postcode: null });
  });

  it('is nothing of a severed identity, and nothing of the life before', async () => {
    const locked = { isLinkLocked: true, crossReferences: [{ scheme: 'NHS_NUMBER', value: nhsNumber }] };
    expect(await told([known({ names: former, ...locked })])).toEqual([]);
    const searches = await told([
      known({ names: former }),
      care({ ...locked, names: [{ given: 'Corin', family: 'Larch', kind: 'LEGAL' }] }),
    ]);
    expect(searches.map(({ familyName, postcode }) => [familyName, postcode])).toEqual([['Ashdown', null]]);
  });

  it('is nothing where there is not enough to look by', async () => {
    expect(await told([known({ names: [{ given: 'Baby', family: 'Ashdown', kind: 'LEGAL' }] })])).toEqual([]);
    expect(await told([known({ dateOfBirth: null, postcodes: [] })])).toEqual([]);
  });
});

describe('what an agency says whose presence is a secret', () => {
  const numbers = [verified('NHS_NUMBER', nhsNumber), unverified('YOT_ID', 'YO9000002')];
  const secret = (differences: Partial<ChildRecord>) =>
    known({ agency: 'yot', recordId: 'y-1', identifiers: numbers, ...differences });
  const askedOfClub = async (...records: readonly ChildRecord[]) => {
    const { asked, gather } = world(records);
    await gather(byNumber);
    return searchesIn(asked.filter(({ agency }) => agency === 'club'));
  };
  const noPlace = { names: [{ given: 'Zeno', family: 'Vandermolen', kind: 'LEGAL' }], dateOfBirth: '2011-01-17' };

  it('holds nobody else’s details back, whatever it says', async () => {
    const care = known({
      agency: 'care',
      recordId: 's-1',
      names: [{ given: 'Corin', family: 'Moor', kind: 'LEGAL' }],
    });
    const without = await askedOfClub(known(), care);
    expect(without.map(({ familyName }) => familyName)).toEqual(['Ashdown', 'Moor']);
    for (const differences of [noPlace, { cannotLink: [{ scheme: 'NHS_NUMBER', value: nhsNumber }] }]) {
      expect((await askedOfClub(known(), care, secret(differences))).slice(0, 2)).toEqual(without);
    }
  });

  it('takes no other’s place among the details that agencies are asked by', async () => {
    const named = (family: string) => ({ given: 'Corin', family, kind: 'LEGAL' });
    const last = known({ agency: 'club', recordId: 'c-1', names: [named('Heath')] });
    const many = secret({ names: ['Moor', 'Vale', 'Larch', 'Ashdown'].map(named) });
    expect((await askedOfClub(known(), many, last)).map(({ familyName }) => familyName)).toContain('Heath');
  });
});

describe('an agency that no identifier leads to', () => {
  it('counts as asked when it was asked by details, and not otherwise', async () => {
    const unaskedOf = async (records: readonly ChildRecord[]) => [
      ...((await world(records).gather(byOwnNumber))[0]?.unasked ?? []),
    ];
    const own = known({ agency: 'yot', recordId: 'y-1', identifiers: [unverified('YOT_ID', 'YO9000001')] });
    expect(await unaskedOf([own])).toEqual([]);
    expect(await unaskedOf([{ ...own, names: [] }])).toEqual(['school', 'care', 'club']);
  });
});

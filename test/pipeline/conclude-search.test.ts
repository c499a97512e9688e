import { describe, expect, test } from 'vitest';
import { fieldsThatCount } from '../../src/matching/fields-that-count.ts';
import { matchSearch } from '../../src/matching/match-search.ts';
import type { ChildRecord, LinkedRecord, LinkOutcome } from '../../src/model/child-record.ts';
import type { ChildDecision } from '../../src/model/decision.ts';
import type { PersonSearch } from '../../src/model/person-search.ts';
import { type ConcludeParts, concludeSearch, type DecidedEntry } from '../../src/pipeline/conclude-search.ts';
import { isSufficient } from '../../src/pipeline/search-criteria.ts';
import { cellDecision } from '../graph/world.ts';
import { recordWith } from '../matching/record-with.ts';
import { parameters } from '../matching/rules.ts';

const own = 'ORG:own';
const classes = { identity: 'ID', postcode: 'ADR', carer: 'FAM', school: 'UNI' };
const sufficiency = {
  fieldsThatCount,
  protocol: {
    search: {
      sufficient: [
        ['givenName', 'familyName', 'dateOfBirth'],
        ['givenName', 'familyName', 'postcode'],
      ],
    },
  },
};
const parts: ConcludeParts = {
  matchSearch: (search, candidates) => matchSearch(search, candidates, parameters),
  isSufficient: (search) => isSufficient(search, sufficiency),
  seeing: { organisation: own, classes },
  formerNameKinds: ['FORMER'],
  agencies: ['north', 'south', 'west'],
  mostCandidates: 10,
  shuffleKey: 'key',
};

const nothing: PersonSearch = {
  givenName: null,
  familyName: null,
  dateOfBirth: null,
  sex: null,
  postcode: null,
  carerGivenName: null,
  carerFamilyName: null,
  school: null,
  yearGroup: null,
};
/** The synthetic child, by names and date of birth. */
const byName = { ...nothing, givenName: 'Corin', familyName: 'Ashdown', dateOfBirth: '2015-03-04' };
const byHome = { ...byName, postcode: 'WX1 1AA' };
const atHome = recordWith({ postcodes: [{ postcode: 'WX1 1AA', isCurrent: true }] });

/** `closed`: what the caller may not have, as `agency CLASS`, or `agency` for an agency that may not be known of. */
function deciding(...closed: readonly string[]): ChildDecision {
  return {
    kind: 'DECIDED',
    cells: [],
    allowedRestrictions: new Set(),
    mayKnowOf: (agency) => !closed.includes(agency),
    mayShow: (agency) => !closed.includes(agency),
    cellOf: (agency, disclosed, aspect) =>
      cellDecision(
        { agency, class: disclosed, aspect },
        closed.includes(`${agency} ${disclosed}`) || closed.includes(agency) ? { read: 0, know: 0 } : {},
      ),
  };
}

function linkedAs(record: ChildRecord, outcome: LinkOutcome = 'MATCH', rule = 'R3'): LinkedRecord {
  return { record, outcome, rule, linkedWith: [] };
}

let slots = 0;
/** A record that was found, with the others that its child is linked with. */
function entry(
  record: ChildRecord,
  decision: ChildDecision = deciding(),
  others: readonly LinkedRecord[] = [],
): DecidedEntry {
  const linked = { records: [linkedAs(record), ...others], silent: new Map(), unasked: new Set<string>() };
  const slot = slots++;
  return {
    search: undefined as never,
    record,
    slot: { root: 0, slot, sealed: null, entry: null },
    linked,
    child: { root: 0, slot, id: null, linked, decision },
  };
}

/** What a search comes to, in short: the outcome and each candidate's. */
function concluded(search: PersonSearch, entries: readonly DecidedEntry[], differing: Partial<ConcludeParts> = {}) {
  const { outcome, shown } = concludeSearch(search, entries, { ...parts, ...differing });
  return [outcome, ...shown.map(({ finding }) => `${finding.outcome} ${finding.rule}`)];
}
const nobody = ['NO_MATCH'];

describe('somebody whom a search finds', () => {
  test('is opened where home, names and date of birth agree', () => {
    expect(concluded(byHome, [entry(atHome)])).toEqual(['MATCH', 'MATCH R7']);
  });

  test('is no more than possible without anything to bear it out', () => {
    expect(concluded(byName, [entry(atHome)])).toEqual(['POSSIBLE', 'POSSIBLE R8']);
  });

  test('is borne out by the roll of the caller’s own school, which is what ties the two', () => {
    const onRoll = recordWith({ relationship: { ...recordWith().relationship, roll: true } });
    expect(concluded(byName, [entry(onRoll)])).toEqual(['MATCH', 'MATCH R7']);
    expect(concluded({ ...byName, school: 'URN:100009' }, [entry(onRoll)])).toEqual(['POSSIBLE', 'POSSIBLE R8']);
  });

  test('is borne out by a carer or a school, at whichever of the child’s records', () => {
    for (const corroborates of [
      { carer: true, school: false },
      { carer: false, school: true },
    ]) {
      const other = recordWith({ agency: 'south', corroborates });
      const search = { ...byName, school: 'URN:100001' };
      expect(concluded(search, [entry(recordWith(), deciding(), [linkedAs(other)])])).toEqual(['MATCH', 'MATCH R7']);
    }
  });
});

describe('somebody who may not be known of is as if not found', () => {
  test('where the child is refused as a whole', () => {
    const refused: ChildDecision = { kind: 'REFUSED', trueCode: 'NO_RELATIONSHIP', gate: 'G8' };
    expect(concluded(byHome, [entry(atHome, refused)])).toEqual(nobody);
  });

  test('where the agency whose record was found may not be known of', () => {
    expect(concluded(byHome, [entry(atHome, deciding('north'))])).toEqual(nobody);
  });

  test('where the identity in that agency’s copy may not be read', () => {
    expect(concluded(byHome, [entry(atHome, deciding('north ID'))])).toEqual(nobody);
  });

  test('where only another record of the child is certain', () => {
    const child = entry(atHome);
    const uncertain = { ...child.linked, records: [linkedAs(atHome, 'POSSIBLE')] };
    expect(concluded(byHome, [{ ...child, child: { ...child.child, linked: uncertain } }])).toEqual(nobody);
  });

  test('and neither hides another who may be, nor counts as the other’s double', () => {
    const twin = recordWith({ agency: 'south', recordId: 's-2', postcodes: atHome.postcodes });
    const hidden = entry(twin, deciding('south'));
    expect(concluded(byHome, [entry(atHome), hidden])).toEqual(concluded(byHome, [entry(atHome)]));
    expect(concluded(byHome, [entry(atHome), entry(twin)])).toEqual(['POSSIBLE', 'POSSIBLE R6t', 'POSSIBLE R6t']);
  });
});

describe('what the caller may not see of somebody', () => {
  const elsewhere = (differing: Partial<ChildRecord>) => linkedAs(recordWith({ agency: 'south', ...differing }));

  test.each<[string, string]>([
    ['a postcode that may not be read', 'south ADR'],
    ['an agency that may not be known of', 'south'],
    ['a copy of the identity that may not be read', 'south ID'],
  ])('bears nothing out: %s', (_what, closed) => {
    const others = [elsewhere({ postcodes: atHome.postcodes })];
    expect(concluded(byHome, [entry(recordWith(), deciding(), others)])).toEqual(['MATCH', 'MATCH R7']);
    expect(concluded(byHome, [entry(recordWith(), deciding(closed), others)])).toEqual(['POSSIBLE', 'POSSIBLE R8']);
  });

  test.each<[string, string, Partial<ChildRecord>]>([
    ['a carer', 'south FAM', { corroborates: { carer: true, school: false } }],
    ['a school', 'south UNI', { corroborates: { carer: false, school: true } }],
  ])('bears nothing out: %s who may not be read', (_what, closed, differing) => {
    const search = { ...byName, school: 'URN:100001' };
    const child = (decision: ChildDecision) => [entry(recordWith(), decision, [elsewhere(differing)])];
    expect(concluded(search, child(deciding()))).toEqual(['MATCH', 'MATCH R7']);
    expect(concluded(search, child(deciding(closed)))).toEqual(['POSSIBLE', 'POSSIBLE R8']);
  });

  test('does not contradict either: whichever postcode is given, the answer is one', () => {
    const shielded = [entry(atHome, deciding('north ADR'))];
    const wrong = { ...byName, postcode: 'WX9 9ZZ' };
    expect(concluded(byHome, shielded)).toEqual(concluded(wrong, shielded));
    expect(concluded(byHome, shielded)).toEqual(['POSSIBLE', 'POSSIBLE R8']);
  });

  test('is nothing to look by: names and a postcode that may not be read find nobody', () => {
    const byPostcode = { ...byHome, dateOfBirth: null };
    const frequent = { ...parameters, termFrequencyCap: 4 };
    const rare = (search: PersonSearch, candidates: readonly (readonly ChildRecord[])[]) =>
      matchSearch(search, candidates, frequent);
    expect(concluded(byPostcode, [entry(atHome)], { matchSearch: rare })[0]).toBe('POSSIBLE');
    expect(concluded(byPostcode, [entry(atHome, deciding('north ADR'))], { matchSearch: rare })).toEqual(nobody);
  });

  test('is not what the caller has of the own organisation’s records alone', () => {
    const ownOnly: ChildDecision = {
      ...(deciding() as Extract<ChildDecision, { kind: 'DECIDED' }>),
      cellOf: (agency, disclosed, aspect) =>
        cellDecision({ agency, class: disclosed, aspect }, { read: 0b1100, know: 0b1100 }),
    };
    expect(concluded(byHome, [entry(atHome, ownOnly)])).toEqual(nobody);
    expect(concluded(byHome, [entry({ ...atHome, custodian: own }, ownOnly)])).toEqual(['MATCH', 'MATCH R7']);
  });
});

describe('one child is one candidate', () => {
  const south = recordWith({ agency: 'south', recordId: 's-1', postcodes: atHome.postcodes });

  test('whichever of its records were found, and in whichever order', () => {
    const north = entry(atHome, deciding(), [linkedAs(south)]);
    const other = entry(south, deciding(), [linkedAs(atHome)]);
    expect(concluded(byHome, [north, other])).toEqual(['MATCH', 'MATCH R7']);
    for (const entries of [
      [north, other],
      [other, north],
    ]) {
      expect(concludeSearch(byHome, entries, parts).shown[0]?.entry).toBe(north);
    }
  });

  test('also with a duplicate in one source that says the very same (R1)', () => {
    const duplicate = recordWith({ recordId: 'n-2' });
    const first = entry(atHome, deciding(), [linkedAs(duplicate, 'POSSIBLE', 'R1')]);
    expect(concluded(byHome, [first, entry(duplicate)])).toEqual(['MATCH', 'MATCH R7']);
  });

  test.each<[string, Partial<ChildRecord>, string]>([
    ['says another given name', { names: [{ given: 'Caspian', family: 'Ashdown', kind: 'LEGAL' }] }, 'R1'],
    ['says another date of birth', { dateOfBirth: '2015-03-05' }, 'R1'],
    ['is a likeness only', {}, 'R8'],
    ['may be a twin’s', {}, 'R6t'],
  ])('but not with a possible record that %s', (_what, differing, rule) => {
    const possible = recordWith({ recordId: 'n-2', ...differing });
    const first = entry(atHome, deciding(), [linkedAs(possible, 'POSSIBLE', rule)]);
    expect(concluded(byName, [first, entry(possible)])).toHaveLength(3);
  });
});

describe('a severed identity (R0)', () => {
  const crossReferences = [{ scheme: 'UPN', value: 'X' }];
  const present = { given: 'Corin', family: 'Bell', kind: 'LEGAL' };
  const former = { given: 'Corin', family: 'Ashdown', kind: 'FORMER' };
  const after = recordWith({
    isLinkLocked: true,
    crossReferences,
    names: [present, former],
    postcodes: atHome.postcodes,
  });

  test('is found by its present names', () => {
    expect(concluded({ ...byHome, familyName: 'Bell' }, [entry(after)])).toEqual(['MATCH', 'MATCH R7']);
  });

  test('is not found by a former one, nor by anything but both names', () => {
    expect(concluded(byHome, [entry(after)])).toEqual(nobody);
    expect(concluded({ ...byHome, familyName: 'Bel' }, [entry(after)])).toEqual(nobody);
    expect(concluded({ ...byHome, familyName: 'Bell', givenName: 'Caspian' }, [entry(after)])).toEqual(nobody);
  });

  test('that was left behind is found by nobody, by whatever name', () => {
    const before = recordWith({ isLinkLocked: true, crossReferences: [], postcodes: atHome.postcodes });
    expect(concluded(byHome, [entry(before)])).toEqual(nobody);
  });

  test('spreads over possible links: their former names are nobody’s to look by', () => {
    const open = recordWith({ agency: 'south', names: [present, former], postcodes: atHome.postcodes });
    const linked = [linkedAs(after, 'POSSIBLE', 'CONSISTENCY')];
    expect(concluded(byHome, [entry(open)])[0]).toBe('MATCH');
    expect(concluded(byHome, [entry(open, deciding(), linked)])).toEqual(nobody);
  });
});

describe('twins and namesakes', () => {
  const named = (given: string, recordId: string, postcodes = atHome.postcodes) =>
    entry(recordWith({ recordId, names: [{ given, family: 'Ashdown', kind: 'LEGAL' }], postcodes }));

  test('are possible, each flagged, and never opened, by a name that is neither’s', () => {
    const search = { ...byHome, givenName: 'Cor' };
    const { outcome, shown } = concludeSearch(search, [named('Corin', 'n-1'), named('Corona', 'n-2')], parts);
    expect(outcome).toBe('POSSIBLE');
    expect(shown.map(({ finding }) => finding.flags)).toEqual([['TWIN_SUSPECT'], ['TWIN_SUSPECT']]);
  });

  test('come in an order that is another in another request, where they are alike', () => {
    const twins = [named('Corin', 'n-1'), named('Corin', 'n-2')];
    const orders = new Set(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((shuffleKey) =>
        concludeSearch(byHome, twins, { ...parts, shuffleKey })
          .shown.map(({ entry: { record } }) => record.recordId)
          .join(),
      ),
    );
    expect(orders).toEqual(new Set(['n-1,n-2', 'n-2,n-1']));
  });

  test('of whom there are more than may be shown are too many, and none is shown', () => {
    const many = Array.from({ length: 4 }, (_, index) => named('Corin', `n-${index}`));
    expect(concluded(byHome, many, { mostCandidates: 4 })).toHaveLength(5);
    expect(concluded(byHome, many, { mostCandidates: 3 })).toEqual(['MANY']);
  });
});

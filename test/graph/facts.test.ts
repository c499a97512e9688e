import { parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createGraph, type FactsAnswer } from '../../src/graph/graph.ts';
import type { AgencyAnswer, AgencyCall } from '../../src/model/agency-call.ts';
import type { PersonSearch } from '../../src/model/person-search.ts';
import { createInProcessAgency } from './in-process-agency.ts';
import { identifier, identity, record } from './small-records.ts';
import { composed, factsAsk, graphOptions } from './world.ts';

const graph = createGraph(graphOptions);
const key = { scheme: 'NHS_NUMBER', value: 'nhs-r1' };

function contractOf(agency: string) {
  const contract = composed.contracts.get(agency);
  if (contract === undefined) throw new Error('no such agency');
  return contract;
}

const nobody: PersonSearch = {
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
const ann: PersonSearch = { ...nobody, givenName: 'Ann', dateOfBirth: '2015-05-05' };
const annAtSchool: PersonSearch = { ...ann, school: 'URN:100001' };

function callFor(agency: string, keys = [key], searches?: readonly PersonSearch[], first?: number) {
  const [facts] = graph.factsCalls(agency, keys, factsAsk, searches, first);
  if (facts === undefined) throw new Error('a facts call is always made');
  return facts;
}

function rowsOf(answer: AgencyAnswer): Record<string, unknown>[] {
  return answer.kind === 'ANSWERED' ? (answer.data['records'] as Record<string, unknown>[]) : [];
}

function answerOf(agency: string, call: AgencyCall, ...records: ReturnType<typeof record>[]): AgencyAnswer {
  return createInProcessAgency(contractOf(agency), records).answer(call);
}

function answered(rows: unknown, errors: Extract<AgencyAnswer, { kind: 'ANSWERED' }>['errors'] = []): AgencyAnswer {
  return { kind: 'ANSWERED', data: { records: rows }, errors };
}

const silent: FactsAnswer = { kind: 'SILENT', silence: 'SOURCE_ERROR' };

describe('a facts request', () => {
  test.each([...composed.contracts.keys()])('to %s asks for every fact and for nothing else', (agency) => {
    const contract = contractOf(agency);
    const asked = new Set<string>();
    const info = new TypeInfo(contract.schema);
    visit(
      parse(callFor(agency, [key], [annAtSchool]).call.document),
      visitWithTypeInfo(info, {
        Field: (node) => {
          const parent = info.getParentType();
          if (parent != null && contract.fieldOf(parent.name, node.name.value) !== undefined) {
            asked.add(`${parent.name}.${node.name.value}`);
          }
        },
      }),
    );
    const facts = Object.values(contract.schema.getTypeMap()).flatMap((type) =>
      'getFields' in type
        ? Object.keys(type.getFields())
            .filter((name) => contract.fieldOf(type.name, name)?.use != null)
            .map((name) => `${type.name}.${name}`)
        : [],
    );
    expect([...asked].filter((name) => !name.startsWith('Query.')).sort()).toEqual(facts.sort());
  });

  test.each([...composed.contracts.keys()])(
    'to %s asks what bears a search out only of who was searched for',
    (agency) => {
      expect(callFor(agency).call.document).not.toContain('corroborates');
      expect(callFor(agency, [key], [ann]).call.document).not.toContain('corroborates');
      const { document } = callFor(agency, [key], [annAtSchool]).call;
      expect(document.split('corroborates(by: $corroborate) { carer school }')).toHaveLength(2);
      expect(document.indexOf('corroborates')).toBeGreaterThan(document.indexOf('found:'));
    },
  );

  test('in the plain dialect enters by the identifier entry, everything as variables', () => {
    const { call, keys } = callFor('education');
    expect(call.document).toMatch(
      /^query ChildviewFacts\(.*\) \{ records: pupilsByIdentifier\(by: \$by\) \{ recordId /,
    );
    expect(keys).toEqual([key]);
    expect(call).toMatchObject({ agency: 'education', kind: 'FACTS', classes: [] });
    expect(call.variables).toEqual({ by: [key], ...factsAsk });
    expect(call.document).not.toContain('nhs-r1');
  });

  test('in the federation dialect asks `_entities` for representations by key', () => {
    const { call } = callFor('health');
    expect(call.document).toMatch(/\{ records: _entities\(representations: \$representations\) \{ \.\.\. on Child \{ /);
    expect(call.variables).toEqual({ representations: [{ __typename: 'Child', key }], ...factsAsk });
  });

  test('is sent without keys too, so that the sequence of requests does not depend on what is held', () => {
    const calls = graph.factsCalls('education', [], factsAsk);
    expect(calls.map(({ call }) => call.variables['by'])).toEqual([[]]);
  });

  test('carries at most 500 keys', () => {
    const keys = Array.from({ length: 1_001 }, (_, index) => ({ scheme: 'UPN', value: `${index}` }));
    const calls = graph.factsCalls('education', keys, factsAsk);
    expect(calls.map((call) => call.keys.length)).toEqual([500, 500, 1]);
    expect(calls.flatMap((call) => call.keys)).toEqual(keys);
    expect(new Set(calls.map(({ call }) => call.documentHash)).size).toBe(1);
  });

  test('looks for persons beside the keys, in one request, everything as variables', () => {
    for (const agency of ['education', 'health']) {
      const { call, keys, searches } = callFor(agency, [key], [annAtSchool], 7);
      expect(call.document).toMatch(/ found: \w+ByDetails\(by: \$searches, first: \$first\) \{ recordId /);
      expect(call.document).toMatch(/^query \w+\([^)]*\$searches: \[PersonSearch!\]!/);
      expect(call.document).not.toMatch(/Ann|100001|nhs-r1/);
      const person = { givenName: 'Ann', dateOfBirth: '2015-05-05', school: 'URN:100001' };
      expect(call.variables).toMatchObject({ searches: [person], corroborate: person, first: 7, ...factsAsk });
      expect([keys, searches]).toEqual([[key], [annAtSchool]]);
    }
  });

  test('that looks for nobody is another one than one that does not look, and the same as one that does', () => {
    const [looking, lookingForNobody, notLooking] = [
      callFor('health', [], [ann]),
      callFor('health', [], []),
      callFor('health', []),
    ];
    expect(lookingForNobody.call.documentHash).toBe(looking.call.documentHash);
    expect(notLooking.call.documentHash).not.toBe(looking.call.documentHash);
    expect(lookingForNobody.call.variables).toMatchObject({ searches: [], representations: [], first: 20 });
  });

  test('carries at most 200 persons, and alone one whose carer or school is asked about', () => {
    const searches = [ann, annAtSchool, ...Array.from({ length: 400 }, () => ann), { ...ann, carerFamilyName: 'X' }];
    const calls = graph.factsCalls('health', [key], factsAsk, searches);
    expect(calls.map((call) => call.searches.length)).toEqual([1, 1, 200, 200, 1]);
    expect(calls.map((call) => call.keys.length)).toEqual([1, 0, 0, 0, 0]);
    expect(calls.map(({ call }) => 'corroborate' in call.variables)).toEqual([true, true, false, false, false]);
    expect(calls.flatMap((call) => call.searches)).toHaveLength(searches.length);
  });

  test('carries many keys and many persons side by side, so that there are no more requests than the more of both need', () => {
    const keys = Array.from({ length: 1_001 }, (_, index) => ({ scheme: 'UPN', value: `${index}` }));
    const calls = graph.factsCalls(
      'education',
      keys,
      factsAsk,
      Array.from({ length: 300 }, () => ann),
    );
    expect(calls.map((call) => [call.keys.length, call.searches.length])).toEqual([
      [500, 200],
      [500, 100],
      [1, 0],
    ]);
    expect(new Set(calls.map(({ call }) => call.documentHash)).size).toBe(1);
  });

  test('to an agency that cannot look for persons is of the keys alone', () => {
    const contract = contractOf('housing');
    const contracts = new Map([['housing', { ...contract, entries: { ...contract.entries, SEARCH: null } }]]);
    const unsearchable = createGraph({ ...graphOptions, composed: { ...composed, contracts } });
    expect([graph.isSearchable('housing'), unsearchable.isSearchable('housing')]).toEqual([true, false]);
    const calls = unsearchable.factsCalls('housing', [key], factsAsk, [ann, annAtSchool]);
    expect(calls).toEqual(graph.factsCalls('housing', [key], factsAsk));
  });

  test('to a caseload asks the same facts of the practitioner’s records, page by page', () => {
    const call = graph.caseloadCall('health', { first: 5, afterRecordId: 'r1' }, factsAsk);
    expect(call).toMatchObject({ kind: 'CASELOAD', variables: { first: 5, after: 'r1', ...factsAsk } });
    expect(call?.document).toContain(
      'patientsOfPractitioner(practitioner: $practitioner, first: $first, after: $after)',
    );
    expect(graph.caseloadCall('health', { first: 5, afterRecordId: null }, factsAsk)?.variables).not.toHaveProperty(
      'after',
    );
  });
});

describe('a facts answer', () => {
  test('reads as records, whatever the order of rows', () => {
    const other = { scheme: 'UPN', value: 'upn-r2' };
    const facts = callFor('education', [key, other]);
    const consent = {
      __typename: 'ConsentRecord',
      reference: 'consent-1',
      recordedBy: 'ORG:holder',
      giver: 'PARENT',
      capacity: 'PARENTAL_RESPONSIBILITY',
      capacityEstablished: true,
      decision: 'GIVEN',
      classes: ['HLT'],
      recipients: ['ORG:asking'],
      purposes: ['WELLBEING'],
      method: 'WRITTEN',
      decidedAt: '2026-01-01T00:00:00Z',
      expiresAt: null,
      withdrawnAt: null,
    };
    const answer = answerOf(
      'education',
      facts.call,
      record('r1', { consents: [consent] }),
      record('r2', { identifiers: [identifier('UPN', 'upn-r2')] }),
    );
    const read = graph.readFacts(facts, answered(rowsOf(answer).reverse()));
    expect(read).toMatchObject({ kind: 'RECORDS', dropped: 0 });
    const records = read.kind === 'RECORDS' ? read.records : [];
    expect(records.map(({ recordId }) => recordId)).toEqual(['r2', 'r1']);
    expect(records[1]).toMatchObject({
      agency: 'education',
      identifiers: [{ scheme: 'NHS_NUMBER', value: 'nhs-r1', verified: true, former: false }],
      names: [{ given: 'Ann', family: 'r1', kind: 'LEGAL' }],
      dateOfBirth: '2015-05-05',
      isShielded: false,
      isLinkLocked: false,
      consents: [{ reference: 'consent-1', decidedAt: '2026-01-01T00:00:00.000Z' }],
      relationship: { allocated: true, excluded: false },
    });
  });

  test('of a federation agency may hold nulls and the same record twice', () => {
    const facts = callFor('health', [key, { scheme: 'UPN', value: 'none' }, { scheme: 'UPN', value: 'upn-r1' }]);
    const held = record('r1', { identifiers: [identifier('NHS_NUMBER', 'nhs-r1'), identifier('UPN', 'upn-r1')] });
    const read = graph.readFacts(facts, answerOf('health', facts.call, held));
    expect(read).toMatchObject({ kind: 'RECORDS', dropped: 0, records: [{ recordId: 'r1' }] });
  });

  test('drops and counts rows that carry none of the keys asked for', () => {
    const facts = callFor('education');
    const rows = [
      ...rowsOf(answerOf('education', facts.call, record('r1'))),
      ...rowsOf(
        answerOf('education', callFor('education', [{ scheme: 'NHS_NUMBER', value: 'nhs-r9' }]).call, record('r9')),
      ),
    ];
    expect(graph.readFacts(facts, answered(rows))).toMatchObject({
      kind: 'RECORDS',
      dropped: 1,
      records: [{ recordId: 'r1' }],
    });
  });

  test('that never came is passed on as it is', () => {
    const facts = callFor('education');
    expect(graph.readFacts(facts, { kind: 'NO_RESPONSE', cause: 'timeout' })).toEqual({
      kind: 'SILENT',
      silence: 'NO_RESPONSE',
    });
    expect(graph.readFacts(facts, { kind: 'SOURCE_ERROR', cause: 'html' })).toEqual(silent);
  });

  const good = () => rowsOf(answerOf('education', callFor('education').call, record('r1')));
  test.each<[string, (row: Record<string, unknown>) => unknown]>([
    ['misses a fact', ({ restrictions: _left, ...row }) => row],
    [
      'misses a fact within a fact',
      (row) => ({ ...row, restrictions: { ...(row['restrictions'] as object), shielded: undefined } }),
    ],
    ['says null where there must be a fact', (row) => ({ ...row, lifecycle: null })],
    ['has no identifiers', (row) => ({ ...row, identifiers: null })],
    [
      'has an identifier without a value',
      (row) => ({ ...row, identifiers: [{ ...identifier('UPN', 'x'), value: null }] }),
    ],
    ['has no identity', (row) => ({ ...row, recordedIdentity: null })],
    [
      'has an unknown code',
      (row) => ({ ...row, recordedIdentity: identity([{ given: 'A', family: 'B', kind: 'NICKNAME' }]) }),
    ],
    [
      'has a date that is none',
      (row) => ({ ...row, lifecycle: { ...(row['lifecycle'] as object), diedOn: '2026-13-01' } }),
    ],
    [
      'has a text for a yes or no',
      (row) => ({ ...row, restrictions: { ...(row['restrictions'] as object), shielded: 'false' } }),
    ],
    ['has an object for a list', (row) => ({ ...row, consents: {} })],
    ['is no object', () => 'row'],
    ['is null in a dialect that leaves out what it does not hold', () => null],
  ])('with a row that %s is not used at all', (_what, broken) => {
    const rows = good();
    const bad = broken({ ...rows[0], recordId: 'r2' });
    expect(graph.readFacts(callFor('education'), answered([...rows, bad]))).toEqual(silent);
  });

  test('with an error is not used: what the error made null could have been a restriction', () => {
    const errors = [{ path: ['records', 0, 'consents', 0, 'withdrawnAt'], code: 'TIMEOUT' }];
    expect(graph.readFacts(callFor('education'), answered(good(), errors))).toEqual(silent);
  });

  test('without a list of rows is not used', () => {
    expect(graph.readFacts(callFor('education'), answered(null))).toEqual(silent);
    expect(graph.readFacts(callFor('education'), { kind: 'ANSWERED', data: {}, errors: [] })).toEqual(silent);
  });

  test('that says two things of one record is not used', () => {
    const [row] = good();
    const shielded = { ...row, restrictions: { ...(row?.['restrictions'] as object), shielded: true } };
    expect(graph.readFacts(callFor('education'), answered([row, shielded]))).toEqual(silent);
  });

  const place = { __typename: 'HeldPostcode', postcode: 'WX1 1AA', current: true };
  test('says where the child has lived', () => {
    const lived = record('r1', { postcodes: [place, { ...place, postcode: 'WX2 2BB', current: false }] });
    expect(
      graph.readFacts(callFor('education'), answerOf('education', callFor('education').call, lived)),
    ).toMatchObject({
      records: [
        {
          postcodes: [
            { postcode: 'WX1 1AA', isCurrent: true },
            { postcode: 'WX2 2BB', isCurrent: false },
          ],
          corroborates: { carer: false, school: false },
        },
      ],
    });
  });

  test.each<[string, unknown]>([
    ['says nothing of postcodes', undefined],
    ['says null of postcodes', null],
    ['has a postcode that is null', [{ ...place, postcode: null }]],
    ['has a postcode of which it does not say whether it is current', [{ postcode: 'WX1 1AA' }]],
    ['has a postcode that is a bare text', ['WX1 1AA']],
  ])('with a row that %s is not used at all', (_what, postcodes) => {
    expect(graph.readFacts(callFor('education'), answered([{ ...good()[0], postcodes }]))).toEqual(silent);
  });

  describe.each(['education', 'health'])('of %s to a search', (agency) => {
    const search = (searches = [annAtSchool], first?: number) => callFor(agency, [key], searches, first);
    const bearsOut = (carer: boolean, school: boolean) => ({ __typename: 'Corroboration', carer, school });
    const rows = (...records: ReturnType<typeof record>[]) => {
      const answer = answerOf(agency, search(undefined, 100).call, ...records);
      return answer.kind === 'ANSWERED' ? (answer.data['found'] as Record<string, unknown>[]) : [];
    };
    const answerWith = (found: unknown, records: unknown = []): AgencyAnswer => ({
      kind: 'ANSWERED',
      data: { records, found },
      errors: [],
    });
    const stranger = record('r2', { corroborates: bearsOut(true, false) });

    test('holds records that carry no key, with what bears the search out', () => {
      expect(graph.readFacts(search(), answerWith(rows(stranger)))).toMatchObject({
        kind: 'RECORDS',
        dropped: 0,
        records: [{ recordId: 'r2', corroborates: { carer: true, school: false } }],
      });
    });

    test('holds a record once that key and search both led to, and as the search found it', () => {
      const found = rows(record('r1', { corroborates: bearsOut(false, true) }));
      const { corroborates: _, ...byKey } = found[0] ?? {};
      expect(graph.readFacts(search(), answerWith(found, [byKey]))).toMatchObject({
        dropped: 0,
        records: [{ recordId: 'r1', corroborates: { carer: false, school: true } }],
      });
      const other = { ...byKey, custodian: 'ORG:another' };
      expect(graph.readFacts(search(), answerWith(found, [other]))).toEqual(silent);
    });

    test('holds no more than was asked for, and drops rows by key that carry none', () => {
      const found = rows(...Array.from({ length: 9 }, (_, index) => record(`s${index}`)));
      const { corroborates: _, ...unasked } = rows(record('r9'))[0] ?? {};
      const read = graph.readFacts(search([annAtSchool], 3), answerWith(found, [unasked]));
      expect(read).toMatchObject({
        dropped: 7,
        records: [{ recordId: 's0' }, { recordId: 's1' }, { recordId: 's2' }],
      });
      expect(graph.readFacts(search([], 3), answerWith(found.slice(0, 2)))).toMatchObject({ dropped: 2, records: [] });
    });

    test('never bears out what a shield hides', () => {
      const shielded = record('r2', {
        corroborates: bearsOut(true, true),
        restrictions: { ...(record('r2')['restrictions'] as object), shielded: true },
      });
      expect(graph.readFacts(search(), answerWith(rows(shielded)))).toMatchObject({
        records: [{ isShielded: true, corroborates: { carer: false, school: false } }],
      });
    });

    test.each<[string, (row: Record<string, unknown>) => unknown]>([
      ['a row that does not say what bears the search out', ({ corroborates: _left, ...row }) => row],
      ['a row that says it half', (row) => ({ ...row, corroborates: { carer: true } })],
      ['a row that says it in words', (row) => ({ ...row, corroborates: { carer: 'true', school: false } })],
      ['a row that misses a fact', ({ restrictions: _left, ...row }) => row],
      ['a row that is null', () => null],
    ])('is not used at all with %s', (_what, broken) => {
      const found = rows(stranger);
      expect(graph.readFacts(search(), answerWith([...found, broken({ ...found[0], recordId: 'r3' })]))).toEqual(
        silent,
      );
    });

    test('is not used without a list of what was found, nor with two answers about one record', () => {
      expect(graph.readFacts(search(), answerWith(null))).toEqual(silent);
      expect(graph.readFacts(search(), answerWith(undefined))).toEqual(silent);
      const found = rows(stranger);
      expect(graph.readFacts(search(), answerWith([...found, { ...found[0], custodian: 'ORG:x' }]))).toEqual(silent);
    });
  });

  test('to a caseload holds at most as many records as were asked for', () => {
    const call = graph.caseloadCall('education', { first: 2, afterRecordId: null }, factsAsk);
    if (call === null) throw new Error('education offers a caseload');
    const answer = answerOf(
      'education',
      { ...call, variables: { ...call.variables, first: 9 } },
      record('r1'),
      record('r2'),
      record('r3'),
    );
    expect(graph.readCaseload('education', answer, 2)).toMatchObject({
      kind: 'RECORDS',
      dropped: 1,
      records: [{ recordId: 'r1' }, { recordId: 'r2' }],
    });
  });
});

import { describe, expect, test } from 'vitest';
import type { Assembled } from '../../src/graph/graph.ts';
import type { AgencyAnswer, AgencyCall } from '../../src/model/agency-call.ts';
import type { Cell, CellDecision } from '../../src/model/decision.ts';
import type { Data } from './agency-data.ts';
import { type RunOptions, runOperation } from './run-operation.ts';
import { child, identity, item, record } from './small-records.ts';
import { decideEach, viewer, worldOf } from './world.ts';

type Decide = (cell: Cell) => Partial<CellDecision>;

const placeholder = {
  state: 'PLACEHOLDER',
  code: 'SENSITIVE_SERVICE',
  route: { kind: 'BROKERED_CONTACT', needs: [], contact: null },
  shownClass: 'SENS',
} as const;
const hidden = { state: 'WITHHELD_OR_NONE', code: null, route: null, shownClass: 'RESTRICTED' } as const;
const unknowable = { read: 0, know: 0, mayKnowExistence: false, explanation: hidden } as const;

/** May know that a restricted service is involved; of a restricted agency nothing else. */
const mayKnowOne: Decide = ({ agency, class: disclosed }) =>
  disclosed === 'SENS'
    ? { read: 0, know: 15, concealEmpty: true, explanation: placeholder }
    : agency === 'sexual-health'
      ? unknowable
      : {};

/** Reads what the own organisation holds, and may know of the rest. */
const readsOwn: Decide = (cell) => ({ ...mayKnowOne(cell), ...(cell.class === 'SENS' ? { read: 0b1100 } : {}) });

const selection = `{
  restrictedServices { id note service custodian recordedAt }
  sources { agency state }
  withheld { path class state code }
}`;

const service = (id: string, differs: Data = {}): Data =>
  item('RestrictedService', id, { note: 'INVOLVED', service: `service ${id}`, ...differs });
const at = (recordId: string, services: readonly Data[]): Data =>
  record(recordId, {
    recordedIdentity: identity([{ given: 'Ann', family: 'Same', kind: 'LEGAL' }]),
    restrictedServices: services,
  });

function run(records: Readonly<Record<string, Data>>, decide: Decide, options: Partial<RunOptions> = {}): Assembled {
  return runOperation(worldOf([child('one', records)]), {
    document: `query($id: ID!) { child(id: $id) ${selection} }`,
    variables: { id: 'one' },
    ...options,
    decide: (plan) => decideEach(plan.cellsNeeded, decide, []),
  }).assembled;
}

/** All that a client gets. */
function seen({ data, redactions, errors }: Assembled): unknown {
  return JSON.parse(JSON.stringify({ data, redactions, errors }));
}

const involved = { note: 'INVOLVED', id: null, service: null, custodian: null, recordedAt: null };
const shown = (assembled: Assembled): unknown => (seen(assembled) as any).data.child.restrictedServices;

describe('of restricted services of which no more may be known than that one is involved', () => {
  const one = run({ health: at('h1', [service('q1')]), 'sexual-health': at('r1', []) }, mayKnowOne);

  test('one placeholder is shown, which names nothing', () => {
    expect(shown(one)).toEqual([involved]);
    expect(JSON.stringify(seen(one))).not.toMatch(/q1|ORG:other/);
  });

  test.each<[string, Readonly<Record<string, Data>>]>([
    ['two of one agency', { health: at('h1', [service('q1'), service('q2')]), 'sexual-health': at('r1', []) }],
    ['one of another agency', { health: at('h1', []), 'sexual-health': at('r1', [service('q3')]) }],
    ['one of each', { health: at('h1', [service('q1')]), 'sexual-health': at('r1', [service('q3')]) }],
    ['one at the only agency that knows the child', { health: at('h1', [service('q1')]) }],
    ['one that is relevant to nothing', { health: at('h1', [service('q1', { relevance: [] })]) }],
  ])('and it is the same, to the byte, for %s', (_, records) => {
    expect(JSON.stringify(seen(run(records, mayKnowOne)))).toBe(JSON.stringify(seen(one)));
  });

  test('it is one for each alias and each page too', () => {
    const services = [service('q1'), service('q2'), service('q3')];
    const assembled = run({ health: at('h1', services), 'sexual-health': at('r1', services) }, mayKnowOne, {
      variables: { id: 'one', after: 'q1' },
      document: `query($id: ID!, $after: ID) { child(id: $id) {
        a: restrictedServices(first: 1) { id } b: restrictedServices(first: 200) { id } c: restrictedServices(after: $after) { id }
      } }`,
    });
    expect((seen(assembled) as any).data.child).toEqual({ a: [{ id: null }], b: [{ id: null }], c: [] });
  });

  test('none at all looks withheld, and as if no agency knew the child', () => {
    const none = run({ health: at('h1', []), 'sexual-health': at('r1', []) }, mayKnowOne);
    expect(shown(none)).toBeNull();
    expect(none.redactions.map(({ path, state }) => [path.join('.'), state])).toEqual([
      ['child.restrictedServices', 'WITHHELD_OR_NONE'],
    ]);
    expect(seen(none)).toEqual(seen(run({ health: at('h1', []) }, mayKnowOne)));
  });

  test('an agency says nothing of its own part: not that it released it, not that it did not come', () => {
    const states = (assembled: Assembled) =>
      (seen(assembled) as any).data.child.sources.find((one: any) => one.agency === 'sexual-health').state;
    const held = { health: at('h1', []), 'sexual-health': at('r1', [service('q3')]) };
    expect(states(run(held, mayKnowOne))).toBe('WITHHELD_OR_NONE');
    expect(states(run({ health: at('h1', []) }, mayKnowOne))).toBe('WITHHELD_OR_NONE');
    const silence = (call: AgencyCall, answer: AgencyAnswer): AgencyAnswer =>
      call.agency === 'sexual-health' ? { kind: 'NO_RESPONSE', cause: 'TIMEOUT' } : answer;
    const silent = run(held, mayKnowOne, { tamper: silence });
    expect(seen(silent)).toEqual(seen(run({ health: at('h1', []) }, mayKnowOne)));
  });

  test.each(['SOURCE_RESTRICTED', 'TEAPOT'])('a refusal (%s) looks as if there were none', (code) => {
    const refuse = (call: AgencyCall, answer: AgencyAnswer): AgencyAnswer => {
      if (call.agency !== 'sexual-health' || answer.kind !== 'ANSWERED') return answer;
      const [row] = answer.data['records'] as Record<string, unknown>[];
      const key = Object.keys(row ?? {}).find((name) => name.startsWith('restrictedServices')) ?? '';
      return { ...answer, data: { records: [{ ...row, [key]: null }] }, errors: [{ path: ['records', 0, key], code }] };
    };
    const refused = run({ health: at('h1', []), 'sexual-health': at('r1', [service('q3')]) }, mayKnowOne, {
      tamper: refuse,
    });
    expect(seen(refused)).toEqual(seen(run({ health: at('h1', []) }, mayKnowOne)));
  });
});

describe('beside what one’s own organisation holds', () => {
  const own = service('q1', { custodian: viewer.organisation });

  test('all others are one placeholder, after one’s own', () => {
    const assembled = run(
      { health: at('h1', [service('q2'), own, service('q4')]), 'sexual-health': at('r1', [service('q3')]) },
      readsOwn,
    );
    expect(shown(assembled)).toEqual([
      {
        note: 'INVOLVED',
        id: 'q1',
        service: 'service q1',
        custodian: viewer.organisation,
        recordedAt: expect.any(String),
      },
      involved,
    ]);
  });

  test('no other is no placeholder', () => {
    expect(shown(run({ health: at('h1', [own]) }, readsOwn))).toMatchObject([{ id: 'q1' }]);
  });

  test('who may read them all sees them all', () => {
    const assembled = run(
      { health: at('h1', [service('q1'), service('q2')]), 'sexual-health': at('r1', [service('q3')]) },
      () => ({}),
    );
    expect((shown(assembled) as { id: string }[]).map(({ id }) => id)).toEqual(['q1', 'q2', 'q3']);
  });
});

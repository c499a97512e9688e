import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askFor, childOf, withheldAt } from '../harness/view.ts';
import { agencies, type AgencyUnderTest, startWorld, type World } from '../harness/world.ts';

let world: World;
/** Values of the mocks' case data that must not appear where an agency failed. */
let markers: readonly string[];

beforeAll(async () => {
  world = await startWorld({ deadlineMsOf: { health: 4000 }, ownProcesses: true });
  const lists = await Promise.all(
    agencies.map(
      async (name) => (await fetch(`${new URL(world.agency(name).url).origin}/__markers`)).json() as Promise<string[]>,
    ),
  );
  markers = lists.flat().filter((marker) => marker.includes('zq-'));
});
afterAll(() => world.stop());
afterEach(async () => {
  await Promise.all(agencies.map((name) => world.setFaults(name, [])));
});

const stateOf = (child: Record<string, any>, agency: string): unknown =>
  (child['sources'] as readonly { agency: string; state: string }[]).find((source) => source.agency === agency)?.state;

describe('an agency that fails costs its own part and no more', () => {
  const faults: readonly [name: string, fault: Record<string, unknown>, state: string][] = [
    ['is down', { fault: 'DOWN' }, 'NO_RESPONSE'],
    ['does not answer in time', { fault: 'HANG' }, 'NO_RESPONSE'],
    ['answers 500', { fault: 'STATUS_500' }, 'NO_RESPONSE'],
    ['answers 502 with a page of HTML', { fault: 'HTML' }, 'NO_RESPONSE'],
    ['answers with JSON that breaks off', { fault: 'INVALID_JSON' }, 'SOURCE_ERROR'],
    ['answers with a GraphQL error', { fault: 'GRAPHQL_ERROR' }, 'SOURCE_ERROR'],
    ['answers with values of other types', { fault: 'WRONG_TYPES' }, 'SOURCE_ERROR'],
  ];

  for (const [name, fault, state] of faults) {
    it(`health ${name}: education, social care and youth justice still arrive, health says ${state}, and no upstream text reaches the client`, async () => {
      await world.setFaults('health', [fault]);
      const answer = await askFor(world, 'social-worker', 'leeann', 'SOCIAL_CARE_ID', { purpose: 'CHILD_PROTECTION' });
      const child = childOf(answer);

      expect(stateOf(child, 'health')).toBe(state);
      expect(child['health']).toBeNull();
      expect(withheldAt(child, 'health')).toEqual([expect.objectContaining({ state })]);
      expect(child['identity'].givenName).toMatch(/^Lee?an/);
      expect(child['socialCare'].events.length).toBeGreaterThan(0);
      for (const word of ['Bad Gateway', 'html', '127.0.0.1', 'ECONN', 'stack'])
        expect(answer.text).not.toContain(word);
    });

    it(`health ${name} in the content wave only: what the facts showed still arrives`, async () => {
      await world.setFaults('health', [{ ...fault, kind: 'CONTENT' }]);
      const child = childOf(
        await askFor(world, 'social-worker', 'leeann', 'SOCIAL_CARE_ID', { purpose: 'CHILD_PROTECTION' }),
      );

      expect(withheldAt(child, 'health').length).toBeGreaterThan(0);
      expect(withheldAt(child, 'health')[0]).toMatchObject({ state });
      expect(child['socialCare'].events.length).toBeGreaterThan(0);
    });
  }

  it('rows of other children are dropped', async () => {
    await world.setFaults('health', [{ fault: 'SURPLUS_ROWS' }]);
    const answer = await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });

    expect(childOf(answer)['identity'].givenName).toBe('Trent');
    expect(answer.text).not.toMatch(/Lee?ann/);
  });

  it('rows in another order land on the right children', async () => {
    const token = await world.tokenOf('social-worker');
    const query = `query L($why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
      myCaseload { id identity { givenName } socialCare { cases { id } } health { contacts { id } } } }`;
    const straight = await world.ask(token, query, { why: 'zq-reason order' });
    for (const name of agencies) await world.setFaults(name, [{ fault: 'REORDERED', kind: 'CONTENT' }]);
    const reordered = await world.ask(token, query, { why: 'zq-reason order' });

    expect(straight.data?.['myCaseload'].length).toBeGreaterThan(1);
    expect(reordered.data).toEqual(straight.data);
  });

  it('a row that is missing from the content is an error of the source, never “not held”', async () => {
    await world.setFaults('health', [{ fault: 'MISSING_ROWS', kind: 'CONTENT' }]);
    const child = childOf(await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' }));

    expect(child['health']).toBeNull();
    expect(withheldAt(child, 'health')).toEqual([expect.objectContaining({ state: 'SOURCE_ERROR' })]);
  });

  it('what an agency itself refuses is withheld with its code, and the rest of its part arrives', async () => {
    for (const code of ['SOURCE_RESTRICTED', 'DETRIMENT']) {
      await world.setFaults('health', [{ fault: code, kind: 'CONTENT', fields: ['Health.conditions'] }]);
      const child = childOf(await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' }));

      expect(child['health'].conditions).toBeNull();
      expect(withheldAt(child, 'health', 'conditions')).toContainEqual(
        expect.objectContaining({ state: 'REDACTED', code }),
      );
      expect(child['health'].contacts.length).toBeGreaterThan(0);
    }
  });
});

describe('silence never opens', () => {
  it('while the custodian of shields does not answer, no address and no contact comes from any agency', async () => {
    const before = childOf(await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' }));
    expect(before['addresses'].length).toBeGreaterThan(0);

    await world.setFaults('social-care', [{ fault: 'DOWN' }]);
    const child = childOf(await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' }));

    for (const part of ['addresses', 'universalServices', 'involvements']) {
      expect(child[part], part).toBeNull();
      expect(withheldAt(child, part), part).toContainEqual(expect.objectContaining({ code: 'RESTRICTION_UNKNOWN' }));
    }
    for (const carer of child['carers']) expect([carer.phone, carer.email]).toEqual([null, null]);
    expect(child['health'].contacts.length).toBeGreaterThan(0);
  });
});

describe('an agency that is stopped while the gateway runs', () => {
  const parts: Readonly<Partial<Record<AgencyUnderTest, string>>> = {
    education: 'education',
    'youth-justice': 'youthJustice',
  };

  for (const [name, part] of Object.entries(parts) as [AgencyUnderTest, string][]) {
    it(`${name}: the rest still comes; started again, its part is back`, async () => {
      await world.agency(name).stop();
      try {
        const child = childOf(
          await askFor(world, 'social-worker', 'leeann', 'SOCIAL_CARE_ID', { purpose: 'CHILD_PROTECTION' }),
        );
        expect(stateOf(child, name)).toBe('NO_RESPONSE');
        expect(child[part]).toBeNull();
        expect(child['socialCare'].events.length).toBeGreaterThan(0);
        expect(child['addresses'].length).toBeGreaterThan(0);
      } finally {
        await world.startAgency(name);
      }
      const child = childOf(
        await askFor(world, 'social-worker', 'leeann', 'SOCIAL_CARE_ID', { purpose: 'CHILD_PROTECTION' }),
      );
      expect(stateOf(child, name)).not.toBe('NO_RESPONSE');
    });
  }
});

it('the markers that the mocks plant are there to be found', () => {
  expect(markers.length).toBeGreaterThan(50);
});

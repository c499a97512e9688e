import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { type AgencyProxy, createAgencyProxy } from '../agencies/agency-proxy.ts';
import { askFor, childOf, withheldAt } from '../harness/view.ts';
import { agencies, type AgencyUnderTest, type Answer, startWorld, type World } from '../harness/world.ts';

// The whole gateway with its breakers as shipped: one agency fails for a while, and is not asked.

let world: World;
let proxy: AgencyProxy;

beforeAll(async () => {
  proxy = createAgencyProxy();
  world = await startWorld({
    deadlineMs: 5000,
    via: proxy.before,
    gatewaySettings: { limits: { agencyBreakerFailures: 5 } },
  });
});
afterAll(async () => {
  proxy.let({});
  await world.stop();
  await proxy.close();
});
beforeEach(() => {
  proxy.seen.length = 0;
});

const view = (
  persona = 'social-worker',
  purpose = 'CHILD_PROTECTION',
  child: Parameters<typeof askFor>[2] = 'leeann',
) => askFor(world, persona, child, 'NHS_NUMBER', { purpose });
const stateOf = (child: Record<string, any>, agency: string): unknown =>
  (child['sources'] as readonly { agency: string; state: string }[]).find((source) => source.agency === agency)?.state;
const never = new Promise<void>(() => {});
const hanging = (agency: AgencyUnderTest) => proxy.let({ hold: (call) => (call.agency === agency ? never : null) });
const cut = (agency: AgencyUnderTest) =>
  proxy.let({ hold: (call) => (call.agency === agency ? Promise.reject(new Error('cut')) : null) });
const asked = (agency: AgencyUnderTest) => proxy.seen.filter((call) => call.agency === agency).length;

/** Asks until the agency's breaker has opened: until a request comes back that did not ask it. */
const untilNotAsked = async (agency: AgencyUnderTest): Promise<void> => {
  for (let before = -1; before < asked(agency); ) {
    before = asked(agency);
    await view();
  }
};
/** Asks until the agency is asked again, and answers. */
const untilBack = async (agency: AgencyUnderTest): Promise<void> => {
  proxy.let({});
  while (stateOf(childOf(await view()), agency) === 'NO_RESPONSE')
    await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('an agency that hangs', () => {
  it('costs its deadline and its own part; then it is not asked, and everybody else’s part comes as before', async () => {
    const straight = childOf(await view());
    hanging('health');
    const late = await Promise.all(Array.from({ length: 5 }, () => view()));
    for (const answer of late) expect(stateOf(childOf(answer), 'health')).toBe('NO_RESPONSE');

    proxy.seen.length = 0;
    const answers = await Promise.all(Array.from({ length: 5 }, () => view()));
    const child = childOf(answers[0] as Answer);
    // One of them may be the probe, and a second where all of them take very long.
    expect(asked('health')).toBeLessThanOrEqual(2);
    for (const answer of answers) expect(stateOf(childOf(answer), 'health')).toBe('NO_RESPONSE');
    expect(stateOf(child, 'health')).toBe('NO_RESPONSE');
    expect(child['health']).toBeNull();
    expect(withheldAt(child, 'health')).toEqual([expect.objectContaining({ state: 'NO_RESPONSE' })]);
    const { education, socialCare, youthJustice } = straight;
    expect(child).toMatchObject({ education, socialCare, youthJustice });

    await untilBack('health');
    expect(childOf(await view())['health']).toEqual(straight['health']);
  }, 120_000);
});

describe('while the breaker of the custodian of shields is open', () => {
  beforeAll(async () => {
    cut('social-care');
    await untilNotAsked('social-care');
  }, 60_000);
  afterAll(() => untilBack('social-care'), 60_000);

  it('its silence opens nothing: no address and no contact comes from any agency', async () => {
    const child = childOf(await view('health-visitor', 'DIRECT_CARE', 'trent'));
    for (const part of ['addresses', 'universalServices', 'involvements']) {
      expect(child[part], part).toBeNull();
      expect(withheldAt(child, part), part).toContainEqual(expect.objectContaining({ code: 'RESTRICTION_UNKNOWN' }));
    }
    expect(child['health'].contacts.length).toBeGreaterThan(0);
  });

  it('a child refused as a whole and one whom nobody knows answer alike, through the same requests', async () => {
    const everything = async (child: Parameters<typeof askFor>[2]) => {
      proxy.seen.length = 0;
      const { text } = await view('health-visitor', 'DIRECT_CARE', child);
      const requests = agencies.map((name) => [
        name,
        ...proxy.seen.filter(({ agency }) => agency === name).map(({ kind, body }) => `${kind} ${body.slice(0, 60)}`),
      ]);
      // The probe of an open breaker goes out when its time has come, whoever asks.
      return {
        text: text.replace(/"recordId":"[^"]*"/g, ''),
        requests: requests.filter(([name]) => name !== 'social-care'),
      };
    };
    const refused = await everything('leeann');
    const unknown = await everything({ scheme: 'NHS_NUMBER', value: testNhsNumber(400_000) });
    expect(refused.text).toContain('WITHHELD_OR_NONE');
    expect(unknown).toEqual(refused);
  });
});

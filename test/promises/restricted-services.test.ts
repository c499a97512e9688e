import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf, withheldAt } from '../harness/view.ts';
import { type Answer, startWorld, type World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world.stop());
beforeEach(() => world.patchState('sexual-health', { child: 'sensitive-clinic', patch: { forgotten: false } }));

const selection = `
  identity { givenName familyName names { sources } }
  restrictedServices { id note service contactName contactPhone custodian recordedAt }
  restrictedCare { visits { reason } treatments { name } }
  health { contacts { __typename id } }
  sources { agency state }
  withheld { path class state code route { kind needs contact { organisation phone hours } } }
`;
const ask = (persona: string, slug: string, purpose: string, more = ''): Promise<Answer> =>
  askFor(world, persona, slug, 'NHS_NUMBER', { purpose, selection, more });
const stateOf = (child: Record<string, any>, agency: string): string =>
  child['sources'].find((one: { agency: string }) => one.agency === agency).state;

/** An answer without what belongs to the child rather than to the restricted service. */
const comparable = ({ text }: Answer, slug: string): string =>
  Object.values(namedChild(slug).identifiers)
    .reduce((found, identifier) => found.replaceAll(identifier, ''), text)
    .replaceAll(slug, '')
    .replaceAll(/"(givenName|familyName|recordId|id)":"[^"]*"/g, '');

const involved = {
  id: null,
  note: 'INVOLVED',
  service: null,
  contactName: null,
  contactPhone: null,
  custodian: null,
  recordedAt: null,
};

describe('a restricted service, to a safeguarding lead (rows 29 and 30)', () => {
  it('is one placeholder that names nothing, and contact is brokered', async () => {
    const answer = await ask('safeguarding-lead', 'sensitive-clinic', 'CHILD_PROTECTION');
    const child = childOf(answer);
    expect(child['restrictedServices']).toEqual([involved]);
    expect(withheldAt(child, 'restrictedServices', '*', 'service')).toMatchObject([
      { class: 'SENS', state: 'PLACEHOLDER', code: 'SENSITIVE_SERVICE', route: { kind: 'BROKERED_CONTACT' } },
    ]);
    expect(answer.text).not.toMatch(/zq-sexual-health|Y99005|01632 960243|01632 960134|Wexborough Sexual/);
  });

  it('is the same placeholder whatever the number of services and wherever they are', async () => {
    const children = ['sensitive-clinic', 'sensitive-recorded', 'sensitive-harm'];
    const seen: unknown[] = [];
    for (const slug of children) {
      const child = childOf(await ask('safeguarding-lead', slug, 'CHILD_PROTECTION'));
      const told = child['withheld'].filter(({ path }: any) => path[0] === 'restrictedServices');
      seen.push([child['restrictedServices'], told, child['sources']]);
    }
    expect(seen[0]).toMatchObject([[involved], expect.anything(), expect.anything()]);
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('is nothing, not even a placeholder, where its recording was not consented to', async () => {
    const answer = await ask('safeguarding-lead', 'sensitive-unrecorded', 'CHILD_PROTECTION');
    expect(answer.text).not.toContain('PLACEHOLDER');
    expect(childOf(answer)['restrictedServices']).toBeNull();

    // To the byte as if the service held no record of the child.
    await world.patchState('sexual-health', { child: 'sensitive-unrecorded', patch: { forgotten: true } });
    const none = await ask('safeguarding-lead', 'sensitive-unrecorded', 'CHILD_PROTECTION');
    await world.patchState('sexual-health', { child: 'sensitive-unrecorded', patch: { forgotten: false } });
    expect(comparable(none, 'sensitive-unrecorded')).toBe(comparable(answer, 'sensitive-unrecorded'));
  });

  it('says of its own system nothing that depends on a record', async () => {
    const held = childOf(await ask('safeguarding-lead', 'sensitive-clinic', 'CHILD_PROTECTION'));
    expect(stateOf(held, 'sexual-health')).toBe('WITHHELD_OR_NONE');
    expect(held['restrictedCare']).toBeNull();
    expect(withheldAt(held, 'restrictedCare')).toMatchObject([{ class: 'RESTRICTED', state: 'WITHHELD_OR_NONE' }]);
    await world.patchState('sexual-health', { child: 'sensitive-clinic', patch: { forgotten: true } });
    const none = childOf(await ask('safeguarding-lead', 'sensitive-clinic', 'CHILD_PROTECTION'));
    expect(none['sources']).toEqual(held['sources']);
    expect(withheldAt(none, 'restrictedCare')).toEqual(withheldAt(held, 'restrictedCare'));
  });
});

describe('a restricted service, to others', () => {
  it('is not asked for more than its own involvement, by anybody who is not its own', async () => {
    await world.clearReceived();
    await ask('safeguarding-lead', 'sensitive-clinic', 'CHILD_PROTECTION');
    await ask(
      'social-worker',
      'sensitive-clinic',
      'CHILD_PROTECTION',
      ', exemption: SIGNIFICANT_HARM, informed: UNSAFE',
    );
    await ask('gp', 'sensitive-clinic', 'DIRECT_CARE');
    const documents = (await world.receivedBy('sexual-health')).map(({ document }) => document).join('\n');
    expect(documents).toContain('restrictedServices');
    for (const never of ['restrictedCare', 'visits', 'treatments']) expect(documents).not.toContain(never);
  });

  it('is named to a social worker under the exemption of significant harm, and its work is not', async () => {
    const exemption = ', exemption: SIGNIFICANT_HARM, informed: UNSAFE';
    const child = childOf(await ask('social-worker', 'sensitive-clinic', 'CHILD_PROTECTION', exemption));
    expect(child['restrictedServices']).toMatchObject([{ service: expect.stringContaining('zq-sexual-health') }]);
    expect(child['restrictedCare']).toBeNull();
  });

  it('is nothing to a head who asks for wellbeing: the same whether or not there is one', async () => {
    const held = await ask('safeguarding-lead', 'sensitive-clinic', 'WELLBEING');
    await world.patchState('sexual-health', { child: 'sensitive-clinic', patch: { forgotten: true } });
    await world.clearReceived();
    const none = await ask('safeguarding-lead', 'sensitive-clinic', 'WELLBEING');
    expect(comparable(none, 'sensitive-clinic')).toBe(comparable(held, 'sensitive-clinic'));
    expect(held.text).not.toContain('INVOLVED');
  });
});

describe('a restricted service, to its own clinician (row 31)', () => {
  it('is what it holds of its own, and of any other a placeholder', async () => {
    const child = childOf(await ask('sexual-health', 'sensitive-recorded', 'DIRECT_CARE'));
    expect(child['restrictedServices']).toMatchObject([
      { custodian: 'ODS:Y99005', service: expect.stringContaining('zq-sexual-health') },
      involved,
    ]);
    expect(child['restrictedCare'].visits).toHaveLength(1);
    expect(stateOf(child, 'sexual-health')).toBe('RELEASED');
  });

  it('is found by them though it may not be listed to anybody else', async () => {
    const child = childOf(await ask('sexual-health', 'sensitive-unrecorded', 'DIRECT_CARE'));
    expect(child['restrictedCare'].visits[0].reason).toContain('zq-sexual-health');
  });

  it('is a placeholder to the clinician of another restricted service', async () => {
    const child = childOf(await ask('camhs', 'sensitive-recorded', 'DIRECT_CARE'));
    expect(child['restrictedServices']).toMatchObject([{ custodian: 'ODS:Y99004' }, involved]);
    expect(child['restrictedCare']).toBeNull();
  });
});

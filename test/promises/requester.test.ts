import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personasOn } from '../../mocks/identity/personas.ts';
import { askFor } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const today = new Date().toISOString().slice(0, 10);

/** Every leaf that is not null, as path and value; list positions are left out, so that a shorter list is a subset. */
function leavesOf(value: unknown, path = ''): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, `${path}[]`));
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, part]) => leavesOf(part, `${path}.${key}`));
  return [`${path}=${JSON.stringify(value)}`];
}

/** What was released: the child's leaves without what only explains. */
function releasedOf(child: Record<string, unknown> | null | undefined): ReadonlySet<string> {
  if (child === null || child === undefined) return new Set();
  const { withheld: _withheld, sources: _sources, ...rest } = child;
  return new Set(leavesOf(rest));
}

describe('an attribute of the requester that is taken away never releases more', () => {
  const cases = [
    { persona: 'health-visitor', slug: 'trent', scheme: 'NHS_NUMBER', purpose: 'DIRECT_CARE' },
    { persona: 'school-nurse', slug: 'leeann', scheme: 'NHS_NUMBER', purpose: 'DIRECT_CARE' },
    { persona: 'teacher', slug: 'leeann', scheme: 'UPN', purpose: 'WELLBEING' },
    { persona: 'safeguarding-lead', slug: 'leeann', scheme: 'UPN', purpose: 'CHILD_PROTECTION' },
    { persona: 'social-worker', slug: 'trent', scheme: 'SOCIAL_CARE_ID', purpose: 'CHILD_PROTECTION' },
  ] as const;
  const attributes = [
    'roles',
    'trainedUntil',
    'vettedOn',
    'designatedOfficer',
    'staffIds',
    'teams',
    'groups',
    'declaredConflicts',
  ];

  for (const { persona, slug, scheme, purpose } of cases) {
    it(`${persona} about ${slug} for ${purpose}: ${attributes.join(', ')}, each in turn`, async () => {
      const known = personasOn(today).find(({ name }) => name === persona);
      const claims: Record<string, unknown> = { sub: persona, ...known?.claims };
      const ask = async (changed: Record<string, unknown>) => {
        const token = await world.tokenWith(changed);
        const answer = await askFor(world, { token }, slug, scheme, { purpose });
        return releasedOf(answer.data?.['childByIdentifier']);
      };
      const whole = await ask(claims);
      expect(whole.size).toBeGreaterThan(5);

      for (const attribute of attributes) {
        const { [attribute]: taken, ...rest } = claims;
        if (taken === undefined) continue;
        const variants =
          Array.isArray(taken) && taken.length > 1
            ? [rest, ...taken.map((_, gone) => ({ ...rest, [attribute]: taken.filter((__, index) => index !== gone) }))]
            : [rest];
        for (const variant of variants) {
          const released = await ask(variant);
          expect(
            [...released].filter((leaf) => !whole.has(leaf)),
            `without ${attribute}`,
          ).toEqual([]);
        }
      }
    });
  }

  it('for the attributes that a gate needs, nothing at all is released', async () => {
    const known = personasOn(today).find(({ name }) => name === 'health-visitor');
    const claims: Record<string, unknown> = { sub: 'health-visitor', ...known?.claims };
    for (const attribute of ['roles', 'trainedUntil', 'vettedOn', 'teams', 'declaredConflicts']) {
      const { [attribute]: _, ...rest } = claims;
      const answer = await askFor(world, { token: await world.tokenWith(rest) }, 'trent', 'NHS_NUMBER', {
        purpose: 'DIRECT_CARE',
      });
      expect(releasedOf(answer.data?.['childByIdentifier']).size, `without ${attribute}`).toBe(0);
    }
  });
});

describe('the facts of one agency do not open another’s data', () => {
  it('an involvement that only youth justice claims opens nothing of health or social care', async () => {
    const before = await askFor(world, 'health-visitor', 'leeann', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
    expect(before.data?.['childByIdentifier']).toBeNull();
    await world.patchState('social-care', {
      child: 'leeann',
      patch: {
        ties: {
          work: [
            {
              organisation: 'ODS:Y99001',
              staffIds: [{ scheme: 'NMC', value: '99H0001E' }],
              teams: ['hv-north'],
              from: '2020-01-01',
              until: null,
            },
          ],
        },
      },
    });
    try {
      const answer = await askFor(world, 'health-visitor', 'leeann', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
      const child = answer.data?.['childByIdentifier'] as Record<string, any> | null;
      expect(child?.['health'] ?? null).toBeNull();
      expect(child?.['education'] ?? null).toBeNull();
    } finally {
      await fetch(`${new URL(world.agency('social-care').url).origin}/__state`, { method: 'DELETE' });
    }
  });

  it('a consent that another agency recorded does not open social care’s detail', async () => {
    const consent = {
      reference: 'zq-consent-elsewhere',
      recordedBy: 'ODS:Y99001',
      giver: 'PARENT',
      capacity: 'PARENTAL_RESPONSIBILITY',
      capacityEstablished: true,
      decision: 'GIVEN',
      classes: ['SCD'],
      recipients: ['ODS:Y99001'],
      purposes: ['DIRECT_CARE'],
      method: 'WRITTEN',
      decidedAt: '2026-01-05T09:00:00Z',
      expiresAt: null,
      withdrawnAt: null,
    };
    const events = async () =>
      (await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' })).data?.[
        'childByIdentifier'
      ]['socialCare']['events'] as unknown;
    try {
      await world.patchState('health', { child: 'trent', patch: { consents: [consent] } });
      expect(await events()).toBeNull();

      await world.patchState('social-care', {
        child: 'trent',
        patch: { consents: [{ ...consent, recordedBy: 'LA:001-CSC' }] },
      });
      expect(await events()).not.toBeNull();
    } finally {
      for (const agency of ['health', 'social-care'] as const) {
        await fetch(`${new URL(world.agency(agency).url).origin}/__state`, { method: 'DELETE' });
      }
    }
  });
});

describe('a parent who calls themself a child', () => {
  it('is shown no more than a parent: the kind of caller decides, not the role alone', async () => {
    const claims = {
      sub: 'parent',
      organisation: 'ORG:citizens',
      kind: 'PARENT',
      personId: { scheme: 'PERSON', value: 'P-CORINNE' },
    };
    const as = async (role: string) => {
      const token = await world.tokenWith({ ...claims, roles: [role] });
      return releasedOf(
        (await askFor(world, { token }, 'leeann', 'NHS_NUMBER', { purpose: 'SAR' })).data?.['childByIdentifier'],
      );
    };
    const parent = await as('PARENT');
    const disguised = await as('CHILD');

    expect(parent.size).toBeGreaterThan(5);
    expect([...disguised].filter((leaf) => !parent.has(leaf))).toEqual([]);
  });
});

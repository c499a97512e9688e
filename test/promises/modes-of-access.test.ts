import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namedChild } from '../harness/named-children.ts';
import { childOf, documentsOf, wholeChild } from '../harness/view.ts';
import { type Answer, startWorld, type World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.stop();
});

/** Arguments of `@access` that are given as variables: their types and values. */
type Given = Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;

async function ask(
  persona: string,
  slug: string,
  purpose: string,
  given: Given = {},
  selection = wholeChild,
): Promise<Answer> {
  const names = Object.keys(given);
  const declared = names.map((name) => `, $${name}: ${given[name]?.type}`).join('');
  const args = names.map((name) => `, ${name}: $${name}`).join('');
  return world.ask(
    await world.tokenOf(persona),
    `query View($value: String!, $why: String!${declared}) @access(purpose: ${purpose}, reason: $why${args}) {
      childByIdentifier(scheme: NHS_NUMBER, value: $value) { ${selection} }
    }`,
    {
      value: namedChild(slug).identifiers['NHS_NUMBER'],
      why: 'review before the meeting',
      ...Object.fromEntries(names.map((name) => [name, given[name]?.value])),
    },
  );
}

const code = (answer: Answer): unknown => answer.errors?.[0]?.extensions['code'];
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const written = (reference: string): Given => ({
  written: { type: 'WrittenRequest!', value: { reference, madeAt: new Date(Date.now() - 60_000).toISOString() } },
});

describe('break-glass', () => {
  const breakGlass: Given = {
    breakGlass: { type: 'BreakGlass!', value: { ground: 'LIFE_OR_LIMB', acknowledged: true } },
  };

  it('asks health for the allergies and for nothing else of its detail (row 43)', async () => {
    const child = childOf(await ask('ed-clinician', 'trent', 'DIRECT_CARE', breakGlass));
    expect(child['identity'].givenName).toBe('Trent');
    expect(child['carers'].length).toBeGreaterThan(0);
    expect(child['carers'][0].phone).not.toBeNull();
    expect(Array.isArray(child['health'].allergies)).toBe(true);
    expect(child['health'].conditions).toBeNull();
    expect(child['addresses']).toBeNull();
    const documents = await documentsOf(world, 'health');
    expect(documents).toContain('allergies');
    expect(documents).not.toMatch(/conditions|immunisations|contacts\(/);
  });
});

describe('a court’s order (row 51)', () => {
  const order = (reference: string, classes = ['ID', 'SCS', 'SCD', 'HLT']): Given => ({
    courtOrder: { type: 'CourtOrder!', value: { reference, classes, expiresOn: tomorrow } },
  });

  it('opens its scope by social care, of the child whom it concerns', async () => {
    const child = childOf(await ask('guardian', 'court-order', 'COURT', order('WFC-2024-0117')));
    expect(child['identity'].givenName).toBe('Isolde');
    expect(child['socialCare'].cases.length).toBeGreaterThan(0);
    expect([child['health'], child['education'], child['addresses']]).toEqual([null, null, null]);
    expect(child['identity'].names[0].sources).toEqual(['social-care']);
  });

  it('opens no other child, in the words of a child whom nobody knows', async () => {
    const other = await ask('guardian', 'looked-after', 'COURT', order('WFC-2024-0117'));
    expect(other.data?.['childByIdentifier']).toBeNull();
  });

  it('must be known to the protocol', async () => {
    expect(code(await ask('guardian', 'court-order', 'COURT', order('WFC-2024-9999')))).toBe('BASIS_INVALID');
  });
});

describe('a review', () => {
  it('opens the child whom its reference concerns, to those who hold it (rows 23, 67)', async () => {
    const died = await ask('social-worker', 'deceased-recently', 'REVIEW', written('CSPR-2024-07'));
    expect(childOf(died)['identity'].givenName).toBe('Crispin');
    const archived = await ask('data-manager', 'archived-18', 'REVIEW', written('CSPR-2024-09'));
    expect(childOf(archived)['identity'].givenName).toBe('Leocadia');
  });

  it('opens nothing by another reference, or to another organisation', async () => {
    for (const [persona, slug, reference] of [
      ['social-worker', 'deceased-recently', 'CSPR-2024-09'],
      ['data-manager', 'archived-18', 'CSPR-2024-07'],
      ['social-worker', 'archived-18', 'CSPR-2024-09'],
    ] as const) {
      const answer = await ask(persona, slug, 'REVIEW', written(reference));
      expect([persona, slug, answer.data?.['childByIdentifier']]).toEqual([persona, slug, null]);
    }
  });
});

describe('the right to look behind a shield (row 26)', () => {
  const override: Given = { override: { type: 'ShieldOverride!', value: { acknowledged: true, reason: 'tonight' } } };

  it('shows the address for the one operation that declares it', async () => {
    const declared = childOf(await ask('shield-override', 'shielded', 'CHILD_PROTECTION', override));
    expect(declared['addresses'].length).toBeGreaterThan(0);
    expect(declared['carers'][0].phone).not.toBeNull();
    const next = childOf(await ask('shield-override', 'shielded', 'CHILD_PROTECTION'));
    expect([next['addresses'], next['carers'][0].phone]).toEqual([null, null]);
  });

  it('does nothing for one who was not granted it', async () => {
    const child = childOf(await ask('social-worker', 'shielded', 'CHILD_PROTECTION', override));
    expect(child['addresses']).toBeNull();
  });
});

describe('the index team', () => {
  it('works on the records of social care without a word of its status', async () => {
    const child = childOf(await ask('index-team', 'looked-after', 'DATA_QUALITY'));
    expect(child['identity'].names.flatMap(({ sources }: { sources: string[] }) => sources)).toContain('social-care');
    expect(child['involvements'].length).toBeGreaterThan(0);
    expect(child['socialCare']).toBeNull();
  });
});

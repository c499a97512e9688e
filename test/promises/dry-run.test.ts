import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { namedChild } from '../harness/named-children.ts';
import { type Answer, agencies, startWorld, type World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.restoreAll());

/** Selections of a child that ask nothing of what an agency holds of it. */
const bare = [
  '__typename',
  'constructor: __typename',
  '... on Child { ...Bare }',
  'id',
  'withheld { path state code }',
  'sources { agency state }',
  'id @skip(if: true)',
];

/** How a child is asked for: a root field, and the type of what it takes as `$value`. */
const byNumber = ['childByIdentifier(scheme: NHS_NUMBER, value: $value)', 'String!'] as const;
const byId = ['child(id: $value)', 'ID!'] as const;
const byIds = ['children(ids: $value)', '[ID!]!'] as const;
type Root = typeof byNumber | typeof byId | typeof byIds;

type Asked = {
  readonly persona: string;
  readonly purpose: string;
  readonly root: Root;
  readonly value: unknown;
  readonly selection: string;
};

const ask = async ({ persona, purpose, root: [root, type], value, selection }: Asked, more: string): Promise<Answer> =>
  world.ask(
    await world.tokenOf(persona),
    `query ($value: ${type}, $why: String!) @access(purpose: ${purpose}, reason: $why${more}) {
      one: ${root} { ${selection} }
      disclosure { dryRun granted { class mode } withheld { path class state code } }
    } ${selection.includes('...Bare') ? 'fragment Bare on Child { __typename }' : ''}`,
    { value, why: 'zq-reason: review before the meeting' },
  );

/** The whole answer but for the reference, and what each agency was asked. */
async function everythingSeen(asked: Asked, more: string): Promise<{ readonly text: string; readonly asked: string }> {
  await world.clearReceived();
  const { text } = await ask(asked, more);
  const received = await Promise.all(agencies.map((agency) => world.receivedBy(agency)));
  return {
    text: text.replace(/"recordId":"[^"]*"/, ''),
    asked: JSON.stringify(received.map((each) => each.map(({ document }) => document))),
  };
}

const forgotten = (slug: string) =>
  Promise.all(
    agencies
      .filter((agency) => namedChild(slug).agencies.includes(agency))
      .map((agency) => world.patchState(agency, { child: slug, patch: { forgotten: true } })),
  );

const numberOf = (slug: string): string => String(namedChild(slug).identifiers['NHS_NUMBER']);
const modes = [
  ['a dry run', ', dryRun: true'],
  ['a request', ''],
] as const;

describe.each(modes)('%s that selects nothing of what is held of a child', (_what, more) => {
  it.each([
    ['health-visitor', 'leeann', 'DIRECT_CARE'],
    ['gp', 'not-participating-19', 'DIRECT_CARE'],
    ['social-worker', 'conflict-of-interest', 'CHILD_PROTECTION'],
    ['steve', 'leeann', 'SAR'],
  ])('says that %s is refused %s for %s, in the words and through the requests for nobody', async (...row) => {
    const [persona, slug, purpose] = row;
    for (const selection of bare) {
      const asked = { persona, purpose, root: byNumber, selection };
      const answer = await ask({ ...asked, value: numberOf(slug) }, more);
      expect(answer.errors, selection).toBeUndefined();
      expect(answer.data?.['one'], selection).toBeNull();
      const told = [{ path: ['one'], class: 'RESTRICTED', state: 'WITHHELD_OR_NONE', code: null }];
      expect(answer.extensions?.['redactions'], selection).toEqual([expect.objectContaining(told[0])]);
      expect(answer.data?.['disclosure'], selection).toEqual({ dryRun: more !== '', granted: [], withheld: told });

      const refused = await everythingSeen({ ...asked, value: numberOf(slug) }, more);
      expect(await everythingSeen({ ...asked, value: testNhsNumber(400_000) }, more), selection).toEqual(refused);
    }
  });

  it('says so, too, of a child who is asked for by an id, whether or not anybody still holds it', async () => {
    const known = await ask(
      {
        persona: 'csc-manager',
        purpose: 'CHILD_PROTECTION',
        root: byNumber,
        value: numberOf('conflict-of-interest'),
        selection: 'id',
      },
      '',
    );
    const id = String(known.data?.['one'].id);
    for (const [root, value] of [
      [byId, id],
      [byIds, [id, id]],
    ] as const) {
      for (const selection of bare) {
        const asked = { persona: 'social-worker', purpose: 'CHILD_PROTECTION', root, value, selection };
        const refused = await everythingSeen(asked, more);
        expect(refused.text).toContain('"state":"WITHHELD_OR_NONE"');
        await forgotten('conflict-of-interest');
        expect(await everythingSeen(asked, more), selection).toEqual(refused);
        await world.restoreAll();
      }
    }
  });

  it('is the same of a known child whether or not an agency whose records are protected holds one', async () => {
    for (const selection of bare) {
      const asked = { persona: 'teacher', purpose: 'WELLBEING', root: byNumber, value: numberOf('leeann'), selection };
      const held = await everythingSeen(asked, more);
      await world.patchState('social-care', { child: 'leeann', patch: { forgotten: true } });
      await world.patchState('police', { child: 'leeann', patch: { forgotten: true } });
      expect(await everythingSeen(asked, more), selection).toEqual(held);
      await world.restoreAll();
    }
  });
});

describe('a dry run of a child who may be known', () => {
  it('says nothing of a refusal, shows nothing, and says of a field that is asked for what would become of it', async () => {
    const asked = { persona: 'teacher', purpose: 'WELLBEING', root: byNumber, value: numberOf('leeann') };
    for (const selection of bare) {
      const { data, errors, extensions } = await ask({ ...asked, selection }, ', dryRun: true');
      expect([errors, data?.['one'], extensions?.['redactions']], selection).toEqual([undefined, null, []]);
    }
    const { data } = await ask({ ...asked, selection: '__typename health { allergies { id } }' }, ', dryRun: true');
    expect(data?.['one']).toBeNull();
    expect(data?.['disclosure'].withheld).toEqual([
      expect.objectContaining({ path: ['one', 'health'], code: 'NOT_NEED_TO_KNOW' }),
    ]);
  });
});

describe('a dry run under break-glass', () => {
  it('says that a child is refused in the words for nobody', async () => {
    const declared = ', dryRun: true, breakGlass: { ground: LIFE_OR_LIMB, acknowledged: true }';
    const asked = { persona: 'ed-clinician', purpose: 'DIRECT_CARE', root: byNumber, selection: '__typename' };
    const refused = await everythingSeen({ ...asked, value: numberOf('not-participating-19') }, declared);
    expect(refused.text).toContain('"state":"WITHHELD_OR_NONE"');
    expect(await everythingSeen({ ...asked, value: testNhsNumber(400_000) }, declared)).toEqual(refused);
    const known = await ask({ ...asked, value: numberOf('trent') }, declared);
    expect([known.data?.['one'], known.extensions?.['redactions']]).toEqual([null, []]);
  });
});

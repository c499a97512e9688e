import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeView } from '../cases/whole-view.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { type FuzzWorld, startFuzzWorld } from './fuzz-world.ts';
import type { HeldData } from './held-data.ts';
import type { Judged } from './judge-answer.ts';
import { askerOf } from './standings.ts';
import { type StateChange, whileChanged } from './state-changes.ts';

let fuzz: FuzzWorld;
beforeAll(async () => {
  fuzz = await startFuzzWorld();
}, 120_000);
afterAll(() => fuzz.stop());

const plain: Omit<FuzzCase, 'persona' | 'purpose' | 'slugs'> = {
  exemption: null,
  written: null,
  standing: { kind: 'PLAIN' },
  dryRun: false,
  scheme: 'NHS_NUMBER',
  changes: [],
  faults: [],
  entropy: [],
};
const breakGlass = { kind: 'BREAK_GLASS', ground: 'LIFE_OR_LIMB', acknowledged: true, isSpent: false } as const;
const override = { kind: 'OVERRIDE', acknowledged: true, isGranted: true } as const;
const order = { kind: 'ORDER', reference: 'WFC-2024-0117', classes: ['ID', 'SCS', 'SCD'], days: 1 } as const;
const mediated = { kind: 'MEDIATED', mediator: 'MEDIATOR' } as const;

type Given = Pick<FuzzCase, 'persona' | 'purpose' | 'slugs'> & Partial<FuzzCase>;

/** The answer to a case about parts of one child, and what is held while it is given. */
async function answerTo(
  given: Given,
  parts: readonly string[],
): Promise<{
  readonly answer: Judged;
  readonly judge: (other: Partial<FuzzCase>, held?: HeldData) => readonly string[];
}> {
  const whole: FuzzCase = { ...plain, ...given };
  const [slug = ''] = whole.slugs;
  const numbers = (fuzz.held.get(slug) ?? []).flatMap(({ record }) => record.identifiers);
  const value = numbers.find(({ scheme, former }) => scheme === whole.scheme && !former)?.value;
  const sent = fuzz.traced(
    `query Generated($s: IdentifierScheme!, $v: String!) {
      childByIdentifier(scheme: $s, value: $v) { ${wholeView(new Set(parts))} }
    }`,
    whole,
    { s: whole.scheme, v: value },
  );
  return heldFor(whole, async (held) => {
    const answer = await fuzz.ask(whole, sent);
    return {
      answer,
      judge: (other, heldThen = held) => fuzz.judge({ ...whole, ...other }, sent, answer, heldThen),
    };
  });
}

/** What is held while the changes of a case last. */
const heldFor = <T>(given: FuzzCase, run: (held: HeldData) => Promise<T>): Promise<T> =>
  whileChanged(
    fuzz.world,
    fuzz.held,
    given.changes,
    { claims: askerOf(given).claims, purpose: given.purpose, reference: given.written },
    run,
  );
const heldAfter = (given: Given): Promise<HeldData> => heldFor({ ...plain, ...given }, async (held) => held);

const notPermitted = expect.stringMatching(/not permitted$/);
const somethingMissing = expect.stringMatching(/missing$/);
const shieldedBy = (slug: string): readonly StateChange[] => [{ slug, agency: 'health', what: 'SHIELDED' }];

describe('the comparison tells apart', () => {
  it('what break-glass opens from what anybody may have without it', async () => {
    const given: Given = { persona: 'ed-clinician', purpose: 'DIRECT_CARE', slugs: ['leeann'], standing: breakGlass };
    const { answer, judge } = await answerTo(given, ['identity', 'carers', 'health']);
    expect(answer.data?.['childByIdentifier'].health.allergies).toEqual(expect.any(Array));
    expect(judge({})).toEqual([]);
    expect(judge({ standing: plain.standing })).toContainEqual(notPermitted);
    for (const standing of [
      { ...breakGlass, acknowledged: false },
      { ...breakGlass, isSpent: true },
    ])
      expect(judge({ standing })).toContain('answered, although nobody may ask so');
    expect(judge({ persona: 'gp' })).toContain('answered, although nobody may ask so');
  });

  it('an address behind a shield that break-glass shows from the carer’s contact that it may show', async () => {
    const given: Given = { persona: 'emergency-duty', purpose: 'CHILD_PROTECTION', slugs: ['leeann'] };
    const changes = shieldedBy('leeann');
    const parts = ['addresses', 'carers'];
    const open = await answerTo({ ...given, standing: breakGlass }, parts);
    expect(open.judge({})).toEqual([]);
    const held = await heldAfter({ ...given, changes });
    const faults = open.judge({ changes }, held);
    expect(faults).toContainEqual(notPermitted);
    // Of targeted services not even that they have something: their presence is an involvement.
    const ofContacts = faults.filter((each) => /carers.*of (?!housing|voluntary)/.test(each));
    expect(ofContacts).toEqual([]);
    const closed = await answerTo({ ...given, standing: breakGlass, changes }, parts);
    expect(closed.answer.data?.['childByIdentifier'].addresses).toBeNull();
    expect(closed.judge({})).toEqual([]);
    expect(closed.judge({ changes: [] }, fuzz.held)).toContainEqual(somethingMissing);
  });

  it('an override that was granted from one that was not, or not acknowledged', async () => {
    const changes = shieldedBy('leeann');
    const given: Given = { persona: 'shield-override', purpose: 'CHILD_PROTECTION', slugs: ['leeann'], changes };
    const { answer, judge } = await answerTo({ ...given, standing: override }, ['addresses']);
    expect(answer.data?.['childByIdentifier'].addresses.length).toBeGreaterThan(0);
    expect(judge({})).toEqual([]);
    for (const standing of [{ ...override, isGranted: false }, { ...override, acknowledged: false }, plain.standing])
      expect(judge({ standing })).toContainEqual(notPermitted);
    const without = await answerTo(given, ['addresses']);
    expect(without.judge({})).toEqual([]);
    expect(without.judge({ standing: override })).toContainEqual(somethingMissing);
  });

  it('what an order names from what it does not, and an order from none', async () => {
    const given: Given = { persona: 'guardian', purpose: 'COURT', slugs: ['court-order'], standing: order };
    const { answer, judge } = await answerTo(given, ['identity', 'socialCare']);
    expect(answer.data?.['childByIdentifier'].socialCare.cases.length).toBeGreaterThan(0);
    expect(judge({})).toEqual([]);
    expect(judge({ standing: { ...order, classes: ['ID', 'SCS'] } })).toContainEqual(notPermitted);
    for (const standing of [{ ...order, days: -1 }, { ...order, reference: 'WFC-2024-9999' }, plain.standing])
      expect(judge({ standing })).toContain('answered, although nobody may ask so');
    const narrow = await answerTo({ ...given, standing: { ...order, classes: ['ID'] } }, ['identity', 'socialCare']);
    expect(narrow.judge({})).toEqual([]);
    expect(narrow.judge({ standing: order })).toContainEqual(somethingMissing);
  });

  it('a review of this child from one of another', async () => {
    const given: Given = {
      persona: 'data-manager',
      purpose: 'REVIEW',
      slugs: ['archived-18'],
      written: 'CSPR-2024-09',
    };
    const { answer, judge } = await answerTo(given, ['identity']);
    expect(answer.data?.['childByIdentifier'].identity.givenName).toEqual(expect.any(String));
    expect(judge({})).toEqual([]);
    expect(judge({ written: 'CSPR-2024-07' })).toContainEqual(expect.stringMatching(/in no copy that may be shown$/));
  });

  it('a mediator who may come near the child from one who may not', async () => {
    const given: Given = { persona: 'csc-manager', purpose: 'CHILD_PROTECTION', slugs: ['conflict-of-interest'] };
    const { answer, judge } = await answerTo({ ...given, standing: mediated }, ['identity', 'addresses']);
    expect(answer.data?.['childByIdentifier'].addresses.length).toBeGreaterThan(0);
    expect(judge({})).toEqual([]);
    expect(judge({ standing: { ...mediated, mediator: 'EXCLUDED' } })).toContainEqual(notPermitted);
    for (const mediator of ['UNTRAINED', 'OTHER_ROLE'] as const)
      expect(judge({ standing: { ...mediated, mediator } })).toContain('answered, although nobody may ask so');
    const excluded = await answerTo({ ...given, standing: { ...mediated, mediator: 'EXCLUDED' } }, ['identity']);
    expect([excluded.answer.data?.['childByIdentifier'], excluded.judge({})]).toEqual([null, []]);
    expect(excluded.judge({ standing: mediated })).toContain('childByIdentifier: a child is missing');
  });

  it('consent from dissent, whoever recorded that', async () => {
    const given: Given = { persona: 'safeguarding-lead', purpose: 'WELLBEING', slugs: ['leeann'] };
    const consent: readonly StateChange[] = [{ slug: 'leeann', agency: 'health', what: 'CONSENT_OF_PARENT' }];
    const dissent: readonly StateChange[] = [
      ...consent,
      { slug: 'leeann', agency: 'education', what: 'REFUSED_TO_ALL' },
    ];
    const agreed = await answerTo({ ...given, changes: consent }, ['health']);
    expect(agreed.answer.data?.['childByIdentifier'].health.conditions.length).toBeGreaterThan(0);
    expect(agreed.judge({})).toEqual([]);
    expect(agreed.judge({ changes: dissent }, await heldAfter({ ...given, changes: dissent }))).toContainEqual(
      notPermitted,
    );
    const refused = await answerTo({ ...given, changes: dissent }, ['health']);
    expect(refused.judge({})).toEqual([]);
    expect(refused.judge({ changes: consent }, await heldAfter({ ...given, changes: consent }))).toContainEqual(
      somethingMissing,
    );
  });

  it('a suspended account from one that is not, and a dry run from a request', async () => {
    const given: Given = { persona: 'social-worker', purpose: 'CHILD_PROTECTION', slugs: ['leeann'] };
    const { judge } = await answerTo(given, ['identity']);
    expect(judge({ standing: { kind: 'SUSPENDED' } })).toContain('answered, although nobody may ask so');
    expect(judge({ dryRun: true })).toEqual(['childByIdentifier: shown in a dry run']);
    const suspended = await answerTo({ ...given, standing: { kind: 'SUSPENDED' } }, ['identity']);
    expect([suspended.answer.data, suspended.judge({})]).toEqual([undefined, []]);
    const dry = await answerTo({ ...given, dryRun: true }, ['identity']);
    expect(dry.judge({})).toEqual([]);
    expect(dry.judge({ persona: 'health-visitor', purpose: 'DIRECT_CARE' })).toEqual([
      'childByIdentifier: null without a word',
    ]);
  });
});

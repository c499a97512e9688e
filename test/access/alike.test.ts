import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReadChildFacts } from '../../src/access/child-facts.ts';
import type { ChildInput } from '../../src/access/child-input.ts';
import { createAccess } from '../../src/access/create-access.ts';
import { createDecideRequest } from '../../src/access/create-decide-request.ts';
import { createDecideChild, decideChild } from '../../src/access/decide-child.ts';
import { decideRequest } from '../../src/access/decide-request.ts';
import { createMemo } from '../../src/access/memo.ts';
import { createPolicyEngine, type PolicyEngine } from '../../src/access/policy-engine.ts';
import type { RequestInput } from '../../src/access/request-facts.ts';
import { relationshipsIn } from '../../src/access/relationship-facts.ts';
import { requestVector } from '../../src/access/request-vector.ts';
import type { ChildRecord, LinkedChild } from '../../src/model/child-record.ts';
import type { ChildDecision, RequestDecision } from '../../src/model/decision.ts';
import { anySituation, cells } from './any-situation.ts';
import { plainFacts } from './plain-facts.ts';
import {
  access,
  agencies,
  child,
  classes,
  consent,
  day,
  declaration,
  everywhere,
  noRelationship,
  nothingHeld,
  now,
  practitioner,
  protocol,
  record,
  restrictions,
  type Situation,
  today,
} from './support.ts';

const engine = createPolicyEngine(protocol.policies, protocol.cedarSchema);
const heldClasses = classes.filter((each) => each !== protocol.accessLog.class);
const partsWith = (asked: PolicyEngine) => ({
  agencies,
  classes: heldClasses,
  restrictions,
  engine: asked,
  protocol,
  memo: createMemo<never>(0) as never,
});

const inputOf = ({ who, why, control }: Omit<Situation, 'child'>): RequestInput => ({
  practitioner: practitioner(who),
  declaration: declaration(why),
  today,
  now,
  control: control ?? nothingHeld,
});

type Open = Extract<RequestDecision, { kind: 'OPEN' }>;
const childInput = (input: RequestInput, request: Open, of: LinkedChild): ChildInput => ({
  ...input,
  request,
  child: of,
  cells,
  entryAgency: null,
});

/** All that a decision on a child says. */
const said = (decision: ChildDecision): unknown =>
  decision.kind === 'REFUSED'
    ? decision
    : {
        cells: decision.cells,
        known: agencies.map((agency) => [decision.mayKnowOf(agency), decision.mayShow(agency)]),
        restrictions: [...decision.allowedRestrictions],
        notices: decision.notices,
        foundAt: [...(decision.looks?.foundAt ?? [])],
        seen: [null, 'WELLBEING', 'OFFENDING_PREVENTION'].map((purpose) =>
          decision.looks?.maySee({ organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'], purpose, isHeldBack: false }),
        ),
      };
/** All that a decision on a request says. */
const saidOf = (decision: RequestDecision): unknown =>
  decision.kind === 'REFUSED'
    ? decision
    : {
        ...decision,
        slotsFor: agencies.map((agency) => classes.map((each) => decision.slotsFor?.(agency, each))),
      };

describe('deciding out of what was decided before', () => {
  test('decides each request and each child as by itself', () => {
    let decided = 0;
    fc.assert(
      fc.property(anySituation, (situation) => {
        const input = inputOf(situation);
        const request = access.decideRequest(input);
        const alone = decideRequest(input, agencies, engine, protocol);
        expect(saidOf(request)).toEqual(saidOf(alone));
        if (request.kind === 'REFUSED' || alone.kind === 'REFUSED') return;
        const together = said(access.decideChild(childInput(input, request, situation.child)));
        const parts = { ...partsWith(engine), memo: createMemo<never>(100) as never };
        expect(together).toEqual(said(decideChild(childInput(input, alone, situation.child), parts)));
        decided += 1;
      }),
      { numRuns: 60 },
    );
    expect(decided).toBeGreaterThan(10);
  });

  test('reduces the facts of a child to the same as each from all records', () => {
    const readFacts = createReadChildFacts(agencies, protocol);
    fc.assert(
      fc.property(anySituation, fc.constantFrom(null, ...agencies), ({ why, child: of }, ownSystem) => {
        const declared = declaration(why);
        const facts = readFacts(of, { ownSystem, hasReference: declared.written !== null }, today);
        const plain = plainFacts({ declaration: declared, child: of, ownSystem, agencies, protocol, today });
        const { shield, competence, age } = facts;
        expect({ shield, competence, age }).toEqual({
          shield: plain.shield,
          competence: plain.competence,
          age: plain.age,
        });
        expect([...facts.detriment].sort()).toEqual([...plain.detriment].sort());
        for (const agency of agencies) {
          const [ofAgency, expected] = [facts.byAgency.get(agency), plain.byAgency.get(agency)];
          if (ofAgency === undefined || expected === undefined) throw new Error('Facts of an agency are missing.');
          const { stated, unanswered, link, lifecycle, laws } = ofAgency;
          expect({ ...relationshipsIn(stated, unanswered), link, lifecycle, laws }).toEqual({
            values: expected.values,
            unanswered: expected.unanswered,
            link: expected.link,
            lifecycle: expected.lifecycle,
            laws: expected.laws,
          });
          expect([...ofAgency.refused].sort()).toEqual([...expected.refused].sort());
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const socialWorker: Omit<Situation, 'child'> = {
  who: { organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'] },
  why: { purpose: 'CHILD_PROTECTION', exemption: 'SIGNIFICANT_HARM' },
};
const tied = { relationship: { ...noRelationship, allocated: true } };
/** An organisation under another law than the protocol's default. */
const abroad =
  protocol.signatories.find(
    ({ jurisdiction }) => jurisdiction !== undefined && jurisdiction !== protocol.jurisdictions.default,
  )?.organisation ?? '';
const ordinary = everywhere({ 'social-care': tied });

describe('what is shared', () => {
  /** Decides by an engine that counts what it is asked. */
  function counting() {
    let asked = 0;
    const count = (): void => {
      asked += 1;
    };
    const counted: PolicyEngine = {
      ...engine,
      ask: (question) => (count(), engine.ask(question)),
      askPermits: (question) => (count(), engine.askPermits(question)),
    };
    const requests = createDecideRequest({ agencies, engine: counted, protocol });
    const decide = createDecideChild({ ...partsWith(counted), memo: createMemo<never>(100) as never }, requests.caseOf);
    return {
      askedDuring: (work: () => void): number => {
        asked = 0;
        work();
        return asked;
      },
      view: (of: LinkedChild, differences: Partial<RequestInput> = {}): ChildDecision => {
        const input = { ...inputOf(socialWorker), ...differences };
        const request = requests.decide(input);
        if (request.kind === 'REFUSED') throw new Error('The request is refused.');
        return decide(childInput(input, request, of));
      },
    };
  }
  /** Another child, in whom nothing differs that decides. */
  const likeIt = (records: readonly ChildRecord[]): LinkedChild =>
    child(records.map((each) => ({ ...each, recordId: `${each.recordId}0`, dateOfBirth: '2017-05-05' })));

  test('takes no decision of the policies for another child and another request that are alike', () => {
    const { askedDuring, view } = counting();
    expect(askedDuring(() => void view(child(ordinary)))).toBeGreaterThan(50);
    const another = { practitioner: practitioner({ ...socialWorker.who, subject: 'another', vettedOn: day(-3) }) };
    expect(askedDuring(() => void view(likeIt(ordinary), another))).toBe(0);
  });

  test('is one and the same decision, so that what follows from it need not be worked out again', () => {
    const { view } = counting();
    expect(view(likeIt(ordinary))).toBe(view(child(ordinary)));
  });

  test.each<readonly [string, readonly ChildRecord[]]>([
    ['a shield', everywhere({ 'social-care': { ...tied, isShielded: true } })],
    ['another tie', everywhere({ 'social-care': { relationship: { ...noRelationship, team: true } } })],
    ['no tie', everywhere()],
    ['an exclusion', everywhere({ 'social-care': { relationship: { ...tied.relationship, excluded: true } } })],
    ['a refusal by a source', everywhere({ 'social-care': tied, health: { refusedClasses: ['HLT'] } })],
    ['a refusal by another source', everywhere({ 'social-care': tied, education: { refusedClasses: ['HLT'] } })],
    ['a detriment', everywhere({ 'social-care': tied, health: { detrimentClasses: ['HLT'] } })],
    ['another law', everywhere({ 'social-care': tied, health: { custodian: abroad } })],
    ['an agency that holds nothing', ordinary.filter(({ agency }) => agency !== 'health')],
  ])('is not shared with a child of whom there is %s', (_, records) => {
    const { view } = counting();
    expect(view(child(records))).not.toBe(view(child(ordinary)));
  });

  test('is not shared with a child about whom an agency was silent, or not asked', () => {
    const { view } = counting();
    const whole = view(child(ordinary));
    const others = ordinary.filter(({ agency }) => agency !== 'health');
    const held = view(child(others));
    expect(view(child(others, { health: 'NO_RESPONSE' }))).not.toBe(held);
    expect(view({ ...child(others), unasked: new Set(['health']) })).not.toBe(held);
    expect(held).not.toBe(whole);
  });

  test('is not shared by what a consent opens or closes, whose reference is the child’s own', () => {
    const { view } = counting();
    const withConsent = everywhere({ 'social-care': tied, health: { consents: [consent()] } });
    expect(view(child(withConsent))).not.toBe(view(child(withConsent)));
  });

  test.each<readonly [string, Partial<RequestInput>]>([
    ['another organisation', { practitioner: practitioner({ ...socialWorker.who, organisation: 'LA:001' }) }],
    ['another role', { practitioner: practitioner({ ...socialWorker.who, roles: ['SOCIAL_WORKER', 'CSC_MANAGER'] }) }],
    ['another exemption', { declaration: declaration({ ...socialWorker.why, exemption: null }) }],
    ['an emergency', { declaration: declaration({ ...socialWorker.why, emergency: true }) }],
    [
      'a written request',
      { declaration: declaration({ ...socialWorker.why, written: { reference: 'W-1', madeAt: now } }) },
    ],
    [
      'a declared override of a shield',
      {
        practitioner: practitioner({ ...socialWorker.who, mayOverrideShield: true }),
        declaration: declaration({ ...socialWorker.why, override: { acknowledged: true, reason: 'tonight' } }),
      },
    ],
  ])('is not shared with a request by %s', (_, differences) => {
    const vectorOf = (input: RequestInput) => requestVector(input, protocol);
    expect(vectorOf({ ...inputOf(socialWorker), ...differences })).not.toBe(vectorOf(inputOf(socialWorker)));
  });

  test('is not shared with anybody by a request that names an order', () => {
    const courtOrder = { reference: 'ORDER-1', classes: ['HLT'], expiresOn: day(3) };
    expect(requestVector(inputOf({ why: { courtOrder } }), protocol)).toBeNull();
  });

  test('says nothing of who asks, of whom, why in words or since when', () => {
    const input = inputOf({
      who: {
        subject: 'Secret-Subject',
        staffIds: [{ scheme: 'SWE', value: 'SW-Secret' }],
        personId: { scheme: 'NHS_NUMBER', value: 'Secret' },
        declaredConflicts: [{ scheme: 'NHS_NUMBER', value: 'Secret' }],
      },
      why: { reason: 'Secret words', written: { reference: 'Secret-1', madeAt: now } },
    });
    const facts = createReadChildFacts(agencies, protocol)(
      child(ordinary.map((each) => ({ ...each, recordId: 'Secret' }))),
      { ownSystem: 'social-care', hasReference: true },
      today,
    );
    expect(`${requestVector(input, protocol)} ${facts.vector}`).not.toMatch(/secret|20\d\d-|\d{5}-/i);
  });

  test('is decided anew on another day', () => {
    const asking = createDecideRequest({ agencies, engine, protocol });
    const input = inputOf({ who: { trainedUntil: today } });
    expect(asking.decide(input).kind).toBe('OPEN');
    expect(asking.decide({ ...input, today: day(1), now: `${day(1)}T09:30:00Z` }).kind).toBe('REFUSED');
  });

  test('is by when something is owed, for each request by its own time', () => {
    const asking = createDecideRequest({ agencies, engine, protocol });
    const input = inputOf({
      who: { organisation: 'LA:001-CSC', roles: ['EDT'] },
      why: { purpose: 'CHILD_PROTECTION', breakGlass: { ground: 'LIFE_OR_LIMB', acknowledged: true } },
    });
    const dueOf = (at: string): readonly (string | null)[] => {
      const decision = asking.decide({ ...input, now: at });
      return decision.kind === 'OPEN' ? decision.obligations.map(({ dueBy }) => dueBy) : [];
    };
    const early = dueOf(`${today}T09:00:00Z`);
    expect(early.length).toBeGreaterThan(0);
    expect(dueOf(`${today}T11:00:00Z`)).not.toEqual(early);
  });
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('nothing of a child or of who asked is kept once it is decided', async () => {
  const deciding = createAccess({ protocol, agencies, classes, restrictions });
  const decideOnce = (): readonly WeakRef<object>[] => {
    const input = inputOf(socialWorker);
    const request = deciding.decideRequest(input);
    if (request.kind === 'REFUSED') throw new Error('The request is refused.');
    const of = child([...ordinary, record('health', { recordId: 'h-2', consents: [consent({ classes })] })]);
    const plain = child(ordinary.map((each) => ({ ...each })));
    for (const one of [of, plain]) deciding.decideChild(childInput(input, request, one));
    const records = [...of.records, ...plain.records].map((linked) => linked.record);
    return [input.practitioner, input.declaration, request, of, plain, ...records.slice(agencies.length)].map(
      (each) => new WeakRef<object>(each),
    );
  };
  const references = decideOnce();
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    collectGarbage();
  }
  expect(references.filter((reference) => reference.deref() !== undefined)).toEqual([]);
});

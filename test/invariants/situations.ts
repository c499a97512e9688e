import fc from 'fast-check';
import type { Access } from '../../src/access/create-access.ts';
import type { ChildRecord, LinkedChild, LinkedRecord } from '../../src/model/child-record.ts';
import type { ControlFacts } from '../../src/model/control.ts';
import type { Cell, ChildDecision, RequestDecision } from '../../src/model/decision.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';
import {
  access,
  agencies,
  bornYearsAgo,
  child,
  classes,
  consent,
  day,
  decide,
  noRelationship,
  nothingHeld,
  now,
  practitioner,
  protocol,
  record,
  request,
  type Situation,
} from '../access/support.ts';

/** A generated caller, declaration, child and control state, with some cells of the agencies it is about. */
export type Generated = Required<Situation> & { readonly about: readonly string[] };

/** The cells that there are: every class, and every aspect that a contract marks. */
function cellsOf(about: readonly string[]): readonly [Cell, ...Cell[]] {
  const log = { agency: protocol.accessLog.discloser, class: protocol.accessLog.class, aspect: 'PLAIN' as const };
  const cells = about.flatMap((agency) => [
    ...classes.map((name) => ({ agency, class: name, aspect: 'PLAIN' as const })),
    { agency, class: 'FAM', aspect: 'CONTACT' as const },
    { agency, class: 'HLT', aspect: 'CRITICAL' as const },
    { agency, class: 'SCS', aspect: 'PRESENCE' as const },
  ]);
  return [log, ...cells];
}

/** A few cells: a new vector of facts costs far more than a generated one, and every run draws others. */
const someCells = (about: readonly string[]): fc.Arbitrary<readonly Cell[]> =>
  fc.array(fc.constantFrom(...cellsOf(about)), { minLength: 10, maxLength: 14 });

const purposes = [...new Set(protocol.schedules.flatMap((schedule) => schedule.purposes))];
const recipients = protocol.signatories.map(({ organisation }) => organisation);

type Caller = Pick<Practitioner, 'organisation' | 'kind'> & { readonly role: string; readonly purpose: string };

const order = { reference: protocol.courtOrders[0]?.reference ?? '', classes, expiresOn: day(30) };
const written = { reference: 'W-1', madeAt: now };

/** Everybody whom a schedule lets ask: its roles at the organisations it is for, by the kinds their issuer asserts. */
const callers: readonly Caller[] = protocol.schedules
  .flatMap(({ roles, purposes: allowed, organisationKinds }) =>
    protocol.signatories
      .filter(({ kind }) => organisationKinds.includes(kind))
      .flatMap(({ organisation }) =>
        roles.flatMap((role) =>
          protocol.issuers
            .filter((issuer) => issuer.organisations.includes(organisation) && issuer.roles.includes(role))
            .flatMap(({ kinds }) =>
              kinds.flatMap((kind) =>
                allowed.map((purpose) => ({ organisation, kind: kind as Caller['kind'], role, purpose })),
              ),
            ),
        ),
      ),
  )
  .filter((caller) => {
    const { purpose, role, ...who } = caller;
    const opened = request({
      who: { ...who, roles: [role], designatedOfficer: true, personId: { scheme: 'PERSON', value: 'P-1' } },
      why: { purpose, written, courtOrder: order },
    });
    return opened.kind === 'OPEN';
  });

const breakGlass = { ground: 'LIFE_OR_LIMB', acknowledged: true };

/** Those of them who may break the glass; to all others declaring it is a refusal. */
const breakers: ReadonlySet<string> = new Set(
  callers
    .filter(({ purpose, role, ...who }) => {
      const opened = request({ who: { ...who, roles: [role] }, why: { purpose, written, breakGlass } });
      return opened.kind === 'OPEN';
    })
    .map(keyOf),
);

const flag = fc.boolean();
const often = fc.integer({ min: 0, max: 7 }).map((value) => value !== 0);
const rarely = often.map((value) => !value);
const veryRarely = fc.integer({ min: 0, max: 13 }).map((value) => value === 0);
const someClasses = fc.subarray(['ID', 'ADR', 'HLT', 'EDU', 'CAFB', 'SCS', 'SENS']);

const anyMediator = fc
  .record({ mayOverrideShield: flag, designatedOfficer: flag, isTrained: often, isVetted: often })
  .map(({ isTrained, isVetted, ...rest }) =>
    practitioner({
      ...rest,
      roles: ['MEDIATOR'],
      organisation: 'LA:001',
      trainedUntil: isTrained ? day(9) : null,
      vettedOn: isVetted ? day(-9) : null,
    }),
  );

/** A consent that its agency's own organisation recorded, by a reference that names the agency. */
const anyConsent = (agency: string, recordedBy: string) =>
  fc
    .record({
      giver: fc.constantFrom('CHILD' as const, 'PARENT' as const),
      isRefused: veryRarely,
      capacityEstablished: often,
      withdrawn: veryRarely,
      decidedDaysAgo: fc.integer({ min: 0, max: 40 }),
    })
    .map(({ withdrawn, decidedDaysAgo, isRefused, ...rest }) =>
      consent({
        ...rest,
        decision: isRefused ? 'REFUSED' : 'GIVEN',
        recordedBy,
        reference: `CONSENT-OF-${agency}`,
        recipients,
        capacity: rest.giver === 'CHILD' ? 'GILLICK' : 'PARENTAL_RESPONSIBILITY',
        classes,
        purposes,
        decidedAt: `${day(-decidedDaysAgo)}T00:00:00Z`,
        withdrawnAt: withdrawn ? `${day(-10)}T00:00:00Z` : null,
      }),
    );

/** Few at a time, so that each is now and then the only one; a person is or is not who they say. */
const seldom = fc.integer({ min: 0, max: 3 }).map((value) => value === 0);
const anyRelationship = fc
  .record({
    allocated: seldom,
    team: seldom,
    roll: seldom,
    registered: seldom,
    openReferral: seldom,
    contacted: seldom,
    resident: seldom,
    isSelf: flag,
    holdsParentalResponsibility: flag,
    referenced: flag,
  })
  .map(({ contacted, ...flags }) => ({ ...noRelationship, ...flags, contactMadeOn: contacted ? day(-5) : null }));

type Life = ChildRecord['lifecycle'];

const anyRecord = (agency: string, life: Life): fc.Arbitrary<ChildRecord> => {
  const plain = record(agency);
  return fc
    .record({
      relationship: anyRelationship,
      isShielded: rarely,
      refusedClasses: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: someClasses }),
      detrimentClasses: fc.oneof({ weight: 7, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: someClasses }),
      consents: fc.array(anyConsent(agency, plain.custodian), { maxLength: 2 }),
    })
    .map((rest) => record(agency, { ...rest, dateOfBirth: life.dateOfBirth, lifecycle: life }));
};

type Answer = LinkedRecord | 'NONE' | 'SILENT';

const anyAnswer = (agency: string, life: Life): fc.Arbitrary<Answer> => {
  const linked = (outcome: LinkedRecord['outcome'], rule: string) =>
    anyRecord(agency, life).map((held): LinkedRecord => ({ record: held, outcome, rule, linkedWith: [] }));
  return fc.oneof(
    { weight: 8, arbitrary: linked('MATCH', 'R3') },
    { weight: 1, arbitrary: linked('POSSIBLE', 'R9') },
    { weight: 1, arbitrary: fc.constant('NONE' as const) },
    { weight: 1, arbitrary: fc.constant('SILENT' as const) },
  );
};

/** One child, of one age by all its records: what is generated is what the agencies say beside. */
const anyLife = fc.record({ age: fc.constantFrom(3, 9, 9, 13, 16, 18, 19), participates: flag, died: rarely }).map(
  ({ age, participates, died }): Life => ({
    unborn: false,
    dateOfBirth: bornYearsAgo(age),
    diedOn: died ? day(-30) : null,
    participatingUntil: participates ? day(30) : null,
  }),
);

/** Callers of each kind, of each role and purpose alike, however many organisations they come from. */
const anyCaller = fc
  .constantFrom(
    ...['PRACTITIONER', 'PRACTITIONER', 'PRACTITIONER'].map(workOf),
    [...breakers],
    ...['SUBJECT', 'PARENT', 'COURT'].map(workOf),
  )
  .chain((works) => fc.constantFrom(...works))
  .chain((work) => fc.constantFrom(...callers.filter((caller) => work === keyOf(caller))));

function workOf(kind: string): readonly string[] {
  return [...new Set(callers.filter((caller) => caller.kind === kind).map(keyOf))];
}

function keyOf({ kind, role, purpose }: Caller): string {
  return `${kind} ${role} ${purpose}`;
}

/** Any caller of any schedule, in any mode, about a child of whom several agencies say anything. */
export const anySituation: fc.Arbitrary<Generated> = fc
  .tuple(anyCaller, fc.subarray([...agencies], { minLength: 3, maxLength: 4 }), anyLife)
  .chain(([{ organisation, kind, role, purpose }, others, life]) => {
    const work = keyOf({ organisation, kind, role, purpose });
    const own = protocol.signatories.find((each) => each.organisation === organisation)?.agency ?? null;
    const about = agencies.filter((each) => each === own || each === 'social-care' || others.includes(each));
    const roles = [...new Set(callers.filter((each) => each.organisation === organisation).map((each) => each.role))];
    return fc
      .record({
        extraRoles: fc.subarray(roles, { maxLength: 1 }),
        designatedOfficer: often,
        mayOverrideShield: flag,
        isTrained: often,
        isVetted: often,
        isConflictDeclared: often,
        personId: often,
        mediator: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyMediator }),
        why: fc.record({
          purpose: fc.constant(purpose),
          exemption: fc.constantFrom(null, 'SIGNIFICANT_HARM', 'VITAL_INTEREST'),
          written: fc.constantFrom(null, written, written),
          emergency: rarely,
          courtOrder: kind === 'COURT' ? fc.constantFrom(order, order, null) : fc.constant(null),
          override: fc.constantFrom(
            null,
            { acknowledged: true, reason: 'tonight' },
            { acknowledged: false, reason: 'tonight' },
          ),
          breakGlass: breakers.has(work)
            ? fc.constantFrom(null, breakGlass)
            : veryRarely.map((value) => (value ? breakGlass : null)),
        }),
        answers: fc.tuple(...about.map((agency) => anyAnswer(agency, life))),
        cells: someCells(about),
      })
      .map(
        ({
          extraRoles,
          isTrained,
          isVetted,
          isConflictDeclared,
          personId,
          why,
          answers,
          cells,
          ...who
        }): Generated => ({
          about,
          cells,
          control: nothingHeld,
          why,
          who: {
            ...who,
            kind,
            organisation,
            roles: [...new Set([role, ...extraRoles])],
            trainedUntil: isTrained ? day(9) : null,
            vettedOn: isVetted ? day(-9) : null,
            declaredConflicts: isConflictDeclared ? [] : null,
            personId:
              personId && kind !== 'PRACTITIONER' && kind !== 'COURT' ? { scheme: 'PERSON', value: 'P-1' } : null,
          },
          child: childOf(about, answers),
        }),
      );
  });

function childOf(about: readonly string[], answers: readonly Answer[]): LinkedChild {
  const silent = about.filter((_agency, index) => answers[index] === 'SILENT');
  return child(
    answers.filter((answer) => typeof answer === 'object'),
    Object.fromEntries(silent.map((agency) => [agency, 'NO_RESPONSE' as const])),
  );
}

/** What a situation releases, as one set of words: masks by cell and scheme, restrictions, and whose rows of the log. */
export function released(situation: Situation, by: Access = access): ReadonlySet<string> {
  return releasedBy(decide(situation, by));
}

/** What a decision releases; see `released`. */
export function releasedBy(decision: ChildDecision | RequestDecision): ReadonlySet<string> {
  const open = new Set<string>();
  if (decision.kind !== 'DECIDED') return open;
  for (const { cell, read, know, split } of decision.cells) {
    const name = `${cell.agency} ${cell.class} ${cell.aspect}`;
    for (let bit = 0; bit < 4; bit += 1) {
      if ((read >> bit) & 1) open.add(`${name} read ${bit}`);
      if ((know >> bit) & 1) open.add(`${name} know ${bit}`);
      for (const [value, mask] of split ?? []) if ((mask >> bit) & 1) open.add(`${name} ${value} ${bit}`);
    }
  }
  // Restrictions say nothing where nothing is read.
  if (open.size > 0) for (const restriction of decision.allowedRestrictions) open.add(restriction);
  for (const agency of decision.looks?.foundAt ?? []) open.add(`${agency} LOG looks`);
  return open;
}

/** What the first releases beyond the second. */
export function extra(changed: ReadonlySet<string>, base: ReadonlySet<string>): readonly string[] {
  return [...changed].filter((word) => !base.has(word));
}

/** A situation whose records differ, each as its change says. */
export function withRecords<S extends Situation>(
  situation: S,
  change: (held: ChildRecord, index: number) => Partial<ChildRecord>,
): S {
  return {
    ...situation,
    child: {
      ...situation.child,
      records: situation.child.records.map((linked, index) => ({
        ...linked,
        record: { ...linked.record, ...change(linked.record, index) },
      })),
    },
  };
}

/** A situation in which these agencies do not answer. */
export function withSilent<S extends Situation>(situation: S, silent: readonly string[]): S {
  return {
    ...situation,
    child: {
      ...situation.child,
      records: situation.child.records.filter(({ record: held }) => !silent.includes(held.agency)),
      silent: new Map([...situation.child.silent, ...silent.map((agency) => [agency, 'NO_RESPONSE'] as const)]),
    },
  };
}

/** The system that holds the records of the caller's organisation; null: none is connected. */
export function ownSystemOf({ who }: Situation): string | null {
  return protocol.signatories.find(({ organisation }) => organisation === who?.organisation)?.agency ?? null;
}

/** The protocol with one policy's text changed; for showing that a property would find the fault. */
export function withPolicy(id: string, change: (text: string) => string): typeof protocol {
  const changed = protocol.policies.map((policy) =>
    policy.id === id ? { ...policy, text: change(policy.text) } : policy,
  );
  if (!changed.some((policy, index) => policy.text !== protocol.policies[index]?.text)) {
    throw new Error(`no policy ${id} was changed`);
  }
  return { ...protocol, policies: changed };
}

/** Control state of a caller that restricts. */
export function control(overrides: Partial<ControlFacts>): ControlFacts {
  return { ...nothingHeld, ...overrides };
}

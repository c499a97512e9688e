import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Access } from '../../src/access/create-access.ts';
import type { ChildRecord, Silence } from '../../src/model/child-record.ts';
import {
  access,
  accessOf,
  agencies,
  consent,
  decide,
  noRelationship,
  protocol,
  request,
  type Situation,
} from '../access/support.ts';
import {
  anySituation,
  control,
  extra,
  type Generated,
  ownSystemOf,
  released,
  withRecords,
  withSilent,
} from './situations.ts';

/** I3, I7 and I10 (domain.md 7.0, 7.8; decision 14): what agencies say together, and what their silence does. */

const names: readonly string[] = agencies;

const factOf: Readonly<Record<string, keyof ChildRecord['relationship']>> = {
  ALLOCATED: 'allocated',
  TEAM: 'team',
  ROLL: 'roll',
  REGISTERED: 'registered',
  OPEN_REFERRAL: 'openReferral',
  CONTACT_MADE: 'contactMadeOn',
  RESIDENT: 'resident',
  SELF: 'isSelf',
  REFERENCE: 'referenced',
};

/** A record without the facts by which its agency is named as one whose word counts for others. */
function withoutAuthority(held: ChildRecord, situation: Situation): Partial<ChildRecord> {
  const isNamed = (named: readonly string[]): boolean =>
    named.some((each) => (each === 'OWN_SYSTEM' ? ownSystemOf(situation) : each) === held.agency);
  const { custodians } = protocol;
  const taken = Object.entries(custodians.relationship).flatMap(([value, named]) => {
    const fact = factOf[value];
    return fact !== undefined && isNamed(named) ? [[fact, noRelationship[fact]]] : [];
  });
  return {
    relationship: {
      ...held.relationship,
      ...Object.fromEntries(taken),
      ...(isNamed(custodians.parentalResponsibility) ? { holdsParentalResponsibility: false } : {}),
    },
    lifecycle: { ...held.lifecycle, ...(isNamed(custodians.participation) ? { participatingUntil: null } : {}) },
  };
}

/** The situation in which one agency answers that it holds nothing. */
function notHeldBy(situation: Generated, agency: string): Generated {
  const records = situation.child.records.filter(({ record: held }) => held.agency !== agency);
  return { ...situation, child: { ...situation.child, records } };
}

/** The gateway's own log, and where its rows are found: no agency's data, and opened by all of them together. */
const isOfTheLog = (word: string): boolean =>
  word.startsWith(`${protocol.accessLog.discloser} `) || word.endsWith(' LOG looks');

/** Of those words what really leaves somebody else: only a record that is certainly the child's has content. */
function ofOthers(words: readonly string[], speakers: readonly string[], { child }: Situation): readonly string[] {
  const holders = child.records.flatMap(({ record, outcome }) => (outcome === 'MATCH' ? [record.agency] : []));
  return words.filter((word) => {
    const [agency = ''] = word.split(' ');
    return word.includes(' ') && !isOfTheLog(word) && holders.includes(agency) && !speakers.includes(agency);
  });
}

const unionNeverExceeds = (strip: typeof withoutAuthority, by: Access) =>
  fc.property(anySituation, fc.constantFrom(...names), (situation, speaker) => {
    fc.pre(!situation.child.silent.has(speaker));
    const together = withRecords(situation, (held) => (held.agency === speaker ? strip(held, situation) : {}));
    const alone = notHeldBy(situation, speaker);
    const more = extra(released(together, by), released(alone, by));
    expect(ofOthers(more, [speaker], together)).toEqual([]);
  });

describe('I3: two agencies’ results together never exceed what each released', () => {
  test('an agency’s answer opens nothing of another’s, but by a fact that the protocol names it custodian of', () => {
    fc.assert(unionNeverExceeds(withoutAuthority, access), { numRuns: 120, endOnFailure: true });
  });

  test('and of the two of them nothing but what each released alone', () => {
    fc.assert(
      fc.property(anySituation, fc.constantFrom(...names), fc.constantFrom(...names), (situation, one, other) => {
        const { silent, records } = situation.child;
        fc.pre(one !== other && !silent.has(one) && !silent.has(other));
        const only = (...held: readonly string[]): Generated =>
          withRecords(
            {
              ...situation,
              child: { ...situation.child, records: records.filter((each) => held.includes(each.record.agency)) },
            },
            (each) => withoutAuthority(each, situation),
          );
        const separately = new Set([...released(only(one)), ...released(only(other))]);
        const jointly = [...released(only(one, other))].filter(
          (word) => !isOfTheLog(word) && (word.startsWith(`${one} `) || word.startsWith(`${other} `)),
        );
        expect(jointly.filter((word) => !separately.has(word))).toEqual([]);
      }),
      { numRuns: 80, endOnFailure: true },
    );
  });

  test('where custodians keep their authority the property is false, so that it means something', () => {
    const { failed } = fc.check(
      unionNeverExceeds(() => ({}), access),
      { numRuns: 200, seed: 3, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});

const { shield: shieldCustodians } = protocol.custodians;

/**
 * An answer without what decision 14 leaves open while its agency is silent: refusals, detriment, exclusions
 * and the shields of those who are no custodians of shields. What it gives and ties stays.
 */
function withoutHiddenRestrictions(held: ChildRecord): Partial<ChildRecord> {
  return {
    isShielded: held.isShielded && shieldCustodians.includes(held.agency),
    refusedClasses: [],
    detrimentClasses: [],
    consents: held.consents.filter(({ decision, withdrawnAt }) => decision === 'GIVEN' && withdrawnAt === null),
    relationship: { ...held.relationship, excluded: false },
  };
}

const anySilence = fc.subarray([...names], { minLength: 1 });

const silenceNeverMore = (strip: typeof withoutHiddenRestrictions, by: Access) =>
  fc.property(anySituation, anySilence, fc.boolean(), (generated, silent, isHeld) => {
    const answered: Generated = {
      ...generated,
      child: {
        ...generated.child,
        silent: new Map([...generated.child.silent].filter(([agency]) => !silent.includes(agency))),
      },
    };
    const harmless = silent.reduce(
      (left, agency) => (isHeld ? left : notHeldBy(left, agency)),
      withRecords(answered, (held) => (silent.includes(held.agency) ? strip(held) : {})),
    );
    // Who is how old is said by certain records; of a child whom only the silent hold nothing is said at all.
    fc.pre(withSilent(generated, silent).child.records.some(({ outcome }) => outcome === 'MATCH'));
    const more = extra(released(withSilent(generated, silent), by), released(harmless, by));
    expect(ofOthers(more, silent, harmless)).toEqual([]);
  });

/** 7.0: while a custodian does not answer, these are treated as shielded. */
const closesWhatShieldsClose = (by: Access) =>
  fc.property(anySituation, anySilence, fc.constantFrom(...shieldCustodians), (situation, silent, custodian) => {
    const open = request(situation);
    // An override, and for contacts break-glass, lifts what is not known as it lifts what is.
    fc.pre(open.kind === 'OPEN' && open.mode !== 'OVERRIDE' && open.mode !== 'BREAK_GLASS');
    const words = [...released(withSilent(situation, [...silent, custodian]), by)];
    expect(words.filter((word) => / (ADR|UNI|INV) | CONTACT /.test(word))).toEqual([]);
  });

describe('I10: silence never opens', () => {
  test('whoever is silent, nothing of the others is open that would not be if they answered', () => {
    fc.assert(silenceNeverMore(withoutHiddenRestrictions, access), { numRuns: 120, endOnFailure: true });
  });

  test('while a custodian of shields is silent every address, setting, involvement and contact is closed', () => {
    fc.assert(closesWhatShieldsClose(access), { numRuns: 80, endOnFailure: true });
  });

  test('no release relies on a consent of an agency that did not answer, or on another’s', () => {
    const asked = ['ID', 'EDU', 'HLT', 'CAFB'];
    let relied = 0;
    fc.assert(
      fc.property(anySituation, anySilence, (generated, silent) => {
        // Everybody agreed, wherever it is asked for.
        const agreed = withRecords(generated, ({ agency, custodian }) => ({
          consents: [true, false].map((isChild) =>
            consent({
              reference: `CONSENT-OF-${agency}`,
              recordedBy: custodian,
              giver: isChild ? 'CHILD' : 'PARENT',
              capacity: isChild ? 'GILLICK' : 'PARENTAL_RESPONSIBILITY',
              classes: asked,
              recipients: protocol.signatories.map(({ organisation }) => organisation),
              purposes: [generated.why.purpose ?? ''],
            }),
          ),
        }));
        const cells = generated.about.flatMap((agency) =>
          asked.map((disclosed) => ({ agency, class: disclosed, aspect: 'PLAIN' as const })),
        );
        const decision = decide(withSilent({ ...agreed, cells }, silent));
        if (decision.kind !== 'DECIDED') return;
        for (const { cell, consents } of decision.cells) {
          relied += consents.length;
          expect(consents.every((reference) => reference === `CONSENT-OF-${cell.agency}`)).toBe(true);
          if (silent.includes(cell.agency)) expect(consents).toEqual([]);
        }
      }),
      { numRuns: 80, seed: 8, endOnFailure: true },
    );
    expect(relied).toBeGreaterThan(0);
  });

  test('a relationship whose decider is silent is unknown, where its “no” would be no relationship', () => {
    let unknown = 0;
    fc.assert(
      fc.property(anySituation, (generated) => {
        const own = ownSystemOf(generated) ?? '';
        const situation = { ...generated, child: { ...generated.child, silent: new Map<string, Silence>() } };
        const tied = { ...noRelationship, allocated: true, roll: true, registered: true, openReferral: true };
        const says = (relationship: ChildRecord['relationship']): Generated =>
          withRecords(situation, (held) => ({ relationship: held.agency === own ? relationship : noRelationship }));
        const no = decide(notHeldBy(says(noRelationship), own));
        fc.pre(decide(says(tied)).kind === 'DECIDED' && 'trueCode' in no && no.trueCode === 'NO_RELATIONSHIP');
        expect(decide(withSilent(says(tied), [own]))).toMatchObject({
          kind: 'REFUSED',
          trueCode: 'RELATIONSHIP_UNKNOWN',
        });
        unknown += 1;
      }),
      { numRuns: 20, seed: 9, endOnFailure: true, maxSkipsPerRun: 100 },
    );
    expect(unknown).toBe(20);
  });

  test('what only the silent agency would refuse is the one exception (decision 14)', () => {
    const { failed } = fc.check(
      silenceNeverMore(() => ({}), access),
      { numRuns: 300, seed: 4, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });

  test('a protocol that names nobody as custodian of shields is found out', () => {
    const broken = accessOf({ ...protocol, custodians: { ...protocol.custodians, shield: [] } });
    const { failed } = fc.check(closesWhatShieldsClose(broken), { numRuns: 100, seed: 4, endOnFailure: true });
    expect(failed).toBe(true);
  });
});

describe('I7: the policies in force decide', () => {
  test('every decision names the version that it was made by', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const decision = request(situation);
        if (decision.kind === 'OPEN') expect(decision.policyVersion).toBe(protocol.version);
      }),
      { numRuns: 100 },
    );
  });

  test('a gateway without the head releases nothing to anybody', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const decision = request({ ...situation, control: control({ isPolicyHead: false }) });
        expect(decision.kind).toBe('REFUSED');
        // An earlier gate may be what is told; where all others open, this one is.
        if (request(situation).kind === 'OPEN') expect(decision).toMatchObject({ code: 'POLICY_STALE' });
      }),
      { numRuns: 100 },
    );
  });
});

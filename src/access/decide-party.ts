import type { Cell, CellDecision, LegalSlots, OwnerNotice } from '../model/decision.ts';
import type { GateCode, Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, Restriction } from '../model/words.ts';
import { type AgencyCase, agencyCase, agencyCaseKey, presenceClassOf } from './agency-case.ts';
import type { AgencyFacts, ChildFacts } from './child-facts.ts';
import type { ChildParts } from './child-input.ts';
import type { ConsentState } from './consent-state.ts';
import { isOrdered } from './court-orders.ts';
import { decideCell } from './decide-cell.ts';
import { furthest } from './explain.ts';
import { type FilledSlots, settledSlots, slotFacts, withoutPower } from './legal-slots.ts';
import type { Party, RequestCase } from './request-case.ts';

/** What one of those who make a request may have of one child; REFUSED: nothing, with the true code. */
export type PartyDecision =
  | ({ readonly kind: 'REFUSED' } & GateCode)
  | {
      readonly kind: 'ENTERED';
      readonly decide: (cell: Cell) => CellDecision;
      readonly allowedRestrictions: ReadonlySet<Restriction>;
      /** Whether it may be known that an agency holds a record at all. */
      readonly mayKnowPresence: (agency: AgencyName) => boolean;
      /** For each agency whose record was entered on nothing but the caller's word. */
      readonly notices: readonly OwnerNotice[];
    };

/** What of a child decides for one person: closed lists, and the consents behind `consentOf`. */
export type PartyInput = {
  readonly party: Party;
  readonly asking: RequestCase;
  readonly facts: ChildFacts;
  /** Whether the party has a conflict of interest. */
  readonly hasConflict: boolean;
  readonly consentOf: ConsentOf;
};

/** What consent says, to one party, of one class of one agency's data. */
export type ConsentOf = (agency: AgencyName, disclosureClass: DisclosureClass) => ConsentState;

/**
 * Decides one child for one person: refused when none of their roles may look into any agency's certain
 * record (G6 to G8), else cell by cell, each when it is asked for.
 */
export function decideParty(input: PartyInput, parts: ChildParts): PartyDecision {
  const { party, asking, facts, hasConflict, consentOf } = input;
  const { engine, protocol, memo } = parts;
  const cases = new Map(
    [...facts.byAgency].map(([agency, ofAgency]) => {
      const presence = presenceClassOf(agency, protocol);
      const isPresenceConsented = presence !== null && consentOf(agency, presence).state === 'GIVEN';
      const caseInput = {
        agency,
        facts: ofAgency,
        child: facts,
        hasConflict,
        party,
        asking,
        isPresenceConsented,
        protocol,
      };
      return [agency, memo(agencyCaseKey(caseInput), () => agencyCase(caseInput, engine))];
    }),
  );

  const certain = [...cases].flatMap(([agency, ofAgency]) =>
    facts.byAgency.get(agency)?.link === 'MATCH' ? [{ agency, ...ofAgency }] : [],
  );
  if (!certain.some(({ roles }) => roles.some(({ entry }) => entry.isEntered))) {
    const denials = certain.flatMap(({ roles }) => roles.flatMap(({ entry }) => entry.denial ?? []));
    const { gate, code } = furthest(denials, protocol) ?? protocol.codes.noRecord;
    return { kind: 'REFUSED', gate, code };
  }

  const decide = (cell: Cell): CellDecision => {
    const consent = consentOf(cell.agency, cell.class);
    const ofAgency = facts.byAgency.get(cell.agency) ?? noFacts;
    const shared = cases.get(cell.agency) ?? noCase;
    const own = {
      isRefusedBySource: ofAgency.refused.has(cell.class),
      isDetrimental: facts.detriment.has(cell.class),
      isOrdered: isOrdered(asking.order, cell, presenceClassOf(cell.agency, protocol)),
    };
    const key = `${cell.class}|${cell.aspect}|${consent.state}|${consent.isNamed}|${own.isRefusedBySource}|${own.isDetrimental}|${own.isOrdered}`;
    const known = shared.outcomes.get(key);
    if (known !== undefined) return withConsents(known.decision, known.reliesOnConsent, consent);

    const { organisation } = party;
    const filled = shared.slotsFor(cell.class);
    const decided = decideCell(
      {
        cell,
        // The class that tells of the agency's presence is decided for itself.
        roles:
          shared.presenceClass === cell.class
            ? shared.roles.map((role) => ({ ...role, isPresenceKnown: true, isPresenceNeverKnown: false }))
            : shared.roles,
        facts: { ...shared.facts, ...own, ...slotFacts(filled), aspect: cell.aspect, consent: consent.state },
        consent: { state: consent.state, isNamed: consent.isNamed },
        canBeOwn: shared.canBeOwn,
        bases: shared.bases,
        ownContact: protocol.signatories.find((each) => each.organisation === organisation)?.contact ?? null,
      },
      engine,
      protocol,
    );
    const outcome = {
      ...decided,
      decision: { ...decided.decision, slots: slotsOf(filled, shared, consent, protocol) },
    };
    if (shared !== noCase) shared.outcomes.set(key, outcome);
    return withConsents(outcome.decision, outcome.reliesOnConsent, consent);
  };
  return {
    kind: 'ENTERED',
    decide,
    allowedRestrictions: allowedRestrictions(party, facts, asking, parts),
    mayKnowPresence: (agency) => (cases.get(agency)?.roles ?? []).some(({ isPresenceKnown }) => isPresenceKnown),
    notices: certain.flatMap(({ agency, isByWordOnly }) =>
      isByWordOnly ? [{ agency, kind: 'ASSERTED_RELATIONSHIP' as const }] : [],
    ),
  };
}

/** The slots as they were filled in the end. */
function slotsOf(filled: FilledSlots, { facts }: AgencyCase, consent: ConsentState, protocol: Protocol): LegalSlots {
  const { exemption, isExempt } = facts;
  const settled = {
    isGiven: consent.state === 'GIVEN',
    exemption: String(exemption),
    isExempt: isExempt === true,
  };
  return settledSlots(filled, settled, protocol);
}

/** References of consents are the child's own, so they are never kept with what is remembered. */
function withConsents(decision: CellDecision, reliesOnConsent: boolean, consent: ConsentState): CellDecision {
  return reliesOnConsent && consent.reference !== null ? { ...decision, consents: [consent.reference] } : decision;
}

function allowedRestrictions(
  { kind, roles, isMediator }: Party,
  { byAgency, isHeardOut }: ChildFacts,
  { purpose, basesOf }: RequestCase,
  { restrictions, engine, protocol }: ChildParts,
): ReadonlySet<Restriction> {
  const bases = [...new Set([...basesOf.values()].flat())].sort();
  const laws = new Set([...byAgency.values()].flatMap((each) => each.laws));
  // Where records are kept under several laws, or may be by an agency not heard, the default's protections hold.
  const isSettled = laws.size === 1 && isHeardOut;
  const [jurisdiction = protocol.jurisdictions.default] = isSettled ? laws : [];
  const facts = { kind, purpose, bases, isMediator, jurisdiction };
  const mayOpen = (restriction: Restriction): boolean =>
    roles.some(({ role, schedules }) => {
      const resource = { type: 'Restriction', id: restriction };
      return engine.ask({ role, schedules, action: 'open', resource, facts }).kind === 'ALLOWED';
    });
  return new Set(restrictions.filter((each) => !protocol.neverReleased.includes(each) && mayOpen(each)));
}

/** Stand for an agency that is not connected: nothing is known of it, so nothing is opened. */
const noFacts: AgencyFacts = Object.freeze({
  vector: '',
  stated: 0,
  unanswered: 0,
  link: 'NONE',
  lifecycle: 'UNKNOWN',
  refused: new Set<DisclosureClass>(),
  laws: [],
});
const noCase: AgencyCase = Object.freeze({
  roles: [],
  facts: {},
  bases: [],
  canBeOwn: false,
  presenceClass: null,
  isByWordOnly: false,
  slotsFor: () => withoutPower,
  outcomes: new Map(),
});

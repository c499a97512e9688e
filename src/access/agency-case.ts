import type { Declaration } from '../model/declaration.ts';
import type { RequestDecision, RoleCover } from '../model/decision.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, Instant, LegalBasis } from '../model/words.ts';
import type { AgencyFacts, ChildFacts } from './child-facts.ts';
import { type CellOutcome, knowableItems, type RoleAtAgency } from './decide-cell.ts';
import { isOrdered, type OrderScope } from './court-orders.ts';
import { enterAgency } from './enter-agency.ts';
import { type FilledSlots, fillSlots, slotFacts } from './legal-slots.ts';
import { joinedConditions } from './obligations.ts';
import type { Party } from './party.ts';
import type { Facts, PolicyEngine, Question } from './policy-engine.ts';
import { bareWord } from './relationship-facts.ts';
import { isWritten } from './request-facts.ts';

/**
 * One agency's part of a child, as a closed vector and what follows from it: shared by all children
 * with the same facts, so it holds nothing that is a child's own.
 */
export type AgencyCase = {
  readonly roles: readonly RoleAtAgency[];
  /** The facts that all cells of the agency share. */
  readonly facts: Facts;
  readonly bases: readonly LegalBasis[];
  readonly canBeOwn: boolean;
  /** The class that tells of the agency's presence; null: its presence is no secret. */
  readonly presenceClass: DisclosureClass | null;
  /** Whether a record is entered here that without the caller's bare word would not be. */
  readonly isByWordOnly: boolean;
  /** What fills the slots of lawfulness of a class. */
  readonly slotsFor: (disclosureClass: DisclosureClass) => FilledSlots;
  /** Cells decided so far, by class, aspect and what differs from child to child. */
  readonly outcomes: Map<string, CellOutcome>;
};

/** What an agency's case follows from. */
export type AgencyCaseInput = {
  readonly agency: AgencyName;
  readonly facts: AgencyFacts;
  readonly child: Pick<ChildFacts, 'hasConflict' | 'shield' | 'competence' | 'detriment'>;
  readonly ownSystem: AgencyName | null;
  readonly party: Party;
  readonly declaration: Pick<Declaration, 'purpose' | 'exemption' | 'emergency' | 'written'>;
  readonly request: Extract<RequestDecision, { kind: 'OPEN' }>;
  readonly order: OrderScope | null;
  /** Whether consent was given for the class that tells of the agency's presence. */
  readonly isPresenceConsented: boolean;
  readonly now: Instant;
  /** The codes that fill slots today. */
  readonly slotCodes: readonly string[];
  readonly protocol: Protocol;
};

/** All that an agency's case follows from, as text; the organisation for the contact that a route may name. */
export function agencyCaseKey({
  agency,
  facts,
  child,
  party,
  ownSystem,
  declaration,
  request,
  order,
  slotCodes,
  isPresenceConsented,
  protocol,
  now,
}: AgencyCaseInput): string {
  const presence = presenceClassOf(agency, protocol);
  return [
    agency,
    party.practitioner.organisation,
    party.practitioner.kind,
    party.mode,
    party.isMediator,
    ownSystem === agency,
    declaration.purpose,
    declaration.exemption,
    declaration.emergency,
    isWritten(declaration, now),
    (request.basesOf.get(agency) ?? []).join(','),
    slotCodes.join(','),
    facts.laws.join(','),
    party.roles.map(({ role, schedules }) => `${role}:${schedules.join(',')}`).join(';'),
    presence !== null && isOrdered(order, { agency, class: presence, aspect: 'PRESENCE' }, presence),
    facts.link,
    facts.lifecycle,
    facts.values.join(','),
    facts.unanswered.join(','),
    child.hasConflict,
    child.shield,
    child.competence,
    isPresenceConsented,
    presence !== null && facts.refused.has(presence),
    presence !== null && child.detriment.has(presence),
  ].join('|');
}

/** Works out an agency's case: who of the caller's roles may look in, and what all cells share. */
export function agencyCase(input: AgencyCaseInput, engine: PolicyEngine): AgencyCase {
  const { agency, facts, child, party, declaration, request, order, protocol } = input;
  const discloser = protocol.discloserKinds[agency] ?? '';
  const bases = request.basesOf.get(agency) ?? [];
  const common = {
    kind: party.practitioner.kind,
    mode: party.mode,
    isMediator: party.isMediator,
    purpose: declaration.purpose,
    bases,
    lifecycle: facts.lifecycle,
  };
  const shared: Facts = {
    ...common,
    ...exemptionFacts(input, bases),
    isEmergency: declaration.emergency,
    isWritten: isWritten(declaration, input.now),
    discloser,
    shield: child.shield,
    competence: child.competence,
  };
  const slotsFor = (disclosureClass: DisclosureClass): FilledSlots =>
    fillSlots(
      { class: disclosureClass, discloser, purpose: declaration.purpose, bases, inForce: input.slotCodes },
      protocol,
    );
  const canBeOwn = input.ownSystem === agency;
  const presenceClass = presenceClassOf(agency, protocol);
  const enter = {
    ...common,
    link: facts.link,
    hasConflict: child.hasConflict,
    isCrossBorder: isCrossBorder(facts.laws, bases, protocol),
  };
  const questionOf = ({ role, schedules }: RoleCover, relationships: readonly string[]): Question => ({
    role,
    schedules,
    action: 'enter',
    resource: { type: 'AgencyKind', id: discloser },
    facts: { ...enter, isFarEndMissing: isFarEndMissing(agency, schedules, protocol), relationships },
  });

  const roles = party.roles.map((cover): RoleAtAgency => {
    const entry = enterAgency(questionOf(cover, facts.values), facts, engine, protocol);
    // A caller's own system keeps no secret of what it holds from its own staff.
    if (presenceClass === null || canBeOwn) {
      return { ...cover, entry, isPresenceKnown: true, isPresenceNeverKnown: false };
    }
    // Consent given to the caller tells of the record; in every other state it is asked as without.
    const presence = {
      ...shared,
      aspect: 'PRESENCE',
      consent: input.isPresenceConsented ? 'GIVEN' : 'NONE',
      isRefusedBySource: facts.refused.has(presenceClass),
      isDetrimental: child.detriment.has(presenceClass),
      isOrdered: isOrdered(order, { agency, class: presenceClass, aspect: 'PRESENCE' }, presenceClass),
      ...slotFacts(slotsFor(presenceClass)),
    };
    const { know, isNever } = knowableItems({ ...cover, entry }, presenceClass, { facts: presence, canBeOwn }, engine);
    return { ...cover, entry, isPresenceKnown: know !== 0, isPresenceNeverKnown: isNever };
  });
  const entered = roles.filter(({ entry }) => entry.isEntered);
  const stated = facts.values.filter((value) => value !== bareWord);
  const isByWordOnly =
    entered.length > 0 && entered.every((cover) => engine.ask(questionOf(cover, stated)).kind !== 'ALLOWED');
  return { roles, facts: shared, bases, canBeOwn, presenceClass, isByWordOnly, slotsFor, outcomes: new Map() };
}

/** Path 1 is between designated officers, so the discloser names one too (domain.md ISP-3). */
function isFarEndMissing(agency: AgencyName, schedules: readonly string[], protocol: Protocol): boolean {
  const covering = protocol.schedules.filter(({ id }) => schedules.includes(id));
  if (!joinedConditions(covering).designatedOfficers) return false;
  return !protocol.signatories.some((each) => each.agency === agency && (each.designatedOfficer ?? null) !== null);
}

/** A record kept under another law is entered only on a basis that this law knows too (domain.md 8 no. 11). */
function isCrossBorder(laws: readonly string[], bases: readonly LegalBasis[], protocol: Protocol): boolean {
  const holding = protocol.bases.filter(({ code }) => bases.includes(code));
  // Where no basis holds at all, that is what is wrong.
  return holding.length > 0 && laws.some((law) => !holding.some(({ jurisdictions }) => jurisdictions.includes(law)));
}

/** domain.md 7.0, C: an exemption counts if a basis allows it; a basis needs no consent for listed purposes only. */
function exemptionFacts(
  { declaration: { exemption, purpose }, protocol }: AgencyCaseInput,
  bases: readonly LegalBasis[],
): { readonly exemption: string; readonly isExempt: boolean } {
  const holding = protocol.bases.filter(({ code }) => bases.includes(code));
  const isAllowed = exemption !== null && holding.some(({ exemptions }) => exemptions.includes(exemption));
  const isWaived =
    protocol.consentWaivedFor.includes(purpose) && holding.some(({ noConsentNeeded }) => noConsentNeeded);
  return { exemption: isAllowed ? exemption : 'NONE', isExempt: isAllowed || isWaived };
}

/** The class that must be knowable before anything of an agency's may be; null: its presence is no secret. */
export function presenceClassOf(agency: AgencyName, protocol: Protocol): DisclosureClass | null {
  return protocol.presence[protocol.discloserKinds[agency] ?? ''] ?? null;
}

import type { RoleCover } from '../model/decision.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, LegalBasis } from '../model/words.ts';
import type { AgencyFacts, ChildFacts } from './child-facts.ts';
import { type CellOutcome, knowableItems, type RoleAtAgency } from './decide-cell.ts';
import { isOrdered } from './court-orders.ts';
import { enterAgency } from './enter-agency.ts';
import { type FilledSlots, fillSlots, slotFacts } from './legal-slots.ts';
import { joinedConditions } from './obligations.ts';
import type { Facts, PolicyEngine, Question } from './policy-engine.ts';
import { bareWord, relationshipsIn } from './relationship-facts.ts';
import type { Party, RequestCase } from './request-case.ts';

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
  readonly child: Pick<ChildFacts, 'shield' | 'competence' | 'detriment'>;
  /** Whether the party has a conflict of interest. */
  readonly hasConflict: boolean;
  readonly party: Party;
  readonly asking: RequestCase;
  /** Whether consent was given for the class that tells of the agency's presence. */
  readonly isPresenceConsented: boolean;
  readonly protocol: Protocol;
};

/** All that an agency's case follows from, as text; the organisation for the contact that a route may name. */
export function agencyCaseKey(input: AgencyCaseInput): string {
  const { agency, facts, child, hasConflict, asking, isPresenceConsented, protocol } = input;
  const presence = presenceClassOf(agency, protocol);
  return [
    requestText(input),
    facts.vector,
    hasConflict,
    child.shield,
    child.competence,
    ...(presence === null
      ? []
      : [
          isOrdered(asking.order, { agency, class: presence, aspect: 'PRESENCE' }, presence),
          isPresenceConsented,
          facts.refused.has(presence),
          child.detriment.has(presence),
        ]),
  ].join('|');
}

/** The part of the text that follows from the request and the agency: the same for all children of a request. */
function requestText({ agency, party, asking }: AgencyCaseInput): string {
  const known = party.textAt.get(agency);
  if (known !== undefined) return known;
  const text = [
    agency,
    party.organisation,
    party.kind,
    party.mode,
    party.isMediator,
    asking.ownSystem === agency,
    asking.purpose,
    asking.exemption,
    asking.isEmergency,
    asking.isWritten,
    (asking.basesOf.get(agency) ?? []).join(','),
    asking.slotCodes.join(','),
    party.roles.map(({ role, schedules }) => `${role}:${schedules.join(',')}`).join(';'),
  ].join('|');
  party.textAt.set(agency, text);
  return text;
}

/** Works out an agency's case: who of the caller's roles may look in, and what all cells share. */
export function agencyCase(input: AgencyCaseInput, engine: PolicyEngine): AgencyCase {
  const { agency, facts, child, hasConflict, party, asking, protocol } = input;
  const discloser = protocol.discloserKinds[agency] ?? '';
  const bases = asking.basesOf.get(agency) ?? [];
  const ties = relationshipsIn(facts.stated, facts.unanswered);
  const common = {
    kind: party.kind,
    mode: party.mode,
    isMediator: party.isMediator,
    purpose: asking.purpose,
    bases,
    lifecycle: facts.lifecycle,
  };
  const shared: Facts = {
    ...common,
    ...exemptionFacts(input, bases),
    isEmergency: asking.isEmergency,
    isWritten: asking.isWritten,
    discloser,
    shield: child.shield,
    competence: child.competence,
  };
  const slotsFor = (disclosureClass: DisclosureClass): FilledSlots =>
    fillSlots(
      { class: disclosureClass, discloser, purpose: asking.purpose, bases, inForce: asking.slotCodes },
      protocol,
    );
  const canBeOwn = asking.ownSystem === agency;
  const presenceClass = presenceClassOf(agency, protocol);
  const enter = {
    ...common,
    link: facts.link,
    hasConflict,
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
    const entry = enterAgency(questionOf(cover, ties.values), ties, engine, protocol);
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
      isOrdered: isOrdered(asking.order, { agency, class: presenceClass, aspect: 'PRESENCE' }, presenceClass),
      ...slotFacts(slotsFor(presenceClass)),
    };
    const { know, isNever } = knowableItems({ ...cover, entry }, presenceClass, { facts: presence, canBeOwn }, engine);
    return { ...cover, entry, isPresenceKnown: know !== 0, isPresenceNeverKnown: isNever };
  });
  const entered = roles.filter(({ entry }) => entry.isEntered);
  const stated = ties.values.filter((value) => value !== bareWord);
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
  { asking: { exemption, purpose }, protocol }: AgencyCaseInput,
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

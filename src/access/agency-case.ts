import type { Declaration } from '../model/declaration.ts';
import type { RequestDecision } from '../model/decision.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, LegalBasis } from '../model/words.ts';
import type { AgencyFacts, ChildFacts } from './child-facts.ts';
import { type CellOutcome, knowableItems, type RoleAtAgency } from './decide-cell.ts';
import { enterAgency } from './enter-agency.ts';
import type { Facts, PolicyEngine } from './policy-engine.ts';

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
  /** Cells decided so far, by class, aspect and what differs from child to child. */
  readonly outcomes: Map<string, CellOutcome>;
};

/** What an agency's case follows from. */
export type AgencyCaseInput = {
  readonly agency: AgencyName;
  readonly facts: AgencyFacts;
  readonly child: Pick<ChildFacts, 'hasConflict' | 'shield' | 'detriment'>;
  readonly ownSystem: AgencyName | null;
  readonly practitioner: Pick<Practitioner, 'kind' | 'organisation'>;
  readonly declaration: Pick<Declaration, 'purpose' | 'exemption' | 'emergency'>;
  readonly request: Extract<RequestDecision, { kind: 'OPEN' }>;
  readonly protocol: Protocol;
};

/** All that an agency's case follows from, as text; the organisation for the contact that a route may name. */
export function agencyCaseKey({
  agency,
  facts,
  child,
  practitioner,
  declaration,
  request,
  protocol,
}: AgencyCaseInput): string {
  const presence = presenceClassOf(agency, protocol);
  return [
    agency,
    practitioner.organisation,
    practitioner.kind,
    declaration.purpose,
    declaration.exemption,
    declaration.emergency,
    (request.basesOf.get(agency) ?? []).join(','),
    (request.roles ?? []).map(({ role, schedules }) => `${role}:${schedules.join(',')}`).join(';'),
    facts.link,
    facts.lifecycle,
    facts.values.join(','),
    facts.unanswered.join(','),
    child.hasConflict,
    child.shield,
    presence !== null && facts.refused.has(presence),
    presence !== null && child.detriment.has(presence),
  ].join('|');
}

/** Works out an agency's case: who of the caller's roles may look in, and what all cells share. */
export function agencyCase(input: AgencyCaseInput, engine: PolicyEngine): AgencyCase {
  const { agency, facts, child, practitioner, declaration, request, protocol } = input;
  const discloser = protocol.discloserKinds[agency] ?? '';
  const bases = request.basesOf.get(agency) ?? [];
  const common = { kind: practitioner.kind, purpose: declaration.purpose, bases, lifecycle: facts.lifecycle };
  const shared: Facts = {
    ...common,
    ...exemptionFacts(input, bases),
    isEmergency: declaration.emergency,
    discloser,
    shield: child.shield,
    aspect: 'PLAIN',
  };
  const canBeOwn = input.ownSystem === agency;
  const presenceClass = presenceClassOf(agency, protocol);

  const roles = (request.roles ?? []).map(({ role, schedules }): RoleAtAgency => {
    const question = {
      role,
      schedules,
      action: 'enter',
      resource: { type: 'AgencyKind', id: discloser },
      facts: { ...common, link: facts.link, hasConflict: child.hasConflict, relationships: facts.values },
    };
    const entry = enterAgency(question, facts, engine, protocol);
    // A caller's own system keeps no secret of what it holds from its own staff.
    if (presenceClass === null || canBeOwn) {
      return { role, schedules, entry, isPresenceKnown: true, isPresenceNeverKnown: false };
    }
    // Asked without consent: whether an agency holds a record is told by need to know alone.
    const presence = {
      ...shared,
      consent: 'NONE',
      isRefusedBySource: facts.refused.has(presenceClass),
      isDetrimental: child.detriment.has(presenceClass),
    };
    const { know, isNever } = knowableItems(
      { role, schedules, entry },
      presenceClass,
      { facts: presence, canBeOwn },
      engine,
    );
    return { role, schedules, entry, isPresenceKnown: know !== 0, isPresenceNeverKnown: isNever };
  });
  return { roles, facts: shared, bases, canBeOwn, presenceClass, outcomes: new Map() };
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

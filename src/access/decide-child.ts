import type { LinkedChild } from '../model/child-record.ts';
import type { Cell, CellDecision, ChildDecision, RequestDecision } from '../model/decision.ts';
import type { Protocol, Signatory } from '../model/protocol.ts';
import type { AgencyName, Aspect, DisclosureClass, LegalBasis, Restriction } from '../model/words.ts';
import { type AgencyFacts, type ChildFacts, childFacts } from './child-facts.ts';
import { type ConsentState, consentState } from './consent-state.ts';
import { type CellCase, type CellOutcome, decideCell, knowableItems, type RoleAtAgency } from './decide-cell.ts';
import { enterAgency } from './enter-agency.ts';
import { furthest } from './explain.ts';
import type { Memo } from './memo.ts';
import type { Facts, PolicyEngine } from './policy-engine.ts';
import type { RequestInput } from './request-facts.ts';

/** A child to be decided, for a request that passed its gates. */
export type ChildInput = RequestInput & {
  readonly request: Extract<RequestDecision, { kind: 'OPEN' }>;
  readonly child: LinkedChild;
  readonly cells: readonly Cell[];
};

/** What deciding a child is made with. */
export type ChildParts = {
  readonly agencies: readonly AgencyName[];
  readonly restrictions: readonly Restriction[];
  readonly engine: PolicyEngine;
  readonly protocol: Protocol;
  readonly memo: Memo<CellOutcome>;
};

/** One agency, prepared: the roles with their entry, and the facts that all its cells share. */
type AgencyCase = {
  readonly facts: AgencyFacts;
  readonly roles: readonly RoleAtAgency[];
  readonly bases: readonly LegalBasis[];
  readonly shared: Facts;
  readonly canBeOwn: boolean;
  readonly key: string;
};

/**
 * Decides one child: refused as a whole when no role may look into any agency's certain record (G6
 * to G8), else cell by cell. A cell that was not listed is decided when it is asked for.
 */
export function decideChild(input: ChildInput, parts: ChildParts): ChildDecision {
  const { practitioner, child } = input;
  const { engine, protocol, agencies } = parts;
  if (child.records.length === 0) {
    return { kind: 'REFUSED', trueCode: protocol.codes.noRecord.code, gate: protocol.codes.noRecord.gate };
  }
  const signatory = protocol.signatories.find(({ organisation }) => organisation === practitioner.organisation);
  const facts = childFacts({ ...input, ownSystem: signatory?.agency ?? null, agencies, protocol });
  const cases = new Map(agencies.map((agency) => [agency, agencyCase(agency, facts, signatory, input, parts)]));

  const certain = [...cases.values()].filter(({ facts: { link } }) => link === 'MATCH').flatMap(({ roles }) => roles);
  if (!certain.some(({ entry }) => entry.isEntered)) {
    const denial = furthest(
      certain.flatMap(({ entry }) => entry.denial ?? []),
      protocol,
    );
    const { gate, code } = denial ?? protocol.codes.noRecord;
    return { kind: 'REFUSED', trueCode: code, gate };
  }

  const decided = new Map<string, CellDecision>();
  const cellOf = (agency: AgencyName, disclosureClass: DisclosureClass, aspect: Aspect): CellDecision => {
    const key = `${agency}|${disclosureClass}|${aspect}`;
    const known = decided.get(key);
    if (known !== undefined) return known;
    const cell = { agency, class: disclosureClass, aspect };
    const decision = decide(cell, cases.get(agency), facts, signatory, input, parts);
    decided.set(key, decision);
    return decision;
  };
  return {
    kind: 'DECIDED',
    cellOf,
    cells: input.cells.map((cell) => cellOf(cell.agency, cell.class, cell.aspect)),
    allowedRestrictions: allowedRestrictions(input, parts),
  };
}

function agencyCase(
  agency: AgencyName,
  child: ChildFacts,
  signatory: Signatory | undefined,
  { practitioner, declaration, request }: ChildInput,
  { engine, protocol }: ChildParts,
): AgencyCase {
  const facts = child.byAgency.get(agency) ?? noFacts;
  const discloser = protocol.discloserKinds[agency] ?? '';
  const bases = request.basesOf.get(agency) ?? [];
  const holding = protocol.bases.filter(({ code }) => bases.includes(code));
  const exemption =
    declaration.exemption !== null && holding.some(({ exemptions }) => exemptions.includes(declaration.exemption ?? ''))
      ? declaration.exemption
      : 'NONE';
  const isWaived =
    protocol.consentWaivedFor.includes(declaration.purpose) && holding.some(({ noConsentNeeded }) => noConsentNeeded);
  const common = { kind: practitioner.kind, purpose: declaration.purpose, bases, lifecycle: facts.lifecycle };
  const shared: Facts = {
    ...common,
    exemption,
    isExempt: exemption !== 'NONE' || isWaived,
    isEmergency: declaration.emergency,
    discloser,
    shield: child.shield,
    aspect: 'PLAIN',
  };
  const canBeOwn = signatory?.agency === agency;

  const presence = protocol.presence[discloser];
  const roles = (request.roles ?? []).map(({ role, schedules }): RoleAtAgency => {
    const enter = {
      role,
      schedules,
      action: 'enter',
      resource: { type: 'AgencyKind', id: discloser },
      facts: { ...common, link: facts.link, hasConflict: child.hasConflict, relationships: facts.values },
    };
    const entry = enterAgency(enter, facts, engine, protocol);
    if (presence === undefined) return { role, schedules, entry, isPresenceKnown: true, isPresenceNeverKnown: false };
    // Asked without consent: whether an agency holds a record is told by need to know alone.
    const presenceFacts = { ...shared, ...sourceFacts(presence, facts, child), consent: 'NONE' };
    const { know, isNever } = knowableItems({ role, schedules, entry }, presence, { facts: presenceFacts, canBeOwn }, engine);
    return { role, schedules, entry, isPresenceKnown: know !== 0, isPresenceNeverKnown: isNever };
  });
  return { facts, roles, bases, shared, canBeOwn, key: keyOf(agency, shared, canBeOwn, practitioner.organisation, roles) };
}

function decide(
  cell: Cell,
  agency: AgencyCase | undefined,
  child: ChildFacts,
  signatory: Signatory | undefined,
  input: ChildInput,
  { protocol, engine, memo }: ChildParts,
): CellDecision {
  const consent = consentState(
    input.child,
    {
      agency: cell.agency,
      class: cell.class,
      recipient: input.practitioner.organisation,
      purpose: input.declaration.purpose,
      now: input.now,
      age: child.age,
    },
    protocol,
  );
  const facts = agency?.facts ?? noFacts;
  const source = sourceFacts(cell.class, facts, child);
  const isPresence = protocol.presence[String(agency?.shared['discloser'])] === cell.class;
  const cellCase: CellCase = {
    cell,
    // The class that tells of the agency's presence is decided for itself.
    roles: (agency?.roles ?? []).map((role) =>
      isPresence ? { ...role, isPresenceKnown: true, isPresenceNeverKnown: false } : role,
    ),
    facts: { ...agency?.shared, ...source, aspect: cell.aspect, consent: consent.state },
    consent,
    canBeOwn: agency?.canBeOwn ?? false,
    bases: agency?.bases ?? [],
    ownContact: signatory?.contact ?? null,
  };
  const key = [
    agency?.key ?? `unknown ${cell.agency}`,
    cell.class,
    cell.aspect,
    consent.state,
    consent.isNamed,
    source.isRefusedBySource,
    source.isDetrimental,
  ].join('|');
  const { decision, reliesOnConsent } = memo(key, () => decideCell(cellCase, engine, protocol));
  return withConsents(decision, reliesOnConsent, consent);
}

/** References of consents are the child's own, so they are never kept with a memoised decision. */
function withConsents(decision: CellDecision, reliesOnConsent: boolean, consent: ConsentState): CellDecision {
  return reliesOnConsent && consent.reference !== null ? { ...decision, consents: [consent.reference] } : decision;
}

function sourceFacts(
  disclosureClass: DisclosureClass,
  facts: AgencyFacts,
  child: ChildFacts,
): { readonly isRefusedBySource: boolean; readonly isDetrimental: boolean } {
  return {
    isRefusedBySource: facts.refused.has(disclosureClass),
    isDetrimental: child.detriment.has(disclosureClass),
  };
}

/** The closed vector that all cells of an agency share, as text; the organisation for the contact of a route. */
function keyOf(
  agency: AgencyName,
  shared: Facts,
  canBeOwn: boolean,
  organisation: string,
  roles: readonly RoleAtAgency[],
): string {
  const ofRoles = roles.map(({ role, schedules, entry, isPresenceKnown, isPresenceNeverKnown }) =>
    [
      role,
      schedules.join('+'),
      entry.isEntered,
      entry.isSufficient,
      entry.denial?.gate,
      entry.denial?.code,
      entry.denial?.policy?.id,
      entry.constantCode,
      isPresenceKnown,
      isPresenceNeverKnown,
    ].join(','),
  );
  return [agency, organisation, canBeOwn, ...Object.values(shared).map(String), ...ofRoles].join('|');
}

function allowedRestrictions(
  { practitioner, declaration, request }: ChildInput,
  { restrictions, engine, protocol }: ChildParts,
): ReadonlySet<Restriction> {
  const bases = [...new Set([...request.basesOf.values()].flat())].sort();
  const facts = { kind: practitioner.kind, purpose: declaration.purpose, bases };
  return new Set(
    restrictions.filter(
      (restriction) =>
        !protocol.neverReleased.includes(restriction) &&
        (request.roles ?? []).some(
          ({ role, schedules }) =>
            engine.ask({ role, schedules, action: 'open', resource: { type: 'Restriction', id: restriction }, facts })
              .kind === 'ALLOWED',
        ),
    ),
  );
}

/** Stands for an agency that is not connected: nothing is known of it, so nothing is opened. */
const noFacts: AgencyFacts = Object.freeze({
  values: [],
  unanswered: [],
  link: 'NONE',
  lifecycle: 'UNKNOWN',
  refused: new Set<DisclosureClass>(),
});

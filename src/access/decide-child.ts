import type { LinkedChild } from '../model/child-record.ts';
import type { Cell, CellDecision, ChildDecision, RequestDecision } from '../model/decision.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, Aspect, DisclosureClass, Restriction } from '../model/words.ts';
import { type AgencyCase, agencyCase, agencyCaseKey, presenceClassOf } from './agency-case.ts';
import { type AgencyFacts, type ChildFacts, childFacts } from './child-facts.ts';
import { type ConsentState, consentState, type HeardConsent, heardConsents } from './consent-state.ts';
import { decideCell } from './decide-cell.ts';
import { furthest } from './explain.ts';
import type { Memo } from './memo.ts';
import type { PolicyEngine } from './policy-engine.ts';
import type { RequestInput } from './request-facts.ts';

/** A child to be decided, for a request that passed its gates. */
export type ChildInput = RequestInput & {
  readonly request: Extract<RequestDecision, { kind: 'OPEN' }>;
  readonly child: LinkedChild;
  readonly cells: readonly Cell[];
  /**
   * The agency whose own scheme the child was asked for by; null: none. Where its holding a record
   * discloses something, its identifier opens nothing to those who may not know that.
   */
  readonly entryAgency: AgencyName | null;
};

/** What deciding a child is made with. */
export type ChildParts = {
  readonly agencies: readonly AgencyName[];
  readonly classes: readonly DisclosureClass[];
  readonly restrictions: readonly Restriction[];
  readonly engine: PolicyEngine;
  readonly protocol: Protocol;
  readonly memo: Memo<AgencyCase>;
};

/** One child's facts beside the cases that its agencies share with other children. */
type Deciding = {
  readonly input: ChildInput;
  readonly parts: ChildParts;
  readonly facts: ChildFacts;
  readonly consents: readonly HeardConsent[];
  readonly cases: ReadonlyMap<AgencyName, AgencyCase>;
};

/**
 * Decides one child: refused as a whole when no role may look into any agency's certain record (G6
 * to G8), or when nothing of what may be looked into may be known of, else cell by cell. A cell that was not listed is decided when it is asked for.
 */
export function decideChild(input: ChildInput, parts: ChildParts): ChildDecision {
  const { practitioner, child } = input;
  const { engine, protocol, agencies, memo } = parts;
  if (child.records.length === 0) {
    return { kind: 'REFUSED', trueCode: protocol.codes.noRecord.code, gate: protocol.codes.noRecord.gate };
  }
  const ownSystem =
    protocol.signatories.find(({ organisation }) => organisation === practitioner.organisation)?.agency ?? null;
  const facts = childFacts({ ...input, ownSystem, agencies, protocol });
  const cases = new Map(
    [...facts.byAgency].map(([agency, ofAgency]) => {
      const caseInput = { ...input, agency, facts: ofAgency, child: facts, ownSystem, protocol };
      return [agency, memo(agencyCaseKey(caseInput), () => agencyCase(caseInput, engine))];
    }),
  );

  const certain = [...cases].flatMap(([agency, { roles }]) =>
    facts.byAgency.get(agency)?.link === 'MATCH' ? roles : [],
  );
  if (!certain.some(({ entry }) => entry.isEntered)) {
    const denials = certain.flatMap(({ entry }) => entry.denial ?? []);
    const { gate, code } = furthest(denials, protocol) ?? protocol.codes.noRecord;
    return { kind: 'REFUSED', trueCode: code, gate };
  }

  const deciding = { input, parts, facts, consents: heardConsents(child), cases };
  const decided = new Map<string, CellDecision>();
  const cellOf = (agency: AgencyName, disclosureClass: DisclosureClass, aspect: Aspect): CellDecision => {
    const key = `${agency}|${disclosureClass}|${aspect}`;
    const known = decided.get(key);
    if (known !== undefined) return known;
    const decision = decideOne({ agency, class: disclosureClass, aspect }, deciding);
    decided.set(key, decision);
    return decision;
  };
  const tells = new Map<AgencyName, boolean>();
  const mayKnowOf = (agency: AgencyName): boolean => {
    const known = tells.get(agency);
    if (known !== undefined) return known;
    const tell = parts.classes.some((each) => cellOf(agency, each, 'PLAIN').mayKnowExistence);
    tells.set(agency, tell);
    return tell;
  };
  // Callers to whom no code is told may still be shown what is open to them.
  const isAnythingOpen = (agency: AgencyName): boolean =>
    mayKnowOf(agency) || parts.classes.some((each) => cellOf(agency, each, 'PLAIN').know !== 0);
  const isMatched = (agency: AgencyName): boolean => facts.byAgency.get(agency)?.link === 'MATCH';
  const { entryAgency } = input;
  const isEntrySecret = entryAgency !== null && presenceClassOf(entryAgency, protocol) !== null;
  if (
    ![...cases.keys()].some((agency) => isMatched(agency) && isAnythingOpen(agency)) ||
    (isEntrySecret && !mayKnowOf(entryAgency))
  ) {
    const { gate, code } = protocol.codes.notPermitted;
    return { kind: 'REFUSED', trueCode: code, gate };
  }
  return {
    kind: 'DECIDED',
    cellOf,
    mayKnowOf,
    cells: input.cells.map((cell) => cellOf(cell.agency, cell.class, cell.aspect)),
    allowedRestrictions: allowedRestrictions(input, parts),
  };
}

function decideOne(cell: Cell, { input, parts: { protocol, engine }, facts, consents, cases }: Deciding): CellDecision {
  const { practitioner, declaration, now } = input;
  const consent = consentState(
    consents,
    {
      agency: cell.agency,
      class: cell.class,
      recipient: practitioner.organisation,
      purpose: declaration.purpose,
      now,
      age: facts.age,
    },
    protocol,
  );
  const ofAgency = facts.byAgency.get(cell.agency) ?? noFacts;
  const shared = cases.get(cell.agency) ?? noCase;
  const isRefusedBySource = ofAgency.refused.has(cell.class);
  const isDetrimental = facts.detriment.has(cell.class);

  const key = `${cell.class}|${cell.aspect}|${consent.state}|${consent.isNamed}|${isRefusedBySource}|${isDetrimental}`;
  const known = shared.outcomes.get(key);
  if (known !== undefined) return withConsents(known.decision, known.reliesOnConsent, consent);

  const outcome = decideCell(
    {
      cell,
      // The class that tells of the agency's presence is decided for itself.
      roles:
        shared.presenceClass === cell.class
          ? shared.roles.map((role) => ({ ...role, isPresenceKnown: true, isPresenceNeverKnown: false }))
          : shared.roles,
      facts: { ...shared.facts, aspect: cell.aspect, consent: consent.state, isRefusedBySource, isDetrimental },
      consent: { state: consent.state, isNamed: consent.isNamed },
      canBeOwn: shared.canBeOwn,
      bases: shared.bases,
      ownContact:
        protocol.signatories.find(({ organisation }) => organisation === practitioner.organisation)?.contact ?? null,
    },
    engine,
    protocol,
  );
  if (shared !== noCase) shared.outcomes.set(key, outcome);
  return withConsents(outcome.decision, outcome.reliesOnConsent, consent);
}

/** References of consents are the child's own, so they are never kept with what is remembered. */
function withConsents(decision: CellDecision, reliesOnConsent: boolean, consent: ConsentState): CellDecision {
  return reliesOnConsent && consent.reference !== null ? { ...decision, consents: [consent.reference] } : decision;
}

function allowedRestrictions(
  { practitioner, declaration, request }: ChildInput,
  { restrictions, engine, protocol }: ChildParts,
): ReadonlySet<Restriction> {
  const bases = [...new Set([...request.basesOf.values()].flat())].sort();
  const facts = { kind: practitioner.kind, purpose: declaration.purpose, bases };
  const mayOpen = (restriction: Restriction): boolean =>
    (request.roles ?? []).some(({ role, schedules }) => {
      const resource = { type: 'Restriction', id: restriction };
      return engine.ask({ role, schedules, action: 'open', resource, facts }).kind === 'ALLOWED';
    });
  return new Set(restrictions.filter((each) => !protocol.neverReleased.includes(each) && mayOpen(each)));
}

/** Stand for an agency that is not connected: nothing is known of it, so nothing is opened. */
const noFacts: AgencyFacts = Object.freeze({
  values: [],
  unanswered: [],
  link: 'NONE',
  lifecycle: 'UNKNOWN',
  refused: new Set<DisclosureClass>(),
});
const noCase: AgencyCase = Object.freeze({
  roles: [],
  facts: {},
  bases: [],
  canBeOwn: false,
  presenceClass: null,
  outcomes: new Map(),
});

import type { Cell, CellDecision, Explanation, ItemMask, Route } from '../model/decision.ts';
import type { DirectoryContact, Protocol, Remedy } from '../model/protocol.ts';
import type { LegalBasis } from '../model/words.ts';
import type { ConsentState } from './consent-state.ts';
import type { Entry } from './enter-agency.ts';
import { type Denial, explainItem, furthest, remedyNamed } from './explain.ts';
import { askItems } from './item-mask.ts';
import type { Facts, PolicyEngine, Question } from './policy-engine.ts';
import { generalRoute, routeOf, smallestRemedies } from './routes.ts';

/** One of the caller's roles, as far as one agency's record is concerned. */
export type RoleAtAgency = {
  readonly role: string;
  readonly schedules: readonly string[];
  readonly entry: Entry;
  /** Whether this role may know that the agency holds a record at all. */
  readonly isPresenceKnown: boolean;
  /** Whether no fact about a child could let it know. */
  readonly isPresenceNeverKnown: boolean;
};

/** All that decides one cell: closed lists, and what a route may name. */
export type CellCase = {
  readonly cell: Cell;
  readonly roles: readonly RoleAtAgency[];
  /** The facts of the actions `know` and `read` but for those of the item and of the role. */
  readonly facts: Facts;
  readonly consent: Pick<ConsentState, 'state' | 'isNamed'>;
  readonly canBeOwn: boolean;
  readonly bases: readonly LegalBasis[];
  readonly ownContact: DirectoryContact | null;
};

/** A decision without the references of consents, which are the child's own. */
export type CellOutcome = { readonly decision: CellDecision; readonly reliesOnConsent: boolean };

/** How one role fares with one resource of a cell. */
type Part = {
  readonly resource: string;
  readonly read: ItemMask;
  readonly know: ItemMask;
  readonly mayKnowExistence: boolean;
  readonly denial: (Denial & { readonly question: Question | null }) | null;
  readonly constantCode: string | null;
  readonly constantRemedy: string | null;
  readonly policies: readonly string[];
  readonly reliesOnConsent: boolean;
};

const all: ItemMask = 0b1111;

/**
 * Decides a cell: for each role by itself, and what any one role opens is open. The code and the
 * route told are of the role that came furthest; what a code may tell is domain.md 7.0.
 */
export function decideCell(cellCase: CellCase, engine: PolicyEngine, protocol: Protocol): CellOutcome {
  const { cell, roles } = cellCase;
  const splitType = protocol.splitClasses[cell.class];
  const resources =
    splitType === undefined
      ? [{ type: 'Class', id: cell.class }]
      : engine.valuesOf(splitType).map((id) => ({ type: splitType, id }));
  const parts = resources.flatMap((resource) =>
    roles.map((role) => decidePart(role, resource, cellCase, engine, protocol)),
  );

  const byResource = new Map<string, ItemMask>();
  for (const { resource, read } of parts) byResource.set(resource, (byResource.get(resource) ?? 0) | read);
  const isOpen = parts.length > 0 && [...byResource.values()].every((mask) => mask === all);
  const read = parts.reduce((mask, part) => mask | part.read, 0);
  const know = parts.reduce((mask, part) => mask | part.know, read);
  const isTold = !protocol.untoldKinds.includes(String(cellCase.facts['kind']));
  const mayKnowExistence = isTold && parts.some((part) => part.mayKnowExistence);
  const isConcealed = protocol.concealedClasses.includes(cell.class);

  const denial = isOpen
    ? undefined
    : furthest(
        parts.filter(({ resource }) => byResource.get(resource) !== all).flatMap((part) => part.denial ?? []),
        protocol,
      );
  const constantCodes = parts.map(({ constantCode }) => constantCode);
  const isConstant = isTold && !constantCodes.includes(null);
  const concealed: Explanation = {
    state: 'WITHHELD_OR_NONE',
    code: isConstant ? (constantCodes[0] ?? null) : null,
    route: isConstant ? constantRoute(parts[0]?.constantRemedy, cellCase, protocol) : generalRoute(protocol),
    // DESIGN 4, Existence: a class that the caller may not know of is not named.
    shownClass: 'RESTRICTED',
  };
  const told = (): Explanation => ({
    state: isConcealed && know !== 0 ? 'PLACEHOLDER' : 'REDACTED',
    code: toldCode(denial, cellCase, protocol),
    route: routeFor(denial, cellCase, engine, protocol),
    shownClass: cell.class,
  });

  return {
    decision: {
      cell,
      read,
      know,
      split: splitType === undefined ? null : byResource,
      mayKnowExistence,
      concealEmpty: isConcealed && know !== 0 && read !== all,
      explanation: isOpen ? null : mayKnowExistence ? told() : concealed,
      concealed,
      trueCode: isOpen ? null : (denial?.code ?? protocol.codes.notPermitted.code),
      policies: [
        ...new Set([...parts.flatMap((part) => part.policies), ...(denial?.policy ? [denial.policy.id] : [])]),
      ],
      consents: [],
      bases: cellCase.bases,
    },
    reliesOnConsent: parts.some((part) => part.reliesOnConsent),
  };
}

/** Which items one role may know of where an agency's existence is protected; also used for the class that protects it. */
export function knowableItems(
  role: Omit<RoleAtAgency, 'isPresenceKnown' | 'isPresenceNeverKnown'>,
  disclosureClass: string,
  cellCase: Pick<CellCase, 'facts' | 'canBeOwn'>,
  engine: PolicyEngine,
): { readonly know: ItemMask; readonly isNever: boolean } {
  const question = questionFor(
    role,
    'know',
    { type: 'Class', id: disclosureClass },
    {
      ...cellCase.facts,
      isPresenceKnown: true,
    },
  );
  const isNever =
    atBest({ ...question, facts: { ...question.facts, lifecycle: 'CHILD' } }, cellCase.canBeOwn, engine) !== 'ALLOWED';
  return { know: role.entry.isSufficient ? ask(question, cellCase.canBeOwn, engine).mask : 0, isNever };
}

function decidePart(
  role: RoleAtAgency,
  resource: Question['resource'],
  cellCase: CellCase,
  engine: PolicyEngine,
  protocol: Protocol,
): Part {
  const { canBeOwn } = cellCase;
  const facts = { ...cellCase.facts, isPresenceKnown: role.isPresenceKnown };
  const know = questionFor(role, 'know', resource, facts);
  const read = questionFor(role, 'read', resource, facts);
  const constant = {
    ...know,
    facts: { ...facts, lifecycle: 'CHILD', isPresenceKnown: !role.isPresenceNeverKnown },
  };
  const never =
    role.entry.constantCode === null
      ? constantDenialOf(constant, canBeOwn, engine, protocol)
      : { code: role.entry.constantCode, remedy: role.entry.constantRemedy };
  const common = {
    resource: resource.id,
    mayKnowExistence: role.entry.isSufficient && role.isPresenceKnown && atBest(know, canBeOwn, engine) === 'ALLOWED',
    constantCode: never?.code ?? null,
    constantRemedy: never?.remedy ?? null,
  };
  if (!role.entry.isEntered) {
    const denial = role.entry.denial === null ? null : { ...role.entry.denial, question: null };
    return { ...common, read: 0, know: 0, denial, policies: [], reliesOnConsent: false };
  }

  const readable = ask(read, canBeOwn, engine);
  const knowable = ask(know, canBeOwn, engine);
  const permits = [...readable.allowed, ...knowable.allowed].flatMap(({ policies }) => policies);
  return {
    ...common,
    read: readable.mask,
    know: knowable.mask,
    denial: readable.denied === null ? null : explained(read, readable.denied, engine, protocol),
    policies: permits.map(({ id }) => id),
    reliesOnConsent:
      cellCase.consent.state === 'GIVEN' &&
      permits.some(({ annotations }) => annotations['remedy'] === protocol.codes.consent.remedy),
  };
}

function explained(
  question: Question,
  denied: NonNullable<ReturnType<typeof askItems>['denied']>,
  engine: PolicyEngine,
  protocol: Protocol,
): Denial & { readonly question: Question } {
  const { isOwn, isRelevant, answer } = denied;
  const item = { ...question, facts: { ...question.facts, isOwn, isRelevant } };
  return { ...explainItem(item, answer, 'know', engine, protocol), question: item };
}

/** The code of a cell that no fact about a child could open, and the remedy of its policy; null where one could. */
function constantDenialOf(
  question: Question,
  canBeOwn: boolean,
  engine: PolicyEngine,
  protocol: Protocol,
): { readonly code: string; readonly remedy: string | null } | null {
  if (atBest(question, canBeOwn, engine) !== 'DENIED') return null;
  const item = { ...question, facts: atBestFacts(question.facts, canBeOwn) };
  const answer = engine.ask(item);
  if (answer.kind !== 'DENIED') return null;
  const { code, policy } = explainItem(item, answer, 'know', engine, protocol);
  return { code, remedy: policy?.annotations['remedy'] ?? null };
}

/** Where no fact could change the answer, the route says at most what by its own is no change of any fact: a slot that is empty. */
function constantRoute(
  name: string | null | undefined,
  { ownContact }: Pick<CellCase, 'ownContact'>,
  protocol: Protocol,
): Route {
  const remedy = remedyNamed(name ?? undefined, protocol);
  if (remedy === undefined || Object.keys(remedy.set).length > 0) return generalRoute(protocol);
  return routeOf([remedy], remedy.name, protocol, ownContact);
}

/** The answer were all that the child's records say as favourable as it can be. */
function atBest(question: Question, canBeOwn: boolean, engine: PolicyEngine): 'ALLOWED' | 'DENIED' | 'ERRED' {
  return engine.ask({ ...question, facts: atBestFacts(question.facts, canBeOwn) }).kind;
}

function atBestFacts(facts: Facts, canBeOwn: boolean): Facts {
  return {
    ...facts,
    consent: 'GIVEN',
    shield: 'NONE',
    isRefusedBySource: false,
    isDetrimental: false,
    isOwn: canBeOwn,
    isRelevant: true,
  };
}

function ask(question: Question, canBeOwn: boolean, engine: PolicyEngine): ReturnType<typeof askItems> {
  return askItems((isOwn, isRelevant) => engine.ask({ ...question, facts: { ...question.facts, isOwn, isRelevant } }), {
    canBeOwn,
    readsOwn: engine.reads(question, 'isOwn'),
    readsRelevant: engine.reads(question, 'isRelevant'),
  });
}

function questionFor(
  { role, schedules }: Pick<RoleAtAgency, 'role' | 'schedules'>,
  action: string,
  resource: Question['resource'],
  facts: Facts,
): Question {
  return { role, schedules, action, resource, facts };
}

/** Refused, withdrawn and expired consent are told only to the recipient whom it names (domain.md 7.0). */
function toldCode(denial: Denial | undefined, { consent }: CellCase, protocol: Protocol): string | null {
  if (denial === undefined) return null;
  const { untold, states } = protocol.codes.consent;
  return Object.values(states).includes(denial.code) && !consent.isNamed ? untold : denial.code;
}

function routeFor(
  denial: (Denial & { readonly question: Question | null }) | undefined,
  { ownContact }: CellCase,
  engine: PolicyEngine,
  protocol: Protocol,
): Explanation['route'] {
  const leading = denial?.policy?.annotations['remedy'];
  const marked = remedyNamed(leading, protocol);
  // A remedy that changes no fact leads on by itself, e.g. contact that the index team brokers.
  if (marked !== undefined && Object.keys(marked.set).length === 0)
    return routeOf([marked], leading, protocol, ownContact);
  const remedies: readonly Remedy[] | null =
    denial === undefined || denial.question === null
      ? null
      : smallestRemedies(denial.question, engine, protocol.remedies);
  return routeOf(remedies ?? [], leading, protocol, ownContact);
}

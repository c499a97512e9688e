import type {
  AgencyCallContext,
  GatewayRequest,
  GatewayResponse,
  PipelineParts,
  ResponseError,
} from './pipeline/request-parts.ts';
import type { Assembled, ChildPart, ContentAnswer, OperationPlan, Prepared } from './graph/graph-step.ts';
import type { LinkedChild } from './model/child-record.ts';
import type { AccessMode } from './model/control.ts';
import type { ChildDecision, RequestDecision } from './model/decision.ts';
import type { Declaration } from './model/declaration.ts';
import { GatewayError } from './model/errors.ts';
import type { LedgerEntry } from './model/ledger-entry.ts';
import type { Practitioner } from './model/practitioner.ts';
import type { AgencyName, LocalDate, RecordKey } from './model/words.ts';
import { peopleOf, readControl } from './pipeline/control-access.ts';
import { answerPublic } from './pipeline/answer-public.ts';
import { type ControlValues, controlValues } from './pipeline/control-values.ts';
import { declarationOf } from './pipeline/declaration-of.ts';
import { gatherChildren } from './pipeline/gather-children.ts';
import { heldBackUntil } from './pipeline/held-back-until.ts';
import { grantedEntry, ledgerHead, lookedAt, refusedEntry, releasedEntry } from './pipeline/ledger-entries.ts';
import { childrenExceeded } from './pipeline/few-children.ts';
import { factsAsk, idInvalidMessage, openRoots, type Slot } from './pipeline/open-roots.ts';
import { knownLinks } from './pipeline/known-links.ts';
import { ownValues } from './pipeline/own-values.ts';
import { performActs } from './pipeline/perform-acts.ts';
import { owe, tellOwners } from './pipeline/record-owing.ts';
import { readLooks } from './pipeline/read-looks.ts';
import { responseError } from './pipeline/response-error.ts';
import { servicesAt } from './pipeline/search-services.ts';

type PreparedPlan = Extract<Prepared, { kind: 'PLAN' }>;
type OpenRequest = Extract<RequestDecision, { kind: 'OPEN' }>;

/**
 * Makes the request's way (DESIGN 5). Read from top to bottom: who, what, why, facts, link, decide,
 * on record, content, guard, on record, response. Every exit is a return here or a GatewayError.
 */
export function createPipeline(parts: PipelineParts): (request: GatewayRequest) => Promise<GatewayResponse> {
  return async (request) => {
    try {
      if (request.isPublic === true && request.authorization === null) {
        const answered = answerPublic(parts.graph.prepare(request), parts);
        if (answered !== null) return answered;
      }
      const identified = await parts.identify(request.authorization);
      if (identified.kind === 'REFUSED') throw unauthenticated();

      const prepared = parts.graph.prepare(request);
      if (prepared.kind === 'FAULTS') return { errors: prepared.errors.map((error) => responseError(error)) };

      return await answer(identified.practitioner, prepared, request, parts);
    } catch (error) {
      if (!(error instanceof GatewayError))
        parts.note('INTERNAL', { error: error instanceof Error ? error.name : 'unknown' });
      const known =
        error instanceof GatewayError ? error : new GatewayError('INTERNAL', 'The gateway could not answer.');
      return { errors: [responseError(known)] };
    }
  };
}

async function answer(
  practitioner: Practitioner,
  prepared: PreparedPlan,
  request: GatewayRequest,
  parts: PipelineParts,
): Promise<GatewayResponse> {
  if (prepared.plan.rootType === 'Mutation') return act(practitioner, prepared, parts);
  const asksOfChildren = prepared.roots.some(({ kind }) => kind !== 'OWN' && kind !== 'SCHEMA');
  const needsDeclaration =
    asksOfChildren || prepared.roots.some((root) => root.kind === 'OWN' && root.field === 'disclosure');
  if (prepared.access === null) {
    if (needsDeclaration) throw purposeRequired();
    return withoutChildren(practitioner, prepared, parts);
  }
  const declaration = declarationOf(prepared.access);

  const startedAt = parts.now();
  const clock = { today: dayOf(startedAt), now: new Date(startedAt).toISOString() };
  const hiddenUntil = (mode: AccessMode): LocalDate | null =>
    heldBackUntil(declaration, mode, clock.today, parts.protocol.accessLog.heldBack);
  const asked = ledgerHead({
    recordId: parts.newRecordId(),
    at: startedAt,
    practitioner,
    declaration,
    policyVersion: parts.protocol.version,
    shape: shapeOf(prepared.plan),
    heldBackUntil: hiddenUntil('NORMAL'),
  });

  const held = readControl(() => parts.control.factsOf(peopleOf(practitioner), startedAt));
  const control = { ...held, isPolicyHead: parts.isPolicyHead() };
  const open = parts.access.decideRequest({ practitioner, declaration, ...clock, control });
  if (open.kind === 'REFUSED') {
    await onRecord(parts, refusedEntry(asked, open.code));
    throw new GatewayError(
      open.code,
      'The request is refused as a whole; the route says what would lawfully change that.',
      {
        extensions: {
          gate: open.gate,
          route: open.route,
          recordId: asked.recordId,
          ...(open.notHolding === undefined ? {} : { bases: open.notHolding }),
        },
      },
    );
  }
  // What a look is held back for is the mode that it was decided in, and not the one that was declared.
  const head = { ...asked, mode: open.mode, heldBackUntil: hiddenUntil(open.mode) };
  const most = childrenExceeded(prepared.roots, open.mode, practitioner.organisation, parts);
  if (most !== null) {
    const error = tooManyChildren(most);
    await onRecord(parts, refusedEntry(head, error.code));
    throw error;
  }
  if (!parts.ledger.isWritable()) throw ledgerUnavailable();
  const shown = controlValues(prepared.roots, {
    practitioner,
    protocol: parts.protocol,
    control: parts.control,
    now: startedAt,
    today: clock.today,
  });
  const services = servicesAt(prepared.roots, parts.protocol.directory, clock.today);
  const owing = await owe(open, head, control, parts, (entry) => onRecord(parts, entry));

  const context: AgencyCallContext = {
    practitioner,
    purpose: declaration.purpose,
    basesOf: open.basesOf,
    signal: request.signal,
  };
  const { slots, silentRoots } = await openRoots(prepared, practitioner, declaration, context, parts);
  const linked = await gather(slots, practitioner, declaration, context, clock.today, parts);
  const children = slots.map((slot, index) =>
    decided(
      slot,
      linked[index] ?? nobody,
      { practitioner, declaration, request: open, ...clock, control },
      prepared,
      parts,
    ),
  );

  const granted = grantedEntry(
    head,
    children.map(({ linked, decision }, index) => ({ linked, decision, entry: keyOf(slots[index]) })),
  );
  // Durable before a byte leaves; the disk is written while the agencies are asked.
  const isGranted = onRecord(parts, granted);
  isGranted.catch(() => {});
  const viewer = { organisation: practitioner.organisation, purpose: declaration.purpose };
  const reading = readLooks(declaration.dryRun ? [] : children, {
    asked: prepared.plan.cellsAsked,
    protocol: parts.protocol,
    today: clock.today,
    find: parts.findLooks,
  });
  const contents = declaration.dryRun
    ? []
    : await askForContent(
        parts,
        context,
        parts.graph.contentCalls({ plan: prepared.plan, inputs: prepared.inputs, viewer, children }),
      );
  const kept = await reading;
  await isGranted;

  const assembled = parts.graph.assemble({
    plan: prepared.plan,
    inputs: prepared.inputs,
    viewer,
    children,
    contents,
    kept,
    silentRoots,
    own: ownValues({
      practitioner,
      declaration,
      request: open,
      recordId: head.recordId,
      protocol: parts.protocol,
      asked: prepared.plan.cellsAsked,
      decisions: children.map(({ decision }) => decision),
      standing: shown.standing,
    }),
    ownAt: new Map([...shown.ownAt, ...services]),
    routes: {
      refused: { kind: 'ASK_ADVICE', needs: [], contact: parts.protocol.generalContact },
      silent: { kind: 'RETRY', needs: ['AGENCY_ANSWER'], contact: null },
    },
    dryRun: declaration.dryRun,
  });
  noteGuard(parts, assembled.guard);

  const outcomesOf = new Map(assembled.released.map((child) => [`${child.root}.${child.slot}`, child.outcomes]));
  await onRecord(
    parts,
    releasedEntry(
      granted,
      parts.now(),
      children.map(({ root, slot, linked, decision }) => ({
        outcomes: outcomesOf.get(`${root}.${slot}`) ?? [],
        lookedAt: lookedAt(linked, decision, declaration.dryRun),
      })),
    ),
  );

  await tellOwners(owing, children, assembled.released, head, parts);

  const errors: ResponseError[] = [
    ...assembled.errors.map((error) => responseError(error)),
    ...slots.filter(({ entry }) => entry === null).map((slot) => idInvalid(slot, prepared)),
  ];
  return {
    data: assembled.data,
    ...(errors.length === 0 ? {} : { errors }),
    extensions: { recordId: head.recordId, redactions: assembled.redactions },
  };
}

/** The identifier that a child was asked for by, found or not: it is on record that somebody asked. */
function keyOf(slot: Slot | undefined): RecordKey | null {
  return slot?.entry?.kind === 'KEY' ? slot.entry.key : null;
}

const nobody: LinkedChild = { records: [], silent: new Map(), unasked: new Set() };

/** The facts waves and the linking, for every slot that an entry was found for; the others are nobody. */
async function gather(
  slots: readonly Slot[],
  practitioner: Practitioner,
  declaration: Declaration,
  context: AgencyCallContext,
  today: string,
  parts: PipelineParts,
): Promise<readonly LinkedChild[]> {
  const entries = slots.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  if (entries.length === 0) return [];
  const facts = factsAsk(practitioner, declaration, parts);
  const gathered = await gatherChildren(entries, {
    agencies: parts.agencies,
    factsCalls: (agency, keys) => parts.graph.factsCalls(agency, keys, facts),
    readFacts: (call, answer) => parts.graph.readFacts(call, answer),
    ask: (call) => parts.ask(call, context),
    chooseEntry: parts.chooseEntry,
    link: (entry, candidates) => parts.link(entry, candidates, today),
  });
  let next = 0;
  return slots.map(({ entry }) => (entry === null ? nobody : (gathered[next++] ?? nobody)));
}

/** Decides one child; one that nobody holds is refused as a whole, in the same words. */
function decided(
  slot: Slot,
  linked: LinkedChild,
  input: Omit<Parameters<PipelineParts['access']['decideChild']>[0], 'child' | 'cells' | 'entryAgency' | 'request'> & {
    readonly request: OpenRequest;
  },
  prepared: PreparedPlan,
  parts: PipelineParts,
): ChildPart {
  const { noRecord, notPermitted } = parts.protocol.codes;
  const place = { root: slot.root, slot: slot.slot };
  const decide = (child: LinkedChild): ChildDecision =>
    parts.access.decideChild({
      ...input,
      child,
      cells: prepared.plan.cellsNeeded,
      entryAgency: slot.entry?.kind === 'KEY' ? ownerOf(slot.entry.key.scheme, parts) : null,
    });
  if (linked.records.length === 0) {
    return { ...place, id: null, linked, decision: { kind: 'REFUSED', trueCode: noRecord.code, gate: noRecord.gate } };
  }
  let child = linked;
  let decision = decide(child);
  // Each time round fewer records are certain, so this ends.
  while (decision.kind === 'DECIDED') {
    const { mayShow } = decision;
    const known = knownLinks(child, slot.entry, mayShow, parts.normaliseIdentifier);
    if (known === child) break;
    child = known;
    decision = child.records.some(({ outcome }) => outcome === 'MATCH')
      ? decide(child)
      : { kind: 'REFUSED', trueCode: notPermitted.code, gate: notPermitted.gate };
  }
  const root = prepared.roots[slot.root];
  const needsId = root !== undefined && 'selectsId' in root && root.selectsId;
  return {
    ...place,
    // The caller's own string is echoed: sealing costs, and an id in circulation stays as it is.
    id:
      needsId && decision.kind === 'DECIDED'
        ? (slot.sealed ?? sealedIdOf(slot, child, decision, input.practitioner, parts))
        : null,
    linked: child,
    decision,
  };
}

/** Seals an anchor that only agencies the caller may know of gave, or else the identifier that the caller gave. */
function sealedIdOf(
  slot: Slot,
  linked: LinkedChild,
  decision: Extract<ChildDecision, { kind: 'DECIDED' }>,
  practitioner: Practitioner,
  parts: PipelineParts,
): string | null {
  const known = linked.records.filter(({ record }) => decision.mayKnowOf(record.agency));
  const anchor = parts.sealedIds.anchorOf(known) ?? (slot.entry?.kind === 'KEY' ? slot.entry.key : null);
  return anchor === null ? null : parts.sealedIds.seal(anchor, practitioner.organisation);
}

/** The agency whose own scheme it is; null: nobody's, or several agencies'. */
function ownerOf(scheme: string, parts: PipelineParts): AgencyName | null {
  return parts.agencies.find(({ schemes }) => schemes[0] === scheme)?.name ?? null;
}

async function askForContent(
  parts: PipelineParts,
  context: AgencyCallContext,
  calls: ReturnType<PipelineParts['graph']['contentCalls']>,
): Promise<readonly ContentAnswer[]> {
  return Promise.all(calls.map(async (call) => ({ call, answer: await parts.ask(call.call, context) })));
}

/** An operation that asks of no child: nothing is disclosed, so nothing is declared or recorded. */
function withoutChildren(practitioner: Practitioner, prepared: PreparedPlan, parts: PipelineParts): GatewayResponse {
  const now = parts.now();
  const { protocol, control } = parts;
  const shown = controlValues(prepared.roots, { practitioner, protocol, control, now, today: dayOf(now) });
  // Who may see cases is data of the protocol, as who may act is.
  if (prepared.roots.some((root) => shown.ownAt.has(root.index)) && !parts.isPolicyHead()) throw policyStale(parts);
  return ofItsOwn(practitioner, prepared, shown, parts);
}

/** A mutation of the gateway's own; each act is on record before it is made. */
async function act(practitioner: Practitioner, prepared: PreparedPlan, parts: PipelineParts): Promise<GatewayResponse> {
  // Refused for what it is before it would be for what follows from it.
  readControl(() => parts.control.factsOf(peopleOf(practitioner), parts.now()));
  // Who may act is data of the protocol, too: decided by the one in force for all, or not at all.
  if (!parts.isPolicyHead()) throw policyStale(parts);
  const roots = prepared.roots.filter((root) => root.kind === 'ACT');
  const ownAt = await performActs(practitioner, roots, parts, (entry) => onRecord(parts, entry));
  return ofItsOwn(practitioner, prepared, { standing: null, ownAt }, parts);
}

function ofItsOwn(
  practitioner: Practitioner,
  prepared: PreparedPlan,
  shown: ControlValues,
  parts: PipelineParts,
): GatewayResponse {
  const assembled = parts.graph.assemble({
    plan: prepared.plan,
    inputs: prepared.inputs,
    viewer: { organisation: practitioner.organisation, purpose: '' },
    children: [],
    contents: [],
    silentRoots: new Map(),
    own: ownValues({
      practitioner,
      declaration: null,
      request: null,
      recordId: null,
      protocol: parts.protocol,
      asked: [],
      decisions: [],
      standing: shown.standing,
    }),
    ownAt: new Map([...shown.ownAt, ...servicesAt(prepared.roots, parts.protocol.directory, dayOf(parts.now()))]),
    routes: { refused: null, silent: null },
    dryRun: false,
  });
  const errors = assembled.errors.map((error) => responseError(error));
  return { data: assembled.data, ...(errors.length === 0 ? {} : { errors }) };
}

async function onRecord(parts: PipelineParts, entry: LedgerEntry): Promise<void> {
  try {
    await parts.ledger.append(entry);
  } catch {
    throw ledgerUnavailable();
  }
}

function noteGuard(parts: PipelineParts, guard: Assembled['guard']): void {
  for (const [kind, count] of Object.entries(guard)) if (count > 0) parts.note('GUARD', { kind, count });
}

function shapeOf(plan: OperationPlan): LedgerEntry['shape'] {
  return {
    roots: plan.roots.map(({ field }) => field.field),
    classes: [...new Set(plan.cellsAsked.map((cell) => cell.class))].sort(),
  };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function idInvalid(slot: Slot, prepared: PreparedPlan): ResponseError {
  const key = prepared.plan.roots[slot.root]?.field.key ?? '';
  const isList = prepared.roots[slot.root]?.kind === 'CHILDREN';
  return { message: idInvalidMessage, code: 'ID_INVALID', path: isList ? [key, slot.slot] : [key] };
}

function unauthenticated(): GatewayError {
  return new GatewayError('UNAUTHENTICATED', 'A valid access token is needed: Authorization: Bearer <token>.');
}

function policyStale({ protocol }: PipelineParts): GatewayError {
  return new GatewayError(
    'POLICY_STALE',
    'This gateway does not have the protocol that is in force. Try again later.',
    {
      extensions: { gate: protocol.codes.policyError.gate, route: null },
    },
  );
}

function tooManyChildren(most: number): GatewayError {
  return new GatewayError(
    'TOO_MANY_CHILDREN',
    `Under break-glass or an override, one operation asks of at most ${most} children, and of no caseload.`,
  );
}

function purposeRequired(): GatewayError {
  return new GatewayError(
    'PURPOSE_REQUIRED',
    'An operation about a child says why: add @access(purpose: ..., reason: $reason) to it.',
    {
      extensions: { directive: 'access' },
    },
  );
}

function ledgerUnavailable(): GatewayError {
  return new GatewayError(
    'LEDGER_UNAVAILABLE',
    'The disclosure could not be recorded, so nothing is released. Try again later.',
  );
}

import type {
  AgencyCallContext,
  GatewayRequest,
  GatewayResponse,
  PipelineParts,
  ResponseError,
} from './pipeline/request-parts.ts';
import type { Assembled, ChildPart, ContentAnswer, FactsAsk, OperationPlan, Prepared } from './graph/graph-step.ts';
import type { LinkedChild, Silence } from './model/child-record.ts';
import type { AccessMode, ControlFacts } from './model/control.ts';
import type { ChildDecision, RequestDecision } from './model/decision.ts';
import type { Declaration } from './model/declaration.ts';
import { GatewayError } from './model/errors.ts';
import type { LedgerEntry } from './model/ledger-entry.ts';
import type { Practitioner } from './model/practitioner.ts';
import type { AgencyName, LocalDate, RecordKey } from './model/words.ts';
import { peopleOf, readControl } from './pipeline/control-access.ts';
import { knowableClasses, partsFor, withUntold } from './pipeline/ask-peers.ts';
import { answerPublic } from './pipeline/answer-public.ts';
import { faultOfRoots, idInvalidMessage } from './pipeline/check-roots.ts';
import { type ControlValues, controlValues } from './pipeline/control-values.ts';
import { decideKnown } from './pipeline/decide-known.ts';
import { declarationOf } from './pipeline/declaration-of.ts';
import { educationDutyOf } from './pipeline/education-duty.ts';
import { noRoot } from './pipeline/forwarded.ts';
import { type Entry, gatherChildren, type GatheredChild, type GatherParts } from './pipeline/gather-children.ts';
import { heldBackUntil } from './pipeline/held-back-until.ts';
import { presenceOf } from './pipeline/index-only.ts';
import { readReports, reportField } from './pipeline/inaccuracy-reports.ts';
import {
  grantedEntry,
  type LedgerHead,
  ledgerHead,
  lookedAt,
  refusedEntry,
  releasedEntry,
} from './pipeline/ledger-entries.ts';
import { childrenExceeded } from './pipeline/few-children.ts';
import { factsAsk, openRoots, type Slot } from './pipeline/open-roots.ts';
import { readVerdicts, type VerdictReader } from './pipeline/match-verdicts.ts';
import { ownValues } from './pipeline/own-values.ts';
import { performActs } from './pipeline/perform-acts.ts';
import { owe, tellOwners } from './pipeline/record-owing.ts';
import { keptOf, readLinks } from './pipeline/read-links.ts';
import { readLooks } from './pipeline/read-looks.ts';
import { disclosedSearches, finishSearches, startSearches } from './pipeline/run-searches.ts';
import { readSearches } from './pipeline/search-roots.ts';
import { responseError } from './pipeline/response-error.ts';
import { servicesAt } from './pipeline/search-services.ts';
import { sendReports } from './pipeline/send-reports.ts';

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
  if (prepared.plan.rootType === 'Mutation') return act(practitioner, prepared, request, parts);
  const asksOfChildren = prepared.roots.some(({ kind }) => kind !== 'OWN' && kind !== 'SCHEMA');
  const needsDeclaration =
    asksOfChildren || prepared.roots.some((root) => root.kind === 'OWN' && root.field === 'disclosure');
  if (prepared.access === null) {
    if (needsDeclaration) throw purposeRequired();
    return withoutChildren(practitioner, prepared, parts);
  }
  const declared = await declare(practitioner, prepared, prepared.access, parts);
  const { declaration, startedAt, clock, control, open, head } = declared;
  const most = childrenExceeded(prepared.roots, open.mode, practitioner.organisation, parts);
  if (most !== null) {
    const error = tooManyChildren(most);
    await onRecord(parts, refusedEntry(head, error.code));
    throw error;
  }
  const fault = faultOfRoots(prepared.roots, practitioner, parts);
  if (fault !== null) {
    await onRecord(parts, refusedEntry(head, fault.code));
    throw fault;
  }
  const read = await readSearches(prepared.roots, practitioner, { isDryRun: declaration.dryRun }, parts);
  if (read.kind === 'FAULT') {
    await onRecord(parts, refusedEntry(head, read.error.code));
    throw read.error;
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
  // What a caller of another authority owes is owed there, and enforced there.
  const owing =
    parts.forwarded === undefined ? await owe(open, head, control, parts, (entry) => onRecord(parts, entry)) : null;

  const context: AgencyCallContext = {
    practitioner,
    purpose: declaration.purpose,
    basesOf: open.basesOf,
    signal: request.signal,
    declaration,
    recordId: head.recordId,
  };
  const opened = await openRoots(prepared, practitioner, declaration, context, parts);
  const facts = factsAsk(practitioner, declaration, parts);
  const asking = partsFor(declaration.purpose, parts);
  const found = await parts.forwarded?.find(facts, (call) => parts.ask(call, context));
  const slots = [
    ...opened.slots,
    ...(found?.entries ?? []).map((entry, slot) => ({ root: noRoot, slot, sealed: null, entry })),
  ];
  const started = await startSearches(read.searches, declaration.dryRun, facts, context, asking);
  const silent = new Map([...(found?.silent ?? []), ...started.silent]);
  const verdicts = readVerdicts(parts);
  const linking: Linking = { today: clock.today, verdicts };
  const gathered = await gather([...slots, ...started.slots], silent, facts, context, linking, asking);
  const linked = gathered.map((child) => withUntold(child, asking, parts));
  const decide = (slot: Slot, child: GatheredChild): ChildPart =>
    decided(slot, child, { practitioner, declaration, request: open, ...clock, control }, prepared, parts);
  const entered = slots.map((slot, index) => decide(slot, linked[index] ?? nobody));
  parts.forwarded?.onDecided(entered);
  const searched = finishSearches(started, linked.slice(slots.length), decide, practitioner, asking);
  const children = [...entered, ...searched.children];

  const granted = grantedEntry(
    head,
    [
      ...children.map(({ linked, decision }, index) => ({ linked, decision, entry: keyOf(slots[index]) })),
      ...searched.others.map((other) => ({ ...other, entry: null })),
    ],
    searched.ledger,
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
        children,
      );
  const links = readLinks(declaration.dryRun ? [] : children, {
    ...parts,
    asked: prepared.plan.cellsAsked,
    organisation: practitioner.organisation,
    now: startedAt,
    verdicts,
  });
  const kept = keptOf(await reading, links);
  await isGranted;

  const education = educationDutyOf(practitioner.organisation, clock.today, parts.protocol);
  const assembled = parts.graph.assemble({
    plan: prepared.plan,
    inputs: prepared.inputs,
    viewer,
    children,
    searches: searched.answers,
    contents,
    kept,
    silentRoots: opened.silentRoots,
    own: ownValues({
      practitioner,
      declaration,
      request: open,
      recordId: head.recordId,
      protocol: parts.protocol,
      asked: prepared.plan.cellsAsked,
      decisions: children.map(({ decision }) => decision),
      searches: disclosedSearches(read.searches, asking),
      standing: shown.standing,
    }),
    ownAt: new Map([...shown.ownAt, ...services]),
    routes: {
      refused: { kind: 'ASK_ADVICE', needs: [], contact: parts.protocol.generalContact },
      silent: { kind: 'RETRY', needs: ['AGENCY_ANSWER'], contact: null },
    },
    dryRun: declaration.dryRun,
    ...(education === null ? {} : { education }),
    ...(parts.forwarded === undefined ? {} : { onItem: parts.forwarded.onItem }),
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

/** A request that the gates which need no fact about a child let pass (G0-G4, G5a), and what its records share. */
type Declared = {
  readonly declaration: Declaration;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly clock: { readonly today: LocalDate; readonly now: string };
  readonly control: ControlFacts;
  readonly open: OpenRequest;
  readonly head: LedgerHead;
};

/** Reads the declaration and decides the request; one that is refused is on record before it is answered. */
async function declare(
  practitioner: Practitioner,
  prepared: PreparedPlan,
  access: NonNullable<PreparedPlan['access']>,
  parts: PipelineParts,
): Promise<Declared> {
  const declaration = declarationOf(access);

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
    origin: parts.forwarded?.origin ?? null,
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
  return { declaration, startedAt, clock, control, open, head };
}

/** The identifier that a child was asked for by, found or not: it is on record that somebody asked. */
function keyOf(slot: Slot | undefined): RecordKey | null {
  return slot?.entry?.kind === 'KEY' ? slot.entry.key : null;
}

const nobody: GatheredChild = { records: [], silent: new Map(), unasked: new Set(), among: () => [] };

/** What records are linked with beside themselves. */
type Linking = { readonly today: LocalDate; readonly verdicts: VerdictReader };

/** The facts waves and the linking, for every slot that an entry was found for; the others are nobody. */
async function gather(
  slots: readonly Slot[],
  silent: ReadonlyMap<AgencyName, Silence>,
  facts: FactsAsk,
  context: AgencyCallContext,
  { today, verdicts }: Linking,
  parts: PipelineParts,
): Promise<readonly GatheredChild[]> {
  const entries = slots.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  if (entries.length === 0) return [];
  const untold = new Set<AgencyName>();
  const link = parts.linker(today);
  const gatherParts: GatherParts = {
    agencies: parts.agencies,
    factsCalls: (agency, keys, searches) => parts.graph.factsCalls(agency, keys, facts, searches),
    isSearchable: (agency) => parts.graph.isSearchable(agency),
    readFacts: (call, answer) => {
      const read = parts.graph.readFacts(call, answer);
      if (read.kind === 'RECORDS' && read.isAbsenceUntold === true) untold.add(call.call.agency);
      return read;
    },
    ask: (call) => parts.ask(call, context),
    chooseEntry: parts.chooseEntry,
    link: (entry, candidates) => link(entry, candidates, verdicts.among([...entry, ...candidates])),
    searchesFor: parts.searchesFor,
    sortFound: parts.sortFound,
    shieldCustodians: parts.protocol.custodians.shield,
    isPresenceSecret: (agency) => presenceOf(agency, parts.protocol) !== null,
  };
  const gathered = await gatherChildren(entries, gatherParts, silent);
  let next = 0;
  return slots.map(({ entry }) => {
    const linked = entry === null ? nobody : (gathered[next++] ?? nobody);
    return untold.size === 0 ? linked : { ...linked, untold };
  });
}

/** Decides one child; one that nobody holds is refused as a whole, in the same words. */
function decided(
  slot: Slot,
  linked: GatheredChild,
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
  const { linked: child, decision } = decideKnown(linked, {
    decide,
    nobodyKnown: { kind: 'REFUSED', trueCode: notPermitted.code, gate: notPermitted.gate },
    isPresenceSecret: (agency) => presenceOf(agency, parts.protocol) !== null,
  });
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

/**
 * Seals an anchor that only agencies the caller may know of gave, or else the identifier that the caller gave. Of a
 * child of a caseload it is one that the caseload's own record carries, where it can be: the next page is found by it.
 */
function sealedIdOf(
  slot: Slot,
  linked: LinkedChild,
  decision: Extract<ChildDecision, { kind: 'DECIDED' }>,
  practitioner: Practitioner,
  parts: PipelineParts,
): string | null {
  const known = linked.records.filter(({ record }) => decision.mayKnowOf(record.agency));
  const { entry } = slot;
  const own = entry?.kind === 'RECORDS' ? known.filter(({ record }) => entry.records.includes(record)) : [];
  const anchor =
    parts.sealedIds.anchorOf(own) ?? parts.sealedIds.anchorOf(known) ?? (entry === null ? null : keyIn(entry));
  return anchor === null ? null : parts.sealedIds.seal(anchor, practitioner.organisation);
}

/** The identifier that a child is entered by, or else one that the record has which it is entered by. */
function keyIn(entry: Entry): RecordKey | null {
  if (entry.kind === 'KEY') return entry.key;
  const held = entry.records.flatMap(({ identifiers }) => identifiers).find(({ former }) => !former);
  return held === undefined ? null : { scheme: held.scheme, value: held.value };
}

/** The agency whose own scheme it is: it is asked by it first, or nobody else is asked by it; null: several agencies'. */
function ownerOf(scheme: string, parts: PipelineParts): AgencyName | null {
  const asked = parts.agencies.filter(({ schemes }) => schemes.includes(scheme));
  const owner = asked.find(({ schemes }) => schemes[0] === scheme) ?? (asked.length === 1 ? asked[0] : undefined);
  return owner?.name ?? null;
}

async function askForContent(
  parts: PipelineParts,
  context: AgencyCallContext,
  calls: ReturnType<PipelineParts['graph']['contentCalls']>,
  children: readonly ChildPart[],
): Promise<readonly ContentAnswer[]> {
  return Promise.all(
    calls.map(async (call) => {
      const knowable = knowableClasses(call, children, parts);
      return { call, answer: await parts.ask(call.call, { ...context, knowable }) };
    }),
  );
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
async function act(
  practitioner: Practitioner,
  prepared: PreparedPlan,
  request: GatewayRequest,
  parts: PipelineParts,
): Promise<GatewayResponse> {
  if (prepared.roots.some((root) => root.kind === 'ACT' && root.field === reportField)) {
    return report(practitioner, prepared, request, parts);
  }
  // Refused for what it is before it would be for what follows from it.
  readControl(() => parts.control.factsOf(peopleOf(practitioner), parts.now()));
  // Who may act is data of the protocol, too: decided by the one in force for all, or not at all.
  if (!parts.isPolicyHead()) throw policyStale(parts);
  const roots = prepared.roots.filter((root) => root.kind === 'ACT');
  const ownAt = await performActs(practitioner, roots, parts, (entry) => onRecord(parts, entry));
  return ofItsOwn(practitioner, prepared, { standing: null, ownAt }, parts);
}

/** A mutation that reports inaccuracies to the agencies that own the data: declared and decided as any request. */
async function report(
  practitioner: Practitioner,
  prepared: PreparedPlan,
  request: GatewayRequest,
  parts: PipelineParts,
): Promise<GatewayResponse> {
  if (prepared.access === null) throw purposeRequired();
  const { declaration, clock, control, open, head } = await declare(practitioner, prepared, prepared.access, parts);
  const reports = await orOnRecord(() => readReports(prepared.roots, open.mode, practitioner, parts), head, parts);
  if (!parts.ledger.isWritable()) throw ledgerUnavailable();
  const owing = await owe(open, head, control, parts, (entry) => onRecord(parts, entry));

  const { purpose } = declaration;
  const { recordId } = head;
  const { basesOf } = open;
  const context: AgencyCallContext = { practitioner, purpose, basesOf, signal: request.signal, declaration, recordId };
  const facts = factsAsk(practitioner, declaration, parts);
  const slots = reports.map(({ slot }) => slot);
  const linking: Linking = { today: clock.today, verdicts: readVerdicts(parts) };
  const linked = await gather(slots, new Map(), facts, context, linking, partsFor(purpose, parts));
  const input = { practitioner, declaration, request: open, ...clock, control };
  const decidedReports = reports.map((one, index) => ({
    report: one,
    child: decided(one.slot, linked[index] ?? nobody, input, prepared, parts),
  }));
  const sent = await sendReports(
    decidedReports,
    { head, organisation: practitioner.organisation, context, onRecord: (entry) => onRecord(parts, entry) },
    parts,
  );
  const children = decidedReports.map(({ child }) => child);
  await tellOwners(owing, children, [], head, parts);
  const answered = ofItsOwn(practitioner, prepared, { standing: null, ownAt: sent.values }, parts);
  const failed = sent.failures.map(({ root, error }) => ({
    ...responseError(error),
    path: [prepared.plan.roots[root]?.field.key ?? ''],
  }));
  return {
    ...answered,
    ...(failed.length === 0 ? {} : { errors: [...(answered.errors ?? []), ...failed] }),
    extensions: { recordId: head.recordId },
  };
}

/** What is at fault with a request is on record, too, before it is answered with. */
async function orOnRecord<Result>(read: () => Result, head: LedgerHead, parts: PipelineParts): Promise<Result> {
  try {
    return read();
  } catch (error) {
    if (error instanceof GatewayError) await onRecord(parts, refusedEntry(head, error.code));
    throw error;
  }
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

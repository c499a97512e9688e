import type { Assembled, ChildPart, ContentAnswer } from './graph/graph-step.ts';
import { GatewayError } from './model/errors.ts';
import type { Practitioner } from './model/practitioner.ts';
import { untraced } from './model/trace.ts';
import type { RecordKey } from './model/words.ts';
import { answerAct, answerWithoutChildren } from './pipeline/answer-own.ts';
import { answerPublic } from './pipeline/answer-public.ts';
import { answerReport } from './pipeline/answer-report.ts';
import { knowableClasses, partsFor, withUntold } from './pipeline/ask-peers.ts';
import { faultOfRoots, idInvalidMessage } from './pipeline/check-roots.ts';
import { controlValues } from './pipeline/control-values.ts';
import { declare, type PreparedPlan } from './pipeline/declare.ts';
import { decideSlot } from './pipeline/decide-slot.ts';
import { educationDutyOf } from './pipeline/education-duty.ts';
import { childrenExceeded } from './pipeline/few-children.ts';
import { noRoot } from './pipeline/forwarded.ts';
import type { GatheredChild } from './pipeline/gather-children.ts';
import { gatherSlots, type Linking, nobody } from './pipeline/gather-slots.ts';
import { reportField } from './pipeline/inaccuracy-reports.ts';
import { grantedEntry, lookedAt, releasedEntry } from './pipeline/ledger-entries.ts';
import { readVerdicts } from './pipeline/match-verdicts.ts';
import { beginRecord, onRecord, refused } from './pipeline/on-record.ts';
import { factsAsk, openRoots, type Slot } from './pipeline/open-roots.ts';
import { ownValues } from './pipeline/own-values.ts';
import { keptOf, readLinks } from './pipeline/read-links.ts';
import { readLooks } from './pipeline/read-looks.ts';
import { owe, tellOwners } from './pipeline/record-owing.ts';
import { ledgerUnavailable, purposeRequired, tooManyChildren, unauthenticated } from './pipeline/refusals.ts';
import type {
  AgencyCallContext,
  GatewayRequest,
  GatewayResponse,
  PipelineParts,
  ResponseError,
} from './pipeline/request-parts.ts';
import { responseError } from './pipeline/response-error.ts';
import { disclosedSearches, finishSearches, startSearches } from './pipeline/run-searches.ts';
import { readSearches } from './pipeline/search-roots.ts';
import { servicesAt } from './pipeline/search-services.ts';

/**
 * Makes the request's way (DESIGN 5). Read from top to bottom: who, what, why, facts, link, decide,
 * on record, content, guard, on record, response. Every exit is a return here or a GatewayError.
 */
export function createPipeline(parts: PipelineParts): (request: GatewayRequest) => Promise<GatewayResponse> {
  return async (request) => {
    const trace = request.trace ?? untraced;
    try {
      if (request.isPublic === true && request.authorization === null) {
        const answered = answerPublic(parts.graph.prepare(request), parts);
        if (answered !== null) return answered;
      }
      trace.enter('IDENTITY');
      const practitioner = request.caller ?? (await identified(request.authorization, parts));

      trace.enter('PLAN');
      const prepared = parts.graph.prepare(request);
      if (prepared.kind === 'FAULTS') return { errors: prepared.errors.map((error) => responseError(error)) };

      return await answer(practitioner, prepared, request, parts);
    } catch (error) {
      if (!(error instanceof GatewayError))
        parts.note('INTERNAL', { error: error instanceof Error ? error.name : 'unknown' });
      const known =
        error instanceof GatewayError ? error : new GatewayError('INTERNAL', 'The gateway could not answer.');
      return { errors: [responseError(known)] };
    }
  };
}

async function identified(authorization: string | null, parts: PipelineParts): Promise<Practitioner> {
  const found = await parts.identify(authorization);
  if (found.kind === 'REFUSED') throw unauthenticated();
  return found.practitioner;
}

async function answer(
  practitioner: Practitioner,
  prepared: PreparedPlan,
  request: GatewayRequest,
  parts: PipelineParts,
): Promise<GatewayResponse> {
  if (prepared.plan.rootType === 'Mutation') {
    const isReport = prepared.roots.some((root) => root.kind === 'ACT' && root.field === reportField);
    return isReport ? answerReport(practitioner, prepared, request, parts) : answerAct(practitioner, prepared, parts);
  }
  const asksOfChildren = prepared.roots.some(({ kind }) => kind !== 'OWN' && kind !== 'SCHEMA');
  const needsDeclaration =
    asksOfChildren || prepared.roots.some((root) => root.kind === 'OWN' && root.field === 'disclosure');
  if (prepared.access === null) {
    if (needsDeclaration) throw purposeRequired();
    return answerWithoutChildren(practitioner, prepared, parts);
  }
  const trace = request.trace ?? untraced;
  trace.enter('DECLARATION');
  const declared = await declare(practitioner, prepared, prepared.access, parts);
  const { declaration, startedAt, clock, control, open, head } = declared;
  const most = childrenExceeded(prepared.roots, open.mode, practitioner.organisation, parts);
  if (most !== null) return refused(tooManyChildren(most), head, parts);
  const fault = faultOfRoots(prepared.roots, practitioner, parts);
  if (fault !== null) return refused(fault, head, parts);
  const read = await readSearches(prepared.roots, practitioner, { isDryRun: declaration.dryRun }, parts);
  if (read.kind === 'FAULT') return refused(read.error, head, parts);
  if (!parts.ledger.isWritable()) throw ledgerUnavailable();
  const shown = await controlValues(prepared.roots, {
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

  trace.enter('ROOTS');
  const context: AgencyCallContext = {
    practitioner,
    purpose: declaration.purpose,
    basesOf: open.basesOf,
    signal: request.signal,
    declaration,
    recordId: head.recordId,
    ...(request.trace === undefined ? {} : { trace }),
  };
  const opened = await openRoots(prepared, practitioner, declaration, context, parts);
  const facts = factsAsk(practitioner, declaration, parts);
  const asking = partsFor(declaration.purpose, parts);
  const found = await parts.forwarded?.find(facts, (call) => parts.ask(call, context));
  const slots = [
    ...opened.slots,
    ...(found?.entries ?? []).map((entry, slot) => ({ root: noRoot, slot, sealed: null, entry })),
  ];
  trace.enter('FACTS');
  const started = await startSearches(read.searches, declaration.dryRun, facts, context, asking);
  const silent = new Map([...(found?.silent ?? []), ...started.silent]);
  const verdicts = readVerdicts(parts);
  const linking: Linking = { today: clock.today, verdicts };
  const gathered = await gatherSlots([...slots, ...started.slots], silent, facts, context, linking, asking);
  trace.enter('DECIDE');
  const linked = gathered.map((child) => withUntold(child, asking, parts));
  const decide = (slot: Slot, child: GatheredChild): ChildPart =>
    decideSlot(slot, child, { practitioner, declaration, request: open, ...clock, control }, prepared, parts);
  const entered = slots.map((slot, index) => decide(slot, linked[index] ?? nobody));
  parts.forwarded?.onDecided(entered);
  const searched = finishSearches(started, linked.slice(slots.length), decide, practitioner, asking);
  const children = [...entered, ...searched.children];

  countDecisions(children, parts);

  const granted = grantedEntry(
    head,
    [
      ...children.map(({ linked, decision }, index) => ({ linked, decision, entry: keyOf(slots[index]) })),
      ...searched.others.map((other) => ({ ...other, entry: null })),
    ],
    searched.ledger,
  );
  trace.enter('CONTENT');
  // Durable before a byte leaves, with what leaves; the disk is written while the agencies are asked, where they take long.
  const recorded = beginRecord(parts, granted);
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
  trace.enter('GUARD');

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
  for (const { state, code } of assembled.redactions) parts.count.withheld(state, code);

  trace.enter('RELEASE');

  const outcomesOf = new Map(assembled.released.map((child) => [`${child.root}.${child.slot}`, child.outcomes]));
  await recorded.andThen(() =>
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

function countDecisions(children: readonly ChildPart[], { count }: PipelineParts): void {
  const open = children.reduce((sum, { decision }) => sum + (decision.kind === 'DECIDED' ? 1 : 0), 0);
  if (open > 0) count.decided('DECIDED', open);
  if (open < children.length) count.decided('REFUSED', children.length - open);
}

function noteGuard(parts: PipelineParts, guard: Assembled['guard']): void {
  for (const [kind, count] of Object.entries(guard)) {
    if (count === 0) continue;
    parts.note('GUARD', { kind, count });
    parts.count.dropped(kind, count);
  }
}

function idInvalid(slot: Slot, prepared: PreparedPlan): ResponseError {
  const key = prepared.plan.roots[slot.root]?.field.key ?? '';
  const isList = prepared.roots[slot.root]?.kind === 'CHILDREN';
  return { message: idInvalidMessage, code: 'ID_INVALID', path: isList ? [key, slot.slot] : [key] };
}

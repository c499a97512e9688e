import type { Practitioner } from '../model/practitioner.ts';
import { controlValues, type ControlValues } from './control-values.ts';
import { peopleOf, readControl } from './control-access.ts';
import { dayOf } from './day-of.ts';
import type { PreparedPlan } from './declare.ts';
import { onRecord } from './on-record.ts';
import { ownValues } from './own-values.ts';
import { performActs } from './perform-acts.ts';
import { policyStale } from './refusals.ts';
import type { GatewayResponse, PipelineParts } from './request-parts.ts';
import { responseError } from './response-error.ts';
import { servicesAt } from './search-services.ts';

/** An operation that asks of no child: nothing is disclosed, so nothing is declared or recorded. */
export async function answerWithoutChildren(
  practitioner: Practitioner,
  prepared: PreparedPlan,
  parts: PipelineParts,
): Promise<GatewayResponse> {
  const now = parts.now();
  const { protocol, control } = parts;
  const shown = await controlValues(prepared.roots, { practitioner, protocol, control, now, today: dayOf(now) });
  // Who may see cases is data of the protocol, as who may act is.
  if (prepared.roots.some((root) => shown.ownAt.has(root.index)) && !(await parts.isPolicyHead()))
    throw policyStale(parts);
  return ofItsOwn(practitioner, prepared, shown, parts);
}

/** A mutation of the gateway's own; each act is on record before it is made. */
export async function answerAct(
  practitioner: Practitioner,
  prepared: PreparedPlan,
  parts: PipelineParts,
): Promise<GatewayResponse> {
  // Refused for what it is before it would be for what follows from it.
  await readControl(() => parts.control.factsOf(peopleOf(practitioner), parts.now()));
  // Who may act is data of the protocol, too: decided by the one in force for all, or not at all.
  if (!(await parts.isPolicyHead())) throw policyStale(parts);
  const roots = prepared.roots.filter((root) => root.kind === 'ACT');
  const ownAt = await performActs(practitioner, roots, parts, (entry) => onRecord(parts, entry));
  return ofItsOwn(practitioner, prepared, { standing: null, ownAt }, parts);
}

/** What the gateway says of itself, with no child in it. */
export function ofItsOwn(
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

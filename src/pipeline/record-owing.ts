import type { ChildPart, ReleasedChild } from '../graph/graph-step.ts';
import type { ControlFacts } from '../model/control.ts';
import type { RequestDecision } from '../model/decision.ts';
import type { LedgerEntry } from '../model/ledger-entry.ts';
import { changeControl, controlUnavailable } from './control-access.ts';
import { controlEntry, type LedgerHead } from './ledger-entries.ts';
import { type Owing, ownerNotices, owingOf } from './owe.ts';
import type { PipelineParts } from './request-parts.ts';

/**
 * Puts on record what an operation owes, and makes it durable, before any agency is asked. Whoever
 * was decided on facts that have changed since (another break-glass at the same moment) is refused.
 *
 * @throws GatewayError when it cannot be made durable.
 */
export async function owe(
  open: Extract<RequestDecision, { kind: 'OPEN' }>,
  head: LedgerHead,
  seen: Pick<ControlFacts, 'breakGlassesToday'>,
  parts: Pick<PipelineParts, 'control' | 'protocol'>,
  onRecord: (entry: LedgerEntry) => Promise<void>,
): Promise<Owing | null> {
  const owing = owingOf(open, head, seen, parts.protocol);
  if (owing === null) return null;
  await onRecord(controlEntry({ ...head, mode: open.mode }, owing.control, { text: head.reason, refusal: null }));
  const outcome = await changeControl(() => parts.control.apply(owing.changes));
  if (outcome.kind === 'REFUSED') throw controlUnavailable();
  return owing;
}

/**
 * Makes durable the notices to those whose data is about to leave: all whom the operation owes them,
 * and whom the decision on a child names. Before the response, so that none leaves unnoticed.
 *
 * @throws GatewayError when they cannot be made durable.
 */
export async function tellOwners(
  owing: Owing | null,
  children: readonly ChildPart[],
  released: readonly ReleasedChild[],
  head: LedgerHead,
  parts: Pick<PipelineParts, 'control' | 'protocol' | 'now'>,
): Promise<void> {
  const kinds = owing?.toSourceOwners ?? [];
  const agencies = released.flatMap(({ outcomes }) =>
    outcomes.flatMap(({ agency, outcome }) => (outcome === 'RELEASED' ? [agency] : [])),
  );
  const named = children.flatMap(({ decision }) => (decision.kind === 'DECIDED' ? (decision.notices ?? []) : []));
  const told = [...kinds.flatMap((kind) => agencies.map((agency) => ({ agency, kind }))), ...named];
  const notices = ownerNotices(told, head, parts.protocol, parts.now());
  if (notices.length > 0) await changeControl(() => parts.control.apply([{ kind: 'NOTIFY', notices }]));
}

import type { Practitioner } from '../model/practitioner.ts';
import { ofItsOwn } from './answer-own.ts';
import { partsFor } from './ask-peers.ts';
import { declare, type PreparedPlan } from './declare.ts';
import { decideSlot } from './decide-slot.ts';
import { gatherSlots, type Linking, nobody } from './gather-slots.ts';
import { readReports } from './inaccuracy-reports.ts';
import { readVerdicts } from './match-verdicts.ts';
import { onRecord, orOnRecord } from './on-record.ts';
import { factsAsk } from './open-roots.ts';
import { owe, tellOwners } from './record-owing.ts';
import { ledgerUnavailable, purposeRequired } from './refusals.ts';
import type { AgencyCallContext, GatewayRequest, GatewayResponse, PipelineParts } from './request-parts.ts';
import { responseError } from './response-error.ts';
import { sendReports } from './send-reports.ts';

/** A mutation that reports inaccuracies to the agencies that own the data: declared and decided as any request. */
export async function answerReport(
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
  const linked = await gatherSlots(slots, new Map(), facts, context, linking, partsFor(purpose, parts));
  const input = { practitioner, declaration, request: open, ...clock, control };
  const decidedReports = reports.map((one, index) => ({
    report: one,
    child: decideSlot(one.slot, linked[index] ?? nobody, input, prepared, parts),
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

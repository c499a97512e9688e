import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { AppendToLedger } from '../model/ledger-entry.ts';
import { type RequestTrace, untraced } from '../model/trace.ts';
import type { StreamAudit } from './audit-stream.ts';
import { type Metrics, uncounted } from './metrics.ts';
import type { StartTrace } from './tracing.ts';

type Traced = { readonly trace?: RequestTrace; readonly traceparent?: string | null };
type Answered = { readonly errors?: readonly { readonly code: string }[] };

/** Has requests traced and counted by the code of their first error, if they have any. */
export function observeRequests<Request extends Traced, Response extends Answered>(
  execute: (request: Request) => Promise<Response>,
  { startTrace, metrics }: { readonly startTrace: StartTrace | null; readonly metrics: Metrics },
): (request: Request) => Promise<Response> {
  if (startTrace === null && metrics === uncounted) return execute;
  return async (request) => {
    const startedAt = performance.now();
    const trace = startTrace?.(request.traceparent ?? null) ?? null;
    let outcome = 'INTERNAL';
    try {
      const response = await execute(trace === null ? request : { ...request, trace });
      outcome = response.errors?.[0]?.code ?? 'OK';
      return response;
    } finally {
      trace?.end(outcome);
      metrics.requested(outcome, (performance.now() - startedAt) / 1000);
    }
  };
}

/** Has a call of an agency traced and counted; `send` is given the trace context to hand on. */
export function observeCall(
  { agency, kind }: Pick<AgencyCall, 'agency' | 'kind'>,
  { trace, metrics }: { readonly trace: RequestTrace | undefined; readonly metrics: Metrics },
  send: (traceparent: string | null) => Promise<AgencyAnswer>,
): Promise<AgencyAnswer> {
  return trace === undefined && metrics === uncounted ? send(null) : observed({ agency, kind }, trace, metrics, send);
}

async function observed(
  { agency, kind }: Pick<AgencyCall, 'agency' | 'kind'>,
  trace: RequestTrace | undefined,
  metrics: Metrics,
  send: (traceparent: string | null) => Promise<AgencyAnswer>,
): Promise<AgencyAnswer> {
  const startedAt = performance.now();
  const part = (trace ?? untraced).begin('agency', { agency, kind });
  let outcome = 'FAULT';
  try {
    const answer = await send(part.traceparent);
    outcome = answer.kind === 'ANSWERED' ? answer.kind : answer.cause;
    return answer;
  } finally {
    part.end(outcome);
    metrics.asked({ agency, kind, outcome }, (performance.now() - startedAt) / 1000);
  }
}

/** Has records of the ledger counted, and streamed once they are durable. */
export function observeLedger(
  append: AppendToLedger,
  { metrics, streamAudit }: { readonly metrics: Metrics; readonly streamAudit: StreamAudit | null },
): AppendToLedger {
  if (streamAudit === null && metrics === uncounted) return append;
  return async (entry, options) => {
    const startedAt = performance.now();
    let outcome: 'DURABLE' | 'FAILED' = 'FAILED';
    try {
      await append(entry, options);
      outcome = 'DURABLE';
    } finally {
      metrics.recorded(outcome, (performance.now() - startedAt) / 1000);
    }
    try {
      streamAudit?.(entry);
    } catch {
      // It is on record: whether anybody could be told of it is another matter.
    }
  };
}

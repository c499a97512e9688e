import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { AppendToLedger } from '../model/ledger-entry.ts';
import { type RequestTrace, untraced } from '../model/trace.ts';
import type { StreamAudit } from './audit-stream.ts';
import { type Metrics, uncounted } from './metrics.ts';
import type { RequestSource, StartTrace } from './tracing.ts';

type Traced = { readonly trace?: RequestTrace; readonly traceparent?: string | null };
/** An answer as HTTP sends it; every word of it is ours. */
type PeerAnswered = { readonly status: number; readonly body: unknown };
type Answered = { readonly errors?: readonly { readonly code: string }[] };

/** Has requests traced and counted by the code of their first error, if they have any. */
export function observeRequests<Request extends Traced, Response extends Answered>(
  execute: (request: Request) => Promise<Response>,
  { startTrace, metrics }: { readonly startTrace: StartTrace | null; readonly metrics: Metrics },
): (request: Request) => Promise<Response> {
  if (startTrace === null && metrics === uncounted) return execute;
  return observe('CALLER', execute, ({ errors }) => errors?.[0]?.code ?? 'OK', { startTrace, metrics });
}

/**
 * The same for what other authorities' gateways ask. Their trace context is never taken, and none is given to them:
 * whom an authority traces is its own matter.
 */
export function observePeerRequests<Request extends Omit<Traced, 'traceparent'>, Response extends PeerAnswered>(
  answer: (request: Request) => Promise<Response>,
  { startTrace, metrics }: { readonly startTrace: StartTrace | null; readonly metrics: Metrics },
): (request: Request) => Promise<Response> {
  if (startTrace === null && metrics === uncounted) return answer;
  return observe('PEER', answer, peerOutcome, { startTrace, metrics });
}

function observe<Request extends Traced, Response>(
  origin: RequestSource,
  execute: (request: Request) => Promise<Response>,
  outcomeOf: (response: Response) => string,
  { startTrace, metrics }: { readonly startTrace: StartTrace | null; readonly metrics: Metrics },
): (request: Request) => Promise<Response> {
  return async (request) => {
    const startedAt = performance.now();
    const trace = startTrace?.(request.traceparent ?? null, origin) ?? null;
    let outcome = 'INTERNAL';
    try {
      const response = await execute(trace === null ? request : { ...request, trace });
      outcome = outcomeOf(response);
      return response;
    } finally {
      trace?.end(outcome);
      metrics.requested({ outcome, origin }, (performance.now() - startedAt) / 1000);
    }
  };
}

/** Codes are given to whole answers only: what is told of single fields says nothing of the request. */
function peerOutcome({ status, body }: PeerAnswered): string {
  if (status === 200) return 'OK';
  const { errors } = (body ?? {}) as {
    readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[];
  };
  const code = errors?.[0]?.extensions?.code;
  return typeof code === 'string' ? code : 'REFUSED';
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

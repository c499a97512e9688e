import {
  type Context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import type { RequestTrace, StepName } from '../model/trace.ts';

/** A trace of one request, from its arrival to its answer. */
export type OpenTrace = RequestTrace & {
  /** Ends the last step and the whole; `outcome`: `OK` or the first error's code. */
  end(outcome: string): void;
};

/** Begins the trace of a request; `traceparent`: the header as it came, null: none. */
export type StartTrace = (traceparent: string | null) => OpenTrace;

/**
 * Follows requests by spans: one for the request, below it one a step and one a call of an agency. Attributes are
 * codes and counts; no name of the caller's, no document, no variable. A caller's trace context is taken on where it
 * is well-formed (W3C Trace Context, section 3.2); its state and baggage, which may hold anything, are not.
 */
export function createTracing(tracer: Tracer): StartTrace {
  return (traceparent) => {
    const request = tracer.startSpan('childview.request', { kind: SpanKind.SERVER }, parentOf(traceparent));
    const inRequest = trace.setSpan(ROOT_CONTEXT, request);
    let step = request;
    let isInStep = false;
    const leave = (): void => {
      if (isInStep) step.end();
      isInStep = false;
    };
    return {
      enter: (name: StepName) => {
        leave();
        step = tracer.startSpan(`childview.${name.toLowerCase()}`, {}, inRequest);
        isInStep = true;
      },
      begin: (name, labels) => {
        const parent = isInStep ? trace.setSpan(ROOT_CONTEXT, step) : inRequest;
        const part = tracer.startSpan(`childview.${name}`, { kind: SpanKind.CLIENT, attributes: labels }, parent);
        return {
          traceparent: headerOf(part.spanContext()),
          end: (outcome) => {
            part.setAttribute('outcome', outcome);
            part.end();
          },
        };
      },
      end: (outcome) => {
        leave();
        request.setAttribute('outcome', outcome);
        if (outcome === 'INTERNAL') request.setStatus({ code: SpanStatusCode.ERROR });
        request.end();
      },
    };
  };
}

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

function parentOf(header: string | null): Context {
  const [, traceId, spanId, flags] = form.exec(header ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function headerOf(span: { readonly traceId: string; readonly spanId: string; readonly traceFlags: number }): string {
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

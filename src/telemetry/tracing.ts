import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  type Span,
  type SpanContext,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import type { RequestTrace, StepName } from '../model/trace.ts';
import type { CallerTraces } from './sampler.ts';

/** A trace of one request, from its arrival to its answer. */
export type OpenTrace = RequestTrace & {
  /** Ends the last step and the whole; `outcome`: `OK` or the first error's code. */
  end(outcome: string): void;
};

/** Begins the trace of a request; `traceparent`: the header as it came, null: none. */
export type StartTrace = (traceparent: string | null, origin: RequestSource) => OpenTrace;

/** Whose request it is: a caller's, or one that another authority's gateway forwarded. */
export type RequestSource = 'CALLER' | 'PEER';

/**
 * Follows requests by spans: one for the request, below it one a step and one a call of an agency. Attributes are
 * codes and counts; no name of the caller's, no document, no variable. Of a caller's trace context, where it is
 * well-formed (W3C Trace Context, section 3.2), that is taken which `callers` says; its state and baggage, which may
 * hold anything, never are.
 */
export function createTracing(tracer: Tracer, callers: CallerTraces): StartTrace {
  return (traceparent, origin) => {
    const caller = callers === 'ignored' ? null : contextOf(traceparent);
    const isWithin = caller !== null && callers !== 'linked';
    const request = tracer.startSpan(
      'childview.request',
      {
        kind: SpanKind.SERVER,
        attributes: { origin },
        ...(caller === null || isWithin ? {} : { links: [{ context: caller }] }),
      },
      isWithin ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT,
    );
    const steps = stepsBelow(tracer, request);
    return {
      ...steps,
      end: (outcome) => {
        steps.leave();
        request.setAttribute('outcome', outcome);
        if (outcome === 'INTERNAL') request.setStatus({ code: SpanStatusCode.ERROR });
        request.end();
      },
    };
  };
}

function stepsBelow(tracer: Tracer, request: Span): RequestTrace {
  const inRequest = trace.setSpan(ROOT_CONTEXT, request);
  let step: Span | null = null;
  const leave = (): void => {
    step?.end();
    step = null;
  };
  return {
    enter: (name: StepName) => {
      leave();
      step = tracer.startSpan(`childview.${name.toLowerCase()}`, {}, inRequest);
    },
    leave,
    branch: () => stepsBelow(tracer, request),
    begin: (name, labels) => {
      const parent = step === null ? inRequest : trace.setSpan(ROOT_CONTEXT, step);
      const part = tracer.startSpan(`childview.${name}`, { kind: SpanKind.CLIENT, attributes: labels }, parent);
      return {
        traceparent: headerOf(part.spanContext()),
        end: (outcome) => {
          part.setAttribute('outcome', outcome);
          part.end();
        },
      };
    },
  };
}

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Null: there is none, or none that is valid. */
function contextOf(header: string | null): SpanContext | null {
  const [, traceId, spanId, flags] = form.exec(header ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  const context = { traceId, spanId, traceFlags, isRemote: true };
  return isSpanContextValid(context) ? context : null;
}

function headerOf(span: { readonly traceId: string; readonly spanId: string; readonly traceFlags: number }): string {
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

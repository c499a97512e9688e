import { type Context, TraceFlags, trace } from '@opentelemetry/api';
import { type Sampler, SamplingDecision } from '@opentelemetry/sdk-trace';

/**
 * What is made of the trace context that a caller sends. IGNORED: nothing. LINKED: the request's trace is our own and
 * refers to the caller's. CONTINUED: it is the caller's trace, and we decide whether our part of it is kept. TRUSTED:
 * the caller decides that, too.
 */
export type CallerTraces = 'ignored' | 'linked' | 'continued' | 'trusted';

/**
 * Keeps that part (0 to 1) of requests, and with a request all that is below it. By chance, not by the id of the
 * trace: that may be the caller's, who could choose one that is kept, or one that is not. `random`: from 0 up to 1.
 */
export function createSampler(ratio: number, callers: CallerTraces, random: () => number = Math.random): Sampler {
  return {
    shouldSample: (context) => {
      const parent = parentOf(context);
      const follows = parent !== null && (parent.isRemote !== true || callers === 'trusted');
      const isKept = follows ? (parent.traceFlags & TraceFlags.SAMPLED) !== 0 : random() < ratio;
      return { decision: isKept ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
    },
    toString: () => `Part{${ratio},${callers}}`,
  };
}

function parentOf(context: Context) {
  return trace.getSpanContext(context) ?? null;
}

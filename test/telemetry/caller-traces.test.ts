import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { type CallerTraces, createSampler } from '../../src/telemetry/sampler.ts';
import { createTracing } from '../../src/telemetry/tracing.ts';

/** What callers can do to what is traced by the header they send, for each thing that can be configured. */

const theirTrace = 'a'.repeat(32);
const theirSpan = 'b'.repeat(16);
const headerWith = (flags: string): string => `00-${theirTrace}-${theirSpan}-${flags}`;

/** Follows one request that a caller sent with `header`; `chance` is what is thrown, from 0 up to 1. */
function followed(callers: CallerTraces, header: string | null, { ratio = 0.5, chance = 0 } = {}) {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    sampler: createSampler(ratio, callers, () => chance),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const trace = createTracing(provider.getTracer('test'), callers)(header, 'CALLER');
  trace.enter('FACTS');
  const part = trace.begin('agency', { agency: 'north' });
  part.end('ANSWERED');
  trace.end('OK');
  const spans = exporter.getFinishedSpans();
  const request = spans.find(({ name }) => name === 'childview.request');
  return {
    kept: spans.map(({ name }) => name).sort(),
    isTheirs: new Set(spans.map((span) => span.spanContext().traceId === theirTrace)),
    parent: request?.parentSpanContext?.spanId ?? null,
    links: request?.links.map(({ context }) => context.traceId) ?? [],
    handedOn: part.traceparent ?? '',
  };
}

const all = ['childview.agency', 'childview.facts', 'childview.request'];
const below = 0.49;
const above = 0.5;

describe('a caller who is not trusted', () => {
  describe.each(['ignored', 'linked', 'continued'] as const)('and is %s', (callers) => {
    it.each(['00', '01'])('cannot have a trace kept that we do not keep (flags %s)', (flags) => {
      expect(followed(callers, headerWith(flags), { chance: above }).kept).toEqual([]);
      expect(followed(callers, headerWith(flags), { ratio: 0 }).kept).toEqual([]);
    });

    it.each(['00', '01'])('cannot have a trace left out that we keep (flags %s)', (flags) => {
      expect(followed(callers, headerWith(flags), { chance: below }).kept).toEqual(all);
      expect(followed(callers, headerWith(flags), { ratio: 1, chance: 0.999 }).kept).toEqual(all);
    });

    it('does not decide for the agencies either', () => {
      expect(followed(callers, headerWith('01'), { chance: above }).handedOn).toMatch(/-00$/);
      expect(followed(callers, headerWith('00'), { chance: below }).handedOn).toMatch(/-01$/);
    });

    it('cannot do it by the choice of an id', () => {
      for (const id of ['0'.repeat(31).concat('1'), 'f'.repeat(32)]) {
        const header = `00-${id}-${theirSpan}-01`;
        expect(followed(callers, header, { chance: above }).kept).toEqual([]);
        expect(followed(callers, header, { chance: below }).kept).toEqual(all);
      }
    });
  });

  it('is referred to by a trace of our own where it is linked, which is the default', () => {
    const { isTheirs, parent, links, handedOn } = followed('linked', headerWith('01'));
    expect([isTheirs, parent, links]).toEqual([new Set([false]), null, [theirTrace]]);
    expect(handedOn).not.toContain(theirTrace);
  });

  it('leaves nothing behind where it is ignored', () => {
    const { isTheirs, parent, links, handedOn } = followed('ignored', headerWith('01'));
    expect([isTheirs, parent, links]).toEqual([new Set([false]), null, []]);
    expect(handedOn).not.toContain(theirTrace);
  });

  it('has its trace gone on with where it is continued', () => {
    const { isTheirs, parent, links, handedOn } = followed('continued', headerWith('00'));
    expect([isTheirs, parent, links]).toEqual([new Set([true]), theirSpan, []]);
    expect(handedOn).toContain(theirTrace);
  });
});

describe('a caller who is trusted', () => {
  it('decides what is kept, whatever the ratio', () => {
    expect(followed('trusted', headerWith('01'), { ratio: 0 }).kept).toEqual(all);
    expect(followed('trusted', headerWith('00'), { ratio: 1 }).kept).toEqual([]);
  });

  it('and says nothing leaves it to the ratio', () => {
    expect(followed('trusted', null, { ratio: 0 }).kept).toEqual([]);
    expect(followed('trusted', null, { ratio: 1 }).kept).toEqual(all);
  });
});

describe('a header that is none', () => {
  it.each([
    ['of no trace', `00-${'0'.repeat(32)}-${theirSpan}-01`],
    ['of no span', `00-${theirTrace}-${'0'.repeat(16)}-01`],
    ['of another version', `01-${theirTrace}-${theirSpan}-01`],
    ['with more behind it', `${headerWith('01')}-zq-more`],
    ['in capitals', headerWith('01').toUpperCase()],
  ])('is not read: %s', (_what, header) => {
    for (const callers of ['linked', 'continued', 'trusted'] as const) {
      const { isTheirs, links, kept } = followed(callers, header, { ratio: 1 });
      expect([isTheirs, links, kept]).toEqual([new Set([false]), [], all]);
    }
  });
});

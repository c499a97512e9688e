import type { Meter } from '@opentelemetry/api';

/** What is counted. Labels are codes, names of agencies and of configuration; nothing of a caller's making. */
export type Metrics = {
  /** A request was answered: `outcome` is `OK` or the first error's code, `origin` CALLER or PEER. */
  requested(request: { readonly outcome: string; readonly origin: string }, seconds: number): void;
  /** A call of an agency ended. */
  asked(call: { readonly agency: string; readonly kind: string; readonly outcome: string }, seconds: number): void;
  /** Children that a request asked of, by what was decided: DECIDED or REFUSED. */
  decided(outcome: string, count: number): void;
  /** Parts that an answer withholds, by state and code as they are told. */
  withheld(state: string, code: string | null): void;
  /** Parts of agencies' answers that the guard dropped. */
  dropped(kind: string, count: number): void;
  /** A record of the ledger became durable, or failed. */
  recorded(outcome: 'DURABLE' | 'FAILED', seconds: number): void;
};

/** What is read when somebody looks: the state of parts that count for themselves. */
export type Gauges = {
  readonly ledger: () => {
    readonly waiting: number;
    readonly isOpen: boolean;
    readonly records: number;
    readonly commits: number;
  };
  readonly policyVersion: () => { readonly edition: number; readonly isHead: boolean };
  /** Counters of the graph step: plans compiled, documents printed. */
  readonly graph: () => Readonly<Record<string, number>>;
  /** Each agency's breaker: CLOSED, HALF_OPEN or OPEN. */
  readonly breakers: () => readonly { readonly agency: string; readonly state: string }[];
  /** Delay of the event loop since the last look, in seconds. */
  readonly eventLoop: () => { readonly p50: number; readonly p99: number; readonly max: number };
};

const latencies = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Counts nothing. */
export const uncounted: Metrics = {
  requested: () => undefined,
  asked: () => undefined,
  decided: () => undefined,
  withheld: () => undefined,
  dropped: () => undefined,
  recorded: () => undefined,
};

/** Makes the instruments; times are seconds, as OpenTelemetry's conventions ask. */
export function createMetrics(meter: Meter): Metrics {
  const durationOf = (name: string, description: string) =>
    meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: latencies } });
  const requests = durationOf('childview.request.duration', 'Requests by outcome: OK or the code of the first error.');
  const calls = durationOf('childview.agency.duration', 'Calls of agencies by agency, wave and outcome.');
  const records = durationOf('childview.ledger.append.duration', 'How long records of the ledger took to be durable.');
  const children = meter.createCounter('childview.children', { description: 'Children asked of, by decision.' });
  const withheld = meter.createCounter('childview.withheld', { description: 'Parts withheld, by state and code.' });
  const dropped = meter.createCounter('childview.guard.dropped', { description: 'Parts dropped by the guard.' });
  return {
    requested: (request, seconds) => requests.record(seconds, request),
    asked: (call, seconds) => calls.record(seconds, call),
    decided: (outcome, count) => children.add(count, { outcome }),
    withheld: (state, code) => withheld.add(1, { state, code: code ?? 'NONE' }),
    dropped: (kind, count) => dropped.add(count, { kind }),
    recorded: (outcome, seconds) => records.record(seconds, { outcome }),
  };
}

/** Has the gauges read with each collection. */
export function observeGauges(meter: Meter, gauges: Gauges): void {
  const observe = (
    name: string,
    description: string,
    read: () => Iterable<readonly [number, Record<string, string>]>,
  ) =>
    meter.createObservableGauge(name, { description }).addCallback((result) => {
      for (const [value, labels] of read()) result.observe(value, labels);
    });
  observe('childview.ledger.open', 'Whether the ledger takes records.', () => [[gauges.ledger().isOpen ? 1 : 0, {}]]);
  observe('childview.ledger.waiting', 'Records handed over and not yet durable.', () => [
    [gauges.ledger().waiting, {}],
  ]);
  observe('childview.ledger.records', 'Records made durable since the start.', () => [[gauges.ledger().records, {}]]);
  observe('childview.ledger.commits', 'Commits that they took.', () => [[gauges.ledger().commits, {}]]);
  observe('childview.protocol.edition', 'Edition of the protocol in use.', () => [
    [gauges.policyVersion().edition, {}],
  ]);
  observe('childview.protocol.head', 'Whether it is the one in force for all.', () => [
    [gauges.policyVersion().isHead ? 1 : 0, {}],
  ]);
  observe('childview.graph', 'Work of the graph step since the start, by kind.', () =>
    Object.entries(gauges.graph()).map(([kind, count]) => [count, { kind }] as const),
  );
  observe('childview.agency.breaker', 'Breakers: 0 closed, 1 half open, 2 open.', () =>
    gauges.breakers().map(({ agency, state }) => [breakerStates.indexOf(state), { agency }] as const),
  );
  observe('childview.event_loop.delay', 'Delay of the event loop, in seconds.', () => {
    const { p50, p99, max } = gauges.eventLoop();
    return [
      [p50, { quantile: '0.5' }],
      [p99, { quantile: '0.99' }],
      [max, { quantile: '1' }],
    ];
  });
  observe('process.memory.resident', 'Resident memory of the process, in bytes.', () => [
    [process.memoryUsage.rss(), {}],
  ]);
  observe('process.cpu.seconds', 'CPU time of the process, in seconds.', () => {
    const { user, system } = process.cpuUsage();
    return [[(user + system) / 1e6, {}]];
  });
}

const breakerStates: readonly string[] = ['CLOSED', 'HALF_OPEN', 'OPEN'];

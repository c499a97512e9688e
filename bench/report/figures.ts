/** What was measured of one gateway on one operation. CPU in ms a request, latencies in ms, medians of the rounds. */
export type CostFigures = {
  readonly name: string;
  readonly cpuMs: number;
  /** CPU to that of the floor next to it in time. */
  readonly ratio: number;
  readonly ratios: readonly number[];
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly fixedRate: Quantiles & { readonly perSecond: number; readonly p99: number };
  /** The most that was seen. */
  readonly residentMb: number;
  readonly upstreamRequests: number;
  readonly waves: number;
};

type Quantiles = { readonly p50: number; readonly p95: number };

/** What one operation costs; the floor comes first. */
export type CostOfOperation = OfOperation<CostFigures>;

/** How long one gateway takes: `even` with equally slow agencies, `uneven` with one that is slower. */
export type LatencyFigures = {
  readonly name: string;
  readonly waves: number;
  /** The agencies' own time and what a gateway may add. */
  readonly boundMs: number;
  readonly even: Quantiles;
  readonly uneven: Quantiles;
};

/** How long one operation takes. */
export type LatencyOfOperation = OfOperation<LatencyFigures>;

type OfOperation<Figures> = {
  readonly name: string;
  readonly about: string;
  readonly children: number;
  readonly gateways: readonly Figures[];
};

/** The machine and the versions that figures are of. */
export type Machine = {
  readonly at: string;
  readonly processor: string;
  readonly memoryGb: number;
  readonly node: string;
  /** Versions of the other gateways' packages. */
  readonly versions: Readonly<Record<string, string>>;
};

type Common = Machine & {
  readonly rounds: number;
  readonly sliceMs: number;
  readonly connections: number;
  /** Gateways and operations that were left out. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
};

/** One run of the bench. */
export type Run =
  | (Common & { readonly kind: 'gateways' | 'growth'; readonly operations: readonly CostOfOperation[] })
  | (Common & {
      readonly kind: 'latency';
      readonly ms: number;
      readonly slow: { readonly name: string; readonly ms: number };
      readonly operations: readonly LatencyOfOperation[];
    });

/** Median of the second and of the last tenth of the run, and the most that was seen. */
export type OverTheRun = { readonly early: number; readonly late: number; readonly most: number };

/** How memory stood, in MB, after so many requests. */
export type Standing = {
  readonly requests: number;
  readonly residentMb: number;
  readonly heapMb: number;
  readonly liveMb: number;
};

/** What came of an endurance run. */
export type Endurance = Machine & {
  readonly kind: 'endurance';
  readonly requests: number;
  readonly seconds: number;
  readonly connections: number;
  readonly byOperation: Readonly<Record<string, number>>;
  readonly checked: number;
  readonly wrong: number;
  readonly cpuMs: number;
  /** Resident memory in MB. */
  readonly residentMb: OverTheRun;
  /** Of that what the heaps of its threads hold, in use or not. */
  readonly heapMb: OverTheRun;
  /** Of that what was in use in the main thread right after the last full collection. */
  readonly liveMb: OverTheRun;
  /** The same at fifty points of the run. */
  readonly course: readonly Standing[];
  /** The longest that the gateway's event loop stood still, after warming up. */
  readonly longestStallMs: number;
  readonly ledgerMb: number;
};

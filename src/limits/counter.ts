/** So many in so many seconds. */
export type Rate = { readonly count: number; readonly seconds: number };

/** What came of counting. */
export type Counted = {
  readonly isOver: boolean;
  /** How many more there may be in this time. */
  readonly left: number;
  /** Milliseconds until this time ends and counting begins anew. */
  readonly endsInMs: number;
};

/** Counts what is done under a key in a fixed time, which begins with the first; never rejects. */
export type Counter = {
  readonly name: string;
  /** What is counted by; another one holds from the next on, times that have begun end as they would have. */
  rate: Rate;
  /** Counts so many at once; what is refused is counted, too. */
  take(key: string, points: number): Promise<Counted>;
};

/** What becomes of a new key when as many are kept as may be: another is forgotten for it, or it is refused. */
export type WhenFull = 'FORGET' | 'REFUSE';

/** Makes the counter of a name; whoever opens the same name counts together, as far as the counters are shared. */
export type OpenCounter = (name: string, rate: Rate, whenFull?: WhenFull) => Counter;

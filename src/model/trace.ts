/** The steps of a request's way, in the words of docs/architecture.md. */
export type StepName =
  | 'IDENTITY'
  | 'PLAN'
  | 'DECLARATION'
  | 'ROOTS'
  | 'FACTS'
  | 'DECIDE'
  | 'CONTENT'
  | 'GUARD'
  | 'RELEASE';

/** Something that goes on beside the steps: a call of an agency, a write of the ledger. */
export type TracedPart = {
  /** W3C trace context to hand on, so that the other side's spans join this trace; null: none is kept. */
  readonly traceparent: string | null;
  /** `outcome`: a code, never text. */
  end(outcome: string): void;
};

/** How one request is followed through its steps. Takes names, codes and counts only: no argument, no answer. */
export type RequestTrace = {
  /** Ends the step before and begins this one. */
  enter(step: StepName): void;
  /** Ends the step before. */
  leave(): void;
  /** For what has steps of its own, beside others of the same request; whoever has it leaves the last of them. */
  branch(): RequestTrace;
  begin(name: string, labels: Readonly<Record<string, string>>): TracedPart;
};

const untracedPart: TracedPart = { traceparent: null, end: () => undefined };

/** Follows nothing and costs nothing. */
export const untraced: RequestTrace = {
  enter: () => undefined,
  leave: () => undefined,
  branch: () => untraced,
  begin: () => untracedPart,
};

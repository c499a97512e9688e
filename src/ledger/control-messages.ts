import type { ControlChange, ControlOutcome, PolicyHead } from '../model/control-state.ts';
import type { ControlErrorCode } from './control-error.ts';

/** What the writer thread of the control state is started with. */
export type ControlWriterSetup = {
  readonly directory: string;
  readonly noticesFile: string;
  readonly busyTimeoutMs: number;
};

/** What the thread is told. Times are milliseconds since the epoch: it has no clock of its own. */
export type ControlOrder =
  | {
      readonly kind: 'APPLY';
      readonly id: number;
      readonly changes: readonly ControlChange[];
      readonly isTrial: boolean;
      readonly now: number;
    }
  | { readonly kind: 'PUBLISH'; readonly id: number; readonly head: PolicyHead; readonly mayReuseEdition: boolean }
  /** Send what is due, and remove what is past its time when `purges`. */
  | { readonly kind: 'TICK'; readonly now: number; readonly purges: boolean };

/** What the thread reports. Errors travel as codes: their causes may quote paths. */
export type ControlReport =
  | { readonly kind: 'READY' }
  | { readonly kind: 'UNUSABLE'; readonly code: ControlErrorCode }
  | { readonly kind: 'APPLIED'; readonly id: number; readonly outcome: ControlOutcome }
  | { readonly kind: 'PUBLISHED'; readonly id: number; readonly head: PolicyHead }
  | { readonly kind: 'FAILED'; readonly id: number; readonly code: ControlErrorCode }
  /** Whether notices that are due could be sent. */
  | { readonly kind: 'NOTICES'; readonly isSent: boolean };

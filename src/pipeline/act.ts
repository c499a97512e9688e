import type { ControlChange, ControlState } from '../model/control-state.ts';
import type { LedgerControl } from '../model/ledger-entry.ts';
import type { SealedLinks } from '../model/match-verdict.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { LocalDate } from '../model/words.ts';

/** What an act is judged by: who asks, and what they gave. */
export type ActInput = {
  readonly practitioner: Practitioner;
  readonly args: Readonly<Record<string, unknown>>;
  readonly protocol: Protocol;
  readonly control: Pick<ControlState, 'caseOf' | 'owedBy' | 'factsOf' | 'verdictsOn' | 'verdictOf'>;
  readonly openLink: SealedLinks['open'];
  readonly newRecordId: () => string;
  readonly now: number;
  readonly today: LocalDate;
};

/** An act that its rules permit: what changes, what is put on record, and what is answered afterwards. */
export type PreparedAct = {
  readonly changes: readonly ControlChange[];
  readonly record: Pick<LedgerControl, 'outcome' | 'account'> & {
    /** The reference of the operation it is about; null: none. Put on record only once it was found. */
    readonly recordId: string | null;
    /** What the caller wrote; sealed. */
    readonly text: string;
  };
  readonly value: () => Promise<unknown>;
};

/** Judges one act; rejects with a GatewayError when its rules refuse it. Nothing is written by it. */
export type Act = (input: ActInput) => Promise<PreparedAct>;

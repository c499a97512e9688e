import type { AccessMode } from './control.ts';
import type { LegalSlots } from './decision.ts';
import type { RequestOrigin } from './peer.ts';
import type {
  AgencyName,
  DisclosureClass,
  LegalBasis,
  LocalDate,
  OrganisationCode,
  Purpose,
  RecordKey,
} from './words.ts';

/** One decided class of one agency, as the ledger keeps it; never a value. */
export type LedgerOutcome = {
  readonly agency: AgencyName;
  readonly class: DisclosureClass;
  /** REPORTED: nothing left for the caller; the agency took the caller's report of an inaccuracy. */
  readonly outcome: 'GRANTED' | 'RELEASED' | 'REPORTED' | 'WITHHELD' | 'NOT_HELD' | 'NO_RESPONSE' | 'SOURCE_ERROR';
  /** The true code, also where the caller was told less. */
  readonly code: string | null;
  readonly policies: readonly string[];
  readonly consents: readonly string[];
  readonly bases: readonly LegalBasis[];
  /** What fills the slots of lawfulness; absent in records of before, and of what was not decided. */
  readonly slots?: LegalSlots;
};

/** An agency's record of a child, by the agency's own id. */
export type RecordReference = { readonly agency: AgencyName; readonly recordId: string };

/** One child of an operation: local identifiers (hashed with a key before they are written) and outcomes (encrypted). */
export type LedgerChild = {
  readonly keys: readonly (RecordKey | RecordReference)[];
  /**
   * The records that certainly are this child's, where the child was shown to the caller: by these, hashed for
   * themselves, the child finds who looked. Empty while nothing was shown: granted, refused, a dry run.
   */
  readonly lookedAt: readonly RecordReference[];
  readonly outcomes: readonly LedgerOutcome[];
  /** The child was refused as a whole, with the true code. */
  readonly refusal: string | null;
};

/** A search of an operation: its shape in clear, its values hashed with a key, what came of it encrypted. */
export type LedgerSearch = {
  /** The fields that were given. */
  readonly fields: readonly string[];
  /** What was looked by; hashed with a key before it is written. */
  readonly keys: readonly { readonly field: string; readonly value: string }[];
  /** Null: a dry run, in which nobody was asked. */
  readonly outcome: string | null;
  /** The outcome of each candidate that was shown. */
  readonly results: readonly string[];
};

/** One record of the ledger, before hashing, encryption and chaining. */
export type LedgerEntry = {
  readonly kind: 'GRANTED' | 'RELEASED' | 'REFUSED' | 'CONTROL';
  /** One per operation; GRANTED and RELEASED of one operation share it. */
  readonly recordId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly caller: {
    readonly subject: string;
    readonly organisation: OrganisationCode;
    readonly roles: readonly string[];
    readonly mediator: string | null;
  };
  readonly purpose: Purpose | null;
  /** Encrypted when written. */
  readonly reason: string | null;
  /** Whether the family was told, as declared. Encrypted when written. */
  readonly informed: string | null;
  /** The day from which the child may see that somebody looked; null: at once (domain.md 8 no. 9). */
  readonly heldBackUntil: LocalDate | null;
  readonly bases: readonly LegalBasis[];
  readonly policyVersion: string;
  readonly dryRun: boolean;
  /** The mode that was decided in; absent where the request was refused before. */
  readonly mode?: AccessMode;
  /** Shape of the operation: names of root fields and classes asked for; never arguments. */
  readonly shape: { readonly roots: readonly string[]; readonly classes: readonly DisclosureClass[] };
  readonly children: readonly LedgerChild[];
  /** The authority whose gateway forwarded the request, and the reference of its own record; absent: asked here. */
  readonly origin?: RequestOrigin;
  /** The searches of the operation, in its order; absent: it made none. */
  readonly searches?: readonly LedgerSearch[];
  /** The code, when the request was refused as a whole. */
  readonly refusal: string | null;
  /** Of a CONTROL record, and of no other: the change of control state that was asked for. */
  readonly control?: LedgerControl;
};

/** A change of control state (DESIGN 7); on record before it is made. */
export type LedgerControl = {
  /** What was done: a root field of a mutation, or the mode of the operation that something is owed for. */
  readonly act: string;
  readonly outcome: string | null;
  /** What is owed from now on, and by when (milliseconds since the epoch). */
  readonly obligations: readonly { readonly kind: string; readonly dueBy: number | null }[];
  /** The account acted on, `issuer|sub`; encrypted when written, and found by its hash. */
  readonly account: string | null;
};

/**
 * Appends one entry; resolves when it is durable, rejects when it cannot be written. With `mayWait` it is written
 * with the next entry that may not, or a little later: for whoever will await both before anything is released.
 */
export type AppendToLedger = (entry: LedgerEntry, options?: { readonly mayWait?: boolean }) => Promise<void>;

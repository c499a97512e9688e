import type { AgencyName, DisclosureClass, LegalBasis, OrganisationCode, Purpose, RecordKey } from './words.ts';

/** One decided class of one agency, as the ledger keeps it; never a value. */
export type LedgerOutcome = {
  readonly agency: AgencyName;
  readonly class: DisclosureClass;
  readonly outcome: 'GRANTED' | 'RELEASED' | 'WITHHELD' | 'NOT_HELD' | 'NO_RESPONSE' | 'SOURCE_ERROR';
  /** The true code, also where the caller was told less. */
  readonly code: string | null;
  readonly policies: readonly string[];
  readonly consents: readonly string[];
  readonly bases: readonly LegalBasis[];
};

/** One child of an operation: local identifiers (hashed with a key before they are written) and outcomes (encrypted). */
export type LedgerChild = {
  readonly keys: readonly (RecordKey | { readonly agency: AgencyName; readonly recordId: string })[];
  readonly outcomes: readonly LedgerOutcome[];
  /** The child was refused as a whole, with the true code. */
  readonly refusal: string | null;
};

/** One record of the ledger, before hashing, encryption and chaining. */
export type LedgerEntry = {
  readonly kind: 'GRANTED' | 'RELEASED' | 'REFUSED';
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
  readonly bases: readonly LegalBasis[];
  readonly policyVersion: string;
  readonly dryRun: boolean;
  /** Shape of the operation: names of root fields and classes asked for; never arguments. */
  readonly shape: { readonly roots: readonly string[]; readonly classes: readonly DisclosureClass[] };
  readonly children: readonly LedgerChild[];
  /** The code, when the request was refused as a whole. */
  readonly refusal: string | null;
};

/** Appends one entry; resolves when it is durable, rejects when it cannot be written. */
export type AppendToLedger = (entry: LedgerEntry) => Promise<void>;

import type { LocalDate, OrganisationCode, RecordKey } from './words.ts';

/** Who may have standing to ask (domain.md 7.0, Callers). */
export type CallerKind = 'PRACTITIONER' | 'SUBJECT' | 'PARENT' | 'COURT' | 'PEER';

/** An id of a person in a scheme of a source's. */
export type StaffId = { readonly scheme: string; readonly value: string };

/**
 * A caller whose token was verified and whose claims were cut to what the issuer may assert and the
 * register confirms, the stricter of both. Nothing in it is taken from an unverified source.
 */
export type Practitioner = {
  readonly kind: CallerKind;
  /** `issuer|sub`; identifies the person in the ledger. */
  readonly subject: string;
  readonly organisation: OrganisationCode;
  /** Role codes that the issuer may assert for this organisation. */
  readonly roles: readonly string[];
  /** Last day training is current; null: never trained or not known. */
  readonly trainedUntil: LocalDate | null;
  /** Day of the last vetting; null: never vetted or not known. */
  readonly vettedOn: LocalDate | null;
  readonly designatedOfficer: boolean;
  /** The granted right to look behind a shield (domain.md 2.2); it does nothing until it is declared. */
  readonly mayOverrideShield: boolean;
  readonly isSuspended: boolean;
  readonly staffIds: readonly StaffId[];
  readonly teams: readonly string[];
  readonly groups: readonly string[];
  /** Children the caller declares a conflict of interest about; null: nothing declared, which is denied. */
  readonly declaredConflicts: readonly RecordKey[] | null;
  /** The verified person id of a subject or parent, asked of the agencies; null for practitioners. */
  readonly personId: StaffId | null;
  /** The mediator of the RFC 8693 `act` claim; decisions are the intersection of both. */
  readonly mediator: Practitioner | null;
  /** Seconds since the epoch at which the token ends. */
  readonly expiresAt: number;
};

/** `input PractitionerClaim` of the contract: whom the relationship question is about. */
export type PractitionerClaim = {
  readonly organisation: OrganisationCode;
  readonly staffIds: readonly StaffId[];
  readonly teams: readonly string[];
  readonly groups: readonly string[];
  readonly ownGroupsOnly: boolean;
  readonly subject: StaffId | null;
  /** The reference of an order or a review under which the caller asks; null: none was declared. */
  readonly reference: string | null;
  /** Whoever mediates the question: excluded like the practitioner, and tied to nobody by it. */
  readonly mediatorStaffIds: readonly StaffId[];
};

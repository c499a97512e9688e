import type { ConsentRecord } from '../generated/education.ts';
import type { IdentifierScheme } from '../identifiers/test-identifier.ts';

/** The agencies whose systems are mocked, in the order of their ports. */
export const agencyNames = [
  'education',
  'health',
  'social-care',
  'youth-justice',
  'police',
  'voluntary',
  'sexual-health',
  'housing',
] as const;

/** An agency's system, by the name that configuration uses. */
export type AgencyName = (typeof agencyNames)[number];

/** Anything JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object that JSON can say. */
export type JsonObject = { readonly [key: string]: Json };

/** An identifier of a person in a scheme of a source's. */
export type PersonId = { readonly scheme: string; readonly value: string };

/** A record by one of its identifiers. */
export type RecordKey = { readonly scheme: IdentifierScheme; readonly value: string };

/** An identifier as one agency holds it. */
export type HeldIdentifier = RecordKey & { readonly verified: boolean; readonly former: boolean };

/** A name as one agency holds it. */
export type HeldName = { readonly given: string; readonly family: string; readonly kind: string };

/** A consent or refusal as an agency recorded it. Without recipients, a refusal is a general one. */
export type StoredConsent = Readonly<Required<Omit<ConsentRecord, '__typename'>>>;

/** Who is involved: what the question of relationship is answered from, beside the involvement that is shown. */
type WorkTie = {
  readonly organisation: string;
  readonly staffIds: readonly PersonId[];
  readonly teams: readonly string[];
  readonly from: string;
  readonly until: string | null;
};

/** What ties people to a child in one agency's own state; never shown, only asked about. */
export type Ties = {
  readonly work: readonly WorkTie[];
  readonly enrolments: readonly {
    readonly organisation: string;
    readonly groups: readonly string[];
    readonly from: string;
    readonly until: string | null;
  }[];
  /** `team` null: the registration is with the organisation as a whole. */
  readonly registrations: readonly {
    readonly organisation: string;
    readonly team: string | null;
    readonly from: string;
    readonly until: string | null;
  }[];
  readonly referrals: readonly { readonly to: string; readonly openedOn: string; readonly closedOn: string | null }[];
  readonly contacts: readonly { readonly organisation: string; readonly on: string }[];
  /** Authorities of the current addresses. */
  readonly authorities: readonly string[];
  readonly excludedStaff: readonly PersonId[];
  /** Court orders and reviews that concern the child: under which reference, and for whom. */
  readonly references: readonly {
    readonly reference: string;
    readonly organisation: string;
    readonly until: string | null;
  }[];
  readonly persons: readonly (PersonId & { readonly is: 'SELF' | 'PARENTAL_RESPONSIBILITY' })[];
};

/**
 * One agency's record of one child. The first part is the facts as the contract shapes them, `ties`
 * what relationship answers are computed from, `details` what the family says of lists and sections;
 * whatever the contract has beyond that is filled in by `fillDetails`.
 */
export type StoredRecord = {
  /** The child of the mocks that this is a record of. */
  readonly slug: string;
  /** Nobody finds a forgotten record; it can be restored. */
  readonly forgotten: boolean;
  /** Whether the record was generated rather than written; filled more sparingly. */
  readonly generated: boolean;
  /** Whether nobody but staff of the record's own organisation, by the grant, finds it (domain.md 2.2). */
  readonly unlisted: boolean;
  readonly recordId: string;
  readonly identifiers: readonly HeldIdentifier[];
  readonly recordedIdentity: {
    readonly names: readonly HeldName[];
    readonly dateOfBirth: string | null;
    readonly expectedDateOfDelivery: string | null;
    readonly sex: 'F' | 'M' | 'U';
  };
  readonly custodian: string;
  /** Organisations whose items the record holds, where they are not the usual ones of the system. */
  readonly holders?: readonly string[];
  readonly lifecycle: {
    readonly unborn: boolean;
    readonly dateOfBirth: string | null;
    readonly diedOn: string | null;
    readonly participatingUntil: string | null;
  };
  readonly restrictions: {
    readonly shielded: boolean;
    readonly linkLocked: boolean;
    readonly cannotLink: readonly RecordKey[];
    readonly crossReferences: readonly RecordKey[];
    readonly refusedClasses: readonly string[];
    readonly detrimentClasses: readonly string[];
  };
  readonly consents: readonly StoredConsent[];
  readonly ties: Ties;
  readonly details: JsonObject;
};

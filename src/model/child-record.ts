import type { AgencyName, DisclosureClass, Instant, LocalDate, OrganisationCode, Purpose, RecordKey } from './words.ts';

/** An identifier as one agency holds it. */
export type HeldIdentifier = RecordKey & { readonly verified: boolean; readonly former: boolean };

/** A name as one agency holds it; `kind` is a code of `enum NameKind`. */
export type HeldName = { readonly given: string | null; readonly family: string | null; readonly kind: string | null };

/** A postcode of an address, as one agency holds it. */
export type HeldPostcode = { readonly postcode: string; readonly isCurrent: boolean };

/** A consent or refusal (domain.md 3.4), as the agency that asked for it recorded it. */
export type ConsentRecord = {
  readonly reference: string;
  readonly recordedBy: OrganisationCode;
  readonly giver: 'CHILD' | 'PARENT';
  readonly capacity: 'PRESUMED_16' | 'PRESUMED_12' | 'GILLICK' | 'PARENTAL_RESPONSIBILITY';
  readonly capacityEstablished: boolean;
  readonly decision: 'GIVEN' | 'REFUSED';
  readonly classes: readonly DisclosureClass[];
  readonly recipients: readonly OrganisationCode[];
  readonly purposes: readonly Purpose[];
  readonly decidedAt: Instant;
  readonly expiresAt: Instant | null;
  readonly withdrawnAt: Instant | null;
};

/** Answers to the relationship question (domain.md 7.0), from one agency. */
export type RelationshipFacts = {
  readonly allocated: boolean;
  readonly team: boolean;
  readonly roll: boolean;
  readonly registered: boolean;
  readonly openReferral: boolean;
  readonly contactMadeOn: LocalDate | null;
  readonly resident: boolean;
  readonly isSelf: boolean;
  readonly holdsParentalResponsibility: boolean;
  /** An order or a review under the claimed reference concerns this child and names the organisation. */
  readonly referenced: boolean;
  readonly excluded: boolean;
};

/** The facts of one agency's record of a child, parsed once from its answer. */
export type ChildRecord = {
  readonly agency: AgencyName;
  /** The agency's own record id; never leaves the gateway but to that agency. */
  readonly recordId: string;
  readonly identifiers: readonly HeldIdentifier[];
  readonly names: readonly HeldName[];
  readonly dateOfBirth: LocalDate | null;
  readonly expectedDateOfDelivery: LocalDate | null;
  readonly sex: string | null;
  /** Postcodes of current and former addresses, as the agency holds them; to link by, never shown. */
  readonly postcodes: readonly HeldPostcode[];
  /** What the agency answered of a search's carer and school; both false where it was not asked. */
  readonly corroborates: { readonly carer: boolean; readonly school: boolean };
  readonly custodian: OrganisationCode;
  readonly lifecycle: {
    readonly unborn: boolean;
    readonly dateOfBirth: LocalDate | null;
    readonly diedOn: LocalDate | null;
    readonly participatingUntil: LocalDate | null;
  };
  readonly isShielded: boolean;
  readonly isLinkLocked: boolean;
  readonly cannotLink: readonly RecordKey[];
  readonly crossReferences: readonly RecordKey[];
  readonly refusedClasses: readonly DisclosureClass[];
  readonly detrimentClasses: readonly DisclosureClass[];
  readonly consents: readonly ConsentRecord[];
  readonly relationship: RelationshipFacts;
  /**
   * The facts row as the agency sent it, for fields that are both fact and disclosure (identity,
   * identifiers): read by the guard only where granted.
   */
  readonly unredacted: Readonly<Record<string, unknown>>;
};

/** Why an agency's part is missing. NO_RESPONSE may pass; SOURCE_ERROR is an answer that cannot be used. */
export type Silence = 'NO_RESPONSE' | 'SOURCE_ERROR';

/** How certainly another record is the same child (domain.md 5.2); NO_MATCH records are left out. */
export type LinkOutcome = 'MATCH' | 'POSSIBLE' | 'CONFLICT';

/**
 * What somebody should look at in a link (domain.md 5.2). TWIN_SUSPECT: perhaps a twin, R6t.
 * DOB_CORRECTION_SUGGESTED: one of the dates of birth is wrong, R7.
 */
export type LinkFlag = 'TWIN_SUSPECT' | 'DOB_CORRECTION_SUGGESTED';

/** That a record is directly linked with another of the same child, and how. */
export type DirectLink = {
  readonly agency: AgencyName;
  readonly recordId: string;
  readonly outcome: LinkOutcome;
  readonly rule: string;
  readonly flags: readonly LinkFlag[];
};

/**
 * A record joined to a child view, and how. Content joins over MATCH only; restrictions spread over all.
 * `linkedWith`: the other records of the child that it links with by what the two of them say, in order.
 */
export type LinkedRecord = {
  readonly record: ChildRecord;
  readonly outcome: LinkOutcome;
  readonly rule: string;
  readonly linkedWith: readonly DirectLink[];
};

/** One child as linked for one operation: forgotten when the response is sent. */
export type LinkedChild = {
  /** The records, the entry agency's first; empty when nobody matched. */
  readonly records: readonly LinkedRecord[];
  /** Agencies that did not answer the facts wave. */
  readonly silent: ReadonlyMap<AgencyName, Silence>;
  /** Agencies that hold none of the schemes that any identifier was learnt of: what they hold is not known. */
  readonly unasked: ReadonlySet<AgencyName>;
  /**
   * Agencies that do not tell this caller whether they hold the child, whatever they do: of one without a record
   * nothing is said, never that it holds none. Absent: every agency tells.
   */
  readonly untold?: ReadonlySet<AgencyName>;
  /** Those of them that were not to be asked for this purpose: for it, they are no sources at all. Absent: none. */
  readonly leftOut?: ReadonlySet<AgencyName>;
  /** All records that were found on the way, also those that were not linked. Absent: none besides. */
  readonly found?: () => readonly ChildRecord[];
};

import type {
  AgencyName,
  DisclosureClass,
  LegalBasis,
  LocalDate,
  OrganisationCode,
  Purpose,
  Restriction,
} from './words.ts';

/** A contact of the public directory: an organisation, never a person. */
export type DirectoryContact = {
  readonly organisation: string;
  readonly phone: string | null;
  readonly hours: string | null;
};

/** An organisation known to the protocol; a signatory when `signedOn` is set and not in the future. */
export type Signatory = {
  readonly organisation: OrganisationCode;
  readonly name: string;
  /** Kind of agency, a code of domain.md 7.1 Agency. */
  readonly kind: string;
  /** The system that holds this organisation's records; null: none is connected. */
  readonly agency: AgencyName | null;
  readonly signedOn: LocalDate | null;
  readonly contact: DirectoryContact;
};

/** What one issuer (and its clients) may assert. */
export type IssuerBinding = {
  /** The `iss` claim, exactly. */
  readonly issuer: string;
  /** Client ids (`client_id` claim) that may present its tokens, at least one; no other may. */
  readonly clients: readonly string[];
  readonly organisations: readonly OrganisationCode[];
  readonly kinds: readonly string[];
  readonly roles: readonly string[];
  /** Claims beyond identity that it may assert, e.g. `trainedUntil`, `vettedOn`, `designatedOfficer`. */
  readonly attributes: readonly string[];
};

/** What the staff register says of one person; where it speaks, the stricter of token and register wins. */
export type RegisterEntry = {
  /** `issuer|sub`. */
  readonly subject: string;
  readonly trainedUntil?: LocalDate | null;
  readonly vettedOn?: LocalDate | null;
  readonly designatedOfficer?: boolean;
  readonly isSuspended?: boolean;
};

/** One piece of work of the second tier. */
export type Schedule = {
  readonly id: string;
  readonly title: string;
  readonly purposes: readonly Purpose[];
  readonly roles: readonly string[];
  readonly organisationKinds: readonly string[];
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate;
  readonly dpiaReference: string;
};

/** One legal basis: when in force, who may rely on it, what it does (domain.md 3.2). */
export type Basis = {
  readonly code: LegalBasis;
  /** Null: not commenced, so never in force. */
  readonly effectiveFrom: LocalDate | null;
  readonly effectiveUntil: LocalDate | null;
  readonly purposes: readonly Purpose[];
  /** Kinds of agency that may disclose on it; empty: any. */
  readonly disclosers: readonly string[];
  /** Kinds of agency that may receive on it; empty: any. */
  readonly recipients: readonly string[];
  /** Whether it satisfies consent cells for child-protection purposes. */
  readonly noConsentNeeded: boolean;
  readonly exemptions: readonly string[];
};

/** A Cedar policy as it was read, with its annotations. */
export type PolicyText = {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  /** Path below `protocol/`, with `/` as separator. */
  readonly file: string;
  /** The schedule it belongs to, and counts only with; null: it always counts. */
  readonly schedule: string | null;
  readonly text: string;
  readonly annotations: Readonly<Record<string, string>>;
};

/** One fault of the protocol: the file, where in it, and what is wrong with the fix. */
export type ProtocolFault = { readonly file: string; readonly problem: string };

/**
 * Reads policy files against the schema of what they may speak of: split, annotated, strictly
 * validated. Handed to the loader, because the policy engine is named in one folder only.
 */
export type ReadPolicies = (input: {
  readonly schema: string;
  readonly files: readonly { readonly file: string; readonly schedule: string | null; readonly text: string }[];
}) => { readonly policies: readonly PolicyText[]; readonly faults: readonly ProtocolFault[] };

/** A gate of domain.md 7.2 and the code it gives. */
export type GateCode = { readonly gate: string; readonly code: string };

/**
 * A lawful change that policies may name by `@remedy` (DESIGN 6): `set` are the facts as they would
 * then be, tried only where the facts are now as in `when`. Never a role, a purpose or a basis.
 */
export type Remedy = {
  readonly name: string;
  /** The kind of route told; several remedies can be of one kind. */
  readonly kind: string;
  readonly set: Readonly<Record<string, string | boolean>>;
  readonly when: Readonly<Record<string, string | boolean>>;
  readonly contact: 'OWN_ORGANISATION' | 'GENERAL';
};

/** The sharing protocol as loaded from `protocol/`: plain data, frozen. */
export type Protocol = {
  /** SHA-256 over all files, hex, first 16 characters. */
  readonly version: string;
  readonly signatories: readonly Signatory[];
  readonly issuers: readonly IssuerBinding[];
  readonly register: readonly RegisterEntry[];
  readonly schedules: readonly Schedule[];
  readonly bases: readonly Basis[];
  readonly policies: readonly PolicyText[];
  readonly cedarSchema: string;
  readonly custodians: {
    /** Agencies whose silence closes addresses and contacts. */
    readonly shield: readonly AgencyName[];
    readonly parentalResponsibility: readonly AgencyName[];
    /** Agencies whose word counts for all that a young person takes part after 18. */
    readonly participation: readonly AgencyName[];
    /** Agencies whose consent records count for the data of others. */
    readonly consent: readonly AgencyName[];
    /** Per relationship value the agencies whose word counts for all; `OWN_SYSTEM` stands for the caller's organisation's. */
    readonly relationship: Readonly<Record<string, readonly AgencyName[]>>;
  };
  /** The kind of discloser each agency's system is (domain.md 7.1 Agency). */
  readonly discloserKinds: Readonly<Record<AgencyName, string>>;
  /** Agencies in the order in which lists are joined. */
  readonly agencyOrder: readonly AgencyName[];
  /** Agencies in the order in which names are preferred (domain.md 7.0, Names). */
  readonly nameOrder: readonly AgencyName[];
  /** Schemes in the order in which a sealed id's anchor is chosen; and agencies that never give one. */
  readonly anchors: { readonly schemes: readonly string[]; readonly protectedAgencies: readonly AgencyName[] };
  readonly lifecycle: { readonly adultAt: number; readonly participatingUntil: number; readonly purgedAt: number };
  readonly contactMadeWithinDays: number;
  readonly vettingMonths: number;
  /** Classes that show a placeholder where something is held, and where nothing is the same as to those who may not know. */
  readonly concealedClasses: readonly DisclosureClass[];
  /** The class a third-party adult's item needs too, and the restriction that marks it. */
  readonly thirdParty: { readonly class: DisclosureClass; readonly about: string; readonly restriction: Restriction };
  /** Restrictions no path ever opens. */
  readonly neverReleased: readonly Restriction[];
  /** Values of the `about` marker whose items are another child's to decide. */
  readonly neverAbout: readonly string[];
  /** Kinds of names that a link-locked record never gives. */
  readonly formerNameKinds: readonly string[];
  /** Codes with which an agency itself refuses a field or an item. */
  readonly agencyRefusalCodes: readonly string[];
  /** General route for a child refused as a whole. */
  readonly generalContact: DirectoryContact;
  /** The kind of route where no remedy helps or none may be named. */
  readonly generalRoute: string;
  /** Roles whose ROLL needs one of the caller's own groups. */
  readonly ownGroupsOnlyRoles: readonly string[];
  /** Purposes for which a basis that needs no consent stands in for consent. */
  readonly consentWaivedFor: readonly Purpose[];
  /** Classes decided value by value of a marker: class -> entity type of the values in the policies' schema. */
  readonly splitClasses: Readonly<Record<DisclosureClass, string>>;
  /** Kinds of agency whose holding a record discloses something: the class that must be knowable first. */
  readonly presence: Readonly<Record<string, DisclosureClass>>;
  /** Kinds of callers to whom no reason about a child is told. */
  readonly untoldKinds: readonly string[];
  /** Purpose -> kind of discloser or ANY -> bases it may disclose on; the first that holds is derived. */
  readonly allowedBases: Readonly<Record<Purpose, Readonly<Record<string, readonly LegalBasis[]>>>>;
  /** Gates in the order in which they are tried (domain.md 7.0). */
  readonly gateOrder: readonly string[];
  /** Codes that no single policy carries. */
  readonly codes: {
    readonly notPermitted: GateCode;
    readonly policyError: GateCode;
    readonly noRecord: GateCode;
    readonly consent: {
      readonly gate: string;
      /** The remedy that gives consent. */
      readonly remedy: string;
      /** How every state of consent reads to all but the recipient named. */
      readonly untold: string;
      readonly states: Readonly<Record<string, string>>;
    };
  };
  /** In order of preference. */
  readonly remedies: readonly Remedy[];
};

import type { ControlRules } from './control-rules.ts';
import type { AccessMode } from './control.ts';
import type { PeerRules } from './peer.ts';
import type {
  ClassNotice,
  GeneralNotices,
  Jurisdiction,
  ObligationRule,
  ScheduleConditions,
  SlotRules,
} from './protocol-content.ts';
import type { Directory } from './directory.ts';
import type { MatchingParameters } from './matching-parameters.ts';
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
  /** Title of the chief officer who signed, never a name. */
  readonly chiefOfficer?: string | null;
  /** Whose law it is under; absent: the protocol's default. */
  readonly jurisdiction?: string | undefined;
  /** The signatory on whose behalf it works, by contract: it may rely on what that one may, where a basis says so. */
  readonly actingFor?: OrganisationCode | null;
  /** Bases that only designated organisations may rely on, and for which it is designated. */
  readonly designatedFor?: readonly LegalBasis[];
  /** Its designated officer's desk (path 1 of the second tier); null: it has none. */
  readonly designatedOfficer?: DirectoryContact | null;
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
  /** Issuers whose people its tokens may name as mediators (`act` claim). */
  readonly mediators: readonly string[];
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
  readonly mayOverrideShield?: boolean;
  readonly isSuspended?: boolean;
};

/** One piece of work of the second tier. */
export type Schedule = {
  readonly id: string;
  readonly title: string;
  readonly purposes: readonly Purpose[];
  readonly roles: readonly string[];
  readonly organisationKinds: readonly string[];
  /** BREAK_GLASS: an emergency schedule, which counts under break-glass only and then instead of the others. */
  readonly mode: 'NORMAL' | 'BREAK_GLASS';
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate;
  readonly dpiaReference: string;
  /** 1: between designated officers; 2: staff to staff, by need to know (domain.md 1.3). */
  readonly path?: 1 | 2;
  /** Who decides on the data and who handles it for them, as the signatories agreed. */
  readonly controller?: string | undefined;
  readonly processor?: string | undefined;
  readonly direction?: 'BOTH_WAYS' | 'TO_RECIPIENT' | undefined;
  /** The categories of information; no policy of the schedule gives another. */
  readonly classes?: readonly DisclosureClass[] | undefined;
  /** The legal bases that the work rests on. */
  readonly bases?: readonly LegalBasis[] | undefined;
  readonly conditions?: ScheduleConditions;
  /** How the information is to be handled, in words. */
  readonly handling?: readonly string[];
};

/** A court's order to disclose, as information governance registered it; it names no child. */
export type CourtOrder = {
  readonly reference: string;
  /** The organisations to which it orders disclosure. */
  readonly recipients: readonly OrganisationCode[];
  /** The systems that it orders to disclose. */
  readonly disclosers: readonly AgencyName[];
  readonly classes: readonly DisclosureClass[];
  /** The last day on which it holds. */
  readonly expiresOn: LocalDate;
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
  /** What it is, in words; and what it lays on those who rely on it. */
  readonly instrument: string;
  readonly kind: 'DUTY' | 'POWER' | 'RIGHT' | 'GUIDANCE' | 'NONE';
  /** Whose law it is. */
  readonly jurisdictions: readonly string[];
  /** Whether an organisation that works for a recipient may rely on it too. */
  readonly contractors: boolean;
  /** Whether a recipient of another kind may rely on it when designated. */
  readonly designation: boolean;
  /** What must be declared with it; NONE: nothing. */
  readonly requires: 'NONE' | 'ORDER' | 'EMERGENCY';
  /** Whether it only adds to another basis: never derived, and left out where it does not hold. */
  readonly adds: boolean;
  /** The classes that it is a power for; empty: any. */
  readonly covers: readonly DisclosureClass[];
  /** Classes for which it needs consent (domain.md 3.2), whatever a policy permits. */
  readonly consentFor: readonly DisclosureClass[];
  /** Whether consent is implied until the child or a parent objects. */
  readonly impliedConsent: boolean;
  /** What may fill the slots of data protection, in order of preference. */
  readonly art6: readonly string[];
  readonly art9: readonly string[];
  readonly art10: readonly string[];
  /** What fills the confidence slot where consent does not; null: nothing does. */
  readonly confidence: string | null;
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

/**
 * A rule for holding back a row of the access log: so many days from the look, when the declaration is
 * as all the parts given say.
 */
export type HoldBackRule = {
  readonly purposes?: readonly Purpose[] | undefined;
  readonly informed?: readonly string[] | undefined;
  /** Modes that the request was decided in; what is declared without the right to it hides no look. */
  readonly modes?: readonly AccessMode[] | undefined;
  readonly days: number;
};

/** What the rows of the access log are decided by (domain.md 7.5 row 49; 8 no. 9). */
export type AccessLogRules = {
  /** The class that decides whether the log may be read at all. */
  readonly class: DisclosureClass;
  /** What the gateway itself is called on record, as discloser of its own log; no agency's name. */
  readonly discloser: AgencyName;
  readonly heldBack: readonly HoldBackRule[];
  /** The class that a row gives away, beside `presence`: by kind of organisation, by role, by purpose. */
  readonly reveals: {
    readonly kinds: Readonly<Record<string, DisclosureClass>>;
    readonly roles: Readonly<Record<string, DisclosureClass>>;
    readonly purposes: Readonly<Record<Purpose, DisclosureClass>>;
  };
};

/** How a child is searched for by what is known of it (domain.md 5.2, 2.2). */
export type SearchRules = {
  /** Sets of fields of a search, any of which is enough to look by (R10). */
  readonly sufficient: readonly (readonly string[])[];
  /** The class by which a caller may see each thing that is looked by. */
  readonly classes: Readonly<Record<'identity' | 'postcode' | 'carer' | 'school', DisclosureClass>>;
  /** Most candidates that are shown. */
  readonly candidates: number;
  /** The kind of route to a candidate who is not certain. */
  readonly route: string;
};

/** The sharing protocol as loaded from `protocol/`: plain data, frozen. */
export type Protocol = {
  /** SHA-256 over all files, hex, first 16 characters. */
  readonly version: string;
  /** Raised with every change that is shipped; instances never go back to a lower one (decision 34). */
  readonly edition: number;
  readonly signatories: readonly Signatory[];
  readonly issuers: readonly IssuerBinding[];
  readonly register: readonly RegisterEntry[];
  readonly courtOrders: readonly CourtOrder[];
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
  /**
   * Kinds of organisation whose staff may ask for a child by an identifier of a scheme; of a scheme that is not
   * listed, whoever may ask at all (domain.md 2.1 ¶18).
   */
  readonly restrictedSchemes: Readonly<Record<string, readonly string[]>>;
  readonly lifecycle: { readonly adultAt: number; readonly participatingUntil: number; readonly purgedAt: number };
  readonly contactMadeWithinDays: number;
  readonly vettingMonths: number;
  /** From this age in whole years a child is presumed to decide for themself (domain.md 3.4, 3.6). */
  readonly competentAt: number;
  /** Break-glass: how many operations one person may make in 24 hours (domain.md 7.7), and for how many children each. */
  readonly breakGlass: { readonly perDay: number; readonly children: number };
  /** An override: for how many children one operation may be. */
  readonly override: { readonly children: number };
  /** What the control state does with obligations, and who may act on it. */
  readonly control: ControlRules;
  /** Who is shown links between records and may judge them; a link that was shown holds for so many minutes. */
  readonly matchVerdicts: {
    readonly class: DisclosureClass;
    readonly judges: readonly string[];
    readonly linkMinutes: number;
  };
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
  readonly accessLog: AccessLogRules;
  readonly search: SearchRules;
  /** What evidence weighs when records are matched (domain.md 5.2). */
  readonly matching: MatchingParameters;
  /** Other local authorities' gateways. */
  readonly peers: PeerRules;
  /** The public directory of services (domain.md 1.4); no decision follows from it. */
  readonly directory: Directory;
  readonly slots: SlotRules;
  /** Whose law holds where nothing is said, and what each place's law says. */
  readonly jurisdictions: {
    readonly default: string;
    readonly profiles: Readonly<Record<string, Jurisdiction>>;
  };
  readonly obligations: { readonly bankHolidays: readonly LocalDate[]; readonly rules: readonly ObligationRule[] };
  readonly notices: { readonly general: GeneralNotices; readonly classes: readonly ClassNotice[] };
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
    /** Of a search: somebody may be the child, nobody is for certain; and too little to look by. */
    readonly ambiguous: GateCode;
    readonly insufficient: GateCode;
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

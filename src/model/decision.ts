import type { AccessMode, Obligation } from './control.ts';
import type { SlotName } from './protocol-content.ts';
import type {
  AgencyName,
  Aspect,
  DisclosureClass,
  LegalBasis,
  OrganisationCode,
  Purpose,
  Restriction,
} from './words.ts';

/**
 * Which items of a class a decision opens, closed over two item properties: whether the item's
 * custodian is the asking organisation (own), and whether the source marked it relevant to the
 * purpose. Bit `(own ? 2 : 0) + (relevant ? 1 : 0)` is set where such an item is open: 0 none,
 * 15 all, 0b1100 own only, 0b1010 relevant only.
 */
export type ItemMask = number;

/** A lawful route (domain.md 7.2; DESIGN 6): the smallest set of changes that would turn the decision. */
export type Route = {
  readonly kind: string;
  readonly needs: readonly string[];
  readonly contact: {
    readonly organisation: string;
    readonly phone: string | null;
    readonly hours: string | null;
  } | null;
};

/** States of a part that was asked for and did not arrive (domain.md 7.3). */
export type WithheldState =
  | 'REDACTED'
  | 'PLACEHOLDER'
  | 'GENERALISED'
  | 'EXISTS'
  | 'NOT_HELD'
  | 'NO_RESPONSE'
  | 'SOURCE_ERROR'
  | 'WITHHELD_OR_NONE';

/** What may be told of a withheld part. */
export type Explanation = {
  readonly state: WithheldState;
  readonly code: string | null;
  readonly route: Route | null;
  /** The class as it may be named: the class itself, or RESTRICTED. */
  readonly shownClass: string;
};

/**
 * What makes a release lawful (domain.md 3.1): all four slots, of which `art9` and `art10` are needed by
 * special categories and criminal-offence data only. Null: not needed, or not filled.
 */
export type LegalSlots = {
  readonly power: LegalBasis | null;
  readonly art6: string | null;
  readonly art9: string | null;
  readonly art10: string | null;
  /** CONSENT, STATUTE, PUBLIC_INTEREST or NOT_CONFIDENTIAL. */
  readonly confidence: string | null;
  /** The first slot that nothing fills; null: none is missing. */
  readonly missing: SlotName | null;
};

/** What a decision is about: one agency's data of one class (and aspect). */
export type Cell = { readonly agency: AgencyName; readonly class: DisclosureClass; readonly aspect: Aspect };

/** The decision for one cell of one child. */
export type CellDecision = {
  readonly cell: Cell;
  /** Items whose CONTENT fields are open. */
  readonly read: ItemMask;
  /** Items whose EXISTENCE fields are open; includes `read`. */
  readonly know: ItemMask;
  /**
   * Per value of a split marker (the scheme of an identifier) the content mask; null for classes that
   * are not split. `read` and `know` are then the union, and a value that is not listed is closed.
   */
  readonly split: ReadonlyMap<string, ItemMask> | null;
  /** Whether the caller may know that something is held (domain.md 7.0, What a code may tell). */
  readonly mayKnowExistence: boolean;
  /** Whether a list that is empty must look withheld: PLACEHOLDER cells of a concealed class. */
  readonly concealEmpty: boolean;
  /** Told when CONTENT is not open for all items; null when `read` is 15. */
  readonly explanation: Explanation | null;
  /**
   * What is told of this cell whatever is held, wherever existence may not be known: e.g. for an
   * empty list that must look withheld (`concealEmpty`).
   */
  readonly concealed?: Explanation;
  /** The true first failing code, for the ledger only; null when released. */
  readonly trueCode: string | null;
  /** Ids of the policies that decided. */
  readonly policies: readonly string[];
  /** References of consents the release relies on. */
  readonly consents: readonly string[];
  readonly bases: readonly LegalBasis[];
  /** What fills the slots; absent: not worked out. */
  readonly slots?: LegalSlots;
};

/** One row of the access log, as it is decided: who looked, why, and whether its date is reached. */
export type Look = {
  readonly organisation: OrganisationCode;
  readonly roles: readonly string[];
  readonly purpose: Purpose | null;
  readonly isHeldBack: boolean;
};

/** Something that the owner of the data is told of: the bare word of the caller was all that tied them to the child. */
export type OwnerNotice = { readonly agency: AgencyName; readonly kind: 'ASSERTED_RELATIONSHIP' };

/** A role that may make the request, with the schedules that cover it today. */
export type RoleCover = { readonly role: string; readonly schedules: readonly string[] };

/** How the access log of one child may be read by this caller. */
export type LookDecision = {
  /** Agencies by whose records the rows may be found: those that the caller may know to hold one. */
  readonly foundAt: ReadonlySet<AgencyName>;
  /** Whether the caller may see that somebody looked. */
  maySee(look: Look): boolean;
};

/** What the gateway may do for one child. */
export type ChildDecision =
  | {
      /** Answers exactly as an identifier that matches nobody; the code goes to the ledger only. */
      readonly kind: 'REFUSED';
      readonly trueCode: string;
      readonly gate: string;
    }
  | {
      readonly kind: 'DECIDED';
      /** The decision for a cell; every cell that the plan needs was decided. */
      cellOf(agency: AgencyName, disclosureClass: DisclosureClass, aspect: Aspect): CellDecision;
      readonly cells: readonly CellDecision[];
      /** Whether the caller may know that an agency holds anything of this child. */
      mayKnowOf(agency: AgencyName): boolean;
      /** Whether anything of an agency's may be known of or shown, also to callers to whom no code is told. */
      readonly mayShow: (agency: AgencyName) => boolean;
      /** Restrictions whose items the caller may have; all others are excluded. */
      readonly allowedRestrictions: ReadonlySet<Restriction>;
      /** Whom to tell of the access at once, and why; absent: nobody. */
      readonly notices?: readonly OwnerNotice[];
      /** Which rows of the access log may be seen; absent: none. */
      readonly looks?: LookDecision;
    };

/** The outcome of the gates that need no fact about the child (G0-G4, G5a). */
export type RequestDecision =
  | {
      readonly kind: 'REFUSED';
      readonly code: string;
      readonly gate: string;
      readonly route: Route | null;
      /** Of the bases that the caller named, those that do not hold; absent: none was the reason. */
      readonly notHolding?: readonly LegalBasis[];
    }
  | {
      readonly kind: 'OPEN';
      readonly policyVersion: string;
      readonly mode: AccessMode;
      /** What the caller owes for being let in; on record before anything is released. */
      readonly obligations: readonly Obligation[];
      /** The bases that hold for each agency as discloser; empty: none, which G5b refuses. */
      readonly basesOf: ReadonlyMap<AgencyName, readonly LegalBasis[]>;
      /** What fills the slots of one class of one agency's data, whoever the child is; absent: not worked out. */
      readonly slotsFor?: (agency: AgencyName, disclosureClass: DisclosureClass) => LegalSlots;
      /** The caller's roles that may make the request, each with the schedules that cover it today. */
      readonly roles?: readonly RoleCover[];
      /** Likewise the mediator's; absent: nobody mediates. */
      readonly mediatorRoles?: readonly RoleCover[];
    };

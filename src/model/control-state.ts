import type { AccessMode, ControlFacts } from './control.ts';
import type { JudgedPair, MatchVerdict, PairVerdict, RecordHash, Verdict, VerdictState } from './match-verdict.ts';
import type { OrganisationCode, Purpose } from './words.ts';

/**
 * What the control state does with an obligation: JUSTIFY and REVIEW suspend the account when they
 * are overdue (domain.md 7.7), DUE is only listed.
 */
export type DutyEffect = 'JUSTIFY' | 'REVIEW' | 'DUE';

/** Something owed for an operation. Times are milliseconds since the epoch. */
export type Duty = { readonly kind: string; readonly effect: DutyEffect; readonly dueBy: number | null };

/** A duty as it stands. */
export type Owed = Duty & { readonly recordId: string; readonly doneAt: number | null };

/** An operation for which something is owed: who and why, never about whom. */
export type OwingOperation = {
  readonly recordId: string;
  readonly at: number;
  /** The person who asked, who owes; `issuer|sub`. */
  readonly subject: string;
  readonly mediator: string | null;
  readonly organisation: OrganisationCode;
  readonly roles: readonly string[];
  readonly purpose: Purpose;
  readonly mode: AccessMode;
};

/** How a break-glass was judged. */
export type ReviewOutcome = 'ACCEPTED' | 'REJECTED';

/** An operation under break-glass with what became of its two duties. */
export type BreakGlassCase = OwingOperation & {
  readonly justifyBy: number | null;
  readonly justifiedAt: number | null;
  readonly reviewBy: number | null;
  readonly reviewedAt: number | null;
  readonly outcome: ReviewOutcome | null;
};

/** Whom a notice is for; the organisation's own list says who that is. */
export type NoticeRecipient = 'OWN_ORGANISATION' | 'SOURCE_OWNERS' | 'INDEX_TEAM';

/** A notice to an organisation: that something happened, by its reference; never about which child. */
export type Notice = {
  readonly kind: string;
  readonly to: NoticeRecipient;
  readonly organisation: OrganisationCode;
  readonly recordId: string | null;
  readonly about: {
    readonly organisation: OrganisationCode;
    readonly roles: readonly string[];
    readonly purpose: Purpose | null;
  };
  readonly at: number;
  /** Not before; later than `at`: only if the duty of `unless` is still open then. */
  readonly sendAt: number;
  readonly unless: { readonly recordId: string; readonly kind: string } | null;
};

/** One change; several are made together or not at all. */
export type ControlChange =
  | {
      readonly kind: 'OWE';
      readonly operation: OwingOperation;
      readonly duties: readonly Duty[];
      /** What was decided on; another request may have changed it since. */
      readonly seen: Pick<ControlFacts, 'breakGlassesToday'>;
    }
  | { readonly kind: 'NOTIFY'; readonly notices: readonly Notice[] }
  | { readonly kind: 'JUSTIFY'; readonly recordId: string; readonly by: string; readonly at: number }
  | {
      readonly kind: 'REVIEW';
      readonly recordId: string;
      readonly by: string;
      /** The reviewer may not be of this organisation's; null: of any. */
      readonly notOf: OrganisationCode | null;
      readonly outcome: ReviewOutcome;
      readonly at: number;
    }
  | {
      readonly kind: 'FULFIL';
      readonly recordId: string;
      readonly obligation: string;
      readonly by: string;
      readonly at: number;
    }
  | { readonly kind: 'SUSPEND'; readonly subject: string; readonly by: string; readonly at: number }
  | { readonly kind: 'LIFT'; readonly subject: string; readonly by: string; readonly at: number }
  | {
      readonly kind: 'JUDGE';
      /** Of the verdict, if it is a new one. */
      readonly id: string;
      readonly verdict: Verdict;
      readonly pairs: readonly JudgedPair[];
      /** The key of the hashes. */
      readonly keyId: string;
      /** Whether a record of the child is shielded, or nobody can say that none is. */
      readonly isProtected: boolean;
      readonly by: string;
      readonly organisation: OrganisationCode;
      readonly at: number;
      /** What was decided on: the verdict that this one continues; null: none. */
      readonly seen: string | null;
    }
  | {
      readonly kind: 'WITHDRAW_VERDICT';
      readonly id: string;
      /** As of JUDGE; of a child who was not looked at it is not known, so true. */
      readonly isProtected: boolean;
      readonly by: string;
      readonly at: number;
    };

/** Why changes were not made: a code of the gateway's, or FACTS_CHANGED: decide anew. */
export type ControlRefusal =
  | 'RECORD_UNKNOWN'
  | 'ALREADY_DONE'
  | 'JUSTIFICATION_REQUIRED'
  | 'REVIEWER_NOT_INDEPENDENT'
  | 'SECOND_PERSON_NEEDED'
  | 'FACTS_CHANGED';

/** What came of changes; APPLIED ones are durable. */
export type ControlOutcome = { readonly kind: 'APPLIED' } | { readonly kind: 'REFUSED'; readonly code: ControlRefusal };

/** What a store at hand answers at once, and one over a network when it has answered. */
export type Soon<Value> = Value | Promise<Value>;

/** The edition and version of the protocol that is in force for all instances. */
export type PolicyHead = { readonly edition: number; readonly version: string; readonly at: number };

/**
 * The control state (DESIGN 7): opaque ids only, read on every request: each read tells what holds at a moment after
 * it was asked for, whichever instance changed it. Everything throws, or rejects, when the store cannot be reached;
 * then nothing may be released. Times are milliseconds since the epoch.
 */
export type ControlState = {
  /** What holds of a caller: of a mediated one, whatever holds of either person. */
  factsOf(people: readonly string[], now: number): Soon<Omit<ControlFacts, 'isPolicyHead'>>;
  /** What a person owes, the soonest due first, at most 200. */
  owedBy(subject: string): Soon<readonly Owed[]>;
  /** Cases without a review that somebody else than `reviewer` has to answer for, the soonest due first. */
  casesToReview(reviewer: {
    readonly subject: string;
    readonly notOf: OrganisationCode | null;
    readonly first: number;
  }): Soon<readonly BreakGlassCase[]>;
  caseOf(recordId: string): Soon<BreakGlassCase | null>;
  /** The keys, by their ids, of the hashes of verdicts that are not withdrawn; empty: there is no verdict. */
  verdictKeys(): Soon<readonly string[]>;
  /** The verdicts that are not withdrawn on pairs with one of these records, the newest first. */
  verdictsOn(records: readonly RecordHash[]): Soon<readonly PairVerdict[]>;
  verdictOf(id: string): Soon<MatchVerdict | null>;
  /** Verdicts, the newest first; `state` null: in any. */
  verdicts(page: {
    readonly state: VerdictState | null;
    readonly first: number;
    readonly after: string | null;
  }): Soon<readonly MatchVerdict[]>;
  /** Makes all changes in one transaction, or none; a trial makes none and says what would come of it. */
  apply(changes: readonly ControlChange[], options?: { readonly isTrial: boolean }): Promise<ControlOutcome>;
  /** Null: none was ever published. */
  policyHead(): Soon<PolicyHead | null>;
  /**
   * Puts a head in force unless one of the same or a higher edition is; gives the one that then is.
   * Where editions may be reused, another content of the same edition takes its place.
   */
  publishPolicy(head: PolicyHead, options?: { readonly mayReuseEdition: boolean }): Promise<PolicyHead>;
};

import type { DisclosureClass, LegalBasis, LocalDate, OrganisationCode, Purpose } from './words.ts';

/** A slot of lawfulness (domain.md 3.1): all that a release needs must be filled. */
export type SlotName = 'POWER' | 'ART6' | 'ART9' | 'ART10' | 'CONFIDENCE';

/** What can fill a slot of data protection (domain.md 3.3), and where it can. All that is given must hold. */
export type SlotCode = {
  readonly code: string;
  /** The slots that it fills where a basis lists it for them. */
  readonly fills: readonly ('ART6' | 'ART9' | 'ART10')[];
  /** What it is, in words. */
  readonly text: string;
  /** Null: not in force, so it fills nothing. */
  readonly effectiveFrom: LocalDate | null;
  /** Whether the discloser must act in a public task, or must not. */
  readonly discloser: 'PUBLIC' | 'PRIVATE' | 'ANY';
  /** Kinds of discloser; empty: any. */
  readonly disclosers: readonly string[];
  /** Purposes; empty: any. */
  readonly purposes: readonly Purpose[];
  /** It fills the slot with consent only. */
  readonly needsConsent: boolean;
};

/** What the four slots are filled from, beside the bases themselves. */
export type SlotRules = {
  /** Kinds of agency that disclose in the exercise of a public task. */
  readonly publicTask: readonly string[];
  /** Classes whose release needs the ART9 slot (special categories). */
  readonly specialClasses: readonly DisclosureClass[];
  /** Classes whose release needs the ART10 slot (criminal-offence data). */
  readonly criminalClasses: readonly DisclosureClass[];
  readonly codes: readonly SlotCode[];
  /** What fills the confidence slot where consent is needed and an exemption stands in for it. */
  readonly exemptions: Readonly<Record<string, string>>;
};

/** What a place's law says differently (domain.md GIR-7; 8 no. 11). */
export type Jurisdiction = {
  readonly title: string;
  /** Codes of capacity by which a young person is presumed able to decide, each with the age in years. */
  readonly presumedCapable: Readonly<Record<string, number>>;
  /** The age from which nobody consents in a young person's place. */
  readonly parentsDecideBelow: number;
  /** Children missing education; absent: the law knows no such duty. */
  readonly missingEducation?: MissingEducationLaw | undefined;
};

/** What a law says of children missing education (domain.md 1.9). */
export type MissingEducationLaw = {
  readonly duty: LegalBasis;
  /** What is done when it is suspected; `to` is the signatory that is told. */
  readonly report: { readonly kind: string; readonly needs: readonly string[]; readonly to: OrganisationCode };
  readonly schoolAge: SchoolAge;
};

/** When compulsory school age begins and ends (in England and Wales: Education Act 1996 s8). */
export type SchoolAge = {
  /** The birthday, in years, on or after which it begins, on the first of `startDays` (`MM-DD`). */
  readonly startsAt: number;
  readonly startDays: readonly string[];
  /** The birthday, in years, in whose school year it ends. */
  readonly endsAt: number;
  /** First day of the school year, `MM-DD`. */
  readonly schoolYearStarts: string;
  /** It ends with the last such weekday of the month (1 to 12) of that school year. */
  readonly leaving: { readonly month: number; readonly weekday: Weekday };
};

/** Days of the week. */
export type Weekday = 'SUNDAY' | 'MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY';

/** What a schedule of the second tier demands (ISP-3, ISP-4). Hours are clock hours. */
export type ScheduleConditions = {
  /** Both ends are designated officers. */
  readonly designatedOfficers: boolean;
  /** Requests are in writing, unless there is an emergency. */
  readonly written: boolean;
  /** Within how long a request is dealt with; null: no clock. */
  readonly responseWithinHours: number | null;
  /** Within how long an emergency request is followed by a written record; null: it need not be. */
  readonly writtenRecordWithinHours: number | null;
  /** The disclosure is entered in the source's special file. */
  readonly specialFile: boolean;
};

/** What holds of a request when something is owed for it; a fact that is not given may be anything. */
export type ObligationFacts = {
  readonly mode: string;
  readonly purpose: Purpose;
  readonly roles: readonly string[];
  readonly organisationKind: string;
  readonly bases: readonly LegalBasis[];
  readonly informed: string | null;
  readonly exemption: string | null;
  readonly isEmergency: boolean;
  readonly isWritten: boolean;
  /** The conditions of the schedules that cover the request, the strictest of each. */
  readonly conditions: ScheduleConditions;
};

/** One thing owed for a request (domain.md 7.7; ISP-3; 7.5, column Obligation). */
export type ObligationRule = {
  readonly kind: string;
  readonly ground: string;
  /** All that is given must hold; a list: any one of it. */
  readonly when: {
    readonly mode?: readonly string[] | undefined;
    readonly purpose?: readonly Purpose[] | undefined;
    readonly role?: readonly string[] | undefined;
    readonly organisationKind?: readonly string[] | undefined;
    readonly basis?: readonly LegalBasis[] | undefined;
    readonly informed?: readonly string[] | undefined;
    readonly exemption?: readonly string[] | undefined;
    readonly emergency?: boolean | undefined;
    readonly written?: boolean | undefined;
    /** A condition of the schedule that is set. */
    readonly condition?: keyof ScheduleConditions | undefined;
  };
  /** Hours from the request; 0: at once. */
  readonly dueWithinHours?: number | undefined;
  /** Working days from the request: neither weekend nor bank holiday. */
  readonly dueWithinWorkingDays?: number | undefined;
  /** Hours that the schedule itself sets. */
  readonly dueBySchedule?: 'responseWithinHours' | 'writtenRecordWithinHours' | undefined;
};

/** What a class is in plain words, and what is said to the family (domain.md 1.10, Privacy statement). */
export type ClassNotice = {
  readonly class: DisclosureClass;
  readonly title: string;
  /** Who may see it and for what; said when the information is collected. */
  readonly privacyNotice: string;
  /** Who may consent to its being shared, and when not to ask. */
  readonly consentGuidance: string;
};

/** Texts that hold for every class. */
export type GeneralNotices = {
  readonly privacyNotice: string;
  readonly consentGuidance: readonly { readonly rule: string; readonly text: string }[];
};

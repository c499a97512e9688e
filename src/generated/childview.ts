export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, RFC 3339 date-time, in UTC. */
  DateTime: { input: string; output: string; }
  /** A calendar date, YYYY-MM-DD (RFC 3339 full-date), without time or zone. */
  LocalDate: { input: string; output: string; }
  /**
   * The organisation that is meant, as `scheme:code`: `URN:100001` (school), `ODS:Y99001` (NHS),
   * `LA:001` (local authority), `SEED:9999901` (school in Scotland), `ORG:name` (others). At most 64 characters.
   */
  OrganisationCode: { input: string; output: string; }
  /**
   * A postcode as people write it, upper or lower case, with or without its space; also a pseudo-postcode (ZZ99) and
   * the number of a British forces post office (BFPO). Checked for its form before anything is asked of anybody.
   */
  Postcode: { input: string; output: string; }
};

/** Category of abuse (children in need census). */
export type AbuseCategory =
  /** Emotional abuse. */
  | 'EMO'
  /** Multiple. */
  | 'MUL'
  /** Neglect. */
  | 'NEG'
  /** Physical abuse. */
  | 'PHY'
  /** Sexual abuse. */
  | 'SAB';

/** One look at a child that showed the child to somebody. Never says who the person was, nor what was shown. */
export type AccessLogEntry = {
  readonly __typename?: 'AccessLogEntry';
  /** The day of the look, in UTC. */
  readonly date?: Maybe<Scalars['LocalDate']['output']>;
  /** An opaque id of the row, to page by; it says nothing, and the same look at another child has another. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The name of the organisation that looked. */
  readonly organisation?: Maybe<Scalars['String']['output']>;
  /** Why, as declared. */
  readonly purpose?: Maybe<Purpose>;
  /** The roles in which, as recorded. */
  readonly roles?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** What somebody said happened. Accounts that differ are kept side by side; none is overwritten. */
export type Account = RecordedItem & {
  readonly __typename?: 'Account';
  /** What was said, as recorded. */
  readonly account?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** When it was given. */
  readonly givenAt?: Maybe<Scalars['DateTime']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who gave it, as the source puts it (e.g. the child). */
  readonly teller?: Maybe<Scalars['String']['output']>;
  /** To whom, by job. */
  readonly toldTo?: Maybe<Scalars['String']['output']>;
};

/** Whether an account may ask. */
export type AccountState = {
  readonly __typename?: 'AccountState';
  /** The account, `issuer|sub`. */
  readonly subject: Scalars['ID']['output'];
  /** Whether it is suspended now. */
  readonly suspended: Scalars['Boolean']['output'];
};

/** One address in one agency's copy. */
export type Address = RecordedItem & {
  readonly __typename?: 'Address';
  /** The organisation whose copy this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** From when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Address lines, in order. */
  readonly lines?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Postcode, canonical form with one space (BS 7666), or a pseudo-postcode (ZZ99). */
  readonly postcode?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
  /** What kind of place it is. */
  readonly use?: Maybe<AddressUse>;
};

/** What kind of place an address is. */
export type AddressUse =
  /** A former address. */
  | 'FORMER'
  /** Where the child lives. */
  | 'HOME'
  /** A placement. */
  | 'PLACEMENT'
  /** A second home. */
  | 'SECONDARY';

/** How one field of a candidate agrees with what was given. */
export type Agreement =
  /** Borne out. */
  | 'AGREES'
  /** The present one. */
  | 'CURRENT'
  /** Another one. */
  | 'DIFFERS'
  /** The same. */
  | 'EXACT'
  /** The same as a former name or an alias. */
  | 'FORMER'
  /** The initial is the same. */
  | 'INITIAL'
  /** One of day, month and year differs. */
  | 'ONE_COMPONENT'
  /** The same district only. */
  | 'OUTWARD'
  /** A former one. */
  | 'PREVIOUS'
  /** Much alike. */
  | 'SIMILAR'
  /** Day and month swapped. */
  | 'SWAPPED'
  /** Not known, or not to be told. */
  | 'UNKNOWN'
  /** A known variant, or an alias. */
  | 'VARIANT';

/** An allergy or intolerance. */
export type Allergy = RecordedItem & {
  readonly __typename?: 'Allergy';
  /** Whether a reaction could threaten life: needed in an emergency. */
  readonly critical?: Maybe<Scalars['Boolean']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The reaction, as recorded. */
  readonly reaction?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The substance. */
  readonly substance?: Maybe<Scalars['String']['output']>;
};

/** An arrest, or an interview by appointment. */
export type Arrest = RecordedItem & {
  readonly __typename?: 'Arrest';
  /** Whether an appropriate adult was present; null: not recorded. */
  readonly appropriateAdult?: Maybe<Scalars['Boolean']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** How. */
  readonly kind?: Maybe<ArrestKind>;
  /** On suspicion of what, as recorded. */
  readonly offence?: Maybe<Scalars['String']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** What came of it; null: pending. */
  readonly outcome?: Maybe<ArrestOutcome>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** How a young person was brought to be heard. */
export type ArrestKind =
  /** Arrested. */
  | 'ARREST'
  /** Interviewed by appointment, not arrested. */
  | 'VOLUNTARY_INTERVIEW';

/** What came of an arrest. */
export type ArrestOutcome =
  /** Released on bail. */
  | 'BAIL'
  /** Charged. */
  | 'CHARGED'
  /** No further action. */
  | 'NO_FURTHER_ACTION'
  /** Dealt with out of court; what came of it is youth justice. */
  | 'OUT_OF_COURT_DISPOSAL'
  /** Released under investigation. */
  | 'RELEASED_UNDER_INVESTIGATION';

/** That a common assessment exists, when it was made and who holds it; its body is class CAFB (domain reference 1.5 CAF-1). */
export type Assessment = RecordedItem & {
  readonly __typename?: 'Assessment';
  /** The agency that holds it. */
  readonly agency?: Maybe<Scalars['String']['output']>;
  /** The child's own comments; they always travel with the assessment. */
  readonly childComments?: Maybe<Scalars['String']['output']>;
  /** When it was completed. */
  readonly completedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Development of the child (domain 1 of the common assessment). */
  readonly development?: Maybe<Scalars['String']['output']>;
  /** Family and environment (domain 3). */
  readonly familyAndEnvironment?: Maybe<Scalars['String']['output']>;
  /** Who holds it. */
  readonly holder?: Maybe<Scalars['String']['output']>;
  /** The holder's telephone. */
  readonly holderPhone?: Maybe<Scalars['String']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The lead professional. */
  readonly leadProfessional?: Maybe<Scalars['String']['output']>;
  /** The parents' comments; they always travel with the assessment. */
  readonly parentComments?: Maybe<Scalars['String']['output']>;
  /** Parents and carers (domain 2). */
  readonly parentsAndCarers?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Version, counted from 1; a version is never overwritten. */
  readonly version?: Maybe<Scalars['Int']['output']>;
};

/** A factor found by an assessment. */
export type AssessmentFactor = RecordedItem & {
  readonly __typename?: 'AssessmentFactor';
  /** The id of the assessment. */
  readonly assessment?: Maybe<Scalars['ID']['output']>;
  /** The factor. */
  readonly code?: Maybe<AssessmentFactorCode>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When the assessment was completed. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
};

/**
 * Factors found by an assessment (children in need census), `F` before the code. A: the child; B: a parent;
 * C: another person of the household.
 */
export type AssessmentFactorCode =
  /** 1A: Alcohol misuse of the child. */
  | 'F1A'
  /** 1B: Alcohol misuse of a parent or carer. */
  | 'F1B'
  /** 1C: Alcohol misuse of another person of the household. */
  | 'F1C'
  /** 2A: Drug misuse of the child. */
  | 'F2A'
  /** 2B: Drug misuse of a parent or carer. */
  | 'F2B'
  /** 2C: Drug misuse of another person of the household. */
  | 'F2C'
  /** 3A: Domestic violence, the child is the subject. */
  | 'F3A'
  /** 3B: Domestic violence, a parent or carer is the subject. */
  | 'F3B'
  /** 3C: Domestic violence, another person of the household is the subject. */
  | 'F3C'
  /** 4A: Mental health of the child. */
  | 'F4A'
  /** 4B: Mental health of a parent or carer. */
  | 'F4B'
  /** 4C: Mental health of another person of the household. */
  | 'F4C'
  /** 5A: Learning disability of the child. */
  | 'F5A'
  /** 5B: Learning disability of a parent or carer. */
  | 'F5B'
  /** 5C: Learning disability of another person of the household. */
  | 'F5C'
  /** 6A: Physical disability or illness of the child. */
  | 'F6A'
  /** 6B: Physical disability or illness of a parent or carer. */
  | 'F6B'
  /** 6C: Physical disability or illness of another person of the household. */
  | 'F6C'
  /** 7A: Young carer. */
  | 'F7A'
  /** 8B: Private fostering: overseas children intending to return. */
  | 'F8B'
  /** 8C: Private fostering: overseas children intending to stay. */
  | 'F8C'
  /** 8D: Private fostering: UK children in educational placements. */
  | 'F8D'
  /** 8E: Private fostering: UK children making alternative family arrangements. */
  | 'F8E'
  /** 8F: Private fostering: other. */
  | 'F8F'
  /** 9A: Unaccompanied asylum-seeking child. */
  | 'F9A'
  /** 10A: Missing. */
  | 'F10A'
  /** 11A: Child sexual exploitation. */
  | 'F11A'
  /** 12A: Trafficking. */
  | 'F12A'
  /** 13A: Gangs. */
  | 'F13A'
  /** 14A: Socially unacceptable behaviour. */
  | 'F14A'
  /** 15A: Self-harm. */
  | 'F15A'
  /** 16A: Neglect. */
  | 'F16A'
  /** 17A: Emotional abuse. */
  | 'F17A'
  /** 18B: Physical abuse by another child. */
  | 'F18B'
  /** 18C: Physical abuse by an adult. */
  | 'F18C'
  /** 19B: Sexual abuse by another child. */
  | 'F19B'
  /** 19C: Sexual abuse by an adult. */
  | 'F19C'
  /** 20: Other. */
  | 'F20'
  /** 21: None; excludes all others. */
  | 'F21'
  /** 22A: Female genital mutilation. */
  | 'F22A'
  /** 23A: Abuse linked to faith or belief. */
  | 'F23A'
  /** 24A: Criminal exploitation. */
  | 'F24A';

/** Under which section an assessment was made. */
export type AssessmentKind =
  /** Initial child protection conference. */
  | 'CONFERENCE'
  /** Children Act 1989 section 17: child in need. */
  | 'SECTION_17'
  /** Children Act 1989 section 47: enquiry. */
  | 'SECTION_47';

/** Judgements of one AssetPlus assessment (explanations and conclusions). */
export type AssetPlusJudgement = RecordedItem & {
  readonly __typename?: 'AssetPlusJudgement';
  /** When it was assessed. */
  readonly assessedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Likelihood of reoffending. */
  readonly likelihoodOfReoffending?: Maybe<JudgementLevel>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Risk of serious harm to others. */
  readonly riskOfSeriousHarm?: Maybe<JudgementLevel>;
  /** Concern for the young person's own safety and wellbeing. */
  readonly safetyAndWellbeing?: Maybe<JudgementLevel>;
};

/** One section of an ASSET assessment. */
export type AssetSection = RecordedItem & {
  readonly __typename?: 'AssetSection';
  /** When it was assessed. */
  readonly assessedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Evidence, as recorded. */
  readonly evidence?: Maybe<Scalars['String']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Association with the likelihood of further offending, 0 (none) to 4 (very strong). */
  readonly score?: Maybe<Scalars['Int']['output']>;
  /** Which section. */
  readonly section?: Maybe<AssetSectionKind>;
};

/** Sections of ASSET (domain reference 4.4). */
export type AssetSectionKind =
  /** Attitudes to offending. */
  | 'ATTITUDES'
  /** Education, training and employment. */
  | 'EDUCATION_EMPLOYMENT'
  /** Emotional and mental health. */
  | 'EMOTIONAL_MENTAL_HEALTH'
  /** Family and personal relationships. */
  | 'FAMILY_RELATIONSHIPS'
  /** Lifestyle. */
  | 'LIFESTYLE'
  /** Living arrangements. */
  | 'LIVING_ARRANGEMENTS'
  /** Motivation to change. */
  | 'MOTIVATION'
  /** Neighbourhood. */
  | 'NEIGHBOURHOOD'
  /** Perception of self and others. */
  | 'PERCEPTION'
  /** Physical health. */
  | 'PHYSICAL_HEALTH'
  /** Substance use. */
  | 'SUBSTANCE_USE'
  /** Thinking and behaviour. */
  | 'THINKING_BEHAVIOUR';

/** One result of a statutory assessment. */
export type Attainment = RecordedItem & {
  readonly __typename?: 'Attainment';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When it was assessed. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The result, on the stage's own scale. */
  readonly result?: Maybe<Scalars['String']['output']>;
  /** The stage, e.g. early years foundation stage profile, key stage 2. */
  readonly stage?: Maybe<Scalars['String']['output']>;
  /** The subject or area. */
  readonly subject?: Maybe<Scalars['String']['output']>;
};

/** Attendance codes generalised, so that none reveals more than attendance (domain reference 4.3). */
export type AttendanceClass =
  /** Absent with leave: codes C C1 C2 M J1 S X I E T R. */
  | 'AUTHORISED'
  /** Attending approved education elsewhere: codes K V P W B D. */
  | 'ELSEWHERE'
  /** Not counted: codes Z #. */
  | 'NOT_COUNTED'
  /** Present: codes / \ L. */
  | 'PRESENT'
  /** Unable to attend for a cause outside the family: codes Q Y1 to Y7. */
  | 'UNABLE'
  /** Absent without leave: codes G N O U. */
  | 'UNAUTHORISED';

/** Exact attendance codes in England from 19 August 2024 (domain reference 4.3); the code's name is its letter. */
export type AttendanceCode =
  /** Attending any other approved educational activity. */
  | 'B'
  /** Leave of absence for exceptional circumstances. */
  | 'C'
  /** Leave of absence for a regulated performance or employment abroad. */
  | 'C1'
  /** Leave of absence for a part-time timetable. */
  | 'C2'
  /** Code #: planned whole-school closure. */
  | 'CLOSED'
  /** Dual registered, attending the other school. */
  | 'D'
  /** Suspended or permanently excluded, no alternative provision made. */
  | 'E'
  /** Holiday not granted by the school. */
  | 'G'
  /** Illness, not a medical appointment; reveals health data. */
  | 'I'
  /** Leave of absence for a job or college interview. */
  | 'J1'
  /** Attending education provision arranged by the local authority. */
  | 'K'
  /** Late, before the register closed. */
  | 'L'
  /** Leave of absence for a medical or dental appointment; reveals health data. */
  | 'M'
  /** Reason not yet established. */
  | 'N'
  /** Absent in other or unknown circumstances. */
  | 'O'
  /** Participating in a sporting activity. */
  | 'P'
  /** Code /: present in the morning. */
  | 'PRESENT_AM'
  /** Code \: present in the afternoon. */
  | 'PRESENT_PM'
  /** Lack of access arrangements. */
  | 'Q'
  /** Religious observance. */
  | 'R'
  /** Leave of absence for studying for a public examination. */
  | 'S'
  /** Parent travelling for occupational purposes. */
  | 'T'
  /** Arrived after the register closed. */
  | 'U'
  /** Attending an educational visit or trip. */
  | 'V'
  /** Attending work experience. */
  | 'W'
  /** Non-compulsory school age pupil not required to attend. */
  | 'X'
  /** Transport normally provided is not available. */
  | 'Y1'
  /** Widespread disruption to travel. */
  | 'Y2'
  /** Part of the school premises closed. */
  | 'Y3'
  /** Whole school site unexpectedly closed. */
  | 'Y4'
  /** Criminal justice detention; reveals youth-justice data. */
  | 'Y5'
  /** Public health guidance or law; reveals health data. */
  | 'Y6'
  /** Any other unavoidable cause. */
  | 'Y7'
  /** Prospective pupil not on the register. */
  | 'Z';

/** One session's attendance mark, exact. */
export type AttendanceMark = RecordedItem & {
  readonly __typename?: 'AttendanceMark';
  /**
   * The exact code. One code reveals detention (`Y5`), so the existence of youth-justice status must be
   * permitted too; whoever may not have it asks for `attendance` and its `codeClass`.
   */
  readonly code?: Maybe<AttendanceCode>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Which half of the day. */
  readonly session?: Maybe<Session>;
};

/** How a hospital attendance came about. */
export type AttendanceRoute =
  /** Emergency department. */
  | 'EMERGENCY'
  /** Admission. */
  | 'INPATIENT'
  /** Outpatient clinic. */
  | 'OUTPATIENT';

/** One session's attendance, generalised. */
export type AttendanceSession = RecordedItem & {
  readonly __typename?: 'AttendanceSession';
  /** The generalised class of the code. */
  readonly codeClass?: Maybe<AttendanceClass>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Which half of the day. */
  readonly session?: Maybe<Session>;
};

/** Attendance over a period, counted in sessions (half days). */
export type AttendanceSummary = RecordedItem & {
  readonly __typename?: 'AttendanceSummary';
  /** Sessions absent with leave, or unable to attend. */
  readonly authorised?: Maybe<Scalars['Int']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** First day of the period. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Possible sessions. */
  readonly possible?: Maybe<Scalars['Int']['output']>;
  /** Sessions present, or at approved education elsewhere. */
  readonly present?: Maybe<Scalars['Int']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The school or setting. */
  readonly school?: Maybe<Scalars['String']['output']>;
  /** Sessions absent without leave. */
  readonly unauthorised?: Maybe<Scalars['Int']['output']>;
  /** Last day of the period. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** Break-glass, for one operation (domain reference 7.7). */
export type BreakGlass = {
  /** The asker has read what follows: notice at once, justification within 24 hours, independent review. */
  readonly acknowledged: Scalars['Boolean']['input'];
  /** On which ground. */
  readonly ground: BreakGlassGround;
};

/** One operation under break-glass and what is owed for it. Never the child: reviewers who need more ask the audit role by the reference. */
export type BreakGlassCase = {
  readonly __typename?: 'BreakGlassCase';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Whether the justification is overdue, or came late. */
  readonly isLate: Scalars['Boolean']['output'];
  /** When it was justified. */
  readonly justifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until when it must be justified. */
  readonly justifyBy?: Maybe<Scalars['DateTime']['output']>;
  /** The organisation of the person who broke the glass. */
  readonly organisation: Scalars['String']['output'];
  /** The reviewer's decision. */
  readonly outcome?: Maybe<ReviewOutcome>;
  /** The purpose declared. */
  readonly purpose: Purpose;
  /** The reference of the operation in the ledger. */
  readonly recordId: Scalars['ID']['output'];
  /** Until when it must be reviewed. */
  readonly reviewBy?: Maybe<Scalars['DateTime']['output']>;
  /** When it was reviewed. */
  readonly reviewedAt?: Maybe<Scalars['DateTime']['output']>;
  /** That person's roles. */
  readonly roles: ReadonlyArray<Scalars['String']['output']>;
};

/** Grounds of break-glass (domain reference 7.7). */
export type BreakGlassGround =
  /** Immediate harm. */
  | 'IMMEDIATE_HARM'
  /** Life or limb. */
  | 'LIFE_OR_LIMB'
  /** A missing child. */
  | 'MISSING_CHILD';

/** A carer or holder of parental responsibility (class FAM only; other household members are HHM). */
export type Carer = RecordedItem & {
  readonly __typename?: 'Carer';
  /** The organisation whose copy this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** E-mail address, as recorded. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Name, as recorded. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Whether parental responsibility is recorded; null: not known. */
  readonly parentalResponsibility?: Maybe<Scalars['Boolean']['output']>;
  /** Telephone, as recorded. */
  readonly phone?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the carer is to the child. */
  readonly relationship?: Maybe<CarerRelationship>;
};

/** What a carer is to the child. */
export type CarerRelationship =
  /** Adoptive parent. */
  | 'ADOPTIVE_PARENT'
  /** Father. */
  | 'FATHER'
  /** Foster carer. */
  | 'FOSTER_CARER'
  /** Grandparent. */
  | 'GRANDPARENT'
  /** Mother. */
  | 'MOTHER'
  /** Any other. */
  | 'OTHER'
  /** Special guardian. */
  | 'SPECIAL_GUARDIAN'
  /** Step-parent, or partner of a parent. */
  | 'STEP_PARENT';

/** A parent or carer of the child who is looked for. */
export type CarerSearch = {
  /** Family name. */
  readonly familyName?: InputMaybe<Scalars['String']['input']>;
  /** Given name. */
  readonly givenName?: InputMaybe<Scalars['String']['input']>;
};

/** That a case note exists. */
export type CaseNote = RecordedItem & {
  readonly __typename?: 'CaseNote';
  /** Who wrote it. */
  readonly author?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** How many pages it has. */
  readonly pages?: Maybe<Scalars['Int']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The day it was written. */
  readonly writtenOn?: Maybe<Scalars['LocalDate']['output']>;
};

/** Case status (Ofsted Annex A). */
export type CaseStatus =
  /** e) Closed episode. */
  | 'CLOSED'
  /** c) Child in need plan. */
  | 'IN_NEED_PLAN'
  /** a) Looked-after child. */
  | 'LOOKED_AFTER'
  /** d) Open assessment. */
  | 'OPEN_ASSESSMENT'
  /** b) Child protection plan. */
  | 'PROTECTION_PLAN';

/** A characteristic of the child; released only where marked relevant to the purpose (domain reference 7.0, Classes). */
export type Characteristic = RecordedItem & {
  readonly __typename?: 'Characteristic';
  /** The organisation whose copy this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What kind. */
  readonly kind?: Maybe<CharacteristicKind>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The value, as recorded. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** What kind of characteristic is recorded. */
export type CharacteristicKind =
  /** Disability (children in need census code). */
  | 'DISABILITY'
  /** Ethnicity. */
  | 'ETHNICITY'
  /** Immigration status. */
  | 'IMMIGRATION_STATUS'
  /** First language. */
  | 'LANGUAGE'
  /** Religion. */
  | 'RELIGION';

/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type Child = {
  readonly __typename?: 'Child';
  /**
   * Who looked at this child, newest first: for the child, for parents as far as subject access goes, and for
   * those who look into misuse. Decided row by row: rows of live enquiries are held back until their date, and
   * a row that may not be seen leaves no trace. Looks at which nothing was shown are not listed.
   */
  readonly accessLog?: Maybe<ReadonlyArray<AccessLogEntry>>;
  /** Current and former addresses, the current one first. */
  readonly addresses?: Maybe<ReadonlyArray<Address>>;
  /** Common assessments that this body holds: that they exist, who holds them, and their body. */
  readonly assessments?: Maybe<ReadonlyArray<Assessment>>;
  /** Carers and holders of parental responsibility. */
  readonly carers?: Maybe<ReadonlyArray<Carer>>;
  /** Records that are joined to this child's, to judge whether they should be; as `possibleLinks`. */
  readonly certainLinks?: Maybe<ReadonlyArray<RecordLink>>;
  /** Ethnicity, religion, first language, disability, immigration status; only where relevant to the purpose. */
  readonly characteristics?: Maybe<ReadonlyArray<Characteristic>>;
  /** What happened, over all agencies, newest first. An agency answers with its newest 200 at most: ask for earlier ones with `to`. */
  readonly chronology?: Maybe<ReadonlyArray<ChronologyEntry>>;
  /**
   * Where the copies of the identity that you may see disagree, each value with the agencies that hold it so, and
   * what linking the records brought up. Copies that you may not see take no part.
   */
  readonly dataQuality?: Maybe<DataQuality>;
  /** Education detail. The school itself is a universal service, not detail. */
  readonly education?: Maybe<Education>;
  /** Health detail. The practice and the 0-19 team are universal services, not detail. */
  readonly health?: Maybe<Health>;
  /** Household members who are not carers. */
  readonly householdMembers?: Maybe<ReadonlyArray<HouseholdMember>>;
  /** A sealed id, valid for the asking organisation only; it authorises nothing by itself. */
  readonly id: Scalars['ID']['output'];
  /** Identifiers of the child; a number is shown to staff of the body that allocated it, or under its own rule. */
  readonly identifiers?: Maybe<ReadonlyArray<Identifier>>;
  /** Core identity, built from the copies that may be shown. */
  readonly identity?: Maybe<Identity>;
  /** Action indicators: a practitioner is taking some form of action; no reason, no grade of risk. */
  readonly indicators?: Maybe<ReadonlyArray<Indicator>>;
  /** Services that are involved and whom to contact, the current ones first; never the reason. */
  readonly involvements?: Maybe<ReadonlyArray<Involvement>>;
  /**
   * Records that are not linked with this child's, where that may have to be put right: a verdict keeps them apart (R1),
   * or they are as alike as one child's and each has a verified number of its own (R2); as `possibleLinks`.
   */
  readonly keptApart?: Maybe<ReadonlyArray<RecordLink>>;
  /**
   * Whether this child is missing education (domain reference 1.9), worked out anew from what every education
   * source answered in this operation, and kept nowhere. Suspected only where each of them answered: silence
   * is UNKNOWN. Null where the caller may not know which setting a child attends.
   */
  readonly missingEducation?: Maybe<MissingEducation>;
  /** Plans for the child, the current ones first. */
  readonly plan?: Maybe<ReadonlyArray<ChildPlan>>;
  /** What the police hold of their own work. */
  readonly police?: Maybe<Police>;
  /**
   * Records that may be this child's and are not joined to it: for staff who judge that. Shows how they agree and
   * never what they say; records of agencies that you may not know of are left out.
   */
  readonly possibleLinks?: Maybe<ReadonlyArray<RecordLink>>;
  /** What the service holds of its own work; its own staff only. */
  readonly restrictedCare?: Maybe<RestrictedCare>;
  /** This service, where its involvement may be recorded at all (domain reference 2.2). */
  readonly restrictedServices?: Maybe<ReadonlyArray<RestrictedService>>;
  /** Social-care status and detail. */
  readonly socialCare?: Maybe<SocialCare>;
  /** Which agencies' systems answered, as far as the asker may know. */
  readonly sources: ReadonlyArray<Source>;
  /** Universal services the child is or was registered with, the current ones first. */
  readonly universalServices?: Maybe<ReadonlyArray<UniversalService>>;
  /** What the body holds of its own work. */
  readonly voluntaryWork?: Maybe<VoluntaryWork>;
  /** Findings by wellbeing indicator (SHANARRI), over all agencies, newest first; an agency answers with its newest 200 at most. */
  readonly wellbeing?: Maybe<ReadonlyArray<WellbeingFinding>>;
  /** What this operation asked for of this child and did not get. */
  readonly withheld: ReadonlyArray<Withheld>;
  /** Youth-justice status and detail. */
  readonly youthJustice?: Maybe<YouthJustice>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildAccessLogArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildAddressesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildAssessmentsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildCarersArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildCharacteristicsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildChronologyArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildHouseholdMembersArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildIndicatorsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildInvolvementsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildPlanArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildRestrictedServicesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildUniversalServicesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildWellbeingArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};

/**
 * A plan for the child, held by the agency of its lead professional. Its markers hold for the whole plan;
 * what a plan would say of an adult stays in the holder's own record.
 */
export type ChildPlan = RecordedItem & {
  readonly __typename?: 'ChildPlan';
  /** The agency that holds it, in plain words. */
  readonly agency?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What kind of plan it is. */
  readonly kind?: Maybe<PlanKind>;
  /** The lead professional's telephone. */
  readonly leadPhone?: Maybe<Scalars['String']['output']>;
  /** The lead professional. */
  readonly leadProfessional?: Maybe<Scalars['String']['output']>;
  /** The lead professional's team or service. */
  readonly leadService?: Maybe<Scalars['String']['output']>;
  /** What it is to bring about, and how. */
  readonly outcomes?: Maybe<ReadonlyArray<PlanOutcome>>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it is reviewed next. */
  readonly reviewOn?: Maybe<Scalars['LocalDate']['output']>;
  /** From when. */
  readonly startedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/**
 * What is known of a child who is looked for; what is not known is left out. Both names and a date of birth, or both
 * names and a postcode, are the least. No value stands for others: `*`, `%`, `_` and `?` are refused.
 */
export type ChildSearch = {
  /** A parent or carer. */
  readonly carer?: InputMaybe<CarerSearch>;
  /** Date of birth. */
  readonly dateOfBirth?: InputMaybe<Scalars['LocalDate']['input']>;
  /** Family name, present or former. */
  readonly familyName?: InputMaybe<Scalars['String']['input']>;
  /** Given names, the first one first; a single letter is an initial and does not count as a name. */
  readonly givenName?: InputMaybe<Scalars['String']['input']>;
  /** Postcode of the present or a former address, in full. */
  readonly postcode?: InputMaybe<Scalars['Postcode']['input']>;
  /** The school or setting that the child attends. */
  readonly school?: InputMaybe<Scalars['OrganisationCode']['input']>;
  /** Sex. */
  readonly sex?: InputMaybe<Sex>;
  /** The year group in that school, as the school names it; counts beside the school only. */
  readonly yearGroup?: InputMaybe<Scalars['String']['input']>;
};

/**
 * One entry of the chronology: what happened, in the words of the agency that put it there. An agency
 * enters what matters for the whole child, in a line; the record behind it stays in its own class.
 */
export type ChronologyEntry = RecordedItem & {
  readonly __typename?: 'ChronologyEntry';
  /** The agency that entered it, in plain words. */
  readonly agency?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What kind of event. */
  readonly kind?: Maybe<ChronologyKind>;
  /** The day on which it happened. */
  readonly occurredOn?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The team or service that was there. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** How much the entry claims; an account that was given is an assertion. */
  readonly statement?: Maybe<StatementKind>;
  /** What happened, in one line. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/** What kind of event a chronology tells of. */
export type ChronologyKind =
  /** An assessment. */
  | 'ASSESSMENT'
  /** A change of school, setting, service, home or household. */
  | 'CHANGE'
  /** Something that was noticed or told. */
  | 'CONCERN'
  /** A contact, visit or attendance. */
  | 'CONTACT'
  /** A decision, an order or a legal step. */
  | 'DECISION'
  /** An incident: an injury, an absence, an offence. */
  | 'INCIDENT'
  /** A meeting, discussion or conference. */
  | 'MEETING'
  /** A plan that began, was reviewed or ended. */
  | 'PLAN'
  /** A referral, or a request for help. */
  | 'REFERRAL';

/** What is said of one class of information. */
export type ClassNotice = {
  readonly __typename?: 'ClassNotice';
  /** The class. */
  readonly class: DisclosureClass;
  /** Who may consent, and when not to ask. */
  readonly consentGuidance: Scalars['String']['output'];
  /** Who may see it, and for what. */
  readonly privacyNotice: Scalars['String']['output'];
  /** The class in plain words. */
  readonly title: Scalars['String']['output'];
};

/** Reason for closure (children in need census). */
export type ClosureReason =
  /** Adopted. */
  | 'RC1'
  /** Died. */
  | 'RC2'
  /** Child arrangements order. */
  | 'RC3'
  /** Special guardianship order. */
  | 'RC4'
  /** Transferred to another authority. */
  | 'RC5'
  /** Transferred to adult social care. */
  | 'RC6'
  /** Services ceased for any other reason. */
  | 'RC7'
  /** Closed after assessment, no further action. */
  | 'RC8'
  /** Closed after assessment, to early help. */
  | 'RC9';

/** A condition; `statement` says how much the record claims. */
export type Condition = RecordedItem & {
  readonly __typename?: 'Condition';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Since when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The condition, as recorded. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who made the statement, as the source puts it, e.g. consultant paediatrician, carer. */
  readonly statedBy?: Maybe<Scalars['String']['output']>;
  /** DIAGNOSIS only when a clinician made it; what a carer believes is an ASSERTION. */
  readonly statement?: Maybe<StatementKind>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** One rule of asking for consent. */
export type ConsentGuidance = {
  readonly __typename?: 'ConsentGuidance';
  /** Its code, e.g. WHO, FORM, DO_NOT_ASK_IF_UNSAFE. */
  readonly rule: Scalars['String']['output'];
  /** What it says. */
  readonly text: Scalars['String']['output'];
};

/** What a service costs (Open Referral UK: cost_option). */
export type CostOption = {
  readonly __typename?: 'CostOption';
  /** The cost, in plain words. */
  readonly description: Scalars['String']['output'];
};

/** A court's order. */
export type CourtOrder = {
  /** The classes it covers. */
  readonly classes: ReadonlyArray<DisclosureClass>;
  /** Until when it is valid. */
  readonly expiresOn: Scalars['LocalDate']['input'];
  /** The order's reference. */
  readonly reference: Scalars['String']['input'];
};

/** What is wrong, or may be, with what the agencies hold of a child. */
export type DataQuality = {
  readonly __typename?: 'DataQuality';
  /** Where copies disagree; a value that a copy lacks is no disagreement. */
  readonly disagreements?: Maybe<ReadonlyArray<Disagreement>>;
  /** What linking the records brought up. */
  readonly flags?: Maybe<ReadonlyArray<DataQualityFlag>>;
};

/** Something to look into, and at which systems; only of agencies of which you may know that they may hold the child. */
export type DataQualityFlag = {
  readonly __typename?: 'DataQualityFlag';
  /** The agencies whose records it is about, in the protocol's order. */
  readonly agencies?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** What it is. */
  readonly kind?: Maybe<DataQualityFlagKind>;
};

/** What linking a child's records can bring up (domain reference 5.2). */
export type DataQualityFlagKind =
  /** One of the dates of birth should be corrected (R7). */
  | 'DOB_CORRECTION_SUGGESTED'
  /** One system holds two records that may be this child's (R1). */
  | 'DUPLICATE_IN_SOURCE'
  /** A number is on the records of what look like two children (R4). */
  | 'NUMBER_CONFLICT'
  /** A record may be a twin's (R6t). */
  | 'TWIN_SUSPECT';

/** Who confirmed where a child who left is educated now. */
export type DestinationEvidence =
  /** A school, an authority or an embassy abroad. */
  | 'ABROAD'
  /** The next school or setting, by its admission. */
  | 'ADMISSION'
  /** The authority of the new place. */
  | 'AUTHORITY';

/** A developmental review; scores are of the Ages and Stages Questionnaire, 0 to 60 each. */
export type DevelopmentalReview = RecordedItem & {
  readonly __typename?: 'DevelopmentalReview';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Scores by area. */
  readonly scores?: Maybe<DevelopmentalScores>;
  /** Which review. */
  readonly stage?: Maybe<ReviewStage>;
  /** What was recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/** Scores of the Ages and Stages Questionnaire, 0 to 60 each; null: not assessed. */
export type DevelopmentalScores = {
  readonly __typename?: 'DevelopmentalScores';
  /** Communication. */
  readonly communication?: Maybe<Scalars['Int']['output']>;
  /** Fine motor skills. */
  readonly fineMotor?: Maybe<Scalars['Int']['output']>;
  /** Gross motor skills. */
  readonly grossMotor?: Maybe<Scalars['Int']['output']>;
  /** Personal and social. */
  readonly personalSocial?: Maybe<Scalars['Int']['output']>;
  /** Problem solving. */
  readonly problemSolving?: Maybe<Scalars['Int']['output']>;
};

/** One field of which copies hold different values. */
export type Disagreement = {
  readonly __typename?: 'Disagreement';
  /** The field, as `Identity` has it. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** The values, as recorded, the protocol's preferred source first. */
  readonly values?: Maybe<ReadonlyArray<HeldValue>>;
};

/** A search that an operation makes, or in a dry run would make. */
export type DisclosedSearch = {
  readonly __typename?: 'DisclosedSearch';
  /** The agencies asked; none where the criteria do not suffice. */
  readonly agencies: ReadonlyArray<Scalars['String']['output']>;
  /** The fields that it looks by. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
};

/** What this operation discloses and withholds. */
export type Disclosure = {
  readonly __typename?: 'Disclosure';
  /** How the request came in: NORMAL, MEDIATED, OVERRIDE or BREAK_GLASS. */
  readonly accessMode: Scalars['String']['output'];
  /** The legal bases relied on, for each agency asked; derived when none was named. */
  readonly bases: ReadonlyArray<DisclosureBasis>;
  /** Whether nothing was asked for and this says only what would be. */
  readonly dryRun: Scalars['Boolean']['output'];
  /** The classes asked for that are open for at least one child, and how deep; in a dry run: would be. */
  readonly granted: ReadonlyArray<GrantedClass>;
  /** What is owed for this operation; follows from the request alone. */
  readonly obligations: ReadonlyArray<DisclosureObligation>;
  /** The version of the sharing protocol that decided. */
  readonly policyVersion: Scalars['String']['output'];
  /** The purpose declared. */
  readonly purpose: Purpose;
  /** The reference of the ledger's record of this operation. */
  readonly recordId: Scalars['ID']['output'];
  /** The searches that this operation makes, in its order; in a dry run: would make. */
  readonly searches: ReadonlyArray<DisclosedSearch>;
  /** What makes each part that was asked for lawful, whoever the child is (domain reference 3.1). */
  readonly slots: ReadonlyArray<DisclosureSlots>;
  /** All parts withheld, paths from the operation's root. */
  readonly withheld: ReadonlyArray<Withheld>;
};

/** The bases relied on for one agency's disclosure. */
export type DisclosureBasis = {
  readonly __typename?: 'DisclosureBasis';
  /** The agency. */
  readonly agency: Scalars['String']['output'];
  /** The bases. */
  readonly bases: ReadonlyArray<LegalBasis>;
};

/**
 * Classes of information (domain reference 7.1 and 7.0). docs/classes.md says of each what belongs to
 * it and what does not.
 */
export type DisclosureClass =
  /** Addresses, current and former. */
  | 'ADR'
  /** Data about third-party adults. */
  | 'ADU'
  /** The body of a common assessment. */
  | 'CAFB'
  /** That a common assessment exists, when and who holds it; the lead professional. */
  | 'CAFX'
  /** Ethnicity, religion, language, disability, immigration status. */
  | 'CHAR'
  /** Chronology. */
  | 'CHR'
  /** The public service directory. */
  | 'DIR'
  /** Quality of the data: which records may be one child, and what people judged of them. */
  | 'DQ'
  /** Education detail. */
  | 'EDU'
  /** Carers and holders of parental responsibility, with contacts. */
  | 'FAM'
  /** Household members who are not carers. */
  | 'HHM'
  /** Health detail. */
  | 'HLT'
  /** Core identity: names, date of birth or expected date, sex. */
  | 'ID'
  /** Action indicator: a practitioner is taking some form of action; no grade of risk. */
  | 'IND'
  /** Involvement of a service, with a practitioner's contact, never the reason. */
  | 'INV'
  /** The record of who looked. */
  | 'LOG'
  /** Numbers allocated by a body: UPN, NHS number, social-care and youth-offending ids. */
  | 'NUM'
  /** Plan. */
  | 'PLN'
  /** Police information. */
  | 'POL'
  /** Social-care detail: referrals, assessments, category of abuse. */
  | 'SCD'
  /** Social-care status: plan type, dates, legal status, placement type, last seen. */
  | 'SCS'
  /** A restricted (sensitive) service. */
  | 'SENS'
  /** Universal services: school or setting, practice, health visiting or school nursing team. */
  | 'UNI'
  /** Detail held by a voluntary organisation. */
  | 'VOL'
  /** Youth-justice detail: assessments, outcomes. */
  | 'YJD'
  /** Youth-justice status. */
  | 'YJS';

/** Two depths of knowing (domain reference 7.1). */
export type DisclosureMode =
  /** What it says. */
  | 'CONTENT'
  /** That there is something, and whom to contact. */
  | 'EXISTENCE';

/** Something owed for an operation. */
export type DisclosureObligation = {
  readonly __typename?: 'DisclosureObligation';
  /** By when. */
  readonly dueBy?: Maybe<Scalars['DateTime']['output']>;
  /** The rule that demands it. */
  readonly ground: Scalars['String']['output'];
  /** What, a code of the protocol. */
  readonly kind: Scalars['String']['output'];
};

/** The four slots of lawfulness for one class of one agency's data. A slot that the class does not need is null. */
export type DisclosureSlots = {
  readonly __typename?: 'DisclosureSlots';
  /** The agency that discloses. */
  readonly agency: Scalars['String']['output'];
  /** UK GDPR Article 6, or Part 3 of the Data Protection Act 2018. */
  readonly art6?: Maybe<Scalars['String']['output']>;
  /** Article 9 with Schedule 1, for special categories. */
  readonly art9?: Maybe<Scalars['String']['output']>;
  /** Article 10 with Schedule 1, for criminal-offence data. */
  readonly art10?: Maybe<Scalars['String']['output']>;
  /** The class. */
  readonly class: DisclosureClass;
  /** What lifts the duty of confidence: CONSENT, STATUTE, PUBLIC_INTEREST or NOT_CONFIDENTIAL. */
  readonly confidence?: Maybe<Scalars['String']['output']>;
  /** The slot that nothing can fill, so that this part is refused: POWER, ART6, ART9, ART10 or CONFIDENCE. */
  readonly missing?: Maybe<Scalars['String']['output']>;
  /** The power or duty to share. */
  readonly power?: Maybe<LegalBasis>;
};

/** Education detail held by the schools and the authority (class EDU). */
export type Education = {
  readonly __typename?: 'Education';
  /** Results of statutory assessments, newest first. */
  readonly attainments?: Maybe<ReadonlyArray<Attainment>>;
  /** Sessions of attendance by generalised class, newest first. */
  readonly attendance?: Maybe<ReadonlyArray<AttendanceSession>>;
  /**
   * Sessions of attendance by exact code, newest first. Some codes reveal health data (`I`, `M`), so the
   * existence of health detail must be permitted too; see `AttendanceMark.code`.
   */
  readonly attendanceMarks?: Maybe<ReadonlyArray<AttendanceMark>>;
  /** Attendance added up over a period, by generalised class. */
  readonly attendanceSummaries?: Maybe<ReadonlyArray<AttendanceSummary>>;
  /** What staff noticed or were told, newest first; each account is kept as it was given. */
  readonly concerns?: Maybe<ReadonlyArray<EducationConcern>>;
  /** Suspensions and permanent exclusions, newest first. */
  readonly exclusions?: Maybe<ReadonlyArray<Exclusion>>;
  /** Special educational needs: provision and types, the current ones first. */
  readonly specialNeeds?: Maybe<ReadonlyArray<SpecialNeed>>;
};


/** Education detail held by the schools and the authority (class EDU). */
export type EducationAttainmentsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Education detail held by the schools and the authority (class EDU). */
export type EducationAttendanceArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Education detail held by the schools and the authority (class EDU). */
export type EducationAttendanceMarksArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Education detail held by the schools and the authority (class EDU). */
export type EducationAttendanceSummariesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Education detail held by the schools and the authority (class EDU). */
export type EducationConcernsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Education detail held by the schools and the authority (class EDU). */
export type EducationExclusionsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Education detail held by the schools and the authority (class EDU). */
export type EducationSpecialNeedsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What a member of staff noticed or was told; an account is never overwritten by a later one. */
export type EducationConcern = RecordedItem & {
  readonly __typename?: 'EducationConcern';
  /** What was noticed or said, as recorded. */
  readonly account?: Maybe<Scalars['String']['output']>;
  /** When it was noticed or told. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Wellbeing indicators that it touches. */
  readonly indicators?: Maybe<ReadonlyArray<WellbeingIndicator>>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it was observed, or is what somebody said. */
  readonly statement?: Maybe<StatementKind>;
  /** Who gave the account, as the source puts it (e.g. the child). */
  readonly teller?: Maybe<Scalars['String']['output']>;
};

/** Where a child is educated, as far as one education source knows (domain reference 1.9). */
export type EducationPlaceKind =
  /** Left, and somebody confirmed where to: `evidence` says who. */
  | 'DESTINATION_CONFIRMED'
  /** Left and handed over to another authority, which has not confirmed a place yet. */
  | 'HANDED_OVER'
  /** Educated at home by the parents' choice, of which they told the authority. */
  | 'HOME_EDUCATED'
  /** Left; nobody found out where to after reasonable enquiries (a lost pupil). */
  | 'LOST_PUPIL'
  /** None of these is recorded. */
  | 'NONE'
  /** On the roll of a school or setting, or in another place that the authority arranged. */
  | 'ON_ROLL'
  /** The source could not find out: a system that it asks did not answer. */
  | 'UNKNOWN';

/** One education source's answer. */
export type EducationSource = {
  readonly __typename?: 'EducationSource';
  /** The agency. */
  readonly agency?: Maybe<Scalars['String']['output']>;
  /** Who confirmed the destination. */
  readonly evidence?: Maybe<DestinationEvidence>;
  /** The authority that the child was handed over to. */
  readonly handedOverTo?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Where it knows the child to be educated. */
  readonly place?: Maybe<EducationPlaceKind>;
  /** Since when. */
  readonly since?: Maybe<Scalars['LocalDate']['output']>;
  /** RELEASED: it holds the child, and `place` is what it knows. WITHHELD_OR_NONE: it did not say. */
  readonly state?: Maybe<SourceState>;
};

/** A suspension or permanent exclusion. */
export type Exclusion = RecordedItem & {
  readonly __typename?: 'Exclusion';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** First day. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Which of the two. */
  readonly kind?: Maybe<ExclusionKind>;
  /** Reasons, the main one first. */
  readonly reasons?: Maybe<ReadonlyArray<ExclusionReason>>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Length in sessions (half days); null for a permanent exclusion. */
  readonly sessions?: Maybe<Scalars['Int']['output']>;
};

/** Kind of exclusion (school census: exclusion category). */
export type ExclusionKind =
  /** Permanent exclusion. */
  | 'PERM'
  /** Suspension. */
  | 'SUSP';

/** Reason of an exclusion (school census: exclusion reason). */
export type ExclusionReason =
  /** Bullying. */
  | 'BU'
  /** Drug and alcohol related. */
  | 'DA'
  /** Persistent disruptive behaviour. */
  | 'DB'
  /** Damage. */
  | 'DM'
  /** Other. */
  | 'OT'
  /** Use or threat of use of an offensive weapon or prohibited item. */
  | 'OW'
  /** Physical assault against an adult. */
  | 'PA'
  /** Physical assault against a pupil. */
  | 'PP'
  /** Racist abuse. */
  | 'RA'
  /** Sexual misconduct. */
  | 'SM'
  /** Theft. */
  | 'TH'
  /** Verbal abuse or threatening behaviour against an adult. */
  | 'VA'
  /** Verbal abuse or threatening behaviour against a pupil. */
  | 'VP';

/** Grounds on which consent is not sought (domain reference 3.4). */
export type Exemption =
  /** A court's order. */
  | 'COURT_ORDER'
  /** Prevention or detection of serious crime. */
  | 'SERIOUS_CRIME'
  /** A child is suffering or likely to suffer significant harm. */
  | 'SIGNIFICANT_HARM'
  /** A duty in statute. */
  | 'STATUTORY_DUTY'
  /** Vital interests. */
  | 'VITAL_INTEREST';

/** How one field agrees. */
export type FieldAgreement = {
  readonly __typename?: 'FieldAgreement';
  /** How it agrees. */
  readonly agreement: Agreement;
  /** The field of the search. */
  readonly field: Scalars['String']['output'];
};

/** A consultation in general practice. */
export type GpConsultation = HealthContact & RecordedItem & {
  readonly __typename?: 'GpConsultation';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** Why the child was brought, as recorded. */
  readonly presentingComplaint?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The practice. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** What was found and done, as recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/** A class that is open, from one agency at least; which items of it, their own markers decide. */
export type GrantedClass = {
  readonly __typename?: 'GrantedClass';
  /** The class. */
  readonly class: DisclosureClass;
  /** EXISTENCE: that there is something, and whom to contact. CONTENT: what it says. */
  readonly mode: DisclosureMode;
};

/** Health detail (class HLT). */
export type Health = {
  readonly __typename?: 'Health';
  /** Allergies and intolerances, the critical ones first. */
  readonly allergies?: Maybe<ReadonlyArray<Allergy>>;
  /** Conditions: diagnosed, observed or only asserted. */
  readonly conditions?: Maybe<ReadonlyArray<Condition>>;
  /** Contacts with health services, newest first. */
  readonly contacts?: Maybe<ReadonlyArray<HealthContact>>;
  /** Developmental reviews of the healthy child programme, newest first. */
  readonly developmentalReviews?: Maybe<ReadonlyArray<DevelopmentalReview>>;
  /** Immunisations given, newest first. */
  readonly immunisations?: Maybe<ReadonlyArray<Immunisation>>;
  /** Medications, the current ones first. */
  readonly medications?: Maybe<ReadonlyArray<Medication>>;
  /** Strengths and concerns by wellbeing indicator (SHANARRI), newest first. */
  readonly wellbeing?: Maybe<ReadonlyArray<WellbeingObservation>>;
};


/** Health detail (class HLT). */
export type HealthAllergiesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Health detail (class HLT). */
export type HealthConditionsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Health detail (class HLT). */
export type HealthContactsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Health detail (class HLT). */
export type HealthDevelopmentalReviewsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Health detail (class HLT). */
export type HealthImmunisationsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Health detail (class HLT). */
export type HealthMedicationsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Health detail (class HLT). */
export type HealthWellbeingArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};

/** One contact with a health service. What is common to all kinds; each kind adds its own. */
export type HealthContact = {
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The service. */
  readonly service?: Maybe<Scalars['String']['output']>;
};

/** A visit by, or to, the health visitor. */
export type HealthVisitorContact = HealthContact & RecordedItem & {
  readonly __typename?: 'HealthVisitorContact';
  /** Whether the child was seen. */
  readonly childSeen?: Maybe<Scalars['Boolean']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** Where it took place, e.g. home, clinic. */
  readonly place?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The service. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** What was recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/** One value, and who holds it. */
export type HeldValue = {
  readonly __typename?: 'HeldValue';
  /** The agencies whose copies say so, in the protocol's order. */
  readonly sources?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The value, as recorded. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** An attendance at a hospital. */
export type HospitalAttendance = HealthContact & RecordedItem & {
  readonly __typename?: 'HospitalAttendance';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Diagnosis on leaving, as recorded. */
  readonly diagnosis?: Maybe<Scalars['String']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When the child left. */
  readonly leftOn?: Maybe<Scalars['LocalDate']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** Injury or complaint, as recorded. */
  readonly presentingComplaint?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How it came about. */
  readonly route?: Maybe<AttendanceRoute>;
  /** The department. */
  readonly service?: Maybe<Scalars['String']['output']>;
};

/** A person of the household who is not a carer. */
export type HouseholdMember = RecordedItem & {
  readonly __typename?: 'HouseholdMember';
  /** The organisation whose copy this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Name, as recorded. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the person is to the child, in the source's words. */
  readonly relationship?: Maybe<Scalars['String']['output']>;
};

/** One identifier of a child. */
export type Identifier = {
  readonly __typename?: 'Identifier';
  /** A former value of the same scheme that this one supersedes (a temporary UPN, a merged NHS number). */
  readonly former?: Maybe<Scalars['Boolean']['output']>;
  /** The scheme. */
  readonly scheme?: Maybe<IdentifierScheme>;
  /** The value, normalised as the scheme prescribes (domain reference 4.1). */
  readonly value?: Maybe<Scalars['String']['output']>;
  /** Whether the allocating body's own register confirmed it (for an NHS number: PDS). */
  readonly verified?: Maybe<Scalars['Boolean']['output']>;
};

/** Schemes of identifiers of a child (domain reference 4.1). An agency that allocates numbers of its own adds their scheme. */
export type IdentifierScheme =
  /** Community Health Index number (Scotland), ten digits, the first six a date of birth. */
  | 'CHI_NUMBER'
  /** Number of the criminal records office, `NNNNNN/YYD` or `SFYY/NNNNNND`. */
  | 'CRO_NUMBER'
  /** NHS number, ten digits. */
  | 'NHS_NUMBER'
  /** Police National Computer id, `YYYY/NNNNNNND`. */
  | 'PNC_ID'
  /** Record number of the authority's social care. */
  | 'SOCIAL_CARE_ID'
  /** Unique learner number, ten digits, from about the age of 14. */
  | 'ULN'
  /** Unique pupil number, 13 characters. */
  | 'UPN'
  /** Record number of the youth offending team. */
  | 'YOT_ID';

/** Core identity of a child. `preferred` parts come whole from one agency's copy, never mixed (domain reference 7.0, Names). */
export type Identity = {
  readonly __typename?: 'Identity';
  /** Date of birth in the preferred copy; null for an unborn child. */
  readonly dateOfBirth?: Maybe<Scalars['LocalDate']['output']>;
  /** Expected date of delivery of an unborn child. */
  readonly expectedDateOfDelivery?: Maybe<Scalars['LocalDate']['output']>;
  /** Family name in the preferred copy. */
  readonly familyName?: Maybe<Scalars['String']['output']>;
  /** Given name in the preferred copy. */
  readonly givenName?: Maybe<Scalars['String']['output']>;
  /** All names of the copies that may be shown, each with the agencies that hold it so. */
  readonly names?: Maybe<ReadonlyArray<Name>>;
  /** Sex in the preferred copy. */
  readonly sex?: Maybe<Sex>;
};

/** One immunisation of the routine schedule or beyond it. */
export type Immunisation = RecordedItem & {
  readonly __typename?: 'Immunisation';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Which dose, counted from 1. */
  readonly dose?: Maybe<Scalars['Int']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When it was given, declined or is due. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it was given. */
  readonly status?: Maybe<ImmunisationStatus>;
  /** The vaccine, e.g. MMR. */
  readonly vaccine?: Maybe<Scalars['String']['output']>;
};

/** Whether an immunisation was given. */
export type ImmunisationStatus =
  /** Offered and declined. */
  | 'DECLINED'
  /** Due and not yet given. */
  | 'DUE'
  /** Given. */
  | 'GIVEN';

/** What the child was in the incident. */
export type IncidentRole =
  /** Not there; the incident concerns the household. */
  | 'NOT_PRESENT'
  /** In the household when it happened. */
  | 'PRESENT'
  /** Suspected. */
  | 'SUSPECT'
  /** Victim. */
  | 'VICTIM'
  /** Saw or heard it. */
  | 'WITNESS';

/**
 * An action indicator: a practitioner is taking some form of action and may have important
 * information to share. No reason and no grade of risk (domain reference 2.2).
 */
export type Indicator = RecordedItem & {
  readonly __typename?: 'Indicator';
  /** The agency that placed it. */
  readonly agency?: Maybe<Scalars['String']['output']>;
  /** Whom to contact. */
  readonly contactName?: Maybe<Scalars['String']['output']>;
  /** The contact's telephone. */
  readonly contactPhone?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When it was placed. */
  readonly placedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Whether the family was told of the request (domain reference 3.5 rule 2). */
export type Informed =
  /** They were not told. */
  | 'NO'
  /** Telling them would be unsafe. */
  | 'UNSAFE'
  /** They were told. */
  | 'YES';

/** Kind of work with a young person. */
export type InterventionKind =
  /** Community resolution. */
  | 'COMMUNITY_RESOLUTION'
  /** Detention and training order. */
  | 'DETENTION_AND_TRAINING_ORDER'
  /** Other custodial sentence. */
  | 'OTHER_CUSTODY'
  /** Voluntary prevention programme, no offence proven. */
  | 'PREVENTION'
  /** Referral order. */
  | 'REFERRAL_ORDER'
  /** Remand. */
  | 'REMAND'
  /** Reparation order. */
  | 'REPARATION_ORDER'
  /** Youth caution. */
  | 'YOUTH_CAUTION'
  /** Youth conditional caution. */
  | 'YOUTH_CONDITIONAL_CAUTION'
  /** Youth rehabilitation order. */
  | 'YOUTH_REHABILITATION_ORDER';

/** State of an intervention. */
export type InterventionState =
  /** Going on. */
  | 'ACTIVE'
  /** Breached. */
  | 'BREACHED'
  /** Completed. */
  | 'COMPLETED'
  /** Revoked. */
  | 'REVOKED';

/**
 * A service's involvement with the child: that it is involved and whom to contact, never the reason
 * (domain reference 1.1 ISA-3).
 */
export type Involvement = RecordedItem & {
  readonly __typename?: 'Involvement';
  /** The agency that is involved, in plain words. */
  readonly agency?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The duty telephone of the agency. */
  readonly dutyPhone?: Maybe<Scalars['String']['output']>;
  /** From when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Whether this practitioner is the lead professional for the child. */
  readonly leadProfessional?: Maybe<Scalars['Boolean']['output']>;
  /** Whether this practitioner is the named person for the child. */
  readonly namedPerson?: Maybe<Scalars['Boolean']['output']>;
  /** Whom to contact. */
  readonly practitioner?: Maybe<PractitionerContact>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The service or team. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** Until when; null: open. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** Level of an AssetPlus judgement. */
export type JudgementLevel =
  /** High. */
  | 'HIGH'
  /** Low. */
  | 'LOW'
  /** Medium. */
  | 'MEDIUM'
  /** Very high. */
  | 'VERY_HIGH';

/** Legal bases (powers and duties) by the codes of domain reference 3.2. */
export type LegalBasis =
  /** Children Act 2004 s10: co-operation to improve well-being. */
  | 'CA04_S10'
  /** Children Act 2004 s11: arrangements to safeguard and promote welfare. */
  | 'CA04_S11'
  /** Children Act 2004 s12: information databases (historic). */
  | 'CA04_S12'
  /** Children Act 2004 s16LC: consistent identifier. */
  | 'CA04_S16LC_ID'
  /** Children Act 2004 s16L, inserted by the Children's Wellbeing and Schools Act 2026 s4: duty to disclose. */
  | 'CA04_S16L_DUTY'
  /** Children Act 1989 s17: child in need. */
  | 'CA89_S17'
  /** Children Act 1989 s27: request for help. */
  | 'CA89_S27'
  /** Children Act 1989 s31: care or supervision order. */
  | 'CA89_S31'
  /** Children Act 1989 s44: emergency protection order. */
  | 'CA89_S44'
  /** Children Act 1989 s46: police protection. */
  | 'CA89_S46'
  /** Children Act 1989 s47: enquiries into significant harm. */
  | 'CA89_S47'
  /** Crime and Disorder Act 1998 s17: regard to crime and disorder (not by itself a ground). */
  | 'CDA98_S17'
  /** Crime and Disorder Act 1998 ss37-39: youth justice. */
  | 'CDA98_S37_39'
  /** Crime and Disorder Act 1998 s115: disclosure to a relevant authority. */
  | 'CDA98_S115'
  /** Child-death review. */
  | 'CDRS'
  /** Children and Families Act 2014 Part 3: special educational needs. */
  | 'CFA14_SEND'
  /** Child safeguarding practice review. */
  | 'CHILD_SAFEGUARDING_REVIEW'
  /** Criminal Justice Act 2003 s325: public protection arrangements. */
  | 'CJA03_S325'
  /** A court's order. */
  | 'COURT_ORDER'
  /** Child sex offender disclosure scheme. */
  | 'CSODS'
  /** Counter-Terrorism and Security Act 2015 s26. */
  | 'CTSA15_S26'
  /** Counter-Terrorism and Security Act 2015 s38. */
  | 'CTSA15_S38'
  /** Domestic-violence disclosure scheme. */
  | 'DA_CLARE'
  /** Education Act 2002 s175: safeguarding by schools. */
  | 'EA02_S175'
  /** Education Act 1996 s436A: children missing education. */
  | 'EA96_S436A'
  /** Education (Pupil Information) Regulations 2005. */
  | 'EDU_PUPIL_INFO'
  /** School Attendance (Pupil Registration) (England) Regulations 2024. */
  | 'EDU_REG_2024'
  /** A local protocol alone; never sufficient. */
  | 'ISP_LOCAL'
  /** Health and Social Care (Safety and Quality) Act 2015: direct care. */
  | 'NHS_DIRECT_CARE'
  /** UK GDPR Article 15. */
  | 'SAR_ART15'
  /** National Guidance for Child Protection in Scotland 2021. */
  | 'SCO_CP'
  /** Children and Young People (Scotland) Act 2014 s96. */
  | 'SCO_CYPA14_S96'
  /** Vital interests. */
  | 'VITAL_EMERGENCY';

/** A legal status of a looked-after child. */
export type LegalStatus = RecordedItem & {
  readonly __typename?: 'LegalStatus';
  /** The status. */
  readonly code?: Maybe<LegalStatusCode>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** From when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** Legal status (looked-after children return). */
export type LegalStatusCode =
  /** Interim care order. */
  | 'C1'
  /** Full care order. */
  | 'C2'
  /** Freeing order granted (historic). */
  | 'D1'
  /** Placement order granted. */
  | 'E1'
  /** Remanded to local authority accommodation or youth detention accommodation. */
  | 'J1'
  /** Placed in local authority accommodation under the Police and Criminal Evidence Act 1984. */
  | 'J2'
  /** Sentenced to a youth rehabilitation order with residence requirement or intensive fostering. */
  | 'J3'
  /** Under police protection and in local authority accommodation. */
  | 'L1'
  /** Emergency protection order. */
  | 'L2'
  /** Under child assessment order and in local authority accommodation. */
  | 'L3'
  /** Single period of accommodation under section 20. */
  | 'V2'
  /** Accommodated under an agreed series of short-term breaks, per episode. */
  | 'V3'
  /** Accommodated under an agreed series of short-term breaks, per agreement. */
  | 'V4';

/** A verdict on a link. */
export type LinkVerdict = {
  readonly __typename?: 'LinkVerdict';
  /** Its id, for `withdrawMatchVerdict`. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** How far it has come. */
  readonly state?: Maybe<VerdictState>;
  /** What was judged. */
  readonly verdict?: Maybe<Verdict>;
};

/** How certainly somebody is the one who is looked for (domain reference 5.2). */
export type MatchOutcome =
  /** Contradicting records: none may be opened; the data-quality staff settle it. */
  | 'CONFLICT'
  /** Too little to look by; nobody was asked. */
  | 'INSUFFICIENT_CRITERIA'
  /** Too many that it may be, or several equally: give more details. */
  | 'MANY'
  /** One child, certain enough to be opened. */
  | 'MATCH'
  /** Nobody, or nobody whom the asker may know of. */
  | 'NO_MATCH'
  /** One or more that it may be; none is certain. */
  | 'POSSIBLE';

/** A verdict as it is kept: never about which child, who gave it or why. */
export type MatchVerdict = {
  readonly __typename?: 'MatchVerdict';
  /** When it was given. */
  readonly at: Scalars['DateTime']['output'];
  /** When a second person confirmed it; null: one person's verdict. */
  readonly confirmedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was withdrawn, or replaced by another. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When one person said that it should be withdrawn. */
  readonly endingAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its id; also the reference of the ledger's records about it, where the audit role reads the reasons. */
  readonly id: Scalars['ID']['output'];
  /** Whether you gave it. */
  readonly isOwn: Scalars['Boolean']['output'];
  /** The organisation of the person who gave it. */
  readonly organisation: Scalars['String']['output'];
  /** How far it has come. */
  readonly state: VerdictState;
  /** What was judged. */
  readonly verdict: Verdict;
};

/** Who the gateway takes the caller to be, from the verified token and the register. */
export type Me = {
  readonly __typename?: 'Me';
  /** Whether a designated officer of the protocol. */
  readonly designatedOfficer: Scalars['Boolean']['output'];
  /** What the caller owes for operations, the soonest due first, at most 200. */
  readonly obligations: ReadonlyArray<Obligation>;
  /** The organisation. */
  readonly organisation: Scalars['String']['output'];
  /** The organisation's name. */
  readonly organisationName: Scalars['String']['output'];
  /** Roles. */
  readonly roles: ReadonlyArray<Scalars['String']['output']>;
  /** Whether the account is suspended: it may justify and look here, and ask of no child. */
  readonly suspended: Scalars['Boolean']['output'];
  /** Until when training is current. */
  readonly trainedUntil?: Maybe<Scalars['LocalDate']['output']>;
  /** When vetted. */
  readonly vettedOn?: Maybe<Scalars['LocalDate']['output']>;
};

/** A medication. */
export type Medication = RecordedItem & {
  readonly __typename?: 'Medication';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Dose and frequency, as recorded. */
  readonly dosage?: Maybe<Scalars['String']['output']>;
  /** Since when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The medicine, as recorded. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** The derived signal of children missing education. */
export type MissingEducation = {
  readonly __typename?: 'MissingEducation';
  /** The duty that the signal serves. */
  readonly duty?: Maybe<LegalBasis>;
  /** Whom to tell when it is suspected, and what would close it; what to do where it cannot be said. */
  readonly route?: Maybe<Route>;
  /** The education sources of which the caller may know, and what each said. */
  readonly sources?: Maybe<ReadonlyArray<EducationSource>>;
  /** What follows from the answers. */
  readonly state?: Maybe<MissingEducationState>;
};

/** Whether a child of compulsory school age is in education. */
export type MissingEducationState =
  /** Left, and where to is confirmed by evidence that a source recorded: an earlier suspicion is closed. */
  | 'DESTINATION_CONFIRMED'
  /** Educated at home by the parents' choice, as a source recorded. */
  | 'HOME_EDUCATED'
  /** A source has the child on a roll. */
  | 'IN_EDUCATION'
  /** Not of compulsory school age, not living, or asked under a law that knows no such duty. */
  | 'NOT_APPLICABLE'
  /** Every education source answered, and none knows of a place: report it (`route`). */
  | 'SUSPECTED'
  /** It cannot be said: a source did not answer, is closed to the asker or uncertain of the child, or the age is not certain. */
  | 'UNKNOWN';

/** An episode of being missing or away without authorisation. */
export type MissingEpisode = RecordedItem & {
  readonly __typename?: 'MissingEpisode';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** From when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Whether it was accepted. */
  readonly interviewAccepted?: Maybe<Scalars['Boolean']['output']>;
  /** Whether a return-home interview was offered. */
  readonly interviewOffered?: Maybe<Scalars['Boolean']['output']>;
  /** Which of the two. */
  readonly kind?: Maybe<MissingKind>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until when; null: still missing. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** Kind of missing episode (looked-after children return). */
export type MissingKind =
  /** Away without authorisation. */
  | 'A'
  /** Missing. */
  | 'M';

/** A report that the child was missing. */
export type MissingReport = RecordedItem & {
  readonly __typename?: 'MissingReport';
  /** The circumstances, as recorded. */
  readonly circumstances?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** When the child was found or came back; null: still missing. */
  readonly foundAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where the child was found, as recorded. */
  readonly foundWhere?: Maybe<Scalars['String']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was reported. */
  readonly reportedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The grade. */
  readonly risk?: Maybe<MissingRisk>;
};

/** How the force grades a missing report. */
export type MissingRisk =
  /** High. */
  | 'HIGH'
  /** Low. */
  | 'LOW'
  /** Medium. */
  | 'MEDIUM'
  /** No apparent risk. */
  | 'NO_APPARENT_RISK';

/** What the gateway may bring about in this system. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Says that something else that was owed for an operation is done, e.g. its written record: by the person who owes it. */
  readonly fulfilObligation: Obligation;
  /** Says why the glass was broken: by the person who broke it, within 24 hours. Later it is taken, and stays on record as late (domain reference 7.7). */
  readonly justifyBreakGlass: BreakGlassCase;
  /** Lifts all suspensions of an account that were pronounced; what is overdue suspends until it is done. By the index team. */
  readonly liftSuspension: AccountState;
  /**
   * Judges whether two records are one child's: by staff whom the protocol lets, on a link that they were shown. Takes
   * the place of the contrary verdict. To take away a link of a shielded child needs a second person, who judges the same.
   */
  readonly recordMatchVerdict: MatchVerdict;
  /**
   * Tells the agency that owns a record that something in it is wrong, through the agency's own system; the gateway keeps
   * no more than that it was told. Declared by `@access`, and only of what could be shown to you: else nothing is written.
   */
  readonly reportInaccuracy?: Maybe<ReportedInaccuracy>;
  /** Decides on a break-glass: by a reviewer of the protocol who had no part in it. A rejected one suspends the account. */
  readonly reviewBreakGlass: BreakGlassCase;
  /** Suspends an account on suspicion of misuse: by the index team, which the protocol obliges to (domain reference 2.2). The organisation's manager is told. */
  readonly suspendAccount: AccountState;
  /**
   * Withdraws a verdict, so that the rules alone decide again. Where it joined the records of a child who is shielded,
   * a second person must withdraw it, too; likewise where `link` does not show that nobody shields the child.
   */
  readonly withdrawMatchVerdict: MatchVerdict;
};


/** What the gateway may bring about in this system. */
export type MutationFulfilObligationArgs = {
  kind: Scalars['String']['input'];
  recordId: Scalars['ID']['input'];
  reference: Scalars['String']['input'];
};


/** What the gateway may bring about in this system. */
export type MutationJustifyBreakGlassArgs = {
  justification: Scalars['String']['input'];
  recordId: Scalars['ID']['input'];
};


/** What the gateway may bring about in this system. */
export type MutationLiftSuspensionArgs = {
  organisation: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  subject: Scalars['ID']['input'];
};


/** What the gateway may bring about in this system. */
export type MutationRecordMatchVerdictArgs = {
  link: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  verdict: Verdict;
};


/** What the gateway may bring about in this system. */
export type MutationReportInaccuracyArgs = {
  agency: Scalars['String']['input'];
  child: Scalars['ID']['input'];
  class: DisclosureClass;
  field?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey: Scalars['ID']['input'];
  note: Scalars['String']['input'];
};


/** What the gateway may bring about in this system. */
export type MutationReviewBreakGlassArgs = {
  note: Scalars['String']['input'];
  outcome: ReviewOutcome;
  recordId: Scalars['ID']['input'];
};


/** What the gateway may bring about in this system. */
export type MutationSuspendAccountArgs = {
  organisation: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  subject: Scalars['ID']['input'];
};


/** What the gateway may bring about in this system. */
export type MutationWithdrawMatchVerdictArgs = {
  link?: InputMaybe<Scalars['ID']['input']>;
  reason: Scalars['String']['input'];
  verdict: Scalars['ID']['input'];
};

/** One spelling of a name, and who holds it so. */
export type Name = {
  readonly __typename?: 'Name';
  /** Family name. */
  readonly family?: Maybe<Scalars['String']['output']>;
  /** Given names. */
  readonly given?: Maybe<Scalars['String']['output']>;
  /** What the name is. */
  readonly kind?: Maybe<NameKind>;
  /** The agencies whose copies say so, in the protocol's order. */
  readonly sources?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** What a name is. */
export type NameKind =
  /** An alias, or a name another person uses of the child. */
  | 'ALIAS'
  /** A name no longer used. */
  | 'FORMER'
  /** The name the child is known by. */
  | 'KNOWN_AS'
  /** The name in official use. */
  | 'LEGAL';

/** What children and families are told, and how consent is asked for. */
export type Notices = {
  readonly __typename?: 'Notices';
  /** Class by class. */
  readonly classes: ReadonlyArray<ClassNotice>;
  /** Rules of asking for consent, the most general first. */
  readonly consentGuidance: ReadonlyArray<ConsentGuidance>;
  /** The privacy notice that holds for everything. */
  readonly privacyNotice: Scalars['String']['output'];
};

/** Something owed for an operation. */
export type Obligation = {
  readonly __typename?: 'Obligation';
  /** When it was done. */
  readonly doneAt?: Maybe<Scalars['DateTime']['output']>;
  /** By when. */
  readonly dueBy?: Maybe<Scalars['DateTime']['output']>;
  /** What is owed, a code of the protocol. */
  readonly kind: Scalars['String']['output'];
  /** Whether that has passed. */
  readonly overdue: Scalars['Boolean']['output'];
  /** The reference of the operation in the ledger. */
  readonly recordId: Scalars['ID']['output'];
};

/** An organisation that offers services (Open Referral UK: organization). */
export type Organization = {
  readonly __typename?: 'Organization';
  /** Its code. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its page. */
  readonly url?: Maybe<Scalars['String']['output']>;
};

/** A placement of a looked-after child. */
export type Placement = RecordedItem & {
  readonly __typename?: 'Placement';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Why it ended, as recorded. */
  readonly endReason?: Maybe<Scalars['String']['output']>;
  /** From when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Type of placement. */
  readonly placementType?: Maybe<PlacementType>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** Type of placement (looked-after children return, grouped). */
export type PlacementType =
  /** Placed for adoption. */
  | 'ADOPTION'
  /** Children's home. */
  | 'CHILDRENS_HOME'
  /** Foster placement with other carers. */
  | 'FOSTER'
  /** Foster placement with a relative or friend. */
  | 'FOSTER_FAMILY'
  /** Any other. */
  | 'OTHER'
  /** With own parents or another person with parental responsibility. */
  | 'PARENTS'
  /** Residential school. */
  | 'RESIDENTIAL_SCHOOL'
  /** Secure children's home. */
  | 'SECURE'
  /** Supported accommodation. */
  | 'SUPPORTED';

/** An action of a plan: what one team does by when. */
export type PlanAction = {
  readonly __typename?: 'PlanAction';
  /** What is to be done for the child. */
  readonly action?: Maybe<Scalars['String']['output']>;
  /** When it was done. */
  readonly doneOn?: Maybe<Scalars['LocalDate']['output']>;
  /** By when. */
  readonly dueOn?: Maybe<Scalars['LocalDate']['output']>;
  /** The team or service that does it; never a private person. */
  readonly owner?: Maybe<Scalars['String']['output']>;
  /** How far it has come. */
  readonly state?: Maybe<PlanActionState>;
};

/** How far an action of a plan has come. */
export type PlanActionState =
  /** Agreed, not begun. */
  | 'AGREED'
  /** Done. */
  | 'DONE'
  /** Given up, or replaced by another. */
  | 'DROPPED'
  /** Under way. */
  | 'STARTED';

/** What kind of plan it is. */
export type PlanKind =
  /** Child's plan (Getting it right for every child, Scotland). */
  | 'CHILDS_PLAN'
  /** Child in need plan (Children Act 1989 s17). */
  | 'CHILD_IN_NEED'
  /** Child protection plan. */
  | 'CHILD_PROTECTION'
  /** Plan of early help, below the threshold of a child in need. */
  | 'EARLY_HELP'
  /** Education, health and care plan (Children and Families Act 2014 s37). */
  | 'EDUCATION_HEALTH_CARE'
  /** Support in a school or setting: an individual education plan or SEN support plan. */
  | 'EDUCATION_SUPPORT'
  /** Care plan of a health service. */
  | 'HEALTH_CARE'
  /** Youth-justice intervention plan. */
  | 'INTERVENTION'
  /** Care plan of a looked-after child. */
  | 'LOOKED_AFTER'
  /** Pathway plan of a care leaver. */
  | 'PATHWAY';

/** What a plan is to bring about for the child. */
export type PlanOutcome = {
  readonly __typename?: 'PlanOutcome';
  /** What is done for it. */
  readonly actions?: Maybe<ReadonlyArray<PlanAction>>;
  /** Wellbeing indicators that it serves. */
  readonly indicators?: Maybe<ReadonlyArray<WellbeingIndicator>>;
  /** The outcome, as the plan words it. */
  readonly outcome?: Maybe<Scalars['String']['output']>;
};

/** Plan type (CP-IS). */
export type PlanType =
  /** Child protection plan. */
  | 'CPP'
  /** Looked-after child. */
  | 'LOOKED_AFTER'
  /** Child protection plan of an unborn child, held on the mother's NHS number. */
  | 'UNBORN_CPP';

/** Police information (class POL). */
export type Police = {
  readonly __typename?: 'Police';
  /** Arrests and voluntary interviews, newest first. */
  readonly arrests?: Maybe<ReadonlyArray<Arrest>>;
  /** Incidents attended, newest first; one about an adult of the household bears the marker. */
  readonly incidents?: Maybe<ReadonlyArray<PoliceIncident>>;
  /** Reports that the child was missing, newest first. */
  readonly missingReports?: Maybe<ReadonlyArray<MissingReport>>;
  /** Powers of protection used, newest first. */
  readonly protectionPowers?: Maybe<ReadonlyArray<ProtectionPowerUse>>;
};


/** Police information (class POL). */
export type PoliceArrestsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Police information (class POL). */
export type PoliceIncidentsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Police information (class POL). */
export type PoliceMissingReportsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Police information (class POL). */
export type PoliceProtectionPowersArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};

/** An incident that the police attended or recorded. */
export type PoliceIncident = RecordedItem & {
  readonly __typename?: 'PoliceIncident';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What kind. */
  readonly kind?: Maybe<PoliceIncidentKind>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** What was done, as recorded. */
  readonly outcome?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The force's incident number. */
  readonly reference?: Maybe<Scalars['String']['output']>;
  /** What the child was in it. */
  readonly role?: Maybe<IncidentRole>;
  /** What happened, as recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/** What kind of incident. */
export type PoliceIncidentKind =
  /** Anti-social behaviour. */
  | 'ANTI_SOCIAL_BEHAVIOUR'
  /** Violence against the person. */
  | 'ASSAULT'
  /** Concern for a child. */
  | 'CONCERN_FOR_CHILD'
  /** Domestic abuse in the household. */
  | 'DOMESTIC_ABUSE'
  /** Criminal or sexual exploitation suspected. */
  | 'EXPLOITATION'
  /** Any other. */
  | 'OTHER'
  /** Theft or criminal damage. */
  | 'THEFT';

/** A practitioner's work contact. */
export type PractitionerContact = {
  readonly __typename?: 'PractitionerContact';
  /** Work e-mail address. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Work telephone. */
  readonly phone?: Maybe<Scalars['String']['output']>;
  /** Job title. */
  readonly title?: Maybe<Scalars['String']['output']>;
};

/** Primary need (children in need census). */
export type PrimaryNeed =
  /** Not stated. */
  | 'N0'
  /** Abuse or neglect. */
  | 'N1'
  /** Child's disability or illness. */
  | 'N2'
  /** Parental disability or illness. */
  | 'N3'
  /** Family in acute stress. */
  | 'N4'
  /** Family dysfunction. */
  | 'N5'
  /** Socially unacceptable behaviour. */
  | 'N6'
  /** Low income. */
  | 'N7'
  /** Absent parenting. */
  | 'N8'
  /** Cases other than children in need. */
  | 'N9';

/** A child protection plan or looked-after status: type, dates and whom to call; never the plan itself (CP-IS). */
export type ProtectionPlan = RecordedItem & {
  readonly __typename?: 'ProtectionPlan';
  /** Category of abuse, latest. */
  readonly abuseCategory?: Maybe<AbuseCategory>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Its emergency duty telephone. */
  readonly emergencyDutyPhone?: Maybe<Scalars['String']['output']>;
  /** When it ended; null: current. */
  readonly endedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Its telephone in office hours. */
  readonly officeHoursPhone?: Maybe<Scalars['String']['output']>;
  /** Type of plan. */
  readonly planType?: Maybe<PlanType>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The responsible local authority. */
  readonly responsibleAuthority?: Maybe<Scalars['String']['output']>;
  /** When it started. */
  readonly startedOn?: Maybe<Scalars['LocalDate']['output']>;
};

/** A power to protect a child. */
export type ProtectionPower =
  /** Warning notice to an adult, Child Abduction Act 1984. */
  | 'ABDUCTION_WARNING'
  /** Notice to leave the home, Domestic Abuse Act 2021 s22. */
  | 'DOMESTIC_ABUSE_NOTICE'
  /** Entry to save life or limb, Police and Criminal Evidence Act 1984 s17. */
  | 'ENTRY_TO_SAVE_LIFE'
  /** Police protection, Children Act 1989 s46; at most 72 hours. */
  | 'POLICE_PROTECTION';

/** That a power of protection was used. */
export type ProtectionPowerUse = RecordedItem & {
  readonly __typename?: 'ProtectionPowerUse';
  /** Where the child was taken, as recorded; null: left at home. */
  readonly accommodatedAt?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Until when; null: still in use. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** On what grounds, as recorded. */
  readonly grounds?: Maybe<Scalars['String']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Which power. */
  readonly power?: Maybe<ProtectionPower>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** From when. */
  readonly usedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** The sharing protocol in force. */
export type Protocol = {
  readonly __typename?: 'Protocol';
  /** Legal bases, in force or not. */
  readonly bases: ReadonlyArray<ProtocolBasis>;
  /** What children and families are told, and how consent is asked for, in plain words. */
  readonly notices: Notices;
  /** Schedules: one piece of work each. */
  readonly schedules: ReadonlyArray<Schedule>;
  /** Signatories. */
  readonly signatories: ReadonlyArray<Signatory>;
  /** The version, a hash over all its files. */
  readonly version: Scalars['String']['output'];
};

/** A legal basis on which information may be shared (domain reference 3.2). */
export type ProtocolBasis = {
  readonly __typename?: 'ProtocolBasis';
  /** Its code. */
  readonly code: LegalBasis;
  /** From when it is in force; null: not commenced. */
  readonly effectiveFrom?: Maybe<Scalars['LocalDate']['output']>;
  /** Until when; null: without end. */
  readonly effectiveUntil?: Maybe<Scalars['LocalDate']['output']>;
  /** The instrument. */
  readonly instrument: Scalars['String']['output'];
  /** Whose law it is. */
  readonly jurisdictions: ReadonlyArray<Scalars['String']['output']>;
  /** DUTY, POWER, RIGHT, GUIDANCE, or NONE: no ground by itself. */
  readonly kind: Scalars['String']['output'];
  /** The purposes that it may be named for. */
  readonly purposes: ReadonlyArray<Purpose>;
};

/** Why a practitioner asks (domain reference 7.1). */
export type Purpose =
  /** Administration of systems; never opens child data. */
  | 'ADMIN'
  /** Audit of disclosures. */
  | 'AUDIT'
  /** Protection of a child from significant harm (Children Act 1989 s47). */
  | 'CHILD_PROTECTION'
  /** Assessment of a child in need (Children Act 1989 s17). */
  | 'CIN_ASSESSMENT'
  /** Identify children missing education (Education Act 1996 s436A). */
  | 'CME'
  /** A court's order. */
  | 'COURT'
  /** Investigation of crime. */
  | 'CRIME_INVESTIGATION'
  /** Quality of the data: duplicates, inaccuracies. */
  | 'DATA_QUALITY'
  /** The public service directory. */
  | 'DIRECTORY'
  /** Direct care of the child as a patient. */
  | 'DIRECT_CARE'
  /** Early help, below the threshold of a child in need. */
  | 'EARLY_HELP'
  /** Provision of education, including special educational needs. */
  | 'EDU_PROVISION'
  /** Freedom of information; always refused (Freedom of Information Act 2000 gives no access to personal data). */
  | 'FOI'
  /** Immigration enforcement; in no schedule. */
  | 'IMMIGRATION'
  /** Care of a looked-after child. */
  | 'LAC_CARE'
  /** Prevention of offending by children (Crime and Disorder Act 1998 s37). */
  | 'OFFENDING_PREVENTION'
  /** Research; in no schedule. */
  | 'RESEARCH'
  /** Child safeguarding practice review or child-death review. */
  | 'REVIEW'
  /** Subject access (UK GDPR Article 15). */
  | 'SAR'
  /** Promote a child's wellbeing in the ordinary course of a universal service. */
  | 'WELLBEING'
  /** Youth-justice court proceedings. */
  | 'YJ_COURT';

export type Query = {
  readonly __typename?: 'Query';
  /** Break-glass operations that the caller may review and nobody has, the longest due first; for reviewers of the protocol. */
  readonly breakGlassReviews: ReadonlyArray<BreakGlassCase>;
  /** One child by a sealed id that this organisation was given. Null when unknown to you, or refused as a whole. */
  readonly child?: Maybe<Child>;
  /** One child by an identifier of a scheme. Null when unknown to you, or refused as a whole. */
  readonly childByIdentifier?: Maybe<Child>;
  /** At most 500 children by sealed id, in the order given; each is decided by itself. */
  readonly children: ReadonlyArray<Maybe<Child>>;
  /** What this operation discloses and withholds, for typed clients, also when a child is refused as a whole. */
  readonly disclosure: Disclosure;
  /**
   * Looks for one child by what is known of it, at all agencies at once. Found are only children whom the asker
   * could open were it certain that it is they, and only by what the asker may see of them; a child who may not
   * be known of answers as one whom nobody knows. Limited in rate, and on record with its shape and outcome.
   */
  readonly findChildren: SearchResult;
  /** Verdicts on links, the newest first; for staff whom the protocol lets judge them. */
  readonly matchVerdicts: ReadonlyArray<MatchVerdict>;
  /** Who the gateway takes the caller to be. */
  readonly me: Me;
  /** Children with an open involvement of the asking practitioner, as the practitioner's own agency records it. */
  readonly myCaseload?: Maybe<ReadonlyArray<Maybe<Child>>>;
  /** The sharing protocol in force. */
  readonly protocol: Protocol;
  /**
   * The public directory of services, sorted by name: open to anybody, without a token, and without a word
   * about any child. Terms are those of Open Referral UK. An argument that nothing can fit is refused.
   */
  readonly services: ReadonlyArray<Service>;
};


export type QueryBreakGlassReviewsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryChildArgs = {
  id: Scalars['ID']['input'];
};


export type QueryChildByIdentifierArgs = {
  scheme: IdentifierScheme;
  value: Scalars['String']['input'];
};


export type QueryChildrenArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryFindChildrenArgs = {
  by: ChildSearch;
};


export type QueryMatchVerdictsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  state?: InputMaybe<VerdictState>;
};


export type QueryMyCaseloadArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryServicesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  age?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  taxonomy?: InputMaybe<Scalars['ID']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};

/** A record that is, or may be, one child with the records shown. */
export type RecordLink = {
  readonly __typename?: 'RecordLink';
  /** The agency that holds the record. */
  readonly agency?: Maybe<Scalars['String']['output']>;
  /** How it agrees with a copy that you may see; a field that a shield hides, or that you may not see, is UNKNOWN. */
  readonly agreements?: Maybe<ReadonlyArray<FieldAgreement>>;
  /** What else is to be borne in mind: TWIN_SUSPECT, DOB_CORRECTION_SUGGESTED. */
  readonly flags?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** How certainly it is this child's. */
  readonly outcome?: Maybe<MatchOutcome>;
  /** Stands for the link in `recordMatchVerdict`: sealed, for your organisation, valid for half an hour; another each time. */
  readonly reference?: Maybe<Scalars['ID']['output']>;
  /** The rule that decided (domain reference 5.2). */
  readonly rule?: Maybe<Scalars['String']['output']>;
  /** Verdicts that were given on it and are not withdrawn, the newest first. */
  readonly verdicts?: Maybe<ReadonlyArray<LinkVerdict>>;
};

/** Anything an agency recorded, with whose record it is and since when. */
export type RecordedItem = {
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A referral; who made it is in `SocialCare.referrers`. */
export type Referral = RecordedItem & {
  readonly __typename?: 'Referral';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What came of it. */
  readonly outcome?: Maybe<ReferralOutcome>;
  /** When it was received. */
  readonly receivedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it said, as recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/** Outcome of a referral. */
export type ReferralOutcome =
  /** To an assessment. */
  | 'ASSESSMENT'
  /** To early help. */
  | 'EARLY_HELP'
  /** No further action. */
  | 'NO_FURTHER_ACTION'
  /** Not yet decided. */
  | 'PENDING'
  /** To a strategy discussion. */
  | 'STRATEGY_DISCUSSION';

/** Referral source (children in need census), `S` before the code. */
export type ReferralSource =
  /** 1A: family member, relative or carer. */
  | 'S1A'
  /** 1B: acquaintance. */
  | 'S1B'
  /** 1C: self. */
  | 'S1C'
  /** 1D: other individual. */
  | 'S1D'
  /** 2A: schools. */
  | 'S2A'
  /** 2B: education services. */
  | 'S2B'
  /** 3A: general practitioner. */
  | 'S3A'
  /** 3B: health visitor. */
  | 'S3B'
  /** 3C: school nurse. */
  | 'S3C'
  /** 3D: other primary health services. */
  | 'S3D'
  /** 3E: emergency department. */
  | 'S3E'
  /** 3F: other health services. */
  | 'S3F'
  /** 4: housing. */
  | 'S4'
  /** 5A: authority's social care. */
  | 'S5A'
  /** 5B: authority, other internal. */
  | 'S5B'
  /** 5C: other authority. */
  | 'S5C'
  /** 5D: authority's early help. */
  | 'S5D'
  /** 6: police. */
  | 'S6'
  /** 7: other legal agency. */
  | 'S7'
  /** 8: other, e.g. children's centres, voluntary. */
  | 'S8'
  /** 9: anonymous. */
  | 'S9'
  /** 10: unknown. */
  | 'S10';

/** Who made a referral. An anonymous or protected one bears the restriction INFORMANT and never leaves by any path. */
export type Referrer = RecordedItem & {
  readonly __typename?: 'Referrer';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Name and capacity, as recorded. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** When the referral was received. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The id of the referral. */
  readonly referral?: Maybe<Scalars['ID']['output']>;
  /** Referral source. */
  readonly source?: Maybe<ReferralSource>;
};

/** A report that an agency's system has taken, or in a dry run would be sent. */
export type ReportedInaccuracy = {
  readonly __typename?: 'ReportedInaccuracy';
  /** The agency. */
  readonly agency: Scalars['String']['output'];
  /** The agency's own reference of the report; null in a dry run. */
  readonly reference?: Maybe<Scalars['ID']['output']>;
};

/** A restricted service's own work (class HLT, alongside SENS). */
export type RestrictedCare = {
  readonly __typename?: 'RestrictedCare';
  /** Treatments given, newest first. */
  readonly treatments?: Maybe<ReadonlyArray<RestrictedTreatment>>;
  /** Visits and consultations, newest first. */
  readonly visits?: Maybe<ReadonlyArray<RestrictedVisit>>;
};


/** A restricted service's own work (class HLT, alongside SENS). */
export type RestrictedCareTreatmentsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** A restricted service's own work (class HLT, alongside SENS). */
export type RestrictedCareVisitsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};

/**
 * A restricted service (sexual health, mental health, substance misuse; the public graph never says
 * which). Those who may know no more than that one is involved see one placeholder, however many there are. Only services whose involvement may be recorded at all are ever listed: with the young
 * person's consent to record, or reasonable cause to suspect significant harm (domain reference 2.2).
 */
export type RestrictedService = RecordedItem & {
  readonly __typename?: 'RestrictedService';
  /** Whom to contact. */
  readonly contactName?: Maybe<Scalars['String']['output']>;
  /** The contact's telephone. */
  readonly contactPhone?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** From when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What may be said of it: that a restricted service is involved. */
  readonly note?: Maybe<RestrictedServiceNote>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The service's name. */
  readonly service?: Maybe<Scalars['String']['output']>;
};

/**
 * What may be said of a restricted service; one code alone, so that no service can be told from another
 * by what it says.
 */
export type RestrictedServiceNote =
  /** A restricted service is involved. */
  | 'INVOLVED';

/** A treatment given by a restricted service. */
export type RestrictedTreatment = RecordedItem & {
  readonly __typename?: 'RestrictedTreatment';
  /** Advice given with it, as recorded. */
  readonly advice?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What was given. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A visit to a restricted service. */
export type RestrictedVisit = RecordedItem & {
  readonly __typename?: 'RestrictedVisit';
  /** Whether the clinician found the young person able to consent to the treatment without a parent (Fraser guidelines). */
  readonly competent?: Maybe<Scalars['Boolean']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** Why the young person came, as recorded. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was found and said, as recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/** How a break-glass was judged (domain reference 7.7). */
export type ReviewOutcome =
  /** It was right to break the glass. */
  | 'ACCEPTED'
  /** It was not; the account is suspended. */
  | 'REJECTED';

/** Which review of the healthy child programme. */
export type ReviewStage =
  /** At 9 to 12 months. */
  | 'MONTHS_9_12'
  /** At birth, 10 to 14 days. */
  | 'NEW_BIRTH'
  /** At school entry. */
  | 'SCHOOL_ENTRY'
  /** At 6 to 8 weeks. */
  | 'WEEKS_6_8'
  /** At 2 to 2 and a half years. */
  | 'YEARS_2_2_5';

/** A lawful route to what was withheld. Never another role, never a purpose or basis chosen to pass. */
export type Route = {
  readonly __typename?: 'Route';
  /** Whom to contact; never a person, team or agency whose involvement is not granted. */
  readonly contact?: Maybe<RouteContact>;
  /** What kind of step it is, e.g. CONSENT, TRAINING, ASK_AGENCY, RETRY. */
  readonly kind: Scalars['String']['output'];
  /** What is needed, the smallest set of changes. */
  readonly needs: ReadonlyArray<Scalars['String']['output']>;
};

/** A contact of the public directory. */
export type RouteContact = {
  readonly __typename?: 'RouteContact';
  /** When it is staffed. */
  readonly hours?: Maybe<Scalars['String']['output']>;
  /** The organisation. */
  readonly organisation: Scalars['String']['output'];
  /** Telephone. */
  readonly phone?: Maybe<Scalars['String']['output']>;
};

/** One piece of work of the protocol's second tier. */
export type Schedule = {
  readonly __typename?: 'Schedule';
  /** The legal bases that the work rests on. */
  readonly bases: ReadonlyArray<LegalBasis>;
  /** The categories of information. */
  readonly classes: ReadonlyArray<DisclosureClass>;
  /** What it demands. */
  readonly conditions: ScheduleConditions;
  /** Who decides on the data. */
  readonly controller?: Maybe<Scalars['String']['output']>;
  /** BOTH_WAYS, or TO_RECIPIENT only. */
  readonly direction?: Maybe<Scalars['String']['output']>;
  /** The reference of the assessment of its impact on data protection. */
  readonly dpiaReference: Scalars['String']['output'];
  /** How the information is to be handled. */
  readonly handling: ReadonlyArray<Scalars['String']['output']>;
  /** Its code. */
  readonly id: Scalars['String']['output'];
  /** 1: between designated officers, in writing, within a time. 2: staff to staff, by need to know. */
  readonly path: Scalars['Int']['output'];
  /** Who handles it for them. */
  readonly processor?: Maybe<Scalars['String']['output']>;
  /** The purposes it serves. */
  readonly purposes: ReadonlyArray<Purpose>;
  /** Its title. */
  readonly title: Scalars['String']['output'];
  /** From when. */
  readonly validFrom: Scalars['LocalDate']['output'];
  /** Until when. */
  readonly validUntil: Scalars['LocalDate']['output'];
};

/** What a schedule demands. */
export type ScheduleConditions = {
  readonly __typename?: 'ScheduleConditions';
  /** Both ends are designated officers. */
  readonly designatedOfficers: Scalars['Boolean']['output'];
  /** Within how many hours a request is dealt with; null: no clock. */
  readonly responseWithinHours?: Maybe<Scalars['Int']['output']>;
  /** The disclosure is entered in the source's special file. */
  readonly specialFile: Scalars['Boolean']['output'];
  /** Requests are in writing, unless there is an emergency. */
  readonly written: Scalars['Boolean']['output'];
  /** Within how many hours an emergency request is followed by a written record; null: it need not be. */
  readonly writtenRecordWithinHours?: Maybe<Scalars['Int']['output']>;
};

/** A contact with the school nurse. */
export type SchoolNurseContact = HealthContact & RecordedItem & {
  readonly __typename?: 'SchoolNurseContact';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The service. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** What was recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/**
 * Somebody who is or may be the child. One who only may be shows nothing but how what was given agrees: give more
 * details, or ask the data-quality staff.
 */
export type SearchCandidate = {
  readonly __typename?: 'SearchCandidate';
  /** How each field that was given agrees. */
  readonly agreements: ReadonlyArray<FieldAgreement>;
  /** The child, where it is certain; decided and redacted as any other. */
  readonly child?: Maybe<Child>;
  /** What else is to be borne in mind: TWIN_SUSPECT, DOB_CORRECTION_SUGGESTED. */
  readonly flags: ReadonlyArray<Scalars['String']['output']>;
  /** How certain it is. */
  readonly outcome: MatchOutcome;
  /** The rule that decided (domain reference 5.2). */
  readonly reason: Scalars['String']['output'];
};

/** What a search came to. */
export type SearchResult = {
  readonly __typename?: 'SearchResult';
  /** Who it is or may be, the likeliest first, at most 10; none where there are more. */
  readonly candidates: ReadonlyArray<SearchCandidate>;
  /** Whether an agency that was asked did not answer: whom nobody knew may be known there. */
  readonly incomplete: Scalars['Boolean']['output'];
  /** Sets of fields of the search, any of which would make it sufficient, or tell apart what it found; the most telling first. */
  readonly needs: ReadonlyArray<ReadonlyArray<Scalars['String']['output']>>;
  /** What it came to as a whole; null in a dry run, in which nobody was asked. */
  readonly outcome?: Maybe<MatchOutcome>;
  /** The agencies asked: which of them did not answer, and of all others no more than that nothing is told of them. */
  readonly sources: ReadonlyArray<Source>;
};

/** Provision for special educational needs (school census: SEN provision). */
export type SenProvision =
  /** School action (historic). */
  | 'A'
  /** Education, health and care plan. */
  | 'E'
  /** SEN support. */
  | 'K'
  /** No special educational need. */
  | 'N'
  /** School action plus (historic). */
  | 'P'
  /** Statement (historic). */
  | 'S';

/** Type of special educational need (school census: SEN type). The diagnosis behind it is health detail. */
export type SenType =
  /** Autistic spectrum disorder, as a need in education. */
  | 'ASD'
  /** Hearing impairment. */
  | 'HI'
  /** Moderate learning difficulty. */
  | 'MLD'
  /** Multi-sensory impairment. */
  | 'MSI'
  /** SEN support but no specialist assessment of the type (provision K only). */
  | 'NSA'
  /** Other difficulty or disability. */
  | 'OTH'
  /** Physical disability. */
  | 'PD'
  /** Profound and multiple learning difficulty. */
  | 'PMLD'
  /** Social, emotional and mental health. */
  | 'SEMH'
  /** Speech, language and communication needs. */
  | 'SLCN'
  /** Severe learning difficulty. */
  | 'SLD'
  /** Specific learning difficulty. */
  | 'SPLD'
  /** Visual impairment. */
  | 'VI';

/** A service of the public directory (Open Referral UK: service). */
export type Service = {
  readonly __typename?: 'Service';
  /** When somebody last confirmed that the entry is right. */
  readonly assuredDate: Scalars['LocalDate']['output'];
  /** How to reach it: desks and teams, never a named person. */
  readonly contacts: ReadonlyArray<ServiceContact>;
  /** What it costs. */
  readonly costOptions: ReadonlyArray<CostOption>;
  /** What it does, in plain words. */
  readonly description: Scalars['String']['output'];
  /** Who else it is for. */
  readonly eligibilityDescription?: Maybe<Scalars['String']['output']>;
  /** Its id in the directory; stable. */
  readonly id: Scalars['ID']['output'];
  /** Whether that is so long ago that the entry may be wrong. */
  readonly isStale: Scalars['Boolean']['output'];
  /** Up to what age, in years, included; null: no limit. */
  readonly maximumAge?: Maybe<Scalars['Int']['output']>;
  /** From what age, in years; null: from birth, or before. */
  readonly minimumAge?: Maybe<Scalars['Int']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Who offers it. */
  readonly organization: Organization;
  /** When it is open. */
  readonly schedules: ReadonlyArray<ServiceSchedule>;
  /** Where it is offered. */
  readonly serviceAtLocations: ReadonlyArray<ServiceAtLocation>;
  /** Whether it is open to new people. */
  readonly status: ServiceStatus;
  /** What kind of service it is. */
  readonly taxonomyTerms: ReadonlyArray<TaxonomyTerm>;
  /** Its page. */
  readonly url?: Maybe<Scalars['String']['output']>;
};

/** A place where a service is offered (Open Referral UK: service_at_location). */
export type ServiceAtLocation = {
  readonly __typename?: 'ServiceAtLocation';
  /** The place. */
  readonly location: ServiceLocation;
};

/** How to reach a service (Open Referral UK: contact). */
export type ServiceContact = {
  readonly __typename?: 'ServiceContact';
  /** Telephones. */
  readonly phones: ReadonlyArray<ServicePhone>;
  /** The desk or team. */
  readonly title: Scalars['String']['output'];
};

/** A place (Open Referral UK: location and address). */
export type ServiceLocation = {
  readonly __typename?: 'ServiceLocation';
  /** Address lines, in order. */
  readonly address: ReadonlyArray<Scalars['String']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Postcode. */
  readonly postalCode?: Maybe<Scalars['String']['output']>;
};

/** A telephone (Open Referral UK: phone). */
export type ServicePhone = {
  readonly __typename?: 'ServicePhone';
  /** When it is staffed, in plain words. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The number. */
  readonly number: Scalars['String']['output'];
};

/** When a service is open (Open Referral UK: schedule, with iCalendar days). */
export type ServiceSchedule = {
  readonly __typename?: 'ServiceSchedule';
  /** On which days, as iCalendar writes them: MO, TU, WE, TH, FR, SA, SU. */
  readonly byDay: ReadonlyArray<Scalars['String']['output']>;
  /** Until when, HH:MM, local time. */
  readonly closesAt?: Maybe<Scalars['String']['output']>;
  /** What else there is to say of it. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** From when, HH:MM, local time. */
  readonly opensAt?: Maybe<Scalars['String']['output']>;
};

/** Whether a service is open to new people (Open Referral UK: status). */
export type ServiceStatus =
  /** It is. */
  | 'ACTIVE'
  /** It is not, or not now. */
  | 'INACTIVE';

/** Half of a school day. */
export type Session =
  /** Morning. */
  | 'AM'
  /** Afternoon. */
  | 'PM';

/** Sex as recorded (children in need census, from 2024-25). */
export type Sex =
  /** Female. */
  | 'F'
  /** Male. */
  | 'M'
  /** Unknown or not recorded. */
  | 'U';

/** A declared override of a shield (domain reference 2.2). */
export type ShieldOverride = {
  /** The asker has read that the access is investigated at once. */
  readonly acknowledged: Scalars['Boolean']['input'];
  /** Why, in the asker's own words, 1 to 200 characters. Must be a variable. */
  readonly reason: Scalars['String']['input'];
};

/** When the child was last seen. */
export type Sighting = RecordedItem & {
  readonly __typename?: 'Sighting';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Since when every attempt to see the child has failed; null: none has. */
  readonly notSeenSince?: Maybe<Scalars['LocalDate']['output']>;
  /** Where. */
  readonly place?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the child was seen alone. */
  readonly seenAlone?: Maybe<Scalars['Boolean']['output']>;
  /** The day. */
  readonly seenOn?: Maybe<Scalars['LocalDate']['output']>;
};

/** An organisation that has signed the protocol's first tier. */
export type Signatory = {
  readonly __typename?: 'Signatory';
  /** The title of the chief officer who signed; never a name. */
  readonly chiefOfficer?: Maybe<Scalars['String']['output']>;
  /** Whom to contact. */
  readonly contact: RouteContact;
  /** The desk of its designated officer, for work between designated officers. */
  readonly designatedOfficer?: Maybe<RouteContact>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its code. */
  readonly organisation: Scalars['String']['output'];
  /** When it signed. */
  readonly signedOn?: Maybe<Scalars['LocalDate']['output']>;
};

/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCare = {
  readonly __typename?: 'SocialCare';
  /** Factors found by assessments; those of a parent or other adult (suffix B, C) are about an adult. */
  readonly assessmentFactors?: Maybe<ReadonlyArray<AssessmentFactor>>;
  /** Episodes of being a child in need, the open one first. */
  readonly cases?: Maybe<ReadonlyArray<SocialCareCase>>;
  /** What happened, newest first. */
  readonly events?: Maybe<ReadonlyArray<SocialCareEvent>>;
  /** When the child was last seen by a social worker. */
  readonly lastSeen?: Maybe<Sighting>;
  /** Legal statuses of a looked-after child, the current one first. */
  readonly legalStatuses?: Maybe<ReadonlyArray<LegalStatus>>;
  /** Placements of a looked-after child, the current one first; where it is, is an address. */
  readonly placements?: Maybe<ReadonlyArray<Placement>>;
  /** Child protection plans and looked-after status, as the Child Protection Information Sharing service (CP-IS) carries them. */
  readonly protectionPlans?: Maybe<ReadonlyArray<ProtectionPlan>>;
  /** Who made the referrals; apart from them, so that an informant can be protected and the referral known. */
  readonly referrers?: Maybe<ReadonlyArray<Referrer>>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareAssessmentFactorsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareCasesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareEventsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareLegalStatusesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCarePlacementsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareProtectionPlansArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareReferrersArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};

/** An assessment or enquiry of social care; a common assessment is another thing (`Child.assessments`). */
export type SocialCareAssessment = RecordedItem & {
  readonly __typename?: 'SocialCareAssessment';
  /** Categories of abuse considered. */
  readonly abuseCategories?: Maybe<ReadonlyArray<AbuseCategory>>;
  /** When it was completed; null: open. */
  readonly completedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** Analysis and conclusion, as recorded. */
  readonly conclusion?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Which one. */
  readonly kind?: Maybe<AssessmentKind>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it started; due 45 working days later. */
  readonly startedOn?: Maybe<Scalars['LocalDate']['output']>;
};

/** An episode of being a child in need. */
export type SocialCareCase = RecordedItem & {
  readonly __typename?: 'SocialCareCase';
  /** When it was closed; null: open. */
  readonly closedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** Why it was closed. */
  readonly closureReason?: Maybe<ClosureReason>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** When it was opened. */
  readonly openedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** Primary need. */
  readonly primaryNeed?: Maybe<PrimaryNeed>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Status. */
  readonly status?: Maybe<CaseStatus>;
};

/** Something that happened. */
export type SocialCareEvent = Account | MissingEpisode | Referral | SocialCareAssessment | StrategyDiscussion;

/** One agency's system and what became of its part. */
export type Source = {
  readonly __typename?: 'Source';
  /** The agency. */
  readonly agency: Scalars['String']['output'];
  /** What became of its part. */
  readonly state: SourceState;
};

/** What became of one agency's part. */
export type SourceState =
  /** The agency says that it holds no record of this child. */
  | 'NOT_HELD'
  /** The agency did not answer; this is never the same as holding nothing. */
  | 'NO_RESPONSE'
  /** The agency may hold this child; the records could not be linked for certain. */
  | 'POSSIBLE_MATCH'
  /** Something was released. */
  | 'RELEASED'
  /** The agency's answer could not be used. */
  | 'SOURCE_ERROR'
  /** Whether anything is held may not be known. */
  | 'WITHHELD_OR_NONE';

/** A special educational need and what is provided for it. */
export type SpecialNeed = RecordedItem & {
  readonly __typename?: 'SpecialNeed';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** From when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What is provided. */
  readonly provision?: Maybe<SenProvision>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the school does, in its own words. */
  readonly support?: Maybe<Scalars['String']['output']>;
  /** Types of need, the primary one first. */
  readonly types?: Maybe<ReadonlyArray<SenType>>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** How much a record claims. */
export type StatementKind =
  /** What somebody believes or said; never to be read as established. */
  | 'ASSERTION'
  /** Diagnosed by a clinician, or established by a competent assessment. */
  | 'DIAGNOSIS'
  /** Seen or measured by the practitioner who recorded it. */
  | 'OBSERVATION';

/** A strategy discussion; a conference is due 15 working days later. */
export type StrategyDiscussion = RecordedItem & {
  readonly __typename?: 'StrategyDiscussion';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** What was decided, as recorded. */
  readonly decision?: Maybe<Scalars['String']['output']>;
  /** The day. */
  readonly heldOn?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Agencies that took part. */
  readonly participants?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What kind of support. */
export type SupportKind =
  /** Play or activity group. */
  | 'ACTIVITY'
  /** Advocacy. */
  | 'ADVOCACY'
  /** Counselling that is not a restricted service. */
  | 'COUNSELLING'
  /** Support at home. */
  | 'FAMILY_SUPPORT'
  /** A call to a helpline. */
  | 'HELPLINE'
  /** Mentoring of a young person. */
  | 'MENTORING'
  /** Parenting group or course. */
  | 'PARENTING';

/** One session of support. */
export type SupportSession = RecordedItem & {
  readonly __typename?: 'SupportSession';
  /** Whether the child or family came. */
  readonly attended?: Maybe<Scalars['Boolean']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What kind. */
  readonly kind?: Maybe<SupportKind>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was done, as recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
  /** Who held it. */
  readonly worker?: Maybe<Scalars['String']['output']>;
};

/** A term by which services are found (Open Referral UK: taxonomy_term). */
export type TaxonomyTerm = {
  readonly __typename?: 'TaxonomyTerm';
  /** Its id. */
  readonly id: Scalars['ID']['output'];
  /** What it is called. */
  readonly name: Scalars['String']['output'];
};

/** A universal service the child is registered with: never attendance, results, illnesses or visits (domain reference 1.1). */
export type UniversalService = RecordedItem & {
  readonly __typename?: 'UniversalService';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** From when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What kind of service. */
  readonly kind?: Maybe<UniversalServiceKind>;
  /** Its name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Its code. */
  readonly organisation?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Its telephone. */
  readonly phone?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** What kind of universal service. */
export type UniversalServiceKind =
  /** Nursery or other early-years setting. */
  | 'EARLY_YEARS'
  /** General practice. */
  | 'GENERAL_PRACTICE'
  /** Health visiting. */
  | 'HEALTH_VISITING'
  /** School, college or other educational institution. */
  | 'SCHOOL'
  /** School nursing. */
  | 'SCHOOL_NURSING';

/** What people judge of two records. */
export type Verdict =
  /** They are two children's. */
  | 'NOT_SAME'
  /** They are one child's. */
  | 'SAME';

/** How far a verdict has come. */
export type VerdictState =
  /** It is in force, and one person would withdraw it; a second must, too, as the child is or may be shielded. */
  | 'ENDING'
  /** Records are joined, or kept apart, by it. */
  | 'IN_FORCE'
  /** It takes away a link of a shielded child: a second person must give it, too. Nothing follows from it yet. */
  | 'PROPOSED'
  /** Nothing follows from it any more. */
  | 'WITHDRAWN';

/** A voluntary body's own work (class VOL). */
export type VoluntaryWork = {
  readonly __typename?: 'VoluntaryWork';
  /** That case notes were written, newest first; what they say stays with the body. */
  readonly notes?: Maybe<ReadonlyArray<CaseNote>>;
  /** Sessions with the child or the family, newest first. */
  readonly supportSessions?: Maybe<ReadonlyArray<SupportSession>>;
};


/** A voluntary body's own work (class VOL). */
export type VoluntaryWorkNotesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** A voluntary body's own work (class VOL). */
export type VoluntaryWorkSupportSessionsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};

/**
 * One finding of the child's wellbeing by indicator, as put together for the plan (GIRFEC wellbeing web;
 * domain reference 1.7 GIR-3). What a service recorded for its own work stays in that service's class.
 */
export type WellbeingFinding = RecordedItem & {
  readonly __typename?: 'WellbeingFinding';
  /** The agency that contributed it, in plain words. */
  readonly agency?: Maybe<Scalars['String']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** What was found. */
  readonly finding?: Maybe<Scalars['String']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The indicator. */
  readonly indicator?: Maybe<WellbeingIndicator>;
  /** Whether it is a strength; false: a concern. */
  readonly isStrength?: Maybe<Scalars['Boolean']['output']>;
  /** The day of which it speaks. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who made the statement, as the source puts it. */
  readonly statedBy?: Maybe<Scalars['String']['output']>;
  /** How much the finding claims. */
  readonly statement?: Maybe<StatementKind>;
};

/** Wellbeing indicators (SHANARRI; Children and Young People (Scotland) Act 2014 s96(2)). */
export type WellbeingIndicator =
  /** Achieving. */
  | 'ACHIEVING'
  /** Active. */
  | 'ACTIVE'
  /** Healthy. */
  | 'HEALTHY'
  /** Included. */
  | 'INCLUDED'
  /** Nurtured. */
  | 'NURTURED'
  /** Respected. */
  | 'RESPECTED'
  /** Responsible. */
  | 'RESPONSIBLE'
  /** Safe. */
  | 'SAFE';

/** A strength or concern by wellbeing indicator. */
export type WellbeingObservation = RecordedItem & {
  readonly __typename?: 'WellbeingObservation';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The indicator. */
  readonly indicator?: Maybe<WellbeingIndicator>;
  /** Whether it is a strength; false: a concern. */
  readonly isStrength?: Maybe<Scalars['Boolean']['output']>;
  /** What was recorded. */
  readonly observation?: Maybe<Scalars['String']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who made the statement, as the source puts it. */
  readonly statedBy?: Maybe<Scalars['String']['output']>;
  /** How much the record claims. */
  readonly statement?: Maybe<StatementKind>;
};

/** One part of the view that was asked for and did not arrive. */
export type Withheld = {
  readonly __typename?: 'Withheld';
  /** The class, or RESTRICTED where the class itself may not be known. */
  readonly class: Scalars['String']['output'];
  /** Why, a stable code (docs/errors.md), where that may be told. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** Where, as in the response, `*` standing for every index of a list. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** What would lawfully change it. */
  readonly route?: Maybe<Route>;
  /** What became of it. */
  readonly state: WithheldState;
};

/** What became of a part that was asked for and did not arrive (domain reference 7.3). */
export type WithheldState =
  /** Something is held and may be known; its content is withheld. */
  | 'EXISTS'
  /** Withheld in its exact form; another field gives it in general. */
  | 'GENERALISED'
  /** The agency says that it holds nothing. */
  | 'NOT_HELD'
  /** The agency did not answer. */
  | 'NO_RESPONSE'
  /** A restricted service is involved; nothing more may be said. */
  | 'PLACEHOLDER'
  /** Withheld; says nothing of whether anything is held. */
  | 'REDACTED'
  /** The agency's answer could not be used. */
  | 'SOURCE_ERROR'
  /** Whether anything is held may not be known. */
  | 'WITHHELD_OR_NONE';

/** A written request, kept by the asker's organisation. */
export type WrittenRequest = {
  /** When it was made. */
  readonly madeAt: Scalars['DateTime']['input'];
  /** The organisation's reference of it. */
  readonly reference: Scalars['String']['input'];
};

/** Youth justice: status (class YJS) and detail (class YJD). */
export type YouthJustice = {
  readonly __typename?: 'YouthJustice';
  /** Sections of the ASSET assessment, newest first. */
  readonly assetSections?: Maybe<ReadonlyArray<AssetSection>>;
  /** Prevention programmes, out-of-court disposals and orders, the current ones first. */
  readonly interventions?: Maybe<ReadonlyArray<YouthJusticeIntervention>>;
  /** Judgements of AssetPlus assessments, newest first. */
  readonly judgements?: Maybe<ReadonlyArray<AssetPlusJudgement>>;
  /** Offences and what came of them, newest first. */
  readonly outcomes?: Maybe<ReadonlyArray<YouthJusticeOutcome>>;
};


/** Youth justice: status (class YJS) and detail (class YJD). */
export type YouthJusticeAssetSectionsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Youth justice: status (class YJS) and detail (class YJD). */
export type YouthJusticeInterventionsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Youth justice: status (class YJS) and detail (class YJD). */
export type YouthJusticeJudgementsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Youth justice: status (class YJS) and detail (class YJD). */
export type YouthJusticeOutcomesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};

/** A programme, disposal or order: youth-justice status. */
export type YouthJusticeIntervention = RecordedItem & {
  readonly __typename?: 'YouthJusticeIntervention';
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** From when. */
  readonly from?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Kind. */
  readonly kind?: Maybe<InterventionKind>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Requirements, as recorded. */
  readonly requirements?: Maybe<Scalars['String']['output']>;
  /** State. */
  readonly state?: Maybe<InterventionState>;
  /** Until when; null: open. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** An offence and what came of it. */
export type YouthJusticeOutcome = RecordedItem & {
  readonly __typename?: 'YouthJusticeOutcome';
  /** When it was committed. */
  readonly committedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** When it was decided; null: pending. */
  readonly decidedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** Gravity of the offence, 1 (least) to 8 (Youth Justice Board scale). */
  readonly gravity?: Maybe<Scalars['Int']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The offence, as recorded. */
  readonly offence?: Maybe<Scalars['String']['output']>;
  /** What came of it, as recorded. */
  readonly outcome?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
};

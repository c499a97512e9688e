import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
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
};

/** Whom an item is about. */
export type About =
  /** A carer or other adult: third-party data. */
  | 'ADULT'
  /** The child. */
  | 'CHILD'
  /** Another child: that child's own record decides. */
  | 'OTHER_CHILD';

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

/** What somebody said happened. Accounts that differ are kept side by side; none is overwritten. */
export type Account = RecordedItem & {
  readonly __typename?: 'Account';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** Who gave it, as the source puts it (e.g. the child). */
  readonly teller?: Maybe<Scalars['String']['output']>;
  /** To whom, by job. */
  readonly toldTo?: Maybe<Scalars['String']['output']>;
};

/** What the gateway may bring about in an agency's system. */
export type ActKind =
  /** A report that something in a record is wrong, for the agency to look into. */
  | 'INACCURACY';

/** One address in one agency's copy. */
export type Address = RecordedItem & {
  readonly __typename?: 'Address';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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

/** That a common assessment exists, when it was made and who holds it; its body is class CAFB (domain reference 1.5 CAF-1). */
export type Assessment = RecordedItem & {
  readonly __typename?: 'Assessment';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** Version, counted from 1; a version is never overwritten. */
  readonly version?: Maybe<Scalars['Int']['output']>;
};

/** A factor found by an assessment. */
export type AssessmentFactor = RecordedItem & {
  readonly __typename?: 'AssessmentFactor';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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

/** Why the giver could decide (domain reference 3.4). */
export type CapacityBasis =
  /** Under 16 with sufficient understanding for this decision (Gillick). */
  | 'GILLICK'
  /** Parental responsibility, for a child who cannot decide. */
  | 'PARENTAL_RESPONSIBILITY'
  /** 12 or over, under Scots law: presumed. */
  | 'PRESUMED_12'
  /** 16 or over: presumed. */
  | 'PRESUMED_16';

/** A carer or holder of parental responsibility (class FAM only; other household members are HHM). */
export type Carer = RecordedItem & {
  readonly __typename?: 'Carer';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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
  /** Whom it is about. */
  readonly about?: Maybe<About>;
  /** The organisation whose copy this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What kind. */
  readonly kind?: Maybe<CharacteristicKind>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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
  /** Current and former addresses, the current one first. */
  readonly addresses?: Maybe<ReadonlyArray<Address>>;
  /** Common assessments: that they exist and who holds them; their body where permitted. */
  readonly assessments?: Maybe<ReadonlyArray<Assessment>>;
  /** Carers and holders of parental responsibility. */
  readonly carers?: Maybe<ReadonlyArray<Carer>>;
  /** Ethnicity, religion, first language, disability, immigration status; only where relevant to the purpose. */
  readonly characteristics?: Maybe<ReadonlyArray<Characteristic>>;
  /** What happened, over all agencies, newest first. An agency answers with its newest 200 at most: ask for earlier ones with `to`. */
  readonly chronology?: Maybe<ReadonlyArray<ChronologyEntry>>;
  /** Consents and refusals for this recipient and purpose; general refusals too. */
  readonly consents: ReadonlyArray<ConsentRecord>;
  /**
   * Whether the record bears out what the search says of a carer and of a school: a question, so that neither is
   * listed. Both false for a shielded record.
   */
  readonly corroborates: Corroboration;
  /** The organisation whose copy this is. */
  readonly custodian: Scalars['OrganisationCode']['output'];
  /** Household members who are not carers. */
  readonly householdMembers?: Maybe<ReadonlyArray<HouseholdMember>>;
  /** Identifiers of the child; a number is shown to staff of the body that allocated it, or under its own rule. */
  readonly identifiers?: Maybe<ReadonlyArray<Identifier>>;
  /** Action indicators: a practitioner is taking some form of action; no reason, no grade of risk. */
  readonly indicators?: Maybe<ReadonlyArray<Indicator>>;
  /** Services that are involved and whom to contact, the current ones first; never the reason. */
  readonly involvements?: Maybe<ReadonlyArray<Involvement>>;
  /** What the record's lifecycle depends on. */
  readonly lifecycle: LifecycleFacts;
  /** Plans for the child, the current ones first. */
  readonly plan?: Maybe<ReadonlyArray<ChildPlan>>;
  /** Postcodes of the current and former addresses, each once; to link records, and shown to nobody. */
  readonly postcodes: ReadonlyArray<HeldPostcode>;
  /** The agency's own id of the record; never leaves the gateway. */
  readonly recordId: Scalars['ID']['output'];
  /** Core identity in the agency's own copy. */
  readonly recordedIdentity?: Maybe<RecordedIdentity>;
  /** What ties the practitioner to the child. */
  readonly relationship: RelationshipFacts;
  /** What holds for the record as a whole. */
  readonly restrictions: RecordRestrictions;
  /** Social-care status and detail. */
  readonly socialCare?: Maybe<SocialCare>;
  /** Findings by wellbeing indicator (SHANARRI), over all agencies, newest first; an agency answers with its newest 200 at most. */
  readonly wellbeing?: Maybe<ReadonlyArray<WellbeingFinding>>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildAddressesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildAssessmentsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildCarersArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildCharacteristicsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildChronologyArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildConsentsArgs = {
  purpose: Purpose;
  recipient: Scalars['OrganisationCode']['input'];
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildCorroboratesArgs = {
  by: PersonSearch;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildHouseholdMembersArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildIndicatorsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildInvolvementsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildPlanArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildRelationshipArgs = {
  practitioner: PractitionerClaim;
};


/**
 * One agency's record of a child. The fields here are the facts that every agency answers; an agency's
 * own contract extends the type with the index details and the sections that it holds.
 */
export type ChildWellbeingArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};

/**
 * A plan for the child, held by the agency of its lead professional. Its markers hold for the whole plan;
 * what a plan would say of an adult stays in the holder's own record.
 */
export type ChildPlan = RecordedItem & {
  readonly __typename?: 'ChildPlan';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** When it is reviewed next. */
  readonly reviewOn?: Maybe<Scalars['LocalDate']['output']>;
  /** From when. */
  readonly startedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/**
 * One entry of the chronology: what happened, in the words of the agency that put it there. An agency
 * enters what matters for the whole child, in a line; the record behind it stays in its own class.
 */
export type ChronologyEntry = RecordedItem & {
  readonly __typename?: 'ChronologyEntry';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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

/** What was decided. */
export type ConsentDecision =
  /** Consent was given. */
  | 'GIVEN'
  /** Consent was asked for and refused. */
  | 'REFUSED';

/** Who gave a consent. */
export type ConsentGiver =
  /** The child or young person. */
  | 'CHILD'
  /** A holder of parental responsibility. */
  | 'PARENT';

/** How consent was given. */
export type ConsentMethod =
  /** Through a verified electronic service. */
  | 'ELECTRONIC'
  /** By word of mouth, recorded by the witness. */
  | 'VERBAL'
  /** In writing. */
  | 'WRITTEN';

/**
 * A consent, as recorded by the agency that asked for it (domain reference 3.4). Asked for one
 * recipient and purpose; the agency returns those that name the recipient and purpose, and refusals
 * that are general.
 */
export type ConsentRecord = {
  readonly __typename?: 'ConsentRecord';
  /** On which capacity. */
  readonly capacity: CapacityBasis;
  /** Whether the witness holds the capacity to be established for this decision. */
  readonly capacityEstablished: Scalars['Boolean']['output'];
  /** The classes it covers. */
  readonly classes: ReadonlyArray<DisclosureClass>;
  /** When it was given or refused. */
  readonly decidedAt: Scalars['DateTime']['output'];
  /** What was decided. */
  readonly decision: ConsentDecision;
  /** When it ends; null: until withdrawn. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who gave or refused it. */
  readonly giver: ConsentGiver;
  /** How it was given. */
  readonly method: ConsentMethod;
  /** The purposes it covers. */
  readonly purposes: ReadonlyArray<Purpose>;
  /** The organisations it names as recipients; empty: none (a general refusal names nobody). */
  readonly recipients: ReadonlyArray<Scalars['OrganisationCode']['output']>;
  /** The organisation that recorded it. */
  readonly recordedBy: Scalars['OrganisationCode']['output'];
  /** The agency's reference of the record; the ledger says which consent a decision relied on. */
  readonly reference: Scalars['ID']['output'];
  /** When it was withdrawn. */
  readonly withdrawnAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What else speaks for a record being the person looked for; false where the search does not ask. */
export type Corroboration = {
  readonly __typename?: 'Corroboration';
  /** A carer or holder of parental responsibility has the name. */
  readonly carer: Scalars['Boolean']['output'];
  /** The child is enrolled at the school, and in the year group where one is given. */
  readonly school: Scalars['Boolean']['output'];
};

/** Who confirmed where a child who left is educated now. */
export type DestinationEvidence =
  /** A school, an authority or an embassy abroad. */
  | 'ABROAD'
  /** The next school or setting, by its admission. */
  | 'ADMISSION'
  /** The authority of the new place. */
  | 'AUTHORITY';

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

/**
 * Where one education source knows a child to be educated: one answer about the whole record, since children
 * missing education are found by what is not there (domain reference 1.9). A source that holds the child always
 * answers; an item that a restriction leaves out is no answer.
 */
export type EducationPlace = RecordedItem & {
  readonly __typename?: 'EducationPlace';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** Who confirmed the destination of a child who left; null: nobody. */
  readonly evidence?: Maybe<DestinationEvidence>;
  /** The authority that a child who left was handed over to. */
  readonly handedOverTo?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What the source knows. */
  readonly kind?: Maybe<EducationPlaceKind>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** Since when; null: not known. */
  readonly since?: Maybe<Scalars['LocalDate']['output']>;
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

/** How an agency's system is entered. */
export type EntryKind =
  /** Records with an open involvement of the given practitioner. */
  | 'CASELOAD'
  /** Records that carry one of the given identifiers. */
  | 'IDENTIFIER'
  /** Records by the agency's own record id. */
  | 'RECORD'
  /** Records that could be one of the given persons, by what is known of them. */
  | 'SEARCH';

/** Why a fact is asked for. */
export type FactUse =
  /** To decide what may be released (domain reference 7). */
  | 'DECIDE'
  /** To know which records are one child (domain reference 5). */
  | 'LINK';

/** A postcode at which one agency holds an address of the child. */
export type HeldPostcode = {
  readonly __typename?: 'HeldPostcode';
  /** Whether an address there is current. */
  readonly current: Scalars['Boolean']['output'];
  /** Canonical form with one space (BS 7666), or a pseudo-postcode (ZZ99). */
  readonly postcode: Scalars['String']['output'];
};

/** A person of the household who is not a carer. */
export type HouseholdMember = RecordedItem & {
  readonly __typename?: 'HouseholdMember';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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
  /** NHS number, ten digits. */
  | 'NHS_NUMBER'
  /** Police National Computer id, `YYYY/NNNNNNND`. */
  | 'PNC_ID'
  /** Record number of the authority's social care. */
  | 'SOCIAL_CARE_ID'
  /** Unique pupil number, 13 characters. */
  | 'UPN'
  /** Record number of the youth offending team. */
  | 'YOT_ID';

/**
 * That something in a record is wrong, as a practitioner says who saw it through the gateway. What came twice under
 * one `reference` is one report: the gateway sends one again when it does not know whether it arrived.
 */
export type InaccuracyReport = {
  /** The class of what is wrong. */
  readonly class: DisclosureClass;
  /** The field that is wrong, by its path in the gateway's public graph; null: not said. */
  readonly field?: InputMaybe<Scalars['String']['input']>;
  /** What is wrong, in the reporter's own words, 1 to 2000 characters. */
  readonly note: Scalars['String']['input'];
  /** The reporter's organisation. */
  readonly organisation: Scalars['OrganisationCode']['input'];
  /** The agency's own id of the record. */
  readonly recordId: Scalars['ID']['input'];
  /** The gateway's reference of the report; says nothing of anybody. */
  readonly reference: Scalars['ID']['input'];
};

/**
 * An action indicator: a practitioner is taking some form of action and may have important
 * information to share. No reason and no grade of risk (domain reference 2.2).
 */
export type Indicator = RecordedItem & {
  readonly __typename?: 'Indicator';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
};

/**
 * A service's involvement with the child: that it is involved and whom to contact, never the reason
 * (domain reference 1.1 ISA-3).
 */
export type Involvement = RecordedItem & {
  readonly __typename?: 'Involvement';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** The service or team. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** Until when; null: open. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** A legal status of a looked-after child. */
export type LegalStatus = RecordedItem & {
  readonly __typename?: 'LegalStatus';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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

/** What the lifecycle of a record depends on (domain reference 7.0, Lifecycle). */
export type LifecycleFacts = {
  readonly __typename?: 'LifecycleFacts';
  /** Date of birth, which the age is computed from; null when unborn or not recorded. */
  readonly dateOfBirth?: Maybe<Scalars['LocalDate']['output']>;
  /** Date of death. */
  readonly diedOn?: Maybe<Scalars['LocalDate']['output']>;
  /** Recorded participation of a young person of 18 to 25 (care leaver, SEND), valid until this date. */
  readonly participatingUntil?: Maybe<Scalars['LocalDate']['output']>;
  /** Not yet born. */
  readonly unborn: Scalars['Boolean']['output'];
};

/** An episode of being missing or away without authorisation. */
export type MissingEpisode = RecordedItem & {
  readonly __typename?: 'MissingEpisode';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** Until when; null: still missing. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

/** Kind of missing episode (looked-after children return). */
export type MissingKind =
  /** Away without authorisation. */
  | 'A'
  /** Missing. */
  | 'M';

/** What the gateway may bring about in this system. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Takes a report that something in a record is wrong, and gives the system's own reference of it. The record is
   * not changed by it: who answers for the data looks into it.
   */
  readonly reportInaccuracy?: Maybe<Scalars['ID']['output']>;
};


/** What the gateway may bring about in this system. */
export type MutationReportInaccuracyArgs = {
  report: InaccuracyReport;
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

/**
 * What is known of a person who is looked for; what is not known is left out. The source compares as it sees
 * fit, forgives what people get wrong (spelling, swapped dates, former addresses) and leaves the judgement of
 * who it is to the gateway (domain reference 5.2).
 */
export type PersonSearch = {
  /** Family name of that carer. */
  readonly carerFamilyName?: InputMaybe<Scalars['String']['input']>;
  /** Given names of a carer or holder of parental responsibility. */
  readonly carerGivenName?: InputMaybe<Scalars['String']['input']>;
  /** Date of birth. */
  readonly dateOfBirth?: InputMaybe<Scalars['LocalDate']['input']>;
  /** Family name. */
  readonly familyName?: InputMaybe<Scalars['String']['input']>;
  /** Given names, space-separated. */
  readonly givenName?: InputMaybe<Scalars['String']['input']>;
  /** Postcode of the current or a former address, canonical form with one space. */
  readonly postcode?: InputMaybe<Scalars['String']['input']>;
  /** The school or setting. */
  readonly school?: InputMaybe<Scalars['OrganisationCode']['input']>;
  /** Sex; unknown is left out. */
  readonly sex?: InputMaybe<Sex>;
  /** The year group in that school, as the school names it. */
  readonly yearGroup?: InputMaybe<Scalars['String']['input']>;
};

/** A placement of a looked-after child. */
export type Placement = RecordedItem & {
  readonly __typename?: 'Placement';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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

/** The practitioner of whom relationship facts are asked, from the verified token and the register. */
export type PractitionerClaim = {
  /** Groups (classes, tutor groups) within the organisation. */
  readonly groups: ReadonlyArray<Scalars['String']['input']>;
  /** Staff ids of whoever mediates the question: for `excluded` only, they tie nobody to the child. */
  readonly mediatorStaffIds?: ReadonlyArray<StaffId>;
  /** The practitioner's organisation. */
  readonly organisation: Scalars['OrganisationCode']['input'];
  /** Whether ROLL needs one of the groups (teachers, classroom assistants). */
  readonly ownGroupsOnly: Scalars['Boolean']['input'];
  /** The reference of the court's order, the review or the written request under which the practitioner asks. */
  readonly reference?: InputMaybe<Scalars['String']['input']>;
  /** Staff ids in the agencies' own systems. */
  readonly staffIds: ReadonlyArray<StaffId>;
  /** The verified subject, when the caller is a child or a parent; an NHS number or a source's person id. */
  readonly subject?: InputMaybe<StaffId>;
  /** Teams within the organisation. */
  readonly teams: ReadonlyArray<Scalars['String']['input']>;
};

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
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** The responsible local authority. */
  readonly responsibleAuthority?: Maybe<Scalars['String']['output']>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** When it started. */
  readonly startedOn?: Maybe<Scalars['LocalDate']['output']>;
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
  /**
   * Records that could be one of these persons, at most `first` for each, the likeliest first. What a shield hides
   * (address, setting, carer) finds nothing, nor does a name that the child had before a severed identity.
   */
  readonly clientsByDetails: ReadonlyArray<Child>;
  /** Records by record id, in the order given, null where not held. */
  readonly clientsById: ReadonlyArray<Maybe<Child>>;
  /** Records that carry one of the identifiers, in any order; a key that matches nothing adds nothing. */
  readonly clientsByIdentifier: ReadonlyArray<Child>;
  /** Records with an open involvement of the practitioner, ordered by record id. */
  readonly clientsOfPractitioner: ReadonlyArray<Child>;
};


export type QueryClientsByDetailsArgs = {
  by: ReadonlyArray<PersonSearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryClientsByIdArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryClientsByIdentifierArgs = {
  by: ReadonlyArray<RecordKey>;
};


export type QueryClientsOfPractitionerArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  practitioner: PractitionerClaim;
};

/** An identifier to look a record up by. */
export type RecordKey = {
  /** The scheme. */
  readonly scheme: IdentifierScheme;
  /** The value, normalised. */
  readonly value: Scalars['String']['input'];
};

/** A reference to a record by one of its identifiers. */
export type RecordReference = {
  readonly __typename?: 'RecordReference';
  /** The scheme. */
  readonly scheme: IdentifierScheme;
  /** The value. */
  readonly value: Scalars['String']['output'];
};

/** What holds for a record as a whole. Restrictions count from any agency. */
export type RecordRestrictions = {
  readonly __typename?: 'RecordRestrictions';
  /** Records that this one must never be joined with (domain reference 5.2 R1). */
  readonly cannotLink: ReadonlyArray<RecordReference>;
  /** Records that the source itself says are this child, the only way to link a locked record. */
  readonly crossReferences: ReadonlyArray<RecordReference>;
  /** Classes whose release the source has recorded as more detrimental to the child than not releasing. */
  readonly detrimentClasses: ReadonlyArray<DisclosureClass>;
  /** Severed identity: the record links only by its own source's cross-reference (domain reference 5.2 R0). */
  readonly linkLocked: Scalars['Boolean']['output'];
  /** Classes that the source refuses to release at all. */
  readonly refusedClasses: ReadonlyArray<DisclosureClass>;
  /** Address and contacts are protected (domain reference 2.2, Shield). */
  readonly shielded: Scalars['Boolean']['output'];
};

/** Core identity in one agency's own, perhaps imperfect, copy. */
export type RecordedIdentity = {
  readonly __typename?: 'RecordedIdentity';
  /** Date of birth; null for an unborn child. */
  readonly dateOfBirth?: Maybe<Scalars['LocalDate']['output']>;
  /** Expected date of delivery, only for an unborn child. */
  readonly expectedDateOfDelivery?: Maybe<Scalars['LocalDate']['output']>;
  /** All names the agency holds, the one in use first. */
  readonly names?: Maybe<ReadonlyArray<RecordedName>>;
  /** Sex as recorded. */
  readonly sex?: Maybe<Sex>;
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

/** One name of a child in one agency's copy. */
export type RecordedName = {
  readonly __typename?: 'RecordedName';
  /** Family name, as recorded. */
  readonly family?: Maybe<Scalars['String']['output']>;
  /** Given names, space-separated, as recorded. */
  readonly given?: Maybe<Scalars['String']['output']>;
  /** What the name is. */
  readonly kind?: Maybe<NameKind>;
};

/** A referral; who made it is in `SocialCare.referrers`. */
export type Referral = RecordedItem & {
  readonly __typename?: 'Referral';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** Referral source. */
  readonly source?: Maybe<ReferralSource>;
};

/**
 * What ties the practitioner to the child, answered as questions; never a list of staff (domain
 * reference 7.0, Relationship).
 */
export type RelationshipFacts = {
  readonly __typename?: 'RelationshipFacts';
  /** An open involvement names one of the staff ids. */
  readonly allocated: Scalars['Boolean']['output'];
  /** The latest dated attendance or contact at the organisation. */
  readonly contactMadeOn?: Maybe<Scalars['LocalDate']['output']>;
  /** The agency excludes this practitioner, or the mediator, from this child's record (conflict of interest). */
  readonly excluded: Scalars['Boolean']['output'];
  /** The verified subject holds parental responsibility for this child. */
  readonly holdsParentalResponsibility: Scalars['Boolean']['output'];
  /** The verified subject is this child. */
  readonly isSelf: Scalars['Boolean']['output'];
  /** An open referral to the organisation. */
  readonly openReferral: Scalars['Boolean']['output'];
  /** A court's order or a review under the claim's `reference` concerns this child, names the organisation and is not over. */
  readonly referenced: Scalars['Boolean']['output'];
  /** The registered practice or 0-19 service is the organisation. */
  readonly registered: Scalars['Boolean']['output'];
  /** Current address in the organisation's authority. */
  readonly resident: Scalars['Boolean']['output'];
  /** Current enrolment at the organisation, and in one of the groups when `ownGroupsOnly`. */
  readonly roll: Scalars['Boolean']['output'];
  /** An open involvement names one of the teams, same organisation. */
  readonly team: Scalars['Boolean']['output'];
};

/**
 * A restricted service (sexual health, mental health, substance misuse; the public graph never says
 * which). Those who may know no more than that one is involved see one placeholder, however many there are. Only services whose involvement may be recorded at all are ever listed: with the young
 * person's consent to record, or reasonable cause to suspect significant harm (domain reference 2.2).
 */
export type RestrictedService = RecordedItem & {
  readonly __typename?: 'RestrictedService';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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

/** What the source says of an item; an agency leaves out items that bear an excluded restriction, and the gateway drops them again. */
export type Restriction =
  /** Whether the child is or may be at risk of abuse (Data Protection Act 2018 Sch 3 Pt 5). */
  | 'ABUSE_DATA'
  /** Criminal-offence data (UK GDPR Article 10). */
  | 'CRIMINAL_DATA'
  /** The source has decided that disclosure would be more detrimental to the child than not. */
  | 'DETRIMENT'
  /** Would identify somebody who gave information in confidence; never released by any path. */
  | 'INFORMANT'
  /** Release would be likely to cause serious harm (serious-harm test). */
  | 'SERIOUS_HARM'
  /** The source does not release this item through the gateway. */
  | 'SOURCE_RESTRICTED'
  /** Subject to live proceedings. */
  | 'SUB_JUDICE'
  /** About an adult who is not the child (class ADU). */
  | 'THIRD_PARTY';

/** Sex as recorded (children in need census, from 2024-25). */
export type Sex =
  /** Female. */
  | 'F'
  /** Male. */
  | 'M'
  /** Unknown or not recorded. */
  | 'U';

/** When the child was last seen. */
export type Sighting = RecordedItem & {
  readonly __typename?: 'Sighting';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** Whether the child was seen alone. */
  readonly seenAlone?: Maybe<Scalars['Boolean']['output']>;
  /** The day. */
  readonly seenOn?: Maybe<Scalars['LocalDate']['output']>;
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
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareCasesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareEventsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareLastSeenArgs = {
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareLegalStatusesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCarePlacementsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareProtectionPlansArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Social care: status (class SCS) and detail (class SCD). */
export type SocialCareReferrersArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};

/** An assessment or enquiry of social care; a common assessment is another thing (`Child.assessments`). */
export type SocialCareAssessment = RecordedItem & {
  readonly __typename?: 'SocialCareAssessment';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** When it started; due 45 working days later. */
  readonly startedOn?: Maybe<Scalars['LocalDate']['output']>;
};

/** An episode of being a child in need. */
export type SocialCareCase = RecordedItem & {
  readonly __typename?: 'SocialCareCase';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** Status. */
  readonly status?: Maybe<CaseStatus>;
};

/** Something that happened. */
export type SocialCareEvent = Account | MissingEpisode | Referral | SocialCareAssessment | StrategyDiscussion;

/** An id of a person in a scheme. */
export type StaffId = {
  /** The scheme, e.g. `SWE`, `NMC`, `TRN`, or a system's own. */
  readonly scheme: Scalars['String']['input'];
  /** The value. */
  readonly value: Scalars['String']['input'];
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
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
};

/** A universal service the child is registered with: never attendance, results, illnesses or visits (domain reference 1.1). */
export type UniversalService = RecordedItem & {
  readonly __typename?: 'UniversalService';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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

/**
 * One finding of the child's wellbeing by indicator, as put together for the plan (GIRFEC wellbeing web;
 * domain reference 1.7 GIR-3). What a service recorded for its own work stays in that service's class.
 */
export type WellbeingFinding = RecordedItem & {
  readonly __typename?: 'WellbeingFinding';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  SocialCareEvent:
    | ( Account )
    | ( MissingEpisode )
    | ( Referral )
    | ( SocialCareAssessment )
    | ( StrategyDiscussion )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  RecordedItem:
    | ( Account )
    | ( Address )
    | ( Assessment )
    | ( AssessmentFactor )
    | ( Carer )
    | ( Characteristic )
    | ( ChildPlan )
    | ( ChronologyEntry )
    | ( EducationPlace )
    | ( HouseholdMember )
    | ( Indicator )
    | ( Involvement )
    | ( LegalStatus )
    | ( MissingEpisode )
    | ( Placement )
    | ( ProtectionPlan )
    | ( Referral )
    | ( Referrer )
    | ( RestrictedService )
    | ( Sighting )
    | ( SocialCareAssessment )
    | ( SocialCareCase )
    | ( StrategyDiscussion )
    | ( UniversalService )
    | ( WellbeingFinding )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  About: About;
  AbuseCategory: AbuseCategory;
  Account: ResolverTypeWrapper<Account>;
  ActKind: ActKind;
  Address: ResolverTypeWrapper<Address>;
  AddressUse: AddressUse;
  Assessment: ResolverTypeWrapper<Assessment>;
  AssessmentFactor: ResolverTypeWrapper<AssessmentFactor>;
  AssessmentFactorCode: AssessmentFactorCode;
  AssessmentKind: AssessmentKind;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CapacityBasis: CapacityBasis;
  Carer: ResolverTypeWrapper<Carer>;
  CarerRelationship: CarerRelationship;
  CaseStatus: CaseStatus;
  Characteristic: ResolverTypeWrapper<Characteristic>;
  CharacteristicKind: CharacteristicKind;
  Child: ResolverTypeWrapper<Omit<Child, 'socialCare'> & { socialCare?: Maybe<ResolversTypes['SocialCare']> }>;
  ChildPlan: ResolverTypeWrapper<ChildPlan>;
  ChronologyEntry: ResolverTypeWrapper<ChronologyEntry>;
  ChronologyKind: ChronologyKind;
  ClosureReason: ClosureReason;
  ConsentDecision: ConsentDecision;
  ConsentGiver: ConsentGiver;
  ConsentMethod: ConsentMethod;
  ConsentRecord: ResolverTypeWrapper<ConsentRecord>;
  Corroboration: ResolverTypeWrapper<Corroboration>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DestinationEvidence: DestinationEvidence;
  DisclosureClass: DisclosureClass;
  DisclosureMode: DisclosureMode;
  EducationPlace: ResolverTypeWrapper<EducationPlace>;
  EducationPlaceKind: EducationPlaceKind;
  EntryKind: EntryKind;
  FactUse: FactUse;
  HeldPostcode: ResolverTypeWrapper<HeldPostcode>;
  HouseholdMember: ResolverTypeWrapper<HouseholdMember>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Identifier: ResolverTypeWrapper<Identifier>;
  IdentifierScheme: IdentifierScheme;
  InaccuracyReport: InaccuracyReport;
  Indicator: ResolverTypeWrapper<Indicator>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Involvement: ResolverTypeWrapper<Involvement>;
  LegalStatus: ResolverTypeWrapper<LegalStatus>;
  LegalStatusCode: LegalStatusCode;
  LifecycleFacts: ResolverTypeWrapper<LifecycleFacts>;
  LocalDate: ResolverTypeWrapper<Scalars['LocalDate']['output']>;
  MissingEpisode: ResolverTypeWrapper<MissingEpisode>;
  MissingKind: MissingKind;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NameKind: NameKind;
  OrganisationCode: ResolverTypeWrapper<Scalars['OrganisationCode']['output']>;
  PersonSearch: PersonSearch;
  Placement: ResolverTypeWrapper<Placement>;
  PlacementType: PlacementType;
  PlanAction: ResolverTypeWrapper<PlanAction>;
  PlanActionState: PlanActionState;
  PlanKind: PlanKind;
  PlanOutcome: ResolverTypeWrapper<PlanOutcome>;
  PlanType: PlanType;
  PractitionerClaim: PractitionerClaim;
  PractitionerContact: ResolverTypeWrapper<PractitionerContact>;
  PrimaryNeed: PrimaryNeed;
  ProtectionPlan: ResolverTypeWrapper<ProtectionPlan>;
  Purpose: Purpose;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordKey: RecordKey;
  RecordReference: ResolverTypeWrapper<RecordReference>;
  RecordRestrictions: ResolverTypeWrapper<RecordRestrictions>;
  RecordedIdentity: ResolverTypeWrapper<RecordedIdentity>;
  RecordedItem: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['RecordedItem']>;
  RecordedName: ResolverTypeWrapper<RecordedName>;
  Referral: ResolverTypeWrapper<Referral>;
  ReferralOutcome: ReferralOutcome;
  ReferralSource: ReferralSource;
  Referrer: ResolverTypeWrapper<Referrer>;
  RelationshipFacts: ResolverTypeWrapper<RelationshipFacts>;
  RestrictedService: ResolverTypeWrapper<RestrictedService>;
  RestrictedServiceNote: RestrictedServiceNote;
  Restriction: Restriction;
  Sex: Sex;
  Sighting: ResolverTypeWrapper<Sighting>;
  SocialCare: ResolverTypeWrapper<Omit<SocialCare, 'assessmentFactors' | 'events'> & { assessmentFactors?: Maybe<ReadonlyArray<ResolversTypes['AssessmentFactor']>>, events?: Maybe<ReadonlyArray<ResolversTypes['SocialCareEvent']>> }>;
  SocialCareAssessment: ResolverTypeWrapper<SocialCareAssessment>;
  SocialCareCase: ResolverTypeWrapper<SocialCareCase>;
  SocialCareEvent: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SocialCareEvent']>;
  StaffId: StaffId;
  StatementKind: StatementKind;
  StrategyDiscussion: ResolverTypeWrapper<StrategyDiscussion>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  UniversalService: ResolverTypeWrapper<UniversalService>;
  UniversalServiceKind: UniversalServiceKind;
  WellbeingFinding: ResolverTypeWrapper<WellbeingFinding>;
  WellbeingIndicator: WellbeingIndicator;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: Account;
  Address: Address;
  Assessment: Assessment;
  AssessmentFactor: AssessmentFactor;
  Boolean: Scalars['Boolean']['output'];
  Carer: Carer;
  Characteristic: Characteristic;
  Child: Omit<Child, 'socialCare'> & { socialCare?: Maybe<ResolversParentTypes['SocialCare']> };
  ChildPlan: ChildPlan;
  ChronologyEntry: ChronologyEntry;
  ConsentRecord: ConsentRecord;
  Corroboration: Corroboration;
  DateTime: Scalars['DateTime']['output'];
  EducationPlace: EducationPlace;
  HeldPostcode: HeldPostcode;
  HouseholdMember: HouseholdMember;
  ID: Scalars['ID']['output'];
  Identifier: Identifier;
  InaccuracyReport: InaccuracyReport;
  Indicator: Indicator;
  Int: Scalars['Int']['output'];
  Involvement: Involvement;
  LegalStatus: LegalStatus;
  LifecycleFacts: LifecycleFacts;
  LocalDate: Scalars['LocalDate']['output'];
  MissingEpisode: MissingEpisode;
  Mutation: Record<PropertyKey, never>;
  OrganisationCode: Scalars['OrganisationCode']['output'];
  PersonSearch: PersonSearch;
  Placement: Placement;
  PlanAction: PlanAction;
  PlanOutcome: PlanOutcome;
  PractitionerClaim: PractitionerClaim;
  PractitionerContact: PractitionerContact;
  ProtectionPlan: ProtectionPlan;
  Query: Record<PropertyKey, never>;
  RecordKey: RecordKey;
  RecordReference: RecordReference;
  RecordRestrictions: RecordRestrictions;
  RecordedIdentity: RecordedIdentity;
  RecordedItem: ResolversInterfaceTypes<ResolversParentTypes>['RecordedItem'];
  RecordedName: RecordedName;
  Referral: Referral;
  Referrer: Referrer;
  RelationshipFacts: RelationshipFacts;
  RestrictedService: RestrictedService;
  Sighting: Sighting;
  SocialCare: Omit<SocialCare, 'assessmentFactors' | 'events'> & { assessmentFactors?: Maybe<ReadonlyArray<ResolversParentTypes['AssessmentFactor']>>, events?: Maybe<ReadonlyArray<ResolversParentTypes['SocialCareEvent']>> };
  SocialCareAssessment: SocialCareAssessment;
  SocialCareCase: SocialCareCase;
  SocialCareEvent: ResolversUnionTypes<ResolversParentTypes>['SocialCareEvent'];
  StaffId: StaffId;
  StrategyDiscussion: StrategyDiscussion;
  String: Scalars['String']['output'];
  UniversalService: UniversalService;
  WellbeingFinding: WellbeingFinding;
};

export type ActDirectiveArgs = {
  kind: ActKind;
};

export type ActDirectiveResolver<Result, Parent, ContextType = any, Args = ActDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type BuiltDirectiveArgs = {
  from: Scalars['String']['input'];
};

export type BuiltDirectiveResolver<Result, Parent, ContextType = any, Args = BuiltDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ContactDirectiveArgs = { };

export type ContactDirectiveResolver<Result, Parent, ContextType = any, Args = ContactDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CostDirectiveArgs = {
  weight: Scalars['Int']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = any, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CriticalDirectiveArgs = { };

export type CriticalDirectiveResolver<Result, Parent, ContextType = any, Args = CriticalDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type DisclosureDirectiveArgs = {
  alongside?: Maybe<DisclosureClass>;
  class: DisclosureClass;
  mode?: DisclosureMode;
};

export type DisclosureDirectiveResolver<Result, Parent, ContextType = any, Args = DisclosureDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type EntryDirectiveArgs = {
  kind: EntryKind;
};

export type EntryDirectiveResolver<Result, Parent, ContextType = any, Args = EntryDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ExtensibleDirectiveArgs = { };

export type ExtensibleDirectiveResolver<Result, Parent, ContextType = any, Args = ExtensibleDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type GeneralisedDirectiveArgs = {
  by: Scalars['String']['input'];
};

export type GeneralisedDirectiveResolver<Result, Parent, ContextType = any, Args = GeneralisedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type KeyDirectiveArgs = {
  selectionSet: Scalars['String']['input'];
};

export type KeyDirectiveResolver<Result, Parent, ContextType = any, Args = KeyDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type MarkerDirectiveArgs = { };

export type MarkerDirectiveResolver<Result, Parent, ContextType = any, Args = MarkerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type MergeDirectiveArgs = {
  additionalArgs?: Maybe<Scalars['String']['input']>;
  argsExpr?: Maybe<Scalars['String']['input']>;
  key?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
  keyArg?: Maybe<Scalars['String']['input']>;
  keyField?: Maybe<Scalars['String']['input']>;
};

export type MergeDirectiveResolver<Result, Parent, ContextType = any, Args = MergeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OrderedDirectiveArgs = {
  by: Scalars['String']['input'];
};

export type OrderedDirectiveResolver<Result, Parent, ContextType = any, Args = OrderedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OwnDirectiveArgs = { };

export type OwnDirectiveResolver<Result, Parent, ContextType = any, Args = OwnDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PublicDirectiveArgs = { };

export type PublicDirectiveResolver<Result, Parent, ContextType = any, Args = PublicDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type UseDirectiveArgs = {
  for: FactUse;
};

export type UseDirectiveResolver<Result, Parent, ContextType = any, Args = UseDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountResolvers<ContextType = any, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  givenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  teller?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  toldTo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddressResolvers<ContextType = any, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  lines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  postcode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['AddressUse']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AssessmentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Assessment'] = ResolversParentTypes['Assessment']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  agency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  childComments?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  completedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  development?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  familyAndEnvironment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  holder?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  holderPhone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  leadProfessional?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parentComments?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parentsAndCarers?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AssessmentFactorResolvers<ContextType = any, ParentType extends ResolversParentTypes['AssessmentFactor'] = ResolversParentTypes['AssessmentFactor']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  assessment?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['AssessmentFactorCode']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CarerResolvers<ContextType = any, ParentType extends ResolversParentTypes['Carer'] = ResolversParentTypes['Carer']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parentalResponsibility?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relationship?: Resolver<Maybe<ResolversTypes['CarerRelationship']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CharacteristicResolvers<ContextType = any, ParentType extends ResolversParentTypes['Characteristic'] = ResolversParentTypes['Characteristic']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['CharacteristicKind']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChildResolvers<ContextType = any, ParentType extends ResolversParentTypes['Child'] = ResolversParentTypes['Child']> = {
  addresses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Address']>>, ParentType, ContextType, RequireFields<ChildAddressesArgs, 'first'>>;
  assessments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Assessment']>>, ParentType, ContextType, RequireFields<ChildAssessmentsArgs, 'first'>>;
  carers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Carer']>>, ParentType, ContextType, RequireFields<ChildCarersArgs, 'first'>>;
  characteristics?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Characteristic']>>, ParentType, ContextType, RequireFields<ChildCharacteristicsArgs, 'first'>>;
  chronology?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ChronologyEntry']>>, ParentType, ContextType, RequireFields<ChildChronologyArgs, 'first'>>;
  consents?: Resolver<ReadonlyArray<ResolversTypes['ConsentRecord']>, ParentType, ContextType, RequireFields<ChildConsentsArgs, 'purpose' | 'recipient'>>;
  corroborates?: Resolver<ResolversTypes['Corroboration'], ParentType, ContextType, RequireFields<ChildCorroboratesArgs, 'by'>>;
  custodian?: Resolver<ResolversTypes['OrganisationCode'], ParentType, ContextType>;
  householdMembers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HouseholdMember']>>, ParentType, ContextType, RequireFields<ChildHouseholdMembersArgs, 'first'>>;
  identifiers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Identifier']>>, ParentType, ContextType>;
  indicators?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Indicator']>>, ParentType, ContextType, RequireFields<ChildIndicatorsArgs, 'first'>>;
  involvements?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Involvement']>>, ParentType, ContextType, RequireFields<ChildInvolvementsArgs, 'first'>>;
  lifecycle?: Resolver<ResolversTypes['LifecycleFacts'], ParentType, ContextType>;
  plan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ChildPlan']>>, ParentType, ContextType, RequireFields<ChildPlanArgs, 'first'>>;
  postcodes?: Resolver<ReadonlyArray<ResolversTypes['HeldPostcode']>, ParentType, ContextType>;
  recordId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedIdentity?: Resolver<Maybe<ResolversTypes['RecordedIdentity']>, ParentType, ContextType>;
  relationship?: Resolver<ResolversTypes['RelationshipFacts'], ParentType, ContextType, RequireFields<ChildRelationshipArgs, 'practitioner'>>;
  restrictions?: Resolver<ResolversTypes['RecordRestrictions'], ParentType, ContextType>;
  socialCare?: Resolver<Maybe<ResolversTypes['SocialCare']>, ParentType, ContextType>;
  wellbeing?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WellbeingFinding']>>, ParentType, ContextType, RequireFields<ChildWellbeingArgs, 'first'>>;
};

export type ChildPlanResolvers<ContextType = any, ParentType extends ResolversParentTypes['ChildPlan'] = ResolversParentTypes['ChildPlan']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  agency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['PlanKind']>, ParentType, ContextType>;
  leadPhone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  leadProfessional?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  leadService?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcomes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PlanOutcome']>>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  reviewOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  startedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChronologyEntryResolvers<ContextType = any, ParentType extends ResolversParentTypes['ChronologyEntry'] = ResolversParentTypes['ChronologyEntry']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  agency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['ChronologyKind']>, ParentType, ContextType>;
  occurredOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statement?: Resolver<Maybe<ResolversTypes['StatementKind']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConsentRecordResolvers<ContextType = any, ParentType extends ResolversParentTypes['ConsentRecord'] = ResolversParentTypes['ConsentRecord']> = {
  capacity?: Resolver<ResolversTypes['CapacityBasis'], ParentType, ContextType>;
  capacityEstablished?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  classes?: Resolver<ReadonlyArray<ResolversTypes['DisclosureClass']>, ParentType, ContextType>;
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['ConsentDecision'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  giver?: Resolver<ResolversTypes['ConsentGiver'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['ConsentMethod'], ParentType, ContextType>;
  purposes?: Resolver<ReadonlyArray<ResolversTypes['Purpose']>, ParentType, ContextType>;
  recipients?: Resolver<ReadonlyArray<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  recordedBy?: Resolver<ResolversTypes['OrganisationCode'], ParentType, ContextType>;
  reference?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  withdrawnAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CorroborationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Corroboration'] = ResolversParentTypes['Corroboration']> = {
  carer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  school?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EducationPlaceResolvers<ContextType = any, ParentType extends ResolversParentTypes['EducationPlace'] = ResolversParentTypes['EducationPlace']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  evidence?: Resolver<Maybe<ResolversTypes['DestinationEvidence']>, ParentType, ContextType>;
  handedOverTo?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['EducationPlaceKind']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HeldPostcodeResolvers<ContextType = any, ParentType extends ResolversParentTypes['HeldPostcode'] = ResolversParentTypes['HeldPostcode']> = {
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  postcode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HouseholdMemberResolvers<ContextType = any, ParentType extends ResolversParentTypes['HouseholdMember'] = ResolversParentTypes['HouseholdMember']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relationship?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdentifierResolvers<ContextType = any, ParentType extends ResolversParentTypes['Identifier'] = ResolversParentTypes['Identifier']> = {
  former?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  scheme?: Resolver<Maybe<ResolversTypes['IdentifierScheme']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  verified?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type IndicatorResolvers<ContextType = any, ParentType extends ResolversParentTypes['Indicator'] = ResolversParentTypes['Indicator']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  agency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contactName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contactPhone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  placedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvolvementResolvers<ContextType = any, ParentType extends ResolversParentTypes['Involvement'] = ResolversParentTypes['Involvement']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  agency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  dutyPhone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  leadProfessional?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  namedPerson?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  practitioner?: Resolver<Maybe<ResolversTypes['PractitionerContact']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LegalStatusResolvers<ContextType = any, ParentType extends ResolversParentTypes['LegalStatus'] = ResolversParentTypes['LegalStatus']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['LegalStatusCode']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LifecycleFactsResolvers<ContextType = any, ParentType extends ResolversParentTypes['LifecycleFacts'] = ResolversParentTypes['LifecycleFacts']> = {
  dateOfBirth?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  diedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  participatingUntil?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  unborn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface LocalDateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDate'], any> {
  name: 'LocalDate';
}

export type MissingEpisodeResolvers<ContextType = any, ParentType extends ResolversParentTypes['MissingEpisode'] = ResolversParentTypes['MissingEpisode']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  interviewAccepted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  interviewOffered?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['MissingKind']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  reportInaccuracy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType, RequireFields<MutationReportInaccuracyArgs, 'report'>>;
};

export interface OrganisationCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['OrganisationCode'], any> {
  name: 'OrganisationCode';
}

export type PlacementResolvers<ContextType = any, ParentType extends ResolversParentTypes['Placement'] = ResolversParentTypes['Placement']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  placementType?: Resolver<Maybe<ResolversTypes['PlacementType']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PlanActionResolvers<ContextType = any, ParentType extends ResolversParentTypes['PlanAction'] = ResolversParentTypes['PlanAction']> = {
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  doneOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['PlanActionState']>, ParentType, ContextType>;
};

export type PlanOutcomeResolvers<ContextType = any, ParentType extends ResolversParentTypes['PlanOutcome'] = ResolversParentTypes['PlanOutcome']> = {
  actions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PlanAction']>>, ParentType, ContextType>;
  indicators?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WellbeingIndicator']>>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PractitionerContactResolvers<ContextType = any, ParentType extends ResolversParentTypes['PractitionerContact'] = ResolversParentTypes['PractitionerContact']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProtectionPlanResolvers<ContextType = any, ParentType extends ResolversParentTypes['ProtectionPlan'] = ResolversParentTypes['ProtectionPlan']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  abuseCategory?: Resolver<Maybe<ResolversTypes['AbuseCategory']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  emergencyDutyPhone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  officeHoursPhone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  planType?: Resolver<Maybe<ResolversTypes['PlanType']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  responsibleAuthority?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  startedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  clientsByDetails?: Resolver<ReadonlyArray<ResolversTypes['Child']>, ParentType, ContextType, RequireFields<QueryClientsByDetailsArgs, 'by' | 'first'>>;
  clientsById?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Child']>>, ParentType, ContextType, RequireFields<QueryClientsByIdArgs, 'ids'>>;
  clientsByIdentifier?: Resolver<ReadonlyArray<ResolversTypes['Child']>, ParentType, ContextType, RequireFields<QueryClientsByIdentifierArgs, 'by'>>;
  clientsOfPractitioner?: Resolver<ReadonlyArray<ResolversTypes['Child']>, ParentType, ContextType, RequireFields<QueryClientsOfPractitionerArgs, 'first' | 'practitioner'>>;
};

export type RecordReferenceResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecordReference'] = ResolversParentTypes['RecordReference']> = {
  scheme?: Resolver<ResolversTypes['IdentifierScheme'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RecordRestrictionsResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecordRestrictions'] = ResolversParentTypes['RecordRestrictions']> = {
  cannotLink?: Resolver<ReadonlyArray<ResolversTypes['RecordReference']>, ParentType, ContextType>;
  crossReferences?: Resolver<ReadonlyArray<ResolversTypes['RecordReference']>, ParentType, ContextType>;
  detrimentClasses?: Resolver<ReadonlyArray<ResolversTypes['DisclosureClass']>, ParentType, ContextType>;
  linkLocked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  refusedClasses?: Resolver<ReadonlyArray<ResolversTypes['DisclosureClass']>, ParentType, ContextType>;
  shielded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RecordedIdentityResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecordedIdentity'] = ResolversParentTypes['RecordedIdentity']> = {
  dateOfBirth?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  expectedDateOfDelivery?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  names?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RecordedName']>>, ParentType, ContextType>;
  sex?: Resolver<Maybe<ResolversTypes['Sex']>, ParentType, ContextType>;
};

export type RecordedItemResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecordedItem'] = ResolversParentTypes['RecordedItem']> = {
  __resolveType: TypeResolveFn<'Account' | 'Address' | 'Assessment' | 'AssessmentFactor' | 'Carer' | 'Characteristic' | 'ChildPlan' | 'ChronologyEntry' | 'EducationPlace' | 'HouseholdMember' | 'Indicator' | 'Involvement' | 'LegalStatus' | 'MissingEpisode' | 'Placement' | 'ProtectionPlan' | 'Referral' | 'Referrer' | 'RestrictedService' | 'Sighting' | 'SocialCareAssessment' | 'SocialCareCase' | 'StrategyDiscussion' | 'UniversalService' | 'WellbeingFinding', ParentType, ContextType>;
};

export type RecordedNameResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecordedName'] = ResolversParentTypes['RecordedName']> = {
  family?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  given?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['NameKind']>, ParentType, ContextType>;
};

export type ReferralResolvers<ContextType = any, ParentType extends ResolversParentTypes['Referral'] = ResolversParentTypes['Referral']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['ReferralOutcome']>, ParentType, ContextType>;
  receivedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReferrerResolvers<ContextType = any, ParentType extends ResolversParentTypes['Referrer'] = ResolversParentTypes['Referrer']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  referral?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['ReferralSource']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RelationshipFactsResolvers<ContextType = any, ParentType extends ResolversParentTypes['RelationshipFacts'] = ResolversParentTypes['RelationshipFacts']> = {
  allocated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  contactMadeOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  holdsParentalResponsibility?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isSelf?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  openReferral?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  referenced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  registered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  resident?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  roll?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  team?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RestrictedServiceResolvers<ContextType = any, ParentType extends ResolversParentTypes['RestrictedService'] = ResolversParentTypes['RestrictedService']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  contactName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contactPhone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['RestrictedServiceNote']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SightingResolvers<ContextType = any, ParentType extends ResolversParentTypes['Sighting'] = ResolversParentTypes['Sighting']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  notSeenSince?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  seenAlone?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  seenOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SocialCareResolvers<ContextType = any, ParentType extends ResolversParentTypes['SocialCare'] = ResolversParentTypes['SocialCare']> = {
  assessmentFactors?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AssessmentFactor']>>, ParentType, ContextType, RequireFields<SocialCareAssessmentFactorsArgs, 'first'>>;
  cases?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SocialCareCase']>>, ParentType, ContextType, RequireFields<SocialCareCasesArgs, 'first'>>;
  events?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SocialCareEvent']>>, ParentType, ContextType, RequireFields<SocialCareEventsArgs, 'first'>>;
  lastSeen?: Resolver<Maybe<ResolversTypes['Sighting']>, ParentType, ContextType, Partial<SocialCareLastSeenArgs>>;
  legalStatuses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LegalStatus']>>, ParentType, ContextType, RequireFields<SocialCareLegalStatusesArgs, 'first'>>;
  placements?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Placement']>>, ParentType, ContextType, RequireFields<SocialCarePlacementsArgs, 'first'>>;
  protectionPlans?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProtectionPlan']>>, ParentType, ContextType, RequireFields<SocialCareProtectionPlansArgs, 'first'>>;
  referrers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Referrer']>>, ParentType, ContextType, RequireFields<SocialCareReferrersArgs, 'first'>>;
};

export type SocialCareAssessmentResolvers<ContextType = any, ParentType extends ResolversParentTypes['SocialCareAssessment'] = ResolversParentTypes['SocialCareAssessment']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  abuseCategories?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AbuseCategory']>>, ParentType, ContextType>;
  completedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  conclusion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['AssessmentKind']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  startedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SocialCareCaseResolvers<ContextType = any, ParentType extends ResolversParentTypes['SocialCareCase'] = ResolversParentTypes['SocialCareCase']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  closedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  closureReason?: Resolver<Maybe<ResolversTypes['ClosureReason']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  openedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  primaryNeed?: Resolver<Maybe<ResolversTypes['PrimaryNeed']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['CaseStatus']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SocialCareEventResolvers<ContextType = any, ParentType extends ResolversParentTypes['SocialCareEvent'] = ResolversParentTypes['SocialCareEvent']> = {
  __resolveType: TypeResolveFn<'Account' | 'MissingEpisode' | 'Referral' | 'SocialCareAssessment' | 'StrategyDiscussion', ParentType, ContextType>;
};

export type StrategyDiscussionResolvers<ContextType = any, ParentType extends ResolversParentTypes['StrategyDiscussion'] = ResolversParentTypes['StrategyDiscussion']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  heldOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  participants?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UniversalServiceResolvers<ContextType = any, ParentType extends ResolversParentTypes['UniversalService'] = ResolversParentTypes['UniversalService']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['UniversalServiceKind']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  organisation?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WellbeingFindingResolvers<ContextType = any, ParentType extends ResolversParentTypes['WellbeingFinding'] = ResolversParentTypes['WellbeingFinding']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  agency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  finding?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  indicator?: Resolver<Maybe<ResolversTypes['WellbeingIndicator']>, ParentType, ContextType>;
  isStrength?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  statedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statement?: Resolver<Maybe<ResolversTypes['StatementKind']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = any> = {
  Account?: AccountResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  Assessment?: AssessmentResolvers<ContextType>;
  AssessmentFactor?: AssessmentFactorResolvers<ContextType>;
  Carer?: CarerResolvers<ContextType>;
  Characteristic?: CharacteristicResolvers<ContextType>;
  Child?: ChildResolvers<ContextType>;
  ChildPlan?: ChildPlanResolvers<ContextType>;
  ChronologyEntry?: ChronologyEntryResolvers<ContextType>;
  ConsentRecord?: ConsentRecordResolvers<ContextType>;
  Corroboration?: CorroborationResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  EducationPlace?: EducationPlaceResolvers<ContextType>;
  HeldPostcode?: HeldPostcodeResolvers<ContextType>;
  HouseholdMember?: HouseholdMemberResolvers<ContextType>;
  Identifier?: IdentifierResolvers<ContextType>;
  Indicator?: IndicatorResolvers<ContextType>;
  Involvement?: InvolvementResolvers<ContextType>;
  LegalStatus?: LegalStatusResolvers<ContextType>;
  LifecycleFacts?: LifecycleFactsResolvers<ContextType>;
  LocalDate?: GraphQLScalarType;
  MissingEpisode?: MissingEpisodeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  OrganisationCode?: GraphQLScalarType;
  Placement?: PlacementResolvers<ContextType>;
  PlanAction?: PlanActionResolvers<ContextType>;
  PlanOutcome?: PlanOutcomeResolvers<ContextType>;
  PractitionerContact?: PractitionerContactResolvers<ContextType>;
  ProtectionPlan?: ProtectionPlanResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordReference?: RecordReferenceResolvers<ContextType>;
  RecordRestrictions?: RecordRestrictionsResolvers<ContextType>;
  RecordedIdentity?: RecordedIdentityResolvers<ContextType>;
  RecordedItem?: RecordedItemResolvers<ContextType>;
  RecordedName?: RecordedNameResolvers<ContextType>;
  Referral?: ReferralResolvers<ContextType>;
  Referrer?: ReferrerResolvers<ContextType>;
  RelationshipFacts?: RelationshipFactsResolvers<ContextType>;
  RestrictedService?: RestrictedServiceResolvers<ContextType>;
  Sighting?: SightingResolvers<ContextType>;
  SocialCare?: SocialCareResolvers<ContextType>;
  SocialCareAssessment?: SocialCareAssessmentResolvers<ContextType>;
  SocialCareCase?: SocialCareCaseResolvers<ContextType>;
  SocialCareEvent?: SocialCareEventResolvers<ContextType>;
  StrategyDiscussion?: StrategyDiscussionResolvers<ContextType>;
  UniversalService?: UniversalServiceResolvers<ContextType>;
  WellbeingFinding?: WellbeingFindingResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = any> = {
  act?: ActDirectiveResolver<any, any, ContextType>;
  built?: BuiltDirectiveResolver<any, any, ContextType>;
  contact?: ContactDirectiveResolver<any, any, ContextType>;
  cost?: CostDirectiveResolver<any, any, ContextType>;
  critical?: CriticalDirectiveResolver<any, any, ContextType>;
  disclosure?: DisclosureDirectiveResolver<any, any, ContextType>;
  entry?: EntryDirectiveResolver<any, any, ContextType>;
  extensible?: ExtensibleDirectiveResolver<any, any, ContextType>;
  generalised?: GeneralisedDirectiveResolver<any, any, ContextType>;
  key?: KeyDirectiveResolver<any, any, ContextType>;
  marker?: MarkerDirectiveResolver<any, any, ContextType>;
  merge?: MergeDirectiveResolver<any, any, ContextType>;
  ordered?: OrderedDirectiveResolver<any, any, ContextType>;
  own?: OwnDirectiveResolver<any, any, ContextType>;
  public?: PublicDirectiveResolver<any, any, ContextType>;
  use?: UseDirectiveResolver<any, any, ContextType>;
};

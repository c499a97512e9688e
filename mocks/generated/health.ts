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

/** An allergy or intolerance. */
export type Allergy = RecordedItem & {
  readonly __typename?: 'Allergy';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** The substance. */
  readonly substance?: Maybe<Scalars['String']['output']>;
};

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

/** How a hospital attendance came about. */
export type AttendanceRoute =
  /** Emergency department. */
  | 'EMERGENCY'
  /** Admission. */
  | 'INPATIENT'
  /** Outpatient clinic. */
  | 'OUTPATIENT';

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
  /** Health detail. The practice and the 0-19 team are universal services, not detail. */
  readonly health?: Maybe<Health>;
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
  /** Restricted services whose involvement may be recorded at all (domain reference 2.2). */
  readonly restrictedServices?: Maybe<ReadonlyArray<RestrictedService>>;
  /** What holds for the record as a whole. */
  readonly restrictions: RecordRestrictions;
  /** Universal services the child is or was registered with, the current ones first. */
  readonly universalServices?: Maybe<ReadonlyArray<UniversalService>>;
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
export type ChildRestrictedServicesArgs = {
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
export type ChildUniversalServicesArgs = {
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

/** A condition; `statement` says how much the record claims. */
export type Condition = RecordedItem & {
  readonly __typename?: 'Condition';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** Who made the statement, as the source puts it, e.g. consultant paediatrician, carer. */
  readonly statedBy?: Maybe<Scalars['String']['output']>;
  /** DIAGNOSIS only when a clinician made it; what a carer believes is an ASSERTION. */
  readonly statement?: Maybe<StatementKind>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

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

/** A developmental review; scores are of the Ages and Stages Questionnaire, 0 to 60 each. */
export type DevelopmentalReview = RecordedItem & {
  readonly __typename?: 'DevelopmentalReview';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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

/** A consultation in general practice. */
export type GpConsultation = HealthContact & RecordedItem & {
  readonly __typename?: 'GpConsultation';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** The practice. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** What was found and done, as recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
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
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/** Health detail (class HLT). */
export type HealthConditionsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/** Health detail (class HLT). */
export type HealthContactsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Health detail (class HLT). */
export type HealthDevelopmentalReviewsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Health detail (class HLT). */
export type HealthImmunisationsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
  to?: InputMaybe<Scalars['LocalDate']['input']>;
};


/** Health detail (class HLT). */
export type HealthMedicationsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
};


/** Health detail (class HLT). */
export type HealthWellbeingArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  exclude?: InputMaybe<ReadonlyArray<Restriction>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['LocalDate']['input']>;
  heldBy?: InputMaybe<ReadonlyArray<Scalars['OrganisationCode']['input']>>;
  relevantTo?: InputMaybe<Purpose>;
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
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** The service. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** What was recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/** A postcode at which one agency holds an address of the child. */
export type HeldPostcode = {
  readonly __typename?: 'HeldPostcode';
  /** Whether an address there is current. */
  readonly current: Scalars['Boolean']['output'];
  /** Canonical form with one space (BS 7666), or a pseudo-postcode (ZZ99). */
  readonly postcode: Scalars['String']['output'];
};

/** An attendance at a hospital. */
export type HospitalAttendance = HealthContact & RecordedItem & {
  readonly __typename?: 'HospitalAttendance';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** How it came about. */
  readonly route?: Maybe<AttendanceRoute>;
  /** The department. */
  readonly service?: Maybe<Scalars['String']['output']>;
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

/** One immunisation of the routine schedule or beyond it. */
export type Immunisation = RecordedItem & {
  readonly __typename?: 'Immunisation';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
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

/** A medication. */
export type Medication = RecordedItem & {
  readonly __typename?: 'Medication';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** Until when; null: current. */
  readonly until?: Maybe<Scalars['LocalDate']['output']>;
};

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
  readonly patientsByDetails: ReadonlyArray<Child>;
  /** Records by record id, in the order given, null where not held. */
  readonly patientsById: ReadonlyArray<Maybe<Child>>;
  /** Records that carry one of the identifiers, in any order; a key that matches nothing adds nothing. */
  readonly patientsByIdentifier: ReadonlyArray<Child>;
  /** Records with an open involvement of the practitioner, ordered by record id. */
  readonly patientsOfPractitioner: ReadonlyArray<Child>;
};


export type QueryPatientsByDetailsArgs = {
  by: ReadonlyArray<PersonSearch>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPatientsByIdArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryPatientsByIdentifierArgs = {
  by: ReadonlyArray<RecordKey>;
};


export type QueryPatientsOfPractitionerArgs = {
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

/** A contact with the school nurse. */
export type SchoolNurseContact = HealthContact & RecordedItem & {
  readonly __typename?: 'SchoolNurseContact';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
  /** The organisation whose record this is. */
  readonly custodian?: Maybe<Scalars['OrganisationCode']['output']>;
  /** The agency's reference of the item. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The day. */
  readonly on?: Maybe<Scalars['LocalDate']['output']>;
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** The service. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** What was recorded. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/** Sex as recorded (children in need census, from 2024-25). */
export type Sex =
  /** Female. */
  | 'F'
  /** Male. */
  | 'M'
  /** Unknown or not recorded. */
  | 'U';

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

/** A strength or concern by wellbeing indicator. */
export type WellbeingObservation = RecordedItem & {
  readonly __typename?: 'WellbeingObservation';
  /** Whom it is about. */
  readonly about?: Maybe<About>;
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
  /** Purposes the source marked it relevant to. */
  readonly relevance?: Maybe<ReadonlyArray<Purpose>>;
  /** Restrictions the source put on it. */
  readonly restrictions?: Maybe<ReadonlyArray<Restriction>>;
  /** Who made the statement, as the source puts it. */
  readonly statedBy?: Maybe<Scalars['String']['output']>;
  /** How much the record claims. */
  readonly statement?: Maybe<StatementKind>;
};



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




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  HealthContact:
    | ( GpConsultation )
    | ( HealthVisitorContact )
    | ( HospitalAttendance )
    | ( SchoolNurseContact )
  ;
  RecordedItem:
    | ( Address )
    | ( Allergy )
    | ( Assessment )
    | ( Carer )
    | ( Characteristic )
    | ( ChildPlan )
    | ( ChronologyEntry )
    | ( Condition )
    | ( DevelopmentalReview )
    | ( EducationPlace )
    | ( GpConsultation )
    | ( HealthVisitorContact )
    | ( HospitalAttendance )
    | ( HouseholdMember )
    | ( Immunisation )
    | ( Indicator )
    | ( Involvement )
    | ( Medication )
    | ( RestrictedService )
    | ( SchoolNurseContact )
    | ( UniversalService )
    | ( WellbeingFinding )
    | ( WellbeingObservation )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  About: About;
  ActKind: ActKind;
  Address: ResolverTypeWrapper<Address>;
  AddressUse: AddressUse;
  Allergy: ResolverTypeWrapper<Allergy>;
  Assessment: ResolverTypeWrapper<Assessment>;
  AttendanceRoute: AttendanceRoute;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CapacityBasis: CapacityBasis;
  Carer: ResolverTypeWrapper<Carer>;
  CarerRelationship: CarerRelationship;
  Characteristic: ResolverTypeWrapper<Characteristic>;
  CharacteristicKind: CharacteristicKind;
  Child: ResolverTypeWrapper<Omit<Child, 'health'> & { health?: Maybe<ResolversTypes['Health']> }>;
  ChildPlan: ResolverTypeWrapper<ChildPlan>;
  ChronologyEntry: ResolverTypeWrapper<ChronologyEntry>;
  ChronologyKind: ChronologyKind;
  Condition: ResolverTypeWrapper<Condition>;
  ConsentDecision: ConsentDecision;
  ConsentGiver: ConsentGiver;
  ConsentMethod: ConsentMethod;
  ConsentRecord: ResolverTypeWrapper<ConsentRecord>;
  Corroboration: ResolverTypeWrapper<Corroboration>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DestinationEvidence: DestinationEvidence;
  DevelopmentalReview: ResolverTypeWrapper<DevelopmentalReview>;
  DevelopmentalScores: ResolverTypeWrapper<DevelopmentalScores>;
  DisclosureClass: DisclosureClass;
  DisclosureMode: DisclosureMode;
  EducationPlace: ResolverTypeWrapper<EducationPlace>;
  EducationPlaceKind: EducationPlaceKind;
  EntryKind: EntryKind;
  FactUse: FactUse;
  GpConsultation: ResolverTypeWrapper<GpConsultation>;
  Health: ResolverTypeWrapper<Omit<Health, 'allergies' | 'contacts'> & { allergies?: Maybe<ReadonlyArray<ResolversTypes['Allergy']>>, contacts?: Maybe<ReadonlyArray<ResolversTypes['HealthContact']>> }>;
  HealthContact: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['HealthContact']>;
  HealthVisitorContact: ResolverTypeWrapper<HealthVisitorContact>;
  HeldPostcode: ResolverTypeWrapper<HeldPostcode>;
  HospitalAttendance: ResolverTypeWrapper<HospitalAttendance>;
  HouseholdMember: ResolverTypeWrapper<HouseholdMember>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Identifier: ResolverTypeWrapper<Identifier>;
  IdentifierScheme: IdentifierScheme;
  Immunisation: ResolverTypeWrapper<Immunisation>;
  ImmunisationStatus: ImmunisationStatus;
  InaccuracyReport: InaccuracyReport;
  Indicator: ResolverTypeWrapper<Indicator>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Involvement: ResolverTypeWrapper<Involvement>;
  LifecycleFacts: ResolverTypeWrapper<LifecycleFacts>;
  LocalDate: ResolverTypeWrapper<Scalars['LocalDate']['output']>;
  Medication: ResolverTypeWrapper<Medication>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NameKind: NameKind;
  OrganisationCode: ResolverTypeWrapper<Scalars['OrganisationCode']['output']>;
  PersonSearch: PersonSearch;
  PlanAction: ResolverTypeWrapper<PlanAction>;
  PlanActionState: PlanActionState;
  PlanKind: PlanKind;
  PlanOutcome: ResolverTypeWrapper<PlanOutcome>;
  PractitionerClaim: PractitionerClaim;
  PractitionerContact: ResolverTypeWrapper<PractitionerContact>;
  Purpose: Purpose;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordKey: RecordKey;
  RecordReference: ResolverTypeWrapper<RecordReference>;
  RecordRestrictions: ResolverTypeWrapper<RecordRestrictions>;
  RecordedIdentity: ResolverTypeWrapper<RecordedIdentity>;
  RecordedItem: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['RecordedItem']>;
  RecordedName: ResolverTypeWrapper<RecordedName>;
  RelationshipFacts: ResolverTypeWrapper<RelationshipFacts>;
  RestrictedService: ResolverTypeWrapper<RestrictedService>;
  RestrictedServiceNote: RestrictedServiceNote;
  Restriction: Restriction;
  ReviewStage: ReviewStage;
  SchoolNurseContact: ResolverTypeWrapper<SchoolNurseContact>;
  Sex: Sex;
  StaffId: StaffId;
  StatementKind: StatementKind;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  UniversalService: ResolverTypeWrapper<UniversalService>;
  UniversalServiceKind: UniversalServiceKind;
  WellbeingFinding: ResolverTypeWrapper<WellbeingFinding>;
  WellbeingIndicator: WellbeingIndicator;
  WellbeingObservation: ResolverTypeWrapper<WellbeingObservation>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Address: Address;
  Allergy: Allergy;
  Assessment: Assessment;
  Boolean: Scalars['Boolean']['output'];
  Carer: Carer;
  Characteristic: Characteristic;
  Child: Omit<Child, 'health'> & { health?: Maybe<ResolversParentTypes['Health']> };
  ChildPlan: ChildPlan;
  ChronologyEntry: ChronologyEntry;
  Condition: Condition;
  ConsentRecord: ConsentRecord;
  Corroboration: Corroboration;
  DateTime: Scalars['DateTime']['output'];
  DevelopmentalReview: DevelopmentalReview;
  DevelopmentalScores: DevelopmentalScores;
  EducationPlace: EducationPlace;
  GpConsultation: GpConsultation;
  Health: Omit<Health, 'allergies' | 'contacts'> & { allergies?: Maybe<ReadonlyArray<ResolversParentTypes['Allergy']>>, contacts?: Maybe<ReadonlyArray<ResolversParentTypes['HealthContact']>> };
  HealthContact: ResolversInterfaceTypes<ResolversParentTypes>['HealthContact'];
  HealthVisitorContact: HealthVisitorContact;
  HeldPostcode: HeldPostcode;
  HospitalAttendance: HospitalAttendance;
  HouseholdMember: HouseholdMember;
  ID: Scalars['ID']['output'];
  Identifier: Identifier;
  Immunisation: Immunisation;
  InaccuracyReport: InaccuracyReport;
  Indicator: Indicator;
  Int: Scalars['Int']['output'];
  Involvement: Involvement;
  LifecycleFacts: LifecycleFacts;
  LocalDate: Scalars['LocalDate']['output'];
  Medication: Medication;
  Mutation: Record<PropertyKey, never>;
  OrganisationCode: Scalars['OrganisationCode']['output'];
  PersonSearch: PersonSearch;
  PlanAction: PlanAction;
  PlanOutcome: PlanOutcome;
  PractitionerClaim: PractitionerClaim;
  PractitionerContact: PractitionerContact;
  Query: Record<PropertyKey, never>;
  RecordKey: RecordKey;
  RecordReference: RecordReference;
  RecordRestrictions: RecordRestrictions;
  RecordedIdentity: RecordedIdentity;
  RecordedItem: ResolversInterfaceTypes<ResolversParentTypes>['RecordedItem'];
  RecordedName: RecordedName;
  RelationshipFacts: RelationshipFacts;
  RestrictedService: RestrictedService;
  SchoolNurseContact: SchoolNurseContact;
  StaffId: StaffId;
  String: Scalars['String']['output'];
  UniversalService: UniversalService;
  WellbeingFinding: WellbeingFinding;
  WellbeingObservation: WellbeingObservation;
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

export type AllergyResolvers<ContextType = any, ParentType extends ResolversParentTypes['Allergy'] = ResolversParentTypes['Allergy']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  critical?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  reaction?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  substance?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  chronology?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ChronologyEntry']>>, ParentType, ContextType, RequireFields<ChildChronologyArgs, 'first'>>;
  consents?: Resolver<ReadonlyArray<ResolversTypes['ConsentRecord']>, ParentType, ContextType, RequireFields<ChildConsentsArgs, 'purpose' | 'recipient'>>;
  corroborates?: Resolver<ResolversTypes['Corroboration'], ParentType, ContextType, RequireFields<ChildCorroboratesArgs, 'by'>>;
  custodian?: Resolver<ResolversTypes['OrganisationCode'], ParentType, ContextType>;
  health?: Resolver<Maybe<ResolversTypes['Health']>, ParentType, ContextType>;
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
  restrictedServices?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RestrictedService']>>, ParentType, ContextType, RequireFields<ChildRestrictedServicesArgs, 'first'>>;
  restrictions?: Resolver<ResolversTypes['RecordRestrictions'], ParentType, ContextType>;
  universalServices?: Resolver<Maybe<ReadonlyArray<ResolversTypes['UniversalService']>>, ParentType, ContextType, RequireFields<ChildUniversalServicesArgs, 'first'>>;
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

export type ConditionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Condition'] = ResolversParentTypes['Condition']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  statedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statement?: Resolver<Maybe<ResolversTypes['StatementKind']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
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

export type DevelopmentalReviewResolvers<ContextType = any, ParentType extends ResolversParentTypes['DevelopmentalReview'] = ResolversParentTypes['DevelopmentalReview']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  scores?: Resolver<Maybe<ResolversTypes['DevelopmentalScores']>, ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['ReviewStage']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DevelopmentalScoresResolvers<ContextType = any, ParentType extends ResolversParentTypes['DevelopmentalScores'] = ResolversParentTypes['DevelopmentalScores']> = {
  communication?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  fineMotor?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  grossMotor?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  personalSocial?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  problemSolving?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

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

export type GpConsultationResolvers<ContextType = any, ParentType extends ResolversParentTypes['GpConsultation'] = ResolversParentTypes['GpConsultation']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  presentingComplaint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HealthResolvers<ContextType = any, ParentType extends ResolversParentTypes['Health'] = ResolversParentTypes['Health']> = {
  allergies?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Allergy']>>, ParentType, ContextType, RequireFields<HealthAllergiesArgs, 'first'>>;
  conditions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Condition']>>, ParentType, ContextType, RequireFields<HealthConditionsArgs, 'first'>>;
  contacts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HealthContact']>>, ParentType, ContextType, RequireFields<HealthContactsArgs, 'first'>>;
  developmentalReviews?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DevelopmentalReview']>>, ParentType, ContextType, RequireFields<HealthDevelopmentalReviewsArgs, 'first'>>;
  immunisations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Immunisation']>>, ParentType, ContextType, RequireFields<HealthImmunisationsArgs, 'first'>>;
  medications?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Medication']>>, ParentType, ContextType, RequireFields<HealthMedicationsArgs, 'first'>>;
  wellbeing?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WellbeingObservation']>>, ParentType, ContextType, RequireFields<HealthWellbeingArgs, 'first'>>;
};

export type HealthContactResolvers<ContextType = any, ParentType extends ResolversParentTypes['HealthContact'] = ResolversParentTypes['HealthContact']> = {
  __resolveType: TypeResolveFn<'GpConsultation' | 'HealthVisitorContact' | 'HospitalAttendance' | 'SchoolNurseContact', ParentType, ContextType>;
};

export type HealthVisitorContactResolvers<ContextType = any, ParentType extends ResolversParentTypes['HealthVisitorContact'] = ResolversParentTypes['HealthVisitorContact']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  childSeen?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HeldPostcodeResolvers<ContextType = any, ParentType extends ResolversParentTypes['HeldPostcode'] = ResolversParentTypes['HeldPostcode']> = {
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  postcode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HospitalAttendanceResolvers<ContextType = any, ParentType extends ResolversParentTypes['HospitalAttendance'] = ResolversParentTypes['HospitalAttendance']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  diagnosis?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  leftOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  presentingComplaint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['AttendanceRoute']>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type ImmunisationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Immunisation'] = ResolversParentTypes['Immunisation']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  dose?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ImmunisationStatus']>, ParentType, ContextType>;
  vaccine?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type LifecycleFactsResolvers<ContextType = any, ParentType extends ResolversParentTypes['LifecycleFacts'] = ResolversParentTypes['LifecycleFacts']> = {
  dateOfBirth?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  diedOn?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  participatingUntil?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  unborn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface LocalDateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDate'], any> {
  name: 'LocalDate';
}

export type MedicationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Medication'] = ResolversParentTypes['Medication']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  dosage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  patientsByDetails?: Resolver<ReadonlyArray<ResolversTypes['Child']>, ParentType, ContextType, RequireFields<QueryPatientsByDetailsArgs, 'by' | 'first'>>;
  patientsById?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Child']>>, ParentType, ContextType, RequireFields<QueryPatientsByIdArgs, 'ids'>>;
  patientsByIdentifier?: Resolver<ReadonlyArray<ResolversTypes['Child']>, ParentType, ContextType, RequireFields<QueryPatientsByIdentifierArgs, 'by'>>;
  patientsOfPractitioner?: Resolver<ReadonlyArray<ResolversTypes['Child']>, ParentType, ContextType, RequireFields<QueryPatientsOfPractitionerArgs, 'first' | 'practitioner'>>;
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
  __resolveType: TypeResolveFn<'Address' | 'Allergy' | 'Assessment' | 'Carer' | 'Characteristic' | 'ChildPlan' | 'ChronologyEntry' | 'Condition' | 'DevelopmentalReview' | 'EducationPlace' | 'GpConsultation' | 'HealthVisitorContact' | 'HospitalAttendance' | 'HouseholdMember' | 'Immunisation' | 'Indicator' | 'Involvement' | 'Medication' | 'RestrictedService' | 'SchoolNurseContact' | 'UniversalService' | 'WellbeingFinding' | 'WellbeingObservation', ParentType, ContextType>;
};

export type RecordedNameResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecordedName'] = ResolversParentTypes['RecordedName']> = {
  family?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  given?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['NameKind']>, ParentType, ContextType>;
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

export type SchoolNurseContactResolvers<ContextType = any, ParentType extends ResolversParentTypes['SchoolNurseContact'] = ResolversParentTypes['SchoolNurseContact']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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

export type WellbeingObservationResolvers<ContextType = any, ParentType extends ResolversParentTypes['WellbeingObservation'] = ResolversParentTypes['WellbeingObservation']> = {
  about?: Resolver<Maybe<ResolversTypes['About']>, ParentType, ContextType>;
  custodian?: Resolver<Maybe<ResolversTypes['OrganisationCode']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  indicator?: Resolver<Maybe<ResolversTypes['WellbeingIndicator']>, ParentType, ContextType>;
  isStrength?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  observation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  on?: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  relevance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Purpose']>>, ParentType, ContextType>;
  restrictions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Restriction']>>, ParentType, ContextType>;
  statedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statement?: Resolver<Maybe<ResolversTypes['StatementKind']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = any> = {
  Address?: AddressResolvers<ContextType>;
  Allergy?: AllergyResolvers<ContextType>;
  Assessment?: AssessmentResolvers<ContextType>;
  Carer?: CarerResolvers<ContextType>;
  Characteristic?: CharacteristicResolvers<ContextType>;
  Child?: ChildResolvers<ContextType>;
  ChildPlan?: ChildPlanResolvers<ContextType>;
  ChronologyEntry?: ChronologyEntryResolvers<ContextType>;
  Condition?: ConditionResolvers<ContextType>;
  ConsentRecord?: ConsentRecordResolvers<ContextType>;
  Corroboration?: CorroborationResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DevelopmentalReview?: DevelopmentalReviewResolvers<ContextType>;
  DevelopmentalScores?: DevelopmentalScoresResolvers<ContextType>;
  EducationPlace?: EducationPlaceResolvers<ContextType>;
  GpConsultation?: GpConsultationResolvers<ContextType>;
  Health?: HealthResolvers<ContextType>;
  HealthContact?: HealthContactResolvers<ContextType>;
  HealthVisitorContact?: HealthVisitorContactResolvers<ContextType>;
  HeldPostcode?: HeldPostcodeResolvers<ContextType>;
  HospitalAttendance?: HospitalAttendanceResolvers<ContextType>;
  HouseholdMember?: HouseholdMemberResolvers<ContextType>;
  Identifier?: IdentifierResolvers<ContextType>;
  Immunisation?: ImmunisationResolvers<ContextType>;
  Indicator?: IndicatorResolvers<ContextType>;
  Involvement?: InvolvementResolvers<ContextType>;
  LifecycleFacts?: LifecycleFactsResolvers<ContextType>;
  LocalDate?: GraphQLScalarType;
  Medication?: MedicationResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  OrganisationCode?: GraphQLScalarType;
  PlanAction?: PlanActionResolvers<ContextType>;
  PlanOutcome?: PlanOutcomeResolvers<ContextType>;
  PractitionerContact?: PractitionerContactResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordReference?: RecordReferenceResolvers<ContextType>;
  RecordRestrictions?: RecordRestrictionsResolvers<ContextType>;
  RecordedIdentity?: RecordedIdentityResolvers<ContextType>;
  RecordedItem?: RecordedItemResolvers<ContextType>;
  RecordedName?: RecordedNameResolvers<ContextType>;
  RelationshipFacts?: RelationshipFactsResolvers<ContextType>;
  RestrictedService?: RestrictedServiceResolvers<ContextType>;
  SchoolNurseContact?: SchoolNurseContactResolvers<ContextType>;
  UniversalService?: UniversalServiceResolvers<ContextType>;
  WellbeingFinding?: WellbeingFindingResolvers<ContextType>;
  WellbeingObservation?: WellbeingObservationResolvers<ContextType>;
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

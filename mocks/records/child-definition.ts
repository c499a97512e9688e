import type { IdentifierScheme } from '../identifiers/test-identifier.ts';
import type {
  AgencyName,
  HeldIdentifier,
  HeldName,
  JsonObject,
  PersonId,
  StoredConsent,
  StoredRecord,
  Ties,
} from './stored-record.ts';

/** A place to live, and whose authority it lies in. */
export type Home = { readonly lines: readonly string[]; readonly postcode: string; readonly authority: string };

/** A carer as families speak of one; `person` is the id by which a token names the same person. */
export type CarerDefinition = {
  readonly name: string;
  readonly relationship: string;
  readonly parentalResponsibility: boolean | null;
  readonly phone?: string;
  readonly email?: string;
  readonly person?: PersonId;
};

/** A practitioner who can be involved with children. */
export type StaffMember = {
  readonly name: string;
  readonly title: string;
  readonly phone: string;
  readonly email: string;
  readonly service: string;
  readonly organisation: string;
  readonly staffIds: readonly PersonId[];
  readonly teams: readonly string[];
};

/** An involvement: shown without staff ids, asked about by them. */
export type InvolvementDefinition = {
  readonly by: StaffMember;
  readonly from: string;
  readonly until?: string;
  readonly leadProfessional?: boolean;
  readonly namedPerson?: boolean;
  readonly relevance?: readonly string[];
  /** Id, time of recording and event, where an event of a story brought it. */
  readonly stamp?: JsonObject;
};

/** One agency's copy, where it differs from what the child is. */
export type RecordDefinition = {
  /** Tells two records of one agency apart. */
  readonly copy?: string;
  /** Replaces the whole list of names. */
  readonly names?: readonly HeldName[];
  readonly dateOfBirth?: string;
  /** Replaces the whole list of identifiers. */
  readonly identifiers?: readonly HeldIdentifier[];
  /** Schemes in which the child has an identifier that this agency does not hold, though such agencies usually do. */
  readonly lacks?: readonly IdentifierScheme[];
  readonly custodian?: string;
  /** Whose items and telephone the record has, where the system also serves another area than its own. */
  readonly area?: { readonly holders: readonly string[]; readonly dutyPhone: string };
  readonly participatingUntil?: string;
  /** The record may not be listed: nobody finds it but the service's own staff (domain.md 2.2). */
  readonly unlisted?: boolean;
  readonly restrictions?: Partial<StoredRecord['restrictions']>;
  readonly consents?: readonly StoredConsent[];
  readonly involvements?: readonly InvolvementDefinition[];
  /** Replaces, tie by tie, what follows from the child's age and home. */
  readonly ties?: Partial<Ties>;
  readonly home?: Home;
  /** Where the child lived before, the latest first. */
  readonly formerHomes?: readonly Home[];
  readonly carers?: readonly CarerDefinition[];
  /** Lists and sections as the contract shapes them; what is left out of a section is filled in. */
  readonly details?: JsonObject;
};

/** One fictional child and what each agency's own, perhaps imperfect, copy says. */
export type ChildDefinition = {
  readonly slug: string;
  /** What the child is there to show, one line. */
  readonly shows: string;
  /** Identifiers are made from it; no two children have one. */
  readonly ordinal: number;
  readonly given: string;
  readonly family: string;
  readonly sex: 'F' | 'M' | 'U';
  /** Null: not born yet. */
  readonly dateOfBirth: string | null;
  readonly expectedDateOfDelivery?: string;
  readonly diedOn?: string;
  /** The schemes in which the child has an identifier. */
  readonly schemes: readonly IdentifierScheme[];
  readonly home?: Home;
  readonly carers?: readonly CarerDefinition[];
  readonly records: Partial<Readonly<Record<AgencyName, RecordDefinition | readonly RecordDefinition[]>>>;
  /** Set by the generator. */
  readonly generated?: boolean;
};

/** Children who belong to one story. */
export type Family = { readonly family: string; readonly children: readonly ChildDefinition[] };

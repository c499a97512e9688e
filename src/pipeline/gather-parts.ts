import type { FactsAnswer, FactsCall } from '../graph/graph-step.ts';
import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { ChildRecord, LinkedRecord } from '../model/child-record.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { AgencyName, RecordKey } from '../model/words.ts';

/** Where the search for one child starts: an identifier, or records that a caseload question already brought. */
export type Entry =
  | { readonly kind: 'KEY'; readonly key: RecordKey }
  | {
      readonly kind: 'RECORDS';
      readonly agency: AgencyName;
      readonly records: readonly ChildRecord[];
      /** Entries of one text are asked for together, apart from all others: how many there are tells nothing. */
      readonly together?: string;
    };

/** An agency, as far as it matters by what it can be asked. */
export type Asked = {
  readonly name: AgencyName;
  /** Its own first. */
  readonly schemes: readonly string[];
  /** Those by which one question is enough: each child has one record, which carries the number. */
  readonly completeBy?: readonly string[];
};

/** What gathering needs of the steps. */
export type GatherParts = {
  readonly agencies: readonly Asked[];
  /** With `searches`, an empty list too, the agency is also asked for records of persons by details. */
  readonly factsCalls: (
    agency: AgencyName,
    keys: readonly RecordKey[],
    searches?: readonly PersonSearch[],
  ) => readonly FactsCall[];
  /** Whether the agency can look for a person by details. */
  readonly isSearchable: (agency: AgencyName) => boolean;
  readonly readFacts: (facts: FactsCall, answer: AgencyAnswer) => FactsAnswer;
  readonly ask: (call: AgencyCall) => Promise<AgencyAnswer>;
  /** Which of one agency's records the key leads to. */
  readonly chooseEntry: (records: readonly ChildRecord[], key: RecordKey) => readonly ChildRecord[];
  /** Told of all records before they are linked, and waited for where it answers with a promise. Absent: nobody wants to know. */
  readonly learn?: (recordsOf: () => readonly ChildRecord[]) => Promise<void> | undefined;
  readonly link: (entry: readonly ChildRecord[], candidates: readonly ChildRecord[]) => readonly LinkedRecord[];
  /** By which details a child is looked for; `isShieldKnown`: everybody who could shield it answered. */
  readonly searchesFor: (
    linked: readonly LinkedRecord[],
    isShieldKnown: boolean,
    most: number,
  ) => readonly PersonSearch[];
  /** For each list of searches the records that could be one of its persons; those that are known to be are left out. */
  readonly sortFound: (
    records: readonly ChildRecord[],
    wanted: readonly (readonly PersonSearch[])[],
    isKnown: (record: ChildRecord, place: number) => boolean,
  ) => readonly (readonly ChildRecord[])[];
  /** Agencies whose silence leaves open whether a child is shielded. */
  readonly shieldCustodians: readonly AgencyName[];
  /** Whether an agency has said that it tells this caller nothing. Absent: none has. */
  readonly isUntold?: (agency: AgencyName) => boolean;
  /** Whether it is a secret that an agency holds a child. */
  readonly isPresenceSecret: (agency: AgencyName) => boolean;
};

import type { ChildRecord, LinkedChild } from '../model/child-record.ts';
import type { AgencyName, OrganisationCode } from '../model/words.ts';

/** One agency's part in a linked child. */
export type MatchedRecords = {
  /** Records that are certainly this child: the only ones whose content is joined. */
  readonly records: readonly ChildRecord[];
  /** Some record may be this child's, but not certainly; or the agency could not be asked by any identifier. */
  readonly isPossible: boolean;
  /** Where no record is certain, nothing is told of whether one is held. */
  readonly isUntold: boolean;
  /** Every certain record's custodian is the asking organisation. */
  readonly isOwnRecord: boolean;
};

/** Finds one agency's records of a linked child. */
export function matchedRecords(
  linked: LinkedChild,
  agency: AgencyName,
  organisation: OrganisationCode,
): MatchedRecords {
  const records: ChildRecord[] = [];
  const isUntold = linked.untold?.has(agency) === true;
  let isPossible = isUntold || linked.unasked.has(agency);
  for (const { record, outcome } of linked.records) {
    if (record.agency !== agency) continue;
    if (outcome === 'MATCH') records.push(record);
    else isPossible = true;
  }
  const isOwnRecord = records.length > 0 && records.every(({ custodian }) => custodian === organisation);
  return { records, isPossible, isUntold, isOwnRecord };
}

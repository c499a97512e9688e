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
  /** The agency was not to be asked for this purpose. */
  readonly isLeftOut: boolean;
  /** Every certain record's custodian is the asking organisation. */
  readonly isOwnRecord: boolean;
};

/** Finds one agency's records of a linked child. */
export function matchedRecords(
  linked: LinkedChild,
  agency: AgencyName,
  organisation: OrganisationCode,
): MatchedRecords {
  let records: ChildRecord[] | null = null;
  const isUntold = linked.untold?.has(agency) === true;
  let isPossible = isUntold || linked.unasked.has(agency);
  let isOwnRecord = true;
  for (const { record, outcome } of linked.records) {
    if (record.agency !== agency) continue;
    if (outcome === 'MATCH') {
      // A list that starts with its element takes a tenth of the memory of one that grows.
      if (records === null) records = [record];
      else records.push(record);
      if (record.custodian !== organisation) isOwnRecord = false;
    } else isPossible = true;
  }
  const isLeftOut = linked.leftOut?.has(agency) === true;
  return {
    records: records ?? noRecords,
    isPossible,
    isUntold,
    isLeftOut,
    isOwnRecord: isOwnRecord && records !== null,
  };
}

const noRecords: readonly ChildRecord[] = [];

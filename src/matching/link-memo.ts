import type { ChildRecord } from '../model/child-record.ts';
import type { ComparableRecord } from './comparable-record.ts';
import type { DetailsEvidence } from './compare-records.ts';
import type { PersonDetails } from './evidence/evidence.ts';
import { personDetails } from './evidence/person-details.ts';

/**
 * What was made of records and of pairs of them, so that it is made once where many children are linked out of
 * the same records. Of one operation and one set of rules, and forgotten with it.
 */
export type LinkMemo = {
  /** What a record says for matching. */
  readonly detailsOf: (record: ChildRecord) => PersonDetails;
  readonly comparableOf: (record: ChildRecord, make: () => ComparableRecord) => ComparableRecord;
  /** Null: the two are too far apart to be compared. */
  readonly evidenceOf: (
    one: ComparableRecord,
    other: ComparableRecord,
    make: () => DetailsEvidence | null,
  ) => DetailsEvidence | null;
};

/** Begins with nothing. */
export function createLinkMemo(): LinkMemo {
  const comparables = new Map<ChildRecord, ComparableRecord>();
  const evidence = new Map<ComparableRecord, Map<ComparableRecord, DetailsEvidence | null>>();
  const details = new Map<ChildRecord, PersonDetails>();
  return {
    detailsOf: (record) => getOrMake(details, record, () => personDetails(record)),
    comparableOf: (record, make) => getOrMake(comparables, record, make),
    evidenceOf: (one, other, make) => {
      const there = evidence.get(other)?.get(one);
      if (there !== undefined) return there;
      return getOrMake(
        getOrMake(evidence, one, () => new Map()),
        other,
        make,
      );
    },
  };
}

function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

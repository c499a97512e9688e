import type { ChildRecord, LinkedChild, LinkedRecord } from '../model/child-record.ts';
import type { AgencyName, RecordKey } from '../model/words.ts';
import type { Entry } from './gather-children.ts';
import type { PipelineParts } from './request-parts.ts';

/**
 * Keeps the records of a child to which the identifier asked for leads by way of agencies that the caller
 * may know of. What only the record of another leads to would tell by being there that this other one holds
 * the child (domain.md 7.0, What a code may tell); it is treated as if it had not been found. One that
 * restricts is kept as a possible link: it opens nothing, and what it restricts stays so. Gives `linked`
 * itself when nothing is left out.
 */
export function knownLinks(
  linked: LinkedChild,
  entry: Entry | null,
  isKnown: (agency: AgencyName) => boolean,
  normalise: PipelineParts['normaliseIdentifier'],
): LinkedChild {
  const textOf = ({ scheme, value }: RecordKey): string => {
    const normalised = normalise({ scheme, value });
    return `${scheme} ${normalised.kind === 'VALID' ? normalised.value : value}`;
  };
  const reached = new Set<LinkedRecord>(linked.records.filter(({ record }) => isEntered(record, entry)));
  const leading = new Set<string>(entry?.kind === 'KEY' ? [textOf(entry.key)] : []);
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (const { record, outcome } of reached) {
      if (outcome === 'MATCH' && isKnown(record.agency)) for (const key of keysOf(record)) leading.add(textOf(key));
    }
    for (const each of linked.records) {
      if (keysOf(each.record).some((key) => leading.has(textOf(key)))) reached.add(each);
    }
  }
  const records = linked.records.flatMap((each): readonly LinkedRecord[] => {
    if (reached.has(each)) return [each];
    if (!restricts(each.record)) return [];
    return [each.outcome === 'MATCH' ? { ...each, outcome: 'POSSIBLE' } : each];
  });
  const isUnchanged =
    records.length === linked.records.length && records.every((each, at) => each === linked.records[at]);
  return isUnchanged ? linked : { ...linked, records };
}

function isEntered({ agency, recordId }: ChildRecord, entry: Entry | null): boolean {
  return entry?.kind === 'RECORDS' && entry.agency === agency && entry.records.some((one) => one.recordId === recordId);
}

function keysOf({ identifiers, crossReferences }: ChildRecord): readonly RecordKey[] {
  return [...identifiers, ...crossReferences];
}

function restricts(record: ChildRecord): boolean {
  return (
    record.isShielded ||
    record.isLinkLocked ||
    record.relationship.excluded ||
    record.refusedClasses.length + record.detrimentClasses.length + record.cannotLink.length > 0 ||
    record.consents.some(({ decision, withdrawnAt }) => decision === 'REFUSED' || withdrawnAt !== null)
  );
}

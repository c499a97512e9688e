import type { ChildRecord } from '../model/child-record.ts';
import type { RecordKey } from '../model/words.ts';
import { normaliseIdentifier } from './identifiers.ts';

/**
 * Chooses, of one agency's records that answered to an identifier, those that it asks for: the ones
 * that carry it now; where there are none, the ones that once did. A severed identity is never found
 * by a number it left behind (domain.md 5.2 R0). More than one is an ambiguous entry.
 */
export function chooseEntry(records: readonly ChildRecord[], key: RecordKey): readonly ChildRecord[] {
  let value: string | null = null;
  // What is written alike is the same number, and agencies write it as they were asked for it.
  const isSame = (other: RecordKey): boolean =>
    other.value === key.value || canonical(other) === (value ??= canonical(key));
  const held = (record: ChildRecord, former: boolean): boolean =>
    record.identifiers.some(
      (identifier) => identifier.scheme === key.scheme && identifier.former === former && isSame(identifier),
    );
  const current = records.filter((record) => held(record, false));
  return current.length > 0 ? current : records.filter((record) => !record.isLinkLocked && held(record, true));
}

function canonical(key: RecordKey): string {
  const read = normaliseIdentifier(key.scheme, key.value);
  return read.kind === 'VALID' ? read.value : key.value;
}

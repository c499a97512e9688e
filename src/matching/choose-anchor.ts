import type { LinkedRecord } from '../model/child-record.ts';
import type { AgencyName, RecordKey } from '../model/words.ts';
import { normaliseIdentifier } from './identifiers.ts';

/**
 * Chooses what a child's sealed id stands for: the first scheme, in the protocol's order, that a
 * certainly linked record of an agency whose existence is not protected gives a current value of;
 * a verified value before another, an earlier record's before a later one's. Null: there is none.
 */
export function chooseAnchor(
  records: readonly LinkedRecord[],
  anchors: { readonly schemes: readonly string[]; readonly protectedAgencies: readonly AgencyName[] },
): RecordKey | null {
  const identifiers = records
    .filter(({ record, outcome }) => outcome === 'MATCH' && !anchors.protectedAgencies.includes(record.agency))
    .flatMap(({ record }) => record.identifiers)
    .filter(({ former }) => !former);
  for (const scheme of anchors.schemes) {
    const held = identifiers.filter((identifier) => identifier.scheme === scheme);
    for (const identifier of [...held.filter(({ verified }) => verified), ...held]) {
      const read = normaliseIdentifier(scheme, identifier.value);
      if (read.kind === 'VALID') return { scheme, value: read.value };
    }
  }
  return null;
}

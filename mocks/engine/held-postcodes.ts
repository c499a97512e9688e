import type { HeldPostcode } from '../generated/education.ts';
import type { Json, JsonObject, StoredRecord } from '../records/stored-record.ts';

/** The postcodes of a record's addresses, each once; current where any address there is. */
export const heldPostcodes = (record: StoredRecord): readonly HeldPostcode[] => {
  const current = new Map<string, boolean>();
  const addresses = record.details['addresses'];
  for (const address of Array.isArray(addresses) ? (addresses as readonly Json[]) : []) {
    const { postcode, use, until } = address as JsonObject;
    if (typeof postcode !== 'string') continue;
    const isCurrent = use !== 'FORMER' && (until ?? null) === null;
    current.set(postcode, isCurrent || current.get(postcode) === true);
  }
  return [...current].map(([postcode, isCurrent]) => ({ postcode, current: isCurrent }));
};

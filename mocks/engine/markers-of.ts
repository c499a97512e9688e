import type { JsonObject, StoredRecord } from '../records/stored-record.ts';

/** Fields whose texts are about somebody, beside free texts, which bear a `zq-` marker. */
const personalFields = ['given', 'family', 'name', 'contactName', 'lines', 'postcode', 'phone', 'email', 'account'];

/** The made-up towns: public, and part of organisations' names. */
const publicTexts = ['Wexborough', 'Kilbrannoch'];

/** Lists that name organisations only: public, thus no markers. */
const publicLists = ['universalServices'];

/**
 * The values of case data by which a leak can be recognised: names, addresses, contacts, identifiers
 * and free texts. Distinct, sorted, none shorter than four characters.
 */
export const markersOf = (
  records: readonly StoredRecord[],
  detailsOf: (record: StoredRecord) => JsonObject,
): readonly string[] => {
  const found = new Set<string>();
  const walk = (value: unknown, field: string): void => {
    if (typeof value === 'string') {
      if (
        value.includes('zq-') ||
        (personalFields.includes(field) && value.length > 3 && !publicTexts.includes(value))
      ) {
        found.add(value);
      }
    } else if (Array.isArray(value)) {
      for (const each of value) walk(each, field);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) if (!publicLists.includes(key)) walk(each, key);
    }
  };
  for (const record of records) {
    for (const { value } of record.identifiers) found.add(value);
    walk(record.recordedIdentity, 'recordedIdentity');
    walk(detailsOf(record), 'details');
  }
  return [...found].sort();
};

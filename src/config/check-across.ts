import { valueAt } from './value-at.ts';

/** A fault that more than one key takes part in. */
export type CrossFault = { readonly path: readonly (string | number)[]; readonly problem: string };

/**
 * Checks what no key can tell by itself: names given twice, and keys that production does not make.
 * Works on what was written, of whatever shape, so that these faults are reported together with all others.
 */
export function checkAcross(written: unknown): readonly CrossFault[] {
  const agencies = listAt(written, 'agencies');
  const isDevelopment = valueAt(written, 'environment') === 'development';
  return [...repeatedNames(agencies), ...(isDevelopment ? [] : missingKeys(written, agencies))];
}

function repeatedNames(agencies: readonly unknown[]): readonly CrossFault[] {
  const names = agencies.map((agency) => valueAt(agency, 'name'));
  return names.flatMap((name, index) =>
    typeof name === 'string' && names.indexOf(name) < index
      ? [{ path: ['agencies', index, 'name'], problem: 'is the name of two agencies' }]
      : [],
  );
}

/** Production that made its own keys would lose, at the next start elsewhere, what it sealed with them. */
function missingKeys(written: unknown, agencies: readonly unknown[]): readonly CrossFault[] {
  const required: readonly (readonly (string | number)[])[] = [
    ...agencies.map((_agency, index) => ['agencies', index, 'grantKeyFile']),
    ['ledger', 'keys', 'identifier'],
    ['ledger', 'keys', 'signing'],
    ['ledger', 'keys', 'audit'],
    ['sealedIds', 'keyFiles'],
  ];
  return required
    .filter((path) => isEmpty(valueAt(written, ...path)))
    .map((path) => ({ path, problem: 'is missing, and only development makes keys by itself' }));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function listAt(written: unknown, key: string): readonly unknown[] {
  const value = valueAt(written, key);
  return Array.isArray(value) ? value : [];
}

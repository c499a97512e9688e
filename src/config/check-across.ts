import { checkAgencyTls } from './check-agency-tls.ts';
import { checkPostgresql } from './check-postgresql.ts';
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
  return [
    ...unlistedPeers(valueAt(written, 'peers')),
    ...strangeSchemes(agencies),
    ...checkAgencyTls(agencies),
    ...checkPostgresql(valueAt(written, 'ledger', 'postgresql'), isDevelopment),
    ...missingManifest(valueAt(written, 'trustedDocuments'), valueAt(written, 'redis')),
    ...repeatedNames(agencies, listAt(valueAt(written, 'peers'), 'connected')),
    ...(isDevelopment ? [] : missingKeys(written, agencies)),
  ];
}

/** An agency cannot be complete by a scheme that it is not asked by. */
function strangeSchemes(agencies: readonly unknown[]): readonly CrossFault[] {
  return agencies.flatMap((agency, index) => {
    const schemes = listAt(agency, 'schemes');
    return listAt(agency, 'completeBy').flatMap((scheme, place) =>
      schemes.includes(scheme)
        ? []
        : [{ path: ['agencies', index, 'completeBy', place], problem: 'is not one of its schemes' }],
    );
  });
}

function missingManifest(trusted: unknown, redis: unknown): readonly CrossFault[] {
  const mode = valueAt(trusted, 'mode');
  if (mode !== 'log' && mode !== 'enforce') return [];
  if (valueAt(trusted, 'redis') === true) {
    return isEmpty(redis) ? [{ path: ['trustedDocuments', 'redis'], problem: 'needs the section redis' }] : [];
  }
  return isEmpty(valueAt(trusted, 'file'))
    ? [{ path: ['trustedDocuments', 'file'], problem: 'is missing, and the mode needs it' }]
    : [];
}

function repeatedNames(agencies: readonly unknown[], peers: readonly unknown[]): readonly CrossFault[] {
  const names = [...agencies, ...peers].map((agency) => valueAt(agency, 'name'));
  const pathOf = (index: number): CrossFault['path'] =>
    index < agencies.length ? ['agencies', index, 'name'] : ['peers', 'connected', index - agencies.length, 'name'];
  return names.flatMap((name, index) =>
    typeof name === 'string' && names.indexOf(name) < index
      ? [{ path: pathOf(index), problem: 'is the name of two agencies' }]
      : [],
  );
}

/** Whom the gateway may trust as a peer must come from somewhere, and what comes over the network must be signed. */
function unlistedPeers(peers: unknown): readonly CrossFault[] {
  if (peers === undefined) return [];
  const isGiven = (key: string): boolean => !isEmpty(valueAt(peers, 'registry', key));
  if (!isGiven('url')) {
    return isGiven('file') ? [] : [{ path: ['peers', 'registry', 'file'], problem: 'is missing, and so is a url' }];
  }
  return isGiven('trustFile')
    ? []
    : [{ path: ['peers', 'registry', 'trustFile'], problem: 'is missing, and the url alone proves nothing' }];
}

/** Production that made its own keys would lose, at the next start elsewhere, what it sealed with them. */
function missingKeys(written: unknown, agencies: readonly unknown[]): readonly CrossFault[] {
  const required: readonly (readonly (string | number)[])[] = [
    ...agencies.map((_agency, index) => ['agencies', index, 'grantKeyFile']),
    ['ledger', 'keys', 'identifier'],
    ['ledger', 'keys', 'signing'],
    ['ledger', 'keys', 'audit'],
    ['sealedIds', 'keyFiles'],
    ...(valueAt(written, 'peers') === undefined ? [] : [['peers', 'keyFile']]),
    ...(valueAt(written, 'redis') === undefined ? [] : [['redis', 'hashingKeyFile']]),
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

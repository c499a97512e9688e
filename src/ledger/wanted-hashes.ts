import type { RecordReference } from '../model/ledger-entry.ts';
import type { WantedHash } from './find-places.ts';
import {
  hashOfIdentifier,
  hashOfLook,
  hashOfSubject,
  type IdentifierKey,
  type LocalIdentifier,
} from './identifier-hash.ts';
import { createLookupHasher, hashBytes, textsOfHashes } from './lookup-hash.ts';

/** A name that records are looked for by. */
export type LookupName =
  | { readonly kind: 'IDENTIFIER'; readonly identifier: LocalIdentifier }
  | { readonly kind: 'LOOK'; readonly record: RecordReference }
  | { readonly kind: 'SUBJECT'; readonly subject: string };

/** What is looked for: hashes for the index, and the same as they stand in records of either format. */
export type Wanted = { readonly hashes: readonly WantedHash[]; readonly texts: ReadonlySet<string> };

/** Makes a function that hashes names under one key. */
export function createWantedHashes(key: IdentifierKey): (names: readonly LookupName[]) => Wanted {
  const hasher = createLookupHasher(key);
  return (names) => {
    const hashes = names.map((name): WantedHash => {
      switch (name.kind) {
        case 'IDENTIFIER':
          hasher.identifier(name.identifier);
          return { first: hashOfIdentifier(key, name.identifier), second: single() };
        case 'LOOK':
          hasher.look(name.record);
          return { first: hashOfLook(key, name.record), second: single() };
        case 'SUBJECT':
          hasher.subject(name.subject);
          return { first: hashOfSubject(key, name.subject), second: single() };
      }
    });
    return {
      hashes,
      texts: new Set(hashes.flatMap(({ first, second }) => [first, ...textsOfHashes(second)])),
    };
  };

  function single(): Uint8Array {
    hasher.endList();
    return hasher.finish().hashes.subarray(0, hashBytes);
  }
}

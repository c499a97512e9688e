import type { VerdictHashes } from '../model/match-verdict.ts';
import { hashOfJudged, type IdentifierKey } from './identifier-hash.ts';

/** Makes the hashes from the present key and those that verdicts were kept by before. */
export function createVerdictHashes(current: IdentifierKey, former: readonly IdentifierKey[]): VerdictHashes {
  const keys = new Map([...former, current].map((key) => [key.id, key]));
  return {
    keyId: current.id,
    hashOf: (record) => hashOfJudged(current, record),
    hasKeys: (keyIds) => keyIds.every((id) => keys.has(id)),
    hashesUnder: (keyIds, record) =>
      keyIds.flatMap((id) => {
        const key = keys.get(id);
        return key === undefined ? [] : [hashOfJudged(key, record)];
      }),
  };
}

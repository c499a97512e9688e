import type { Silence } from '../model/child-record.ts';
import type { CellDecision } from '../model/decision.ts';

/** States of `enum SourceState`. */
export type SourceState =
  | 'RELEASED'
  | 'NOT_HELD'
  | 'POSSIBLE_MATCH'
  | 'NO_RESPONSE'
  | 'SOURCE_ERROR'
  | 'WITHHELD_OR_NONE';

/** What became of one agency's part of a child. */
export type SourceFacts = {
  /** The decisions for what the caller may know of at this agency; concealed classes, which name no agency, left out. */
  readonly known: readonly CellDecision[];
  /** The silence of the facts wave. */
  readonly silence: Silence | null;
  readonly hasRecord: boolean;
  readonly isPossible: boolean;
  /** The agency tells nobody like this caller whether it holds a record, or was not to be asked. */
  readonly isUntold: boolean;
  readonly isReleased: boolean;
  readonly contentSilence: Silence | null;
};

/**
 * Says what may be said of one agency's part (DESIGN 4, Existence): what depends on a record only to
 * those who may know of something there, to all others a constant. NO_RESPONSE of the facts wave is
 * for all, since every agency is asked for facts whether or not it holds the child; an unusable
 * answer is not, since an empty one is always usable.
 */
export function sourceState(facts: SourceFacts): SourceState {
  const { known } = facts;
  if (facts.silence === 'NO_RESPONSE') return 'NO_RESPONSE';
  if (known.length === 0) return 'WITHHELD_OR_NONE';
  if (facts.silence !== null) return facts.silence;
  if (facts.hasRecord) {
    if (facts.isReleased) return 'RELEASED';
    return facts.contentSilence ?? 'WITHHELD_OR_NONE';
  }
  if (facts.isUntold) return 'WITHHELD_OR_NONE';
  if (facts.isPossible) return 'POSSIBLE_MATCH';
  return 'NOT_HELD';
}

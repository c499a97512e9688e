import type { RecordReference } from '../model/ledger-entry.ts';
import type { FoundPage, LooksPage } from './find-looks.ts';
import type { IdentifierKey } from './identifier-hash.ts';
import type { LedgerErrorCode } from './ledger-error.ts';
import type { LedgerSource } from './open-store.ts';

/** What the reading thread is started with. */
export type LooksSetup = LedgerSource & {
  readonly key: IdentifierKey;
  /** Of before a rotation: looks that were written under them are still found. */
  readonly formerKeys: readonly IdentifierKey[];
};

/** Who looked at each of these children, known by their records? */
export type LooksQuestion = {
  readonly id: number;
  readonly children: readonly (readonly RecordReference[])[];
  /** Which rows of each. */
  readonly page: LooksPage;
};

/** The page of each child in the order of the question, or why there are none. Errors travel as codes. */
export type LooksAnswer = {
  readonly id: number;
  readonly found: readonly FoundPage[] | null;
  readonly code: LedgerErrorCode | null;
};

import type { FieldKind } from './field-kinds.ts';

/** One column that records are compared by. */
export type LinkageField = { readonly name: string; readonly kind: FieldKind };

/** One row, made ready to be compared. */
export type LinkageRecord = {
  /** What it is called in reports. */
  readonly id: string;
  /** Which of the given files it is of. */
  readonly source: number;
  /** Normalised, by field; empty: missing. */
  readonly values: readonly string[];
};

/** What is to be linked. */
export type LinkageInput = {
  readonly fields: readonly LinkageField[];
  readonly records: readonly LinkageRecord[];
  /** Whether two records of one file may be one person. */
  readonly isWithinSource: boolean;
};

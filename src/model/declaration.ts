import type { DisclosureClass, Instant, LegalBasis, LocalDate, Purpose } from './words.ts';

/** The coerced arguments of `@access`: why the caller asks. Absent arguments are null. */
export type Declaration = {
  readonly purpose: Purpose;
  /** The caller's words; goes encrypted to the ledger and nowhere else. */
  readonly reason: string;
  /** As named by the caller; null: derived. */
  readonly basis: readonly LegalBasis[] | null;
  readonly informed: string | null;
  readonly exemption: string | null;
  readonly written: { readonly reference: string; readonly madeAt: Instant } | null;
  readonly emergency: boolean;
  readonly courtOrder: {
    readonly reference: string;
    readonly classes: readonly DisclosureClass[];
    readonly expiresOn: LocalDate;
  } | null;
  readonly override: { readonly acknowledged: boolean; readonly reason: string } | null;
  readonly breakGlass: { readonly ground: string; readonly acknowledged: boolean } | null;
  readonly dryRun: boolean;
};

/** The reference of the order, review or written request that the caller names; null: none. */
export function declaredReference({ courtOrder, written }: Pick<Declaration, 'courtOrder' | 'written'>): string | null {
  return courtOrder?.reference ?? written?.reference ?? null;
}

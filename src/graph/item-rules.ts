import type { ItemMask } from '../model/decision.ts';
import type { OrganisationCode, Purpose } from '../model/words.ts';

/** All items. */
export const everyItem: ItemMask = 0b1111;

/** The bits of items whose custodian is the asking organisation. */
const ownItems = 0b1100;

/** The bits of items that the source marked relevant to the purpose. */
const relevantItems = 0b1010;

/** What an agency is told to keep besides leaving out excluded restrictions; both: own or relevant. */
export type ItemFilter = 'ALL' | 'OWN' | 'RELEVANT' | 'OWN_OR_RELEVANT';

/**
 * Finds the narrowest filter an agency can apply that keeps all items of a mask. Only own *and*
 * relevant has no filter of its own: the own items are asked for, and the guard drops the rest.
 */
export function filterOf(mask: ItemMask): ItemFilter {
  if ((mask & ~ownItems) === 0) return 'OWN';
  if ((mask & ~relevantItems) === 0) return 'RELEVANT';
  return (mask & 0b0001) === 0 ? 'OWN_OR_RELEVANT' : 'ALL';
}

/** Where an upstream row carries the markers and the id. */
export type MarkerAliases = {
  readonly id: string;
  readonly custodian: string;
  readonly recordedAt: string;
  readonly relevance: string;
  readonly restrictions: string;
  readonly about: string;
};

/** What an item is judged by: who asks, for what, and what is never kept. */
export type ItemRules = {
  readonly organisation: OrganisationCode;
  readonly purpose: Purpose;
  readonly excluded: ReadonlySet<string>;
  readonly neverAbout: ReadonlySet<string>;
  /** Filled: of one agency's items of one child, the values last found good; mostly the next item has the same. */
  readonly good: GoodMarkers;
};

/** Values of markers that were found good; null: none yet. */
export type GoodMarkers = { custodian: string | null; purpose: string | null; about: string | null };

/** Checks of the markers' types, from the contract. */
export type MarkerChecks = {
  readonly instant: (value: unknown) => boolean;
  readonly organisation: (value: unknown) => boolean;
  readonly purpose: (value: unknown) => boolean;
  readonly restriction: (value: unknown) => boolean;
  readonly about: (value: unknown) => boolean;
};

type Row = Readonly<Record<string, unknown>>;

/**
 * Reads an item's markers: its bit position in an `ItemMask`; -1: a marker is missing or malformed, or the
 * agency should have left the item out.
 */
export function readMarks(row: Row, aliases: MarkerAliases, checks: MarkerChecks, rules: ItemRules): number {
  const custodian = row[aliases.custodian];
  const relevance = row[aliases.relevance];
  const restrictions = row[aliases.restrictions];
  const about = row[aliases.about];
  const id = row[aliases.id];
  const { good } = rules;
  if (typeof id !== 'string' || id === '' || !checks.instant(row[aliases.recordedAt])) return -1;
  if (typeof custodian !== 'string' || typeof about !== 'string') return -1;
  if (custodian !== good.custodian) {
    if (!checks.organisation(custodian)) return -1;
    good.custodian = custodian;
  }
  if (about !== good.about) {
    if (!checks.about(about) || rules.neverAbout.has(about)) return -1;
    good.about = about;
  }
  if (!Array.isArray(relevance) || !Array.isArray(restrictions)) return -1;
  let isRelevant = false;
  for (const purpose of relevance) {
    if (typeof purpose !== 'string') return -1;
    if (purpose !== good.purpose) {
      if (!checks.purpose(purpose)) return -1;
      good.purpose = purpose;
    }
    if (purpose === rules.purpose) isRelevant = true;
  }
  for (const restriction of restrictions) {
    if (!checks.restriction(restriction) || rules.excluded.has(restriction)) return -1;
  }
  return (custodian === rules.organisation ? 2 : 0) + (isRelevant ? 1 : 0);
}

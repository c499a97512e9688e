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

/** What the markers of an item say, as far as decisions need it. */
export type ItemMarks = {
  /** The item's bit position in an `ItemMask`. */
  readonly position: number;
  readonly about: string;
};

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
};

/** Checks of the markers' types, from the contract. */
export type MarkerChecks = {
  readonly instant: (value: unknown) => boolean;
  readonly organisation: (value: unknown) => boolean;
  readonly purpose: (value: unknown) => boolean;
  readonly restriction: (value: unknown) => boolean;
  readonly about: (value: unknown) => boolean;
};

type Row = Readonly<Record<string, unknown>>;

/** Reads an item's markers; null: one is missing or malformed, or the agency should have left the item out. */
export function readMarks(row: Row, aliases: MarkerAliases, checks: MarkerChecks, rules: ItemRules): ItemMarks | null {
  const custodian = row[aliases.custodian];
  const relevance = row[aliases.relevance];
  const restrictions = row[aliases.restrictions];
  const about = row[aliases.about];
  const id = row[aliases.id];
  if (typeof id !== 'string' || id === '' || !checks.organisation(custodian)) return null;
  if (!checks.instant(row[aliases.recordedAt]) || typeof about !== 'string' || !checks.about(about)) return null;
  if (!Array.isArray(relevance) || !Array.isArray(restrictions)) return null;
  let isRelevant = false;
  for (const purpose of relevance) {
    if (!checks.purpose(purpose)) return null;
    if (purpose === rules.purpose) isRelevant = true;
  }
  for (const restriction of restrictions) {
    if (!checks.restriction(restriction) || rules.excluded.has(restriction)) return null;
  }
  if (rules.neverAbout.has(about)) return null;
  return { position: (custodian === rules.organisation ? 2 : 0) + (isRelevant ? 1 : 0), about };
}

import type { JsonObject } from '../records/stored-record.ts';

/** The arguments that lists of items and single items take. */
export type ItemArguments = {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly relevantTo?: string | null;
  readonly exclude?: readonly string[] | null;
  readonly heldBy?: readonly string[] | null;
};

/** The day an item counts as of; null: undated, which a period never takes in. */
export type DayOf = (item: JsonObject) => string | null;

const largestPage = 200;

/**
 * The items of a list that the arguments ask for: without excluded restrictions, relevant to the
 * purpose or held by one of the organisations, within the period, then the page. The place of `after`
 * is looked up in the whole list, so that it holds whatever the filter; unknown: nothing follows.
 */
export const selectItems = (items: readonly JsonObject[], args: ItemArguments, dayOf: DayOf): readonly JsonObject[] => {
  const start = typeof args.after === 'string' ? items.findIndex((item) => item['id'] === args.after) + 1 : 0;
  if (start === 0 && typeof args.after === 'string') return [];
  return items
    .slice(start)
    .filter((item) => mayBeListed(item) && isSelected(item, args) && isWithin(dayOf(item), args))
    .slice(0, Math.max(0, Math.min(args.first ?? largestPage, largestPage)));
};

/** Whether a single item passes the filter of its arguments. */
export const isSelected = (item: JsonObject, args: ItemArguments): boolean => {
  const has = (key: string, code: string): boolean => {
    const codes = item[key];
    return Array.isArray(codes) && codes.includes(code);
  };
  if (args.exclude?.some((restriction) => has('restrictions', restriction))) return false;
  const { relevantTo, heldBy } = args;
  const isFiltered = typeof relevantTo === 'string' || Array.isArray(heldBy);
  if (!isFiltered) return true;
  const custodian = item['custodian'];
  return (
    (typeof relevantTo === 'string' && has('relevance', relevantTo)) ||
    (Array.isArray(heldBy) && typeof custodian === 'string' && heldBy.includes(custodian))
  );
};

/**
 * A restricted service may be recorded only with the young person's consent to record, or with
 * reasonable cause to suspect significant harm (domain.md 2.2); else it is as if it were not there.
 */
const mayBeListed = (item: JsonObject): boolean =>
  !('consentToRecord' in item) || item['consentToRecord'] === true || item['significantHarm'] === true;

const isWithin = (day: string | null, { from, to }: ItemArguments): boolean => {
  if (typeof from !== 'string' && typeof to !== 'string') return true;
  return day !== null && (typeof from !== 'string' || day >= from) && (typeof to !== 'string' || day <= to);
};

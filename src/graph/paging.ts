import type { OperationInputs } from './graph-step.ts';
import type { FoundItems } from './member.ts';

/** A page as it was asked for: at most `first` items after the one of id `after`. */
export type Page = { readonly first: number; readonly after: string | null };

/** Reads a field's page from the coerced arguments of a request. */
export type PageArguments = (args: OperationInputs['args']) => Page;

/**
 * Cuts one page out of lists that follow one another, and builds only what is on it. An `after` that
 * is in no list (an item withdrawn meanwhile, or of another list) gives an empty page rather than the
 * first one again. Null: an item has no value where there must be one.
 */
export function cutPage(lists: readonly FoundItems[], { first, after }: Page): readonly unknown[] | null {
  let skipped = after === null ? 0 : positionAfter(lists, after);
  let wanted = first;
  const items: unknown[] = [];
  for (const { ids, build } of lists) {
    const start = Math.min(skipped, ids.length);
    const end = Math.min(start + wanted, ids.length);
    skipped -= start;
    wanted -= end - start;
    // An empty list is built too: that it is empty is told.
    const built = start < end || ids.length === 0 ? build(start, end) : [];
    if (built === null) return null;
    items.push(...built);
  }
  return items;
}

function positionAfter(lists: readonly FoundItems[], after: string): number {
  let position = 0;
  for (const { ids } of lists) {
    const index = ids.indexOf(after);
    if (index >= 0) return position + index + 1;
    position += ids.length;
  }
  return Number.POSITIVE_INFINITY;
}

/** The page of a list that has none. */
export const wholeList: Page = { first: Number.POSITIVE_INFINITY, after: null };

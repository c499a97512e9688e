import type { OperationInputs } from './graph-step.ts';
import type { ReadItems } from './member.ts';

/** A page as it was asked for: at most `first` items after the one of id `after`. */
export type Page = { readonly first: number; readonly after: string | null };

/** Reads a field's page from the coerced arguments of a request. */
export type PageArguments = (args: OperationInputs['args']) => Page;

/**
 * Cuts a page out of a whole list. An `after` that is in no list (an item withdrawn meanwhile, or of
 * another list) gives an empty page rather than the first one again.
 */
export function cutPage({ items, ids }: ReadItems, { first, after }: Page): readonly unknown[] {
  const start = after === null ? 0 : ids.indexOf(after) + 1;
  if (after !== null && start === 0) return [];
  return items.slice(start, start + first);
}

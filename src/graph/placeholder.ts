import type { FoundItems } from './member.ts';

/**
 * Puts one placeholder after all lists where any of them holds items of which no more than their
 * existence may be known and whose number and origin would tell which they are (domain.md 2.2): one,
 * however many items and however many agencies. It has no id, so that nothing can follow it.
 */
export function withPlaceholder(lists: readonly FoundItems[]): readonly FoundItems[] {
  const build = lists.flatMap(({ placeholder }) => placeholder ?? [])[0];
  if (build === undefined) return lists;
  return [...lists, { ids: [''], times: [null], isFull: false, build: () => [build()] }];
}

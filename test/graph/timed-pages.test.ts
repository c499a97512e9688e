import { describe, expect, test } from 'vitest';
import type { FoundItems } from '../../src/graph/member.ts';
import { cutTimedPage, wholeList } from '../../src/graph/paging.ts';

/** A list of items named `<label><position>`, at the given times. */
function listOf(label: string, times: readonly (number | null)[], differs: Partial<FoundItems> = {}): FoundItems {
  const ids = times.map((_time, index) => `${label}${index + 1}`);
  return { ids, times, isFull: false, build: (start, end) => ids.slice(start, end), ...differs };
}

const school = listOf('s', [50, 30, 10]);
const clinic = listOf('c', [40, 30, null]);

describe('lists that are one list in time', () => {
  test('come newest first over all lists, of one time in the order of the lists, without a time last', () => {
    expect(cutTimedPage([school, clinic], wholeList)).toEqual(['s1', 'c1', 's2', 'c2', 's3', 'c3']);
    expect(cutTimedPage([clinic, school], wholeList)).toEqual(['s1', 'c1', 'c2', 's2', 's3', 'c3']);
  });

  test('come newest first even where a list does not', () => {
    expect(cutTimedPage([listOf('x', [10, 50, 30]), clinic], wholeList)).toEqual(['x2', 'c1', 'x3', 'c2', 'x1', 'c3']);
  });

  test('are paged so that the pages together are the whole, each item once', () => {
    const whole = cutTimedPage([school, clinic], wholeList);
    for (const first of [1, 2, 3, 4, 5]) {
      const pages: unknown[] = [];
      let after: string | null = null;
      for (;;) {
        const page: readonly unknown[] | null = cutTimedPage([school, clinic], { first, after });
        if (page === null || page.length === 0) break;
        pages.push(...page);
        after = String(page.at(-1));
      }
      expect(pages).toEqual(whole);
    }
  });

  test('have nothing after an item that is not there', () => {
    expect(cutTimedPage([school, clinic], { first: 5, after: 'gone' })).toEqual([]);
  });

  test('end where a full list ends, so that nothing is missing in between; what has no time stays', () => {
    const full = listOf('f', [45, 35], { isFull: true });
    expect(cutTimedPage([school, full, clinic], wholeList)).toEqual(['s1', 'f1', 'c1', 'f2', 'c3']);
    expect(cutTimedPage([school, listOf('f', [45, 35]), clinic], wholeList)).toEqual([
      's1',
      'f1',
      'c1',
      'f2',
      's2',
      'c2',
      's3',
      'c3',
    ]);
  });

  test('build nothing that is not on the page, but say of an empty list that it is empty', () => {
    const built: string[] = [];
    const watched = (label: string, times: readonly number[]): FoundItems =>
      listOf(label, times, {
        build: (start, end) => {
          built.push(`${label} ${start}-${end}`);
          return times.slice(start, end);
        },
      });
    cutTimedPage([watched('a', [9, 7]), watched('b', []), watched('c', [8])], { first: 1, after: 'a1' });
    expect(built.sort()).toEqual(['b 0-0', 'c 0-1']);
  });

  test('are no list where an item has no value that must have one', () => {
    expect(cutTimedPage([school, listOf('c', [40], { build: () => null })], wholeList)).toBeNull();
  });
});

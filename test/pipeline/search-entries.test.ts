import { describe, expect, test } from 'vitest';
import type { ChildRecord } from '../../src/model/child-record.ts';
import type { MatchSearch } from '../../src/model/search-finding.ts';
import { gatherChildren, type GatherParts } from '../../src/pipeline/gather-children.ts';
import { mostFoundAt, nobodyFound, searchEntries } from '../../src/pipeline/search-entries.ts';
import type { Search } from '../../src/pipeline/search-roots.ts';
import { recordWith } from '../matching/record-with.ts';

const search = (index: number) =>
  ({ root: { kind: 'SEARCH', index }, search: {}, given: [], needs: [] }) as unknown as Search;
const anybody = (() => ({ outcome: 'POSSIBLE', candidates: [] })) as unknown as MatchSearch;

/** How many requests the further waves make, where agencies found so many records for each search. */
async function requestsFor(found: readonly number[], agencies: number): Promise<number> {
  let requests = 0;
  const names = Array.from({ length: agencies }, (_, at) => `agency-${at}`);
  const parts = {
    agencies: names.map((name) => ({ name, schemes: ['NHS_NUMBER'] })),
    factsCalls: () => {
      requests += 1;
      return [];
    },
    isSearchable: () => true,
    readFacts: () => ({ kind: 'RECORDS', records: [], dropped: 0 }),
    ask: async () => ({ kind: 'NO_RESPONSE' }),
    chooseEntry: (records: readonly ChildRecord[]) => records,
    link: (entry: readonly ChildRecord[]) =>
      entry.map((record) => ({ record, outcome: 'MATCH', rule: 'ENTRY', linkedWith: [] })),
    searchesFor: () => [],
    sortFound: (_records: unknown, wanted: readonly unknown[]) => wanted.map(() => []),
    shieldCustodians: [],
    isPresenceSecret: () => false,
  } as unknown as GatherParts;
  const searches = found.map((_, index) => search(index));
  const records = found.map((count) =>
    Array.from({ length: count }, (_, at) => recordWith({ agency: names[at % agencies] ?? '', recordId: `r-${at}` })),
  );
  const entries = searchEntries(searches, records, anybody);
  const slots = [...entries.map(({ slot }) => slot), ...searches.map(nobodyFound)];
  await gatherChildren(
    slots.flatMap(({ entry }) => entry ?? []),
    parts,
  );
  return requests;
}

describe('how many records a search found', () => {
  test.each([1, 4, 8, 13, 40])('tells by no request more, with %d agencies', async (agencies) => {
    const most = agencies * mostFoundAt(agencies);
    const none = await requestsFor([0, 0], agencies);
    expect(none).toBeGreaterThan(0);
    for (const found of [
      [1, 0],
      [most, 0],
      [most, most],
      [most - 1, 1],
    ]) {
      expect(await requestsFor(found, agencies), found.join()).toBe(none);
    }
  });

  test('is bounded for each agency, and never by nothing', () => {
    expect([1, 4, 5, 8, 13, 99, 500].map(mostFoundAt)).toEqual([20, 20, 19, 12, 7, 1, 1]);
  });
});

import { expect, it } from 'vitest';
import { readCases } from './read-cases.ts';
import { isPath } from './whole-view.ts';

/** The cases that wait for a part of the gateway that is not built yet; each entry goes when its part comes. */
const waiting: Readonly<Record<string, string>> = {
  '18 (notice): The authority is told that its child was seen in an emergency department': 'acting',
  '20 (refers): A housing officer may make a referral and write a concern': 'acting',
  '26 (investigated): An override is investigated at once': 'acting',
  '29 (brokers): The index team is asked to broker contact': 'acting',
  '35 (refers): A youth club that has not signed may fill in the referral form': 'acting',
  '46 (alert): The index team is alerted to it': 'acting',
  '6 (writes a concern): A classroom assistant may write a concern': 'acting',
};

it('lists every case that waits for something, so that none is forgotten', () => {
  const found = readCases().filter((each) => each.needs !== undefined);
  expect(Object.fromEntries(found.map((each) => [`${each.row}: ${each.title}`, each.needs]))).toEqual(waiting);
});

it('names only paths of the graph: a misspelt one would never be released', () => {
  const misspelt = readCases().flatMap((each) => {
    const { released = [], absent = [], containing = {}, without = {}, withheld = {} } = each;
    const paths = [...released, ...absent, ...[containing, without, withheld].flatMap((named) => Object.keys(named))];
    return paths.filter((path) => !isPath(path)).map((path) => `${each.file}, row ${each.row}: ${path}`);
  });
  expect(misspelt).toEqual([]);
  expect(isPath('health.condition')).toBe(false);
});

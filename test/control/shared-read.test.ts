import { expect, it } from 'vitest';
import { createSharedRead } from '../../src/ledger/shared-read.ts';

/** A store whose reads are answered by hand, in the order in which they began. */
function slowStore() {
  const begun: { readonly asks: readonly string[]; readonly answer: PromiseWithResolvers<readonly string[]> }[] = [];
  const ask = createSharedRead((asks: readonly string[]) => {
    const answer = Promise.withResolvers<readonly string[]>();
    begun.push({ asks, answer });
    return answer.promise;
  });
  return { ask, begun };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('shares one reading among those who ask in the same turn, each with an answer of their own', async () => {
  const { ask, begun } = slowStore();
  const asked = [ask('a'), ask('b')];
  await turn();
  expect(begun.map(({ asks }) => asks)).toEqual([['a', 'b']]);
  begun[0]?.answer.resolve(['A', 'B']);
  expect(await Promise.all(asked)).toEqual(['A', 'B']);
});

it('answers nobody from a reading that began before they asked', async () => {
  const { ask, begun } = slowStore();
  const early = ask('early');
  await turn();
  const late = [ask('late'), ask('later')];
  await turn();
  expect(begun).toHaveLength(1);
  begun[0]?.answer.resolve(['old']);
  expect(await early).toBe('old');
  await turn();
  expect(begun[1]?.asks).toEqual(['late', 'later']);
  begun[1]?.answer.resolve(['new', 'newer']);
  expect(await Promise.all(late)).toEqual(['new', 'newer']);
});

it('fails for those who share the reading that failed, and for nobody after them', async () => {
  const { ask, begun } = slowStore();
  const failing = [ask('a'), ask('b')].map((one) => expect(one).rejects.toThrow('unreachable'));
  await turn();
  const after = ask('c');
  begun[0]?.answer.reject(new Error('unreachable'));
  await Promise.all(failing);
  await turn();
  begun[1]?.answer.resolve(['C']);
  expect(await after).toBe('C');
});

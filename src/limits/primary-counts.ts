import { type CountAnswer, type CountRequest, isKind } from './counting-messages.ts';
import { type Counts, createCounts } from './counts.ts';

/** Answers a message of a worker's if it is about counting; `reply` may fail, nobody waits for it for long. */
export type CountForWorkers = (message: unknown, reply: (answer: CountAnswer) => void) => void;

/**
 * Counts for all workers of this process, by the name of the counter. The rate comes with each request: workers that go by
 * a changed configuration count by that.
 */
export function createPrimaryCounts(): CountForWorkers {
  const named = new Map<string, Counts>();
  return (message, reply) => {
    if (!isKind<CountRequest>(message, 'COUNT')) return;
    const { id, name, key, points, rate, whenFull } = message;
    let counts = named.get(name);
    // As many as there are policies in this program.
    if (counts === undefined) named.set(name, (counts = createCounts({ whenFull })));
    reply({ kind: 'COUNTED', id, counted: counts.take(key, points, rate) });
  };
}

import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createOperations, type Expiring, Operation } from '../../src/agencies/operations.ts';

const someCall = (expiresAt = Number.POSITIVE_INFINITY) => {
  const ended = Promise.withResolvers<string>();
  const call: Expiring = { expiresAt, giveUp: (cause) => ended.resolve(cause) };
  return { call, ended: ended.promise };
};

describe('the time of an operation', () => {
  it('is half of what is left for each wave before the last, and all of it for that', () => {
    const operation = new Operation(new AbortController().signal, 4000);
    expect(operation.timeFor('FACTS', 0)).toBe(2000);
    expect(operation.timeFor('CASELOAD', 2000)).toBe(1000);
    expect(operation.timeFor('FACTS', 3000)).toBe(500);
    expect(operation.timeFor('CONTENT', 3500)).toBe(500);
    expect(operation.timeFor('REPORT', 3500)).toBe(500);
    expect(operation.timeFor('CONTENT', 4001)).toBeLessThan(0);
  });

  it('never ends before a wave that uses up its time leaves something to the next', () => {
    const operation = new Operation(new AbortController().signal, 4000);
    let now = 0;
    for (let wave = 0; wave < 6; wave += 1) now += operation.timeFor('FACTS', now);
    expect(operation.timeFor('CONTENT', now)).toBeGreaterThan(0);
  });

  it('begins with the first question and is the same for all of one signal', () => {
    const operations = createOperations({ durationMs: 1000 });
    const { signal } = new AbortController();
    expect(operations.of(signal)).toBe(operations.of(signal));
    expect(operations.of(new AbortController().signal)).not.toBe(operations.of(signal));
  });
});

describe('what an operation watches', () => {
  it('ends when its own time is up, one after the other', async () => {
    const operation = new Operation(new AbortController().signal, Number.POSITIVE_INFINITY);
    const now = performance.now();
    const late = someCall(now + 60);
    const soon = someCall(now + 20);
    const order: string[] = [];
    for (const [name, { call, ended }] of Object.entries({ late, soon })) {
      operation.watch(call);
      void ended.then(() => {
        order.push(name);
        operation.release(call);
      });
    }
    expect(await Promise.all([soon.ended, late.ended])).toEqual(['DEADLINE', 'DEADLINE']);
    await Promise.resolve();
    expect(order).toEqual(['soon', 'late']);
  });

  it('ends with the client, and leaves nothing on the signal', async () => {
    const client = new AbortController();
    const operation = new Operation(client.signal, Number.POSITIVE_INFINITY);
    const calls = [someCall(), someCall()];
    for (const { call } of calls) operation.watch(call);
    expect(getEventListeners(client.signal, 'abort')).toHaveLength(1);
    const pause = operation.pause(60_000);
    client.abort();
    expect(await Promise.all(calls.map(({ ended }) => ended))).toEqual(['ABORTED', 'ABORTED']);
    expect(await pause).toBe(false);
    for (const { call } of calls) operation.release(call);
    expect(getEventListeners(client.signal, 'abort')).toHaveLength(0);
    expect(await operation.pause(0)).toBe(false);
  });

  it('listens to the client once, and tells no call that is over', async () => {
    const client = new AbortController();
    const operation = new Operation(client.signal, Number.POSITIVE_INFINITY);
    const over = someCall(performance.now() + 60_000);
    operation.watch(over.call);
    operation.release(over.call);
    operation.release(over.call);
    expect(await operation.pause(0)).toBe(true);
    const underWay = someCall();
    operation.watch(underWay.call);
    expect(getEventListeners(client.signal, 'abort')).toHaveLength(1);
    client.abort();
    expect(await underWay.ended).toBe('ABORTED');
    expect(await Promise.race([over.ended, Promise.resolve('UNTOLD')])).toBe('UNTOLD');
  });
});

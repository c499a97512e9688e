import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../src/model/errors.ts';
import type { LedgerEntry } from '../../src/model/ledger-entry.ts';
import { beginRecord } from '../../src/pipeline/on-record.ts';
import type { PipelineParts } from '../../src/pipeline/request-parts.ts';

/** Entries are handed on as they are. */
const [first, second] = [{}, {}] as [LedgerEntry, LedgerEntry];

let unhandled = 0;
const count = (): void => void (unhandled += 1);
beforeEach(() => {
  unhandled = 0;
  process.on('unhandledRejection', count);
});
afterEach(() => void process.off('unhandledRejection', count));

/** A ledger of which each entry is settled by hand. */
function ledgerByHand() {
  const settled = new Map<LedgerEntry, PromiseWithResolvers<void>>();
  const of = (entry: LedgerEntry): PromiseWithResolvers<void> => {
    const known = settled.get(entry) ?? Promise.withResolvers<void>();
    settled.set(entry, known);
    return known;
  };
  const parts = { ledger: { append: (entry: LedgerEntry) => of(entry).promise } } as unknown as PipelineParts;
  return {
    parts,
    durable: (entry: LedgerEntry) => of(entry).resolve(),
    failed: (entry: LedgerEntry) => of(entry).reject(new Error('zq')),
  };
}

describe('two entries of one disclosure', () => {
  it('let it go once both are durable, and not before', async () => {
    const { parts, durable } = ledgerByHand();
    let isReleased = false;
    const released = beginRecord(parts, first)
      .andThen(() => second)
      .then(() => (isReleased = true));
    durable(second);
    await nextTurn();
    expect(isReleased).toBe(false);
    durable(first);
    await released;
  });

  for (const [name, order] of [
    ['the first alone', ['-first', '+second']],
    ['the first after the second', ['+second', '-first']],
    ['the second alone', ['+first', '-second']],
    ['the second while the first is under way', ['-second', '+first']],
    ['both, the second first', ['-second', '-first']],
  ] as const) {
    it(`release nothing where it fails: ${name}; and the process goes on`, async () => {
      const { parts, durable, failed } = ledgerByHand();
      const released = beginRecord(parts, first)
        .andThen(() => second)
        .then(
          () => null,
          (error: unknown) => error,
        );
      for (const step of order) {
        const entry = step.endsWith('first') ? first : second;
        if (step.startsWith('+')) durable(entry);
        else failed(entry);
        await nextTurn();
      }
      const error = await released;
      expect(error instanceof GatewayError && error.code).toBe('LEDGER_UNAVAILABLE');
      expect(unhandled).toBe(0);
    });
  }

  it('are not followed by the second where the first has failed already', async () => {
    const { parts, failed } = ledgerByHand();
    const recorded = beginRecord(parts, first);
    failed(first);
    await nextTurn();
    await expect(
      recorded.andThen(() => {
        throw new Error('it is not asked for');
      }),
    ).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
  });
});

import { GatewayError } from '../model/errors.ts';
import type { LedgerEntry } from '../model/ledger-entry.ts';
import { type LedgerHead, refusedEntry } from './ledger-entries.ts';
import { ledgerUnavailable } from './refusals.ts';
import type { PipelineParts } from './request-parts.ts';

/** Resolves when the entry is durable; throws LEDGER_UNAVAILABLE when it could not be written. */
export async function onRecord(parts: PipelineParts, entry: LedgerEntry): Promise<void> {
  try {
    await parts.ledger.append(entry);
  } catch {
    throw ledgerUnavailable();
  }
}

/** An entry that is being recorded while the request goes on. */
export type BeingRecorded = {
  /** Records what follows from it; resolves when both are durable, throws LEDGER_UNAVAILABLE when one is not. */
  readonly andThen: (next: () => LedgerEntry) => Promise<void>;
};

/**
 * Begins to record an entry. It may go to the disk together with what follows, so that one write covers both; the
 * caller releases nothing before `andThen` resolves.
 */
export function beginRecord(parts: PipelineParts, entry: LedgerEntry): BeingRecorded {
  let hasFailed = false;
  const isDurable = parts.ledger.append(entry, { mayWait: true });
  isDurable.catch(() => {
    hasFailed = true;
  });
  return {
    andThen: async (next) => {
      // Where the first could not be written nothing leaves, and there is nothing to follow it.
      if (hasFailed) throw ledgerUnavailable();
      // Heard of together: one that fails while the other is under way must not go unheard.
      const settled = await Promise.allSettled([isDurable, onRecord(parts, next())]);
      if (settled.some(({ status }) => status === 'rejected')) throw ledgerUnavailable();
    },
  };
}

/** Throws what is at fault with a request, once it is on record. */
export async function refused(error: GatewayError, head: LedgerHead, parts: PipelineParts): Promise<never> {
  await onRecord(parts, refusedEntry(head, error.code));
  throw error;
}

/** What `read` throws is on record, too, before it is answered with. */
export async function orOnRecord<Result>(read: () => Result, head: LedgerHead, parts: PipelineParts): Promise<Result> {
  try {
    return read();
  } catch (error) {
    if (error instanceof GatewayError) return refused(error, head, parts);
    throw error;
  }
}

import { unpackBatch } from './entry-batch.ts';
import type { LedgerErrorCode } from './ledger-error.ts';
import type { LedgerStore } from './ledger-store.ts';
import { asLedgerError } from './open-database.ts';
import type { WriterOrder, WriterReport } from './writer-messages.ts';

const finalCodes: ReadonlySet<LedgerErrorCode> = new Set([
  'STORE_REPLACED',
  'STORE_ROLLED_BACK',
  'STORE_DAMAGED',
  'CHAIN_BROKEN',
]);

/** Whether a writer cannot go on after this: the store is not what it was. */
export function isFinal(code: LedgerErrorCode): boolean {
  return finalCodes.has(code);
}

/**
 * Makes a function that carries out orders with a store, one after the other, and reports on each; in a thread, or
 * beside the gateway where the store is another process's. The store is not used by anybody else.
 */
export function serveStore(
  store: LedgerStore,
  { report, onClosed }: { readonly report: (message: WriterReport) => void; readonly onClosed: () => void },
): (order: WriterOrder) => void {
  let last: Promise<void> = Promise.resolve();
  return (order) => {
    last = last.then(() => carryOut(order));
  };

  async function carryOut(order: WriterOrder): Promise<void> {
    switch (order.kind) {
      case 'APPEND':
        return attempt('BATCH', async () => {
          const { emissionFault, unsigned } = await store.commit(unpackBatch(order.batch));
          report({ kind: 'COMMITTED', unsigned, fault: emissionFault?.code ?? null });
        });
      case 'CHECKPOINT':
        return attempt('CHECKPOINT', async () => store.checkpoint(order.at));
      case 'CLOSE':
        return close(order.at);
    }
  }

  async function attempt(what: 'BATCH' | 'CHECKPOINT', work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { code } = asLedgerError(error);
      report({ kind: 'FAILED', what, code, isFinal: isFinal(code) });
    }
  }

  async function close(at: number): Promise<void> {
    let code: LedgerErrorCode | null = null;
    try {
      await store.close(at);
    } catch (error) {
      code = asLedgerError(error).code;
    }
    report({ kind: 'CLOSED', code });
    onClosed();
  }
}

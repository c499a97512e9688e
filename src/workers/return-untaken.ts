import type { Worker } from 'node:cluster';

/**
 * Gives connections that a worker never took to other workers when it ends. Node waits for ever for its
 * word, and so would the client: one connection of each worker that dies or hangs. Nothing of such a
 * connection was read, so whoever takes it next answers it whole. Node has no interface for this: what it
 * sends to a worker and hears from it (`lib/internal/cluster`) is read here. Where that should be other
 * than expected nothing is done, and a test fails.
 */
export function returnUntaken(worker: Worker, hasOthers: () => boolean): void {
  const { process } = worker;
  const untaken = new Map<number, unknown>();
  const send = process.send.bind(process) as (...given: unknown[]) => boolean;
  process.send = (...given: unknown[]): boolean => {
    const [message, connection] = given;
    const handed = connection === undefined ? null : numberOf(message, 'seq');
    if (handed !== null) untaken.set(handed, connection);
    return send(...given);
  };
  process.on('internalMessage', (message: unknown) => {
    const taken = numberOf(message, 'ack');
    if (taken !== null) untaken.delete(taken);
  });
  const giveBack = (): void => {
    for (const [seq, connection] of untaken) {
      const refusal = { cmd: ofCluster, ack: seq, accepted: false };
      if (hasOthers()) process.emit('internalMessage' as never, refusal as never);
      else close(connection);
    }
    untaken.clear();
  };
  /** What it said before it ended is still to be heard: whatever it took is its own. */
  const whenHeardOut = (): void => {
    if (process.connected) setTimeout(whenHeardOut, 10);
    else setImmediate(giveBack);
  };
  process.once('exit', whenHeardOut);
}

const ofCluster = 'NODE_CLUSTER';

/** Null: it is no message between Node's cluster module and its half in a worker, or has no such number. */
function numberOf(message: unknown, name: 'seq' | 'ack'): number | null {
  if (typeof message !== 'object' || message === null) return null;
  const { cmd, [name]: number } = message as Readonly<Record<string, unknown>>;
  return cmd === ofCluster && typeof number === 'number' ? number : null;
}

function close(connection: unknown): void {
  if (typeof connection !== 'object' || connection === null || !('close' in connection)) return;
  if (typeof connection.close === 'function') connection.close();
}

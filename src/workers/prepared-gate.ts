/** Lets a version of the protocol into force when all who take requests have it ready. */
export type PreparedGate<Worker> = {
  /** A worker has a version ready; `isListening`: it takes requests already. */
  readonly prepared: (worker: Worker, version: string) => void;
  /** A worker has looked: what serves there now, and what it found and refused. */
  readonly looked: (worker: Worker, found: { readonly serves: string; readonly refused: string | null }) => void;
  /** A worker takes requests from now on. */
  readonly listening: (worker: Worker) => void;
  readonly gone: (worker: Worker) => void;
};

/**
 * Makes the gate: the first who has another version ready opens it, everybody else is told to look, and
 * when all who take requests have that version ready, all who wait may go. So the head of the protocol
 * moves at a moment at which each of them can follow with its next request, and none has to refuse any.
 * Whoever does not come along in `patienceMs`, or refuses what the others take, is left behind.
 */
export function createPreparedGate<Worker>(parts: {
  readonly patienceMs: number;
  readonly look: (worker: Worker) => void;
  readonly go: (worker: Worker, version: string) => void;
  readonly supersede: (worker: Worker, version: string) => void;
  /** Told of those who take requests and were not ready in time. */
  readonly leaveBehind: (worker: Worker) => void;
}): PreparedGate<Worker> {
  const listening = new Set<Worker>();
  let inForce: string | null = null;
  let open: Open<Worker> | null = null;

  const close = (): Iterable<Worker> => {
    if (open === null) return [];
    clearTimeout(open.timer);
    const { waiting } = open;
    open = null;
    return waiting;
  };
  const supersede = (version: string, by: Worker | null): void => {
    for (const worker of close()) if (worker !== by) parts.supersede(worker, version);
  };
  /** Whoever takes requests and does not wait, if it may go without them. */
  const release = (isLate: boolean): void => {
    if (open === null || open.waiting.size === 0) return;
    const { version, waiting, refusing } = open;
    const missing = [...listening].filter((worker) => !waiting.has(worker));
    if (!isLate && !missing.every((worker) => refusing.has(worker))) return;
    inForce = version;
    for (const worker of close()) parts.go(worker, version);
    for (const worker of missing) parts.leaveBehind(worker);
  };

  return {
    prepared: (worker, version) => {
      if (open === null && version === inForce) return parts.go(worker, version);
      // Whoever waited for another one looks again, and then has what is there now, or says that it has that.
      if (open !== null && open.version !== version) supersede(open.version, worker);
      if (open === null) {
        const timer = setTimeout(() => release(true), parts.patienceMs);
        open = { version, waiting: new Set(), refusing: new Set(), timer };
        for (const other of listening) if (other !== worker) parts.look(other);
      }
      open.waiting.add(worker);
      release(false);
    },
    looked: (worker, { serves, refused }) => {
      if (open === null || open.waiting.has(worker) || serves === open.version) return;
      // What was found by others is there no more.
      if (refused !== open.version) return supersede(open.version, null);
      open.refusing.add(worker);
      release(false);
    },
    listening: (worker) => {
      listening.add(worker);
    },
    gone: (worker) => {
      listening.delete(worker);
      open?.waiting.delete(worker);
      if (open?.waiting.size === 0) close();
      release(false);
    },
  };
}

type Open<Worker> = {
  readonly version: string;
  readonly waiting: Set<Worker>;
  readonly refusing: Set<Worker>;
  readonly timer: NodeJS.Timeout;
};

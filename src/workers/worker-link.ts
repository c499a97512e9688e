import cluster from 'node:cluster';
import {
  isOurs,
  type PrimaryOrder,
  placeVariable,
  settingsVariable,
  type WholeState,
  type WorkerPlace,
  type WorkerReport,
} from './messages.ts';

/** What a worker has of its primary and, through it, of the other workers. */
export type WorkerLink = {
  readonly place: WorkerPlace;
  /** What this worker is to work by, as the primary's program wrote it. */
  readonly settings: string;
  /** Resolves when all workers that take requests have the version ready; false: another one has come. */
  readonly allPrepared: (version: string) => Promise<boolean>;
  /** How all workers are, as far as the primary has told. */
  readonly whole: () => WholeState;
  readonly looked: (found: { readonly serves: string; readonly refused: string | null }) => void;
  readonly listening: (url: string) => void;
  /** Begins to tell the primary at intervals how this worker is. */
  readonly tellState: (reasons: () => readonly string[]) => void;
  /** Calls back when the primary wants the protocol looked for, or the worker ended. */
  readonly onOrder: (heed: { readonly look: () => void; readonly stop: () => void }) => void;
};

const stateEveryMs = 1000;
const orders = { STOP: true, LOOK: true, GO: true, SUPERSEDED: true, WHOLE: true } as const;

/** The link of this process to its primary; null: it is no worker. */
export function linkToPrimary(): WorkerLink | null {
  const place = readPlace(process.env[placeVariable]);
  if (!cluster.isWorker || place === null) return null;
  let waiting: { readonly version: string; readonly settle: (mayGo: boolean) => void } | null = null;
  let whole: WholeState = { of: place.of, running: 0, reasons: [] };
  let heed: { readonly look: () => void; readonly stop: () => void } | null = null;
  const tell = (report: WorkerReport): void => {
    // A primary that is gone takes this process with it; there is nobody to tell.
    process.send?.(report, undefined, undefined, () => undefined);
  };

  process.on('message', (message: unknown) => {
    if (!isOurs<PrimaryOrder>(message, orders)) return;
    switch (message.kind) {
      case 'STOP':
        waiting?.settle(false);
        return heed?.stop();
      case 'LOOK':
        return heed?.look();
      case 'GO':
      case 'SUPERSEDED':
        if (waiting?.version === message.version) waiting.settle(message.kind === 'GO');
        return;
      case 'WHOLE':
        whole = { of: message.of, running: message.running, reasons: message.reasons };
        return;
    }
  });

  return {
    place,
    settings: process.env[settingsVariable] ?? '',
    allPrepared: (version) => {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      waiting = { version, settle: resolve };
      tell({ kind: 'PREPARED', version });
      return promise;
    },
    whole: () => whole,
    looked: (found) => tell({ kind: 'LOOKED', ...found }),
    listening: (url) => tell({ kind: 'LISTENING', url }),
    tellState: (reasons) => {
      const state = (): void => tell({ kind: 'STATE', reasons: reasons() });
      state();
      setInterval(state, stateEveryMs).unref();
    },
    onOrder: (heeding) => {
      heed = heeding;
    },
  };
}

function readPlace(written: string | undefined): WorkerPlace | null {
  const [, number, of] = /^(\d{1,3})\/(\d{1,3})$/.exec(written ?? '') ?? [];
  return number === undefined || of === undefined ? null : { number: Number(number), of: Number(of) };
}

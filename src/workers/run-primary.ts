import cluster, { type Worker } from 'node:cluster';
import {
  isOurs,
  type PrimaryOrder,
  placeVariable,
  settingsVariable,
  type WholeState,
  type WorkerReport,
} from './messages.ts';
import { createPreparedGate } from './prepared-gate.ts';
import { createRestartDelay, type RestartDelay } from './restart-delay.ts';
import { returnUntaken } from './return-untaken.ts';

/** What the primary tells whoever runs it; numbers and fixed words only. */
export type PrimaryEvent =
  | { readonly kind: 'WORKER_LISTENING'; readonly worker: number }
  | {
      readonly kind: 'WORKER_DIED';
      readonly worker: number;
      /** The signal or exit code that it ended with. */
      readonly cause: string;
      readonly restartInMs: number;
    }
  | { readonly kind: 'WORKER_SILENT'; readonly worker: number }
  | { readonly kind: 'WORKER_LEFT_BEHIND'; readonly worker: number };

/** The workers of one port, as their primary sees them. */
export type Primary = {
  /**
   * Replaces all of them, one after another, by workers with these settings and with whatever is in files
   * now. Resolves when that is done; false: one of the new ones did not come up, and no more are replaced.
   */
  readonly renew: (settings: string) => Promise<boolean>;
  /** `http://host:port` of all of them. */
  readonly url: string;
  /** Has all of them look for a changed protocol. */
  readonly look: () => void;
  /** Lets all of them drain and end; true: all of them did so by themselves. */
  readonly stop: () => Promise<boolean>;
};

/** The first worker ended before it took requests; it has said why. */
export class WorkersNotStarted extends Error {}

/** One of the places that workers have: its process comes and goes. */
type Place = {
  readonly number: number;
  readonly delay: RestartDelay;
  worker: Worker | null;
  listeningSince: number | null;
  heardAt: number;
  reasons: readonly string[];
  restart: NodeJS.Timeout | undefined;
  /** Told to end because another one takes its place at once. */
  isLeaving: boolean;
};

const reports = { LISTENING: true, STATE: true, LOOKED: true, PREPARED: true } as const;
const preparePatienceMs = 10_000;
/** A worker that comes up gives no sign of life before it takes requests. */
const startPatienceMs = 180_000;
const lookForSilentEveryMs = 500;

/**
 * Starts as many workers, each a process of this very program that serves the same port, and starts
 * anew whichever ends. Connections are handed to them in turn (node:cluster): one that dies takes only
 * those that it has. The first is started alone, so that what is made once (keys, stores) is made by one,
 * and what is wrong is said once.
 *
 * @throws WorkersNotStarted when the first one ends before it takes requests.
 */
export async function runPrimary(options: {
  readonly count: number;
  /** What workers go by; see `WorkerLink.settings`. */
  readonly settings: string;
  /** A worker that took requests and gives no sign of life for so long is ended, and started anew. */
  readonly silenceMs: number;
  /** How long workers may take to drain before they are ended. */
  readonly stopMs: number;
  readonly onEvent: (event: PrimaryEvent) => void;
  /** Told of what workers say that is not about workers, with what sends one of them an answer. */
  readonly onOther: (message: unknown, reply: (answer: object) => void) => void;
}): Promise<Primary> {
  const { count, silenceMs, onEvent } = options;
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const places: readonly Place[] = Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    delay: createRestartDelay(),
    worker: null,
    listeningSince: null,
    heardAt: 0,
    reasons: [],
    restart: undefined,
    isLeaving: false,
  }));
  let isStopping = false;
  let told = '';
  let settings = options.settings;
  let renewing: Promise<boolean> = Promise.resolve(true);

  const gate = createPreparedGate<Place>({
    patienceMs: preparePatienceMs,
    look: (place) => order(place, { kind: 'LOOK' }),
    go: (place, version) => order(place, { kind: 'GO', version }),
    supersede: (place, version) => order(place, { kind: 'SUPERSEDED', version }),
    leaveBehind: (place) => {
      onEvent({ kind: 'WORKER_LEFT_BEHIND', worker: place.number });
      order(place, { kind: 'STOP' });
    },
  });

  const url = await firstUrl();
  const others = places.slice(1).map((place) => start(place));
  await Promise.all(others);
  const silence = setInterval(endSilent, lookForSilentEveryMs);
  silence.unref();

  return {
    url,
    look: () => {
      for (const place of places) order(place, { kind: 'LOOK' });
    },
    renew: (changed) => {
      renewing = renewing.then(() => renew(changed));
      return renewing;
    },
    stop,
  };

  async function renew(changed: string): Promise<boolean> {
    const former = settings;
    settings = changed;
    for (const place of places) {
      if (isStopping) return true;
      if (await replace(place)) continue;
      // Whatever takes its place now goes by what the others go by.
      settings = former;
      return false;
    }
    return true;
  }

  /** Lets one drain and end, and starts another; false: that one did not come up. */
  async function replace(place: Place): Promise<boolean> {
    clearTimeout(place.restart);
    const { worker } = place;
    if (worker !== null) {
      const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      place.isLeaving = true;
      order(place, { kind: 'STOP' });
      const lastResort = setTimeout(() => worker.process.kill('SIGKILL'), options.stopMs);
      await exited;
      clearTimeout(lastResort);
    }
    return isStopping || (await start(place)) !== null;
  }

  async function firstUrl(): Promise<string> {
    const [first] = places;
    const found = first === undefined ? null : await start(first);
    if (found !== null) return found;
    isStopping = true;
    clearTimeout(first?.restart);
    throw new WorkersNotStarted('The first worker could not start.');
  }

  /** Resolves with its address when it takes requests, with null when it ended before. */
  function start(place: Place): Promise<string | null> {
    const worker = cluster.fork({
      [placeVariable]: `${place.number}/${count}`,
      [settingsVariable]: settings,
    });
    returnUntaken(worker, () => places.some((other) => other !== place && other.listeningSince !== null));
    place.worker = worker;
    place.isLeaving = false;
    place.heardAt = performance.now();
    const started = Promise.withResolvers<string | null>();
    worker.on('message', (message: unknown) => {
      if (!isOurs<WorkerReport>(message, reports)) {
        return options.onOther(message, (answer) => worker.isConnected() && worker.send(answer, () => undefined));
      }
      if (place.worker !== worker) return;
      place.heardAt = performance.now();
      heed(place, message);
      if (message.kind === 'LISTENING') started.resolve(message.url);
    });
    // A message to a process that has just ended; its exit is what counts.
    worker.on('error', () => undefined);
    worker.on('exit', (code: number | null, signal: string | null) => {
      ended(place, signal ?? `EXIT_${code ?? 'UNKNOWN'}`);
      started.resolve(null);
    });
    return started.promise;
  }

  function heed(place: Place, report: WorkerReport): void {
    switch (report.kind) {
      case 'LISTENING':
        place.listeningSince = performance.now();
        gate.listening(place);
        onEvent({ kind: 'WORKER_LISTENING', worker: place.number });
        return tellWhole(true);
      case 'STATE':
        place.reasons = report.reasons;
        return tellWhole(false);
      case 'LOOKED':
        return gate.looked(place, report);
      case 'PREPARED':
        return gate.prepared(place, report.version);
    }
  }

  function ended(place: Place, cause: string): void {
    const livedMs = place.listeningSince === null ? 0 : performance.now() - place.listeningSince;
    Object.assign(place, { worker: null, listeningSince: null, reasons: [] });
    gate.gone(place);
    if (isStopping) return;
    tellWhole(false);
    if (place.isLeaving) return;
    const restartInMs = place.delay.next(livedMs);
    onEvent({ kind: 'WORKER_DIED', worker: place.number, cause, restartInMs });
    place.restart = setTimeout(() => void start(place), restartInMs);
  }

  /** Whoever hangs takes connections and answers none. */
  function endSilent(): void {
    for (const place of places) {
      const patienceMs = place.listeningSince === null ? startPatienceMs : silenceMs;
      if (place.worker === null || performance.now() - place.heardAt < patienceMs) continue;
      onEvent({ kind: 'WORKER_SILENT', worker: place.number });
      place.heardAt = performance.now();
      place.worker.process.kill('SIGKILL');
    }
  }

  /** Tells all of them how they are together, where that changed or somebody new needs to know. */
  function tellWhole(isNew: boolean): void {
    const running = places.filter(({ listeningSince }) => listeningSince !== null);
    const reasons = [...new Set(running.flatMap((place) => place.reasons))].sort();
    const whole: WholeState = { of: count, running: running.length, reasons };
    if (!isNew && JSON.stringify(whole) === told) return;
    told = JSON.stringify(whole);
    for (const place of places) order(place, { kind: 'WHOLE', ...whole });
  }

  function order({ worker }: Place, message: PrimaryOrder): void {
    if (worker?.isConnected() === true) worker.send(message, undefined, undefined, () => undefined);
  }

  async function stop(): Promise<boolean> {
    isStopping = true;
    clearInterval(silence);
    const running = places.flatMap((place) => {
      clearTimeout(place.restart);
      return place.worker === null ? [] : [{ place, worker: place.worker }];
    });
    const exits = running.map(
      ({ worker }) =>
        new Promise<boolean>((resolve) => {
          worker.once('exit', (code: number | null) => resolve(code === 0));
        }),
    );
    for (const { place } of running) order(place, { kind: 'STOP' });
    const lastResort = setTimeout(() => {
      for (const { worker } of running) worker.process.kill('SIGKILL');
    }, options.stopMs);
    const ends = await Promise.all(exits);
    clearTimeout(lastResort);
    return ends.every((isClean) => isClean);
  }
}

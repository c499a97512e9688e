import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openPostgres, type PostgresQuery, type PostgresSettings } from '../postgres/open-postgres.ts';
import { PostgresError } from '../postgres/postgres-error.ts';
import { appendNotices } from './append-notices.ts';
import { applyControlChanges, publishHead } from './apply-control-changes.ts';
import { asControlError, ControlError } from './control-error.ts';
import { headLock, lockNumbers, locksOf } from './control-locks.ts';
import { hasNoticesDue, purgeControl, takeNotices } from './control-notices.ts';
import type { LedgerSteps as Steps } from './ledger-steps.ts';
import type { Control, ControlOptions } from './open-control.ts';
import { createSharedReads } from './postgres-control-reads.ts';
import { prepareControlSchema } from './postgres-control-schema.ts';
import { takeStepsIn } from './postgres-control-steps.ts';

/** What the control state in PostgreSQL is opened with. */
export type PostgresControlOptions = ControlOptions & { readonly postgres: PostgresSettings };

const connections = 4;
const defaultTickMs = 1_000;
const purgeEveryMs = 24 * 60 * 60 * 1000;
const mostTries = 5;

/**
 * Opens the control state that several instances share. Changes by the same rules as in a file, in a transaction that
 * no other of the same person, operation or verdict runs beside. Notices go to this instance's file: what one instance
 * is sending the others pass over, and what one that died was sending another sends.
 *
 * @throws ControlError when the store is missing, damaged or cannot be reached. Later it is found again by itself.
 */
export async function openPostgresControl(options: PostgresControlOptions): Promise<Control> {
  const { directory, noticesFile, now } = options;
  const { schema } = options.postgres;
  const postgres = openPostgres(options.postgres, { connections, application: 'childview-control' });
  let isClosed = false;
  let isReached = true;
  let isSent = true;
  let purgedAt = 0;
  let sending: Promise<void> | null = null;
  let isAskedToSend = false;

  const watched = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (isClosed) throw new ControlError('CONTROL_CLOSED');
    try {
      const result = await work();
      isReached = true;
      return result;
    } catch (error) {
      const failure = asControlError(error);
      // Somebody else in the way says nothing of the store.
      if (failure.code !== 'CONTROL_BUSY') isReached = false;
      throw failure;
    }
  };

  let store: string;
  try {
    store = await watched(() => prepareControlSchema(postgres, schema, (query) => mayMake(query, directory)));
  } catch (error) {
    await postgres.close();
    throw error;
  }
  tick();
  const timer = setInterval(tick, options.tickMs ?? defaultTickMs);
  timer.unref();

  return {
    ...createSharedReads(postgres, watched),
    apply: async (changes, { isTrial } = { isTrial: false }) => {
      const outcome = await inTransaction(
        locksOf(changes),
        () => applyControlChanges(store, changes),
        ({ kind }) => kind === 'APPLIED' && !isTrial,
      );
      if (!isTrial && outcome.kind === 'APPLIED') send();
      return outcome;
    },
    publishPolicy: (head, { mayReuseEdition } = { mayReuseEdition: false }) =>
      inTransaction(
        [headLock],
        () => publishHead(head, mayReuseEdition),
        () => true,
      ),
    health: () => (isReached ? (isSent ? 'READY' : 'UNSENT') : 'UNUSABLE'),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      clearInterval(timer);
      await sending;
      await postgres.close();
    },
  };

  /** Takes the steps under locks, keeping what they did only if `isKept` says so of their result. */
  function inTransaction<Result>(
    locks: readonly string[],
    stepsOf: () => Steps<Result>,
    isKept: (result: Result) => boolean,
  ): Promise<Result> {
    return watched(() =>
      retried(async () => {
        const undone: { result: Result | null } = { result: null };
        try {
          return await postgres.transaction('WRITE', async (query) => {
            await takeLocks(query, locks);
            const result = await takeStepsIn(query, stepsOf());
            if (isKept(result)) return result;
            undone.result = result;
            throw notKept;
          });
        } catch (error) {
          if (error === notKept && undone.result !== null) return undone.result;
          throw error;
        }
      }),
    );
  }

  async function takeLocks(query: PostgresQuery, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    await query('SELECT pg_advisory_xact_lock(number) FROM unnest(CAST($1 AS bigint[])) AS number', [
      lockNumbers(schema, names),
    ]);
  }

  function tick(): void {
    send();
    const at = now();
    if (at - purgedAt < purgeEveryMs) return;
    purgedAt = at;
    inTransaction(
      ['purge'],
      () => purgeControl(at),
      () => true,
    ).catch(() => {
      // What is past its time stays until the next time.
      purgedAt = 0;
    });
  }

  /** Sends what is due, once more where somebody asks meanwhile. */
  function send(): void {
    isAskedToSend = true;
    sending ??= (async () => {
      while (isAskedToSend && !isClosed) {
        isAskedToSend = false;
        // oxlint-disable-next-line no-await-in-loop -- one sending at a time
        await sendDue();
      }
      sending = null;
    })();
  }

  // A notice that cannot be sent waits in the store; what it speaks of has happened.
  async function sendDue(): Promise<void> {
    const at = now();
    try {
      const isDue = await watched(() => takeStepsIn(postgres.query, hasNoticesDue(at)));
      if (isDue) {
        await postgres.transaction('WRITE', async (query) => {
          const due = await takeStepsIn(query, takeNotices(at));
          if (due.length > 0) await appendNotices(noticesFile, due);
        });
      }
      isSent = true;
    } catch {
      isSent = false;
    }
  }
}

const notKept = new Error('not kept');

/** A transaction that met another in a circle is made anew: nothing of it was written. */
async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- each try follows the one before
      return await work();
    } catch (error) {
      const isInTheWay = error instanceof PostgresError && error.sqlState?.startsWith('40') === true;
      if (!isInTheWay || tries >= mostTries) throw error;
    }
  }
}

/**
 * Whether a store that is not there may be made: it is a new one, unless there is one in a file (CONTROL_IN_FILE), or the
 * ledger beside it speaks of changes to one: what was suspended there would be forgotten.
 */
export async function mayMake(query: PostgresQuery, directory: string): Promise<boolean> {
  if (existsSync(join(directory, 'control.sqlite'))) throw new ControlError('CONTROL_IN_FILE');
  const { rows } = await query("SELECT to_regclass('record') IS NOT NULL AS has_ledger");
  if (rows[0]?.['has_ledger'] !== true) return true;
  const spokenOf = await query("SELECT 1 FROM record WHERE CAST(body AS json) ->> 'kind' = 'CONTROL' LIMIT 1");
  return spokenOf.rows.length === 0;
}

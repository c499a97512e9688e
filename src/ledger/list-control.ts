import { z } from 'zod';
import { openPostgres } from '../postgres/open-postgres.ts';
import { openControlDatabase } from './control-database.ts';
import { asControlError, ControlError } from './control-error.ts';
import { rowsOf, type LedgerSteps as Steps, takeSteps } from './ledger-steps.ts';
import type { LedgerSource } from './open-store.ts';
import { takeStepsIn } from './postgres-control-steps.ts';

/** An account that was suspended and not lifted. Times are milliseconds since the epoch. */
export type OpenSuspension = {
  readonly account: string;
  readonly cause: string;
  readonly recordId: string | null;
  readonly since: number;
};

/** Something owed for an operation and not done. */
export type OpenObligation = {
  readonly recordId: string;
  readonly kind: string;
  readonly organisation: string;
  readonly dueBy: number | null;
};

/** What is open in the control state, for whoever runs it: never who broke the glass, nor about whom. */
export type OpenControl = {
  readonly suspensions: readonly OpenSuspension[];
  readonly obligations: readonly OpenObligation[];
};

/**
 * Lists what is open, the soonest due and the longest suspended first. Works while a gateway writes.
 *
 * @throws ControlError when there is no control state, or it cannot be read.
 */
export async function listControl({ directory, postgres: settings = null }: LedgerSource): Promise<OpenControl> {
  if (settings === null) {
    const control = openControlDatabase(directory, { access: 'READ', busyTimeoutMs: 5_000 });
    try {
      return control.use((database) => takeSteps(database, openOnes()));
    } finally {
      control.close();
    }
  }
  const postgres = openPostgres(settings, { connections: 1, application: 'childview-reader' });
  try {
    return await postgres.transaction('SNAPSHOT', async (query) => {
      const { rows } = await query("SELECT to_regclass('control') IS NOT NULL AS is_there");
      if (rows[0]?.['is_there'] !== true) throw new ControlError('CONTROL_MISSING');
      return takeStepsIn(query, openOnes());
    });
  } catch (error) {
    throw asControlError(error);
  } finally {
    await postgres.close();
  }
}

function* openOnes(): Steps<OpenControl> {
  const suspensions = yield* rowsOf(suspensionsSql);
  const obligations = yield* rowsOf(obligationsSql);
  return {
    suspensions: suspensions.map((row) => suspensionRow.parse(row)),
    obligations: obligations.map((row) => obligationRow.parse(row)),
  };
}

const suspensionsSql = `
SELECT subject AS account, cause, record_id AS "recordId", since FROM suspension WHERE lifted_at IS NULL ORDER BY since, id`;

const obligationsSql = `
SELECT obligation.record_id AS "recordId", kind, organisation, due_by AS "dueBy"
FROM obligation JOIN operation ON operation.record_id = obligation.record_id
WHERE done_at IS NULL ORDER BY due_by IS NULL, due_by, obligation.record_id, kind`;

const suspensionRow = z.object({
  account: z.string(),
  cause: z.string(),
  recordId: z.string().nullable(),
  since: z.number(),
});
const obligationRow = z.object({
  recordId: z.string(),
  kind: z.string(),
  organisation: z.string(),
  dueBy: z.number().nullable(),
});

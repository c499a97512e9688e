import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../src/config/load-config.ts';
import { postgresOf } from '../../src/join-postgres.ts';
import { isSpokenOf } from '../../src/ledger/control-database.ts';
import { asControlError, ControlError, type ControlErrorCode } from '../../src/ledger/control-error.ts';
import { listControl } from '../../src/ledger/list-control.ts';
import { mayMake } from '../../src/ledger/open-postgres-control.ts';
import { openPostgres, type PostgresSettings } from '../../src/postgres/open-postgres.ts';
import { type Finding, mend, notChecked, ok } from './finding.ts';

const what = 'control state';

/**
 * Whether the control state can be relied on: it is there, or a gateway that starts may make it, and its tables are what
 * they were made as. Reads, while a gateway may write; what is open is nobody's business here.
 */
export async function checkControl(config: Config): Promise<readonly Finding[]> {
  const { directory } = config.ledger;
  let postgres: PostgresSettings | null;
  try {
    postgres = postgresOf(config);
  } catch {
    // A file of the connection is amiss, which is told with PostgreSQL.
    return [unasked];
  }
  try {
    // An empty file is what a first start leaves that was ended.
    const size = statSync(join(directory, 'control.sqlite'), { throwIfNoEntry: false })?.size ?? 0;
    if (postgres === null && size === 0) return [isSpokenOf(directory) ? refused(missing) : notYet];
    await listControl({ directory, postgres });
    return [ok(what)];
  } catch (error) {
    const fault = asControlError(error);
    if (postgres === null) return [refused(fault)];
    if (fault.code === 'CONTROL_MISSING') return [await asToMaking(postgres, directory)];
    // What keeps PostgreSQL from answering is told with it.
    return [unanswered.has(fault.code) ? unasked : refused(fault)];
  }
}

async function asToMaking(settings: PostgresSettings, directory: string): Promise<Finding> {
  const postgres = openPostgres(settings, { connections: 1, application: 'childview-doctor' });
  try {
    return (await postgres.transaction('SNAPSHOT', (query) => mayMake(query, directory))) ? notYet : refused(missing);
  } catch (error) {
    return refused(asControlError(error));
  } finally {
    await postgres.close();
  }
}

const missing = new ControlError('CONTROL_MISSING');
const notYet = ok(what, 'not there yet; the first start makes it');
const unasked = notChecked(what, 'PostgreSQL cannot be asked');
const unanswered: ReadonlySet<ControlErrorCode> = new Set(['CONTROL_NOT_USABLE', 'CONTROL_BUSY', 'CONTROL_TIMEOUT']);

function refused({ code, message }: ControlError): Finding {
  return mend(what, `${code}: ${message}`, fixes[code] ?? 'docs/control-state.md has the codes.');
}

const restore = 'A gateway does not start over it. Change nothing and follow docs/operations/restoring.md.';
const fixes: Partial<Readonly<Record<ControlErrorCode, string>>> = {
  CONTROL_MISSING: restore,
  CONTROL_DAMAGED: restore,
  CONTROL_REPLACED: restore,
};

import type { Config } from './config/load-config.ts';
import { postgresOf } from './join-postgres.ts';
import { type Control, openControl } from './ledger/open-control.ts';
import { openPostgresControl } from './ledger/open-postgres-control.ts';

/**
 * Opens the control state: in PostgreSQL with the ledger, for all instances over it, or in a file beside it.
 *
 * @throws ControlError when it is missing, damaged or cannot be reached.
 */
export function openOwnControl(config: Config): Promise<Control> {
  const postgres = postgresOf(config);
  const options = { directory: config.ledger.directory, noticesFile: config.notices.file, now: Date.now };
  return postgres === null ? openControl(options) : openPostgresControl({ ...options, postgres });
}

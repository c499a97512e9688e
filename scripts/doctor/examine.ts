import { ConfigError } from '../../src/config/config-error.ts';
import { type Config, loadConfig } from '../../src/config/load-config.ts';
import { checkAgencies } from './check-agencies.ts';
import { checkControl } from './check-control.ts';
import { checkDocuments } from './check-documents.ts';
import { checkIdentity } from './check-identity.ts';
import { checkKeys } from './check-keys.ts';
import { checkLedger } from './check-ledger.ts';
import { checkPeers } from './check-peers.ts';
import { checkPostgres } from './check-postgres.ts';
import { checkProtocol } from './check-protocol.ts';
import { checkRedis } from './check-redis.ts';
import { checkStores } from './check-stores.ts';
import { checkTelemetry } from './check-telemetry.ts';
import { type Finding, mend, ok } from './finding.ts';

/** Everything that is to be said of the deployment whose configuration the file holds, in the order it is looked at. */
export async function examine(file: string): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = loadConfig(file, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ key, problem, fix }) => mend('configuration', `${key} ${problem}`, fix));
  }
  const { findings, protocol } = checkProtocol(config);
  return [
    ok('configuration', config.environment),
    ...checkKeys(config),
    ...findings,
    ...checkStores(config),
    ...(await checkPostgres(config)),
    ...(await checkLedger(config)),
    ...(await checkControl(config)),
    ...(await checkRedis(config)),
    ...(await checkDocuments(config, protocol)),
    ...(protocol === null ? [] : await checkIdentity(config, protocol)),
    ...(await checkAgencies(config)),
    ...(await checkPeers(config)),
    ...(await checkTelemetry(config)),
  ];
}

/**
 * `npm run doctor -- --config FILE`: checks a deployment from the machine that the gateway runs on, and says what
 * to mend. Reads only; asks agencies and issuers for what tells nothing of anybody. Ends with 1 when something is
 * to be mended, with 2 when it was not asked rightly.
 */
import { parseArgs } from 'node:util';
import { ConfigError } from '../src/config/config-error.ts';
import { type Config, loadConfig } from '../src/config/load-config.ts';
import { checkAgencies } from './doctor/check-agencies.ts';
import { checkControl } from './doctor/check-control.ts';
import { checkDocuments } from './doctor/check-documents.ts';
import { checkIdentity } from './doctor/check-identity.ts';
import { checkKeys } from './doctor/check-keys.ts';
import { checkLedger } from './doctor/check-ledger.ts';
import { checkPeers } from './doctor/check-peers.ts';
import { checkPostgres } from './doctor/check-postgres.ts';
import { checkProtocol } from './doctor/check-protocol.ts';
import { checkRedis } from './doctor/check-redis.ts';
import { checkStores } from './doctor/check-stores.ts';
import { type Finding, mend, ok } from './doctor/finding.ts';
import { reach } from './doctor/reach.ts';

const usage = `Usage: npm run -s doctor -- --config FILE [--json]

Checks configuration, keys, protocol, contracts, issuers, agencies (address, grant, clock, schema), peers, stores, the
ledger and the control state in them, Redis, trusted documents and the collector of telemetry. Exit code 0: nothing to mend; 1: something is; 2: not asked rightly.`;

const marks: Readonly<Record<Finding['state'], string>> = {
  OK: 'ok    ',
  MEND: 'MEND  ',
  ADVICE: 'advice',
  NOT_CHECKED: '-     ',
};

process.exitCode = await main();

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    console.error(usage);
    return 2;
  }
  if (asked.help === true) {
    console.log(usage);
    return 0;
  }
  const findings = await examine(asked.config ?? '');
  if (asked.json === true) console.log(JSON.stringify(findings, null, 2));
  else print(findings);
  return findings.some(({ state }) => state === 'MEND') ? 1 : 0;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { config: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    return values.config === undefined && values.help !== true ? null : values;
  } catch {
    return null;
  }
}

async function examine(file: string): Promise<readonly Finding[]> {
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

async function checkTelemetry(config: Config): Promise<readonly Finding[]> {
  const { otlp } = config.telemetry;
  if (otlp === undefined) return [];
  const reached = await reach(`${otlp.url.replace(/\/$/, '')}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
    timeoutMs: config.deadlineMs,
  });
  return [
    reached.kind === 'ANSWERED' && reached.status < 500
      ? ok('collector of telemetry')
      : mend(
          'collector of telemetry',
          'does not answer',
          'See docs/operations/telemetry.md; nothing else waits for it.',
        ),
  ];
}

function print(findings: readonly Finding[]): void {
  for (const { what, state, detail, fix } of findings) {
    console.log(`${marks[state]}  ${what}${detail === '' ? '' : `: ${detail}`}`);
    if (fix !== '') console.log(`        ${fix}`);
  }
  const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length;
  console.log(`\n${count('MEND')} to mend, ${count('ADVICE')} to think about, ${count('NOT_CHECKED')} not checked.`);
}

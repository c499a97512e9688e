/**
 * `npm run peers`: six authorities on one machine. Starts the mocked agencies, the identity provider, the
 * registry and six gateways, prints where everything is and a request ready to paste, and stops all of it on
 * Ctrl-C. `--down LA:006` leaves one out; `--base-port N` (default 4200) moves all ports.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { testIdentifier } from '../mocks/identifiers/test-identifier.ts';
import { sixAuthorities } from '../mocks/peers/six-authorities.ts';
import { whenOrphaned } from '../src/when-orphaned.ts';
import { type SixWorld, startSixWorld } from './peers/six-world.ts';

const { values } = parseArgs({
  options: { down: { type: 'string', multiple: true, default: [] }, 'base-port': { type: 'string', default: '4200' } },
});
const basePort = Number(values['base-port']);
const codes = sixAuthorities.map(({ code }) => String(code));
const unknown = values.down.filter((code) => !codes.includes(code));
if (unknown.length > 0 || !Number.isInteger(basePort) || basePort < 1024 || basePort > 65_000) {
  console.error(`Options: --down CODE (of ${codes.join(', ')}), --base-port N (1024 to 65000).`);
  process.exit(2);
}

let world: SixWorld | undefined;
let isStopping = false;
const stop = async (exitCode: number): Promise<void> => {
  if (isStopping) return;
  isStopping = true;
  await world?.stop();
  process.exit(exitCode);
};
process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
whenOrphaned(() => void stop(0));

const directory = join(import.meta.dirname, '../.data/peers');
rmSync(directory, { recursive: true, force: true });
try {
  console.log('Starting six authorities: agencies, registry, gateways ...');
  world = await startSixWorld({ directory, basePort, only: codes.filter((code) => !values.down.includes(code)) });
} catch (error) {
  console.error(error instanceof Error ? error.message : 'A part could not be started.');
  console.error(`If a port is taken (from ${basePort} on), give another --base-port.`);
  process.exit(1);
}
if (isStopping) await world.stop();

const lines = sixAuthorities.map(({ code, town }) => {
  const running = world?.authorities.get(code);
  const state = values.down.includes(code)
    ? 'not started'
    : `${running?.url}/graphql  process ${running?.processId() ?? '?'}`;
  return `  ${code}  ${town.padEnd(12)}${state}`;
});
console.log(`
Six authorities are running.

${lines.join('\n')}
  registry             ${world.registry.url}/peers
  identity provider    ${world.identity}

A social worker of the first authority asks for the child whom all six know:

${request(world)}

Stop one of them (kill and its process) and ask again, leave a purpose out of its protocol/peers.yaml, or read its log and ledger:
everything of an authority lies under .data/peers/. docs/peers.md says what to look for. Ctrl-C stops everything.`);

/** The whole command; the token is the mocked provider's. */
function request({ identity, authorities }: SixWorld): string {
  const query = `query V($nhs: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
    childByIdentifier(scheme: NHS_NUMBER, value: $nhs) {
      identity { names { given family sources } }
      involvements { agency dutyPhone practitioner { name phone } custodian }
      authoritySources { custodian agency state }
      missingEducation { state }
      sources { agency state }
    }
  }`;
  const variables = { nhs: testIdentifier('NHS_NUMBER', 10), why: 'Strategy discussion' };
  const body = JSON.stringify({ query: query.replaceAll(/\s+/g, ' '), variables });
  const [first] = sixAuthorities;
  return `curl -s ${authorities.get(first.code)?.url}/graphql -H 'content-type: application/json' \\
  -H "authorization: Bearer $(npm run -s token -- social-worker --issuer-base ${identity})" \\
  -d '${body}'`;
}

/**
 * `npm run doctor -- --config FILE`: checks a deployment from the machine that the gateway runs on, and says what
 * to mend. Reads only; asks agencies and issuers for what tells nothing of anybody. Ends with 1 when something is
 * to be mended, with 2 when it was not asked rightly.
 */
import { parseArgs } from 'node:util';
import { examine } from './doctor/examine.ts';
import type { Finding } from './doctor/finding.ts';

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

function print(findings: readonly Finding[]): void {
  for (const { what, state, detail, fix } of findings) {
    console.log(`${marks[state]}  ${what}${detail === '' ? '' : `: ${detail}`}`);
    if (fix !== '') console.log(`        ${fix}`);
  }
  const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length;
  console.log(`\n${count('MEND')} to mend, ${count('ADVICE')} to think about, ${count('NOT_CHECKED')} not checked.`);
}

import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createAccess } from '../src/access/create-access.ts';
import { readPolicies } from '../src/access/read-policies.ts';
import { loadProtocol } from '../src/config/load-protocol.ts';
import { ProtocolError } from '../src/config/protocol-error.ts';

const usage = `Usage: npm run protocol -- check [--directory DIR]

  check   reads the sharing protocol, validates its policies strictly and reports every fault`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { directory: { type: 'string', default: join(import.meta.dirname, '../protocol') } },
});

if (positionals.length !== 1 || positionals[0] !== 'check') {
  console.error(usage);
  process.exitCode = 2;
} else {
  try {
    const directory = resolve(values.directory);
    // Issuers written as paths are not looked at here, so any base will do.
    const protocol = loadProtocol(directory, { issuerBase: 'https://issuer.invalid', readPolicies });
    createAccess({ protocol, agencies: Object.keys(protocol.discloserKinds), classes: [], restrictions: [] });
    const { version, policies, schedules, signatories, bases } = protocol;
    console.log(
      `The sharing protocol ${version} is sound: ${policies.length} policies, ${schedules.length} schedules, ` +
        `${bases.length} bases, ${signatories.length} organisations.`,
    );
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the configuration of a gateway over a ledger, for commands that look at its stores; gives the file. */
export function writeGatewayConfig(data: string, ledger: Readonly<Record<string, unknown>>): string {
  const file = join(data, 'gateway.yaml');
  const config = {
    environment: 'development',
    dataDirectory: data,
    identity: { issuerBase: 'http://127.0.0.1:1', audience: 'childview' },
    agencies: [
      { name: 'health', url: 'http://127.0.0.1:1/', contract: 'a.graphql', dialect: 'PLAIN', schemes: ['NHS_NUMBER'] },
    ],
    ledger,
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

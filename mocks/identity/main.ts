/** `node mocks/identity/main.ts --port 4100 [--host 127.0.0.1] [--today YYYY-MM-DD]` */
import { parseArgs } from 'node:util';
import { startIdentityProvider } from './start-identity-provider.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4100' },
    host: { type: 'string', default: '127.0.0.1' },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
});

try {
  const { host, port, today } = values;
  const provider = await startIdentityProvider({ host, port: Number(port), today });
  const stop = (): void => void provider.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A parent that died without a word must not leave this behind.
  process.once('disconnect', stop);
  console.log(JSON.stringify({ listening: provider.url }));
} catch (error) {
  console.error(`The identity provider did not start: ${error instanceof Error ? error.message : 'unknown fault'}.`);
  process.exitCode = 1;
}

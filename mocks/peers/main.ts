/**
 * The mocked agencies of six authorities in one process, for `npm run peers` and the tests:
 * `node mocks/peers/main.ts --keys DIR [--base-port N]`. Grant keys lie under `DIR/<authority>/`. Prints
 * `{"listening": {authority: {agency: url}}}`; SIGTERM, SIGINT or the end of its parent stop it.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAgencyServer } from '../agency-server.ts';
import { loadOrCreateGrantKey } from '../grant-key.ts';
import { recordsOf } from '../records/build-records.ts';
import { calendarOf } from '../records/calendar.ts';
import { agenciesOfSix, childrenOfSix, sixAuthorities } from './six-authorities.ts';

const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '.data/keys' },
    'base-port': { type: 'string', default: '0' },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
});
const basePort = Number(values['base-port']);
const calendar = calendarOf(values.today);

const servers = await Promise.all(
  sixAuthorities.flatMap(({ code }, at) =>
    agenciesOfSix.map(async ([agency, dialect], index) => {
      const records = childrenOfSix(code, calendar).flatMap((child) => recordsOf(child, agency, calendar));
      const server = await startAgencyServer({
        agency,
        dialect,
        records,
        grantKey: loadOrCreateGrantKey(join(values.keys, code.replace(':', '-')), agency),
        today: values.today,
        authority: code,
        port: basePort === 0 ? 0 : basePort + at * 10 + index,
      });
      return { code, agency, server };
    }),
  ),
);
const listening: Record<string, Record<string, string>> = {};
for (const { code, agency, server } of servers) (listening[code] ??= {})[agency] = server.url;
console.log(JSON.stringify({ listening }));

const stop = (): void => void Promise.all(servers.map(({ server }) => server.close())).then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
process.once('disconnect', stop);

import { join } from 'node:path';
import { loadVerificationKeys } from '../../src/ledger/ledger-keys.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { filesIn, leaksIn, postgresPlace, redisPlace } from '../never-stored/places.ts';
import { type SoakWorld, soakSchema } from './soak-world.ts';

/** What a soak lost or leaked: answers without their record, chains that are not sound, places that hold case data. */
export async function lostAndLeaked(
  soak: SoakWorld,
  released: readonly string[],
  markers: readonly string[],
): Promise<readonly string[]> {
  const { directories, postgres, redis, world } = soak;
  await soak.stopGateways();
  const { rows } = await postgres
    .client(soakSchema)
    .query(
      "SELECT CAST(body AS json) ->> 'recordId' AS id FROM record WHERE CAST(body AS json) ->> 'kind' = 'RELEASED'",
    );
  const onRecord = new Set(rows.map(({ id }) => String(id)));
  const lost = released.filter((recordId) => !onRecord.has(recordId)).length;
  const report = await verifyLedger({
    directory: join(world.directory, 'ledger'),
    postgres: postgres.settings(soakSchema),
    checkpointsFile: directories.map((data) => join(data, 'ledger-checkpoints.jsonl')),
    verificationKeys: loadVerificationKeys(join(world.directory, 'keys')),
  });
  // The store is large after minutes of load; each file of the world is searched for all of them once more at the end.
  const some = markers.filter((_, index) => index % 12 === 0);
  const leaks = await leaksIn(
    [filesIn('files of the gateways', world.directory), redisPlace(redis.client()), postgresPlace(postgres)],
    some,
  );
  return [
    ...(released.length === 0 ? ['nothing was answered at all'] : []),
    ...(lost > 0 ? [`${lost} of ${released.length} answers are not on record`] : []),
    ...report.findings.map(({ code }) => `verify: ${code}`),
    ...leaks.map(({ markers: found, place }) => `${place} holds ${found} markers`),
  ];
}

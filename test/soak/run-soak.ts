/**
 * `npm run soak [-- --minutes 10] [--seed N] [--clients N] [--only WORDS]`: two gateways behind a proxy, sharing PostgreSQL and Redis, over
 * agencies in processes of their own, under load, while things go wrong at random: agencies, an instance, Redis,
 * PostgreSQL, the protocol. Ends with a report, and with 1 if anything was lost, leaked or wrong, or did not mend itself.
 */
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from '../graph/random.ts';
import { plantedMarkers } from '../harness/markers.ts';
import { until } from '../harness/until.ts';
import { setup, teardown } from '../harness/whole-run.ts';
import { lostAndLeaked } from './look-back.ts';
import { patienceMs, startSoakWorld } from './soak-world.ts';
import { draw, stormsOf } from './storms.ts';
import { createSoakLoad } from './soak-load.ts';

const options = readOptions();
if (options === null) {
  console.error(
    'Usage: npm run soak [-- --minutes 10] [--seed N] [--clients 6] [--only WORDS]: minutes up to 1440, clients up to 64, WORDS of the names of what is to go wrong.',
  );
  process.exit(2);
}
const { clients, minutes, only, seed } = options;

const say = (text: string): void => console.error(text);

say(`Seed ${seed}. Starting agencies, PostgreSQL, Redis, two gateways and a proxy ...`);
setup();
// It names organisations that the mocks' data name, too, so it is not among what is searched.
const protocol = mkdtempSync(join(tmpdir(), 'childview-soak-protocol-'));
cpSync(fileURLToPath(new URL('../../protocol', import.meta.url)), protocol, { recursive: true });
const soak = await startSoakWorld(protocol);
const faults: string[] = [];
try {
  say(`Instances: ${soak.instances.join(', ')}; proxy: ${soak.url}; PostgreSQL: ${soak.postgres.port}.`);
  const load = await createSoakLoad(soak, say);
  const random = createRandom(seed);
  const storms = stormsOf(soak, protocol, random).filter(({ make }) => make().name.includes(only));
  const raged = new Map<string, number>();
  const recoveries: number[] = [];
  const endsAt = performance.now() + minutes * 60_000;
  const running = load.run(clients);
  let longest = 0;
  while (performance.now() < endsAt) {
    // One or two things at a time, then calm until all is well again.
    load.isStorm = true;
    const drawn = [draw(storms, random), ...(random.chance(0.4) ? [draw(storms, random)] : [])];
    // The same thing cannot go wrong twice at a time.
    const some = drawn.filter(
      ({ name }, index) => drawn.findIndex((other) => kindOf(other.name) === kindOf(name)) === index,
    );
    for (const { name } of some) raged.set(name, (raged.get(name) ?? 0) + 1);
    let mendedAt = performance.now();
    try {
      await Promise.all(some.map(({ rage }) => rage(random.int(300, 4000))));
      mendedAt = performance.now();
      await until(() => load.isWell(), patienceMs);
    } catch {
      faults.push(...soak.crashes().map((printed) => `an instance ended by itself: ${printed.slice(-2000)}`));
      faults.push(`not well ${patienceMs / 1000} s after: ${some.map(({ name }) => name).join(', ')}`);
      break;
    }
    const recovery = performance.now() - mendedAt;
    recoveries.push(recovery);
    longest = Math.max(longest, recovery);
    await load.settle();
    load.isStorm = false;
    await wait(random.int(500, 2000));
    say(
      `${((performance.now() - endsAt) / 60_000 + minutes).toFixed(1)} min: ${some.map(({ name }) => name).join(', ')}; well again after ${(recovery / 1000).toFixed(1)} s; ${load.summary()}`,
    );
  }
  load.end();
  await running;
  if (faults.length === 0) await load.followIds();
  faults.push(...load.faults());
  say('Looking back: records, chains, whatever was written ...');
  faults.push(...(await lostAndLeaked(soak, load.released(), plantedMarkers())));
  console.log(
    [
      `Seed ${seed}, ${minutes} minutes, ${clients} clients, two instances.`,
      `Answers: ${load.summary()}.`,
      `What went wrong: ${[...raged]
        .sort(([, one], [, other]) => other - one)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')}.`,
      `Well again after ${median(recoveries)} s in the middle, ${(longest / 1000).toFixed(1)} s at most.`,
      faults.length === 0 ? 'Nothing was lost, leaked or wrong.' : `WRONG:\n${faults.join('\n')}`,
    ].join('\n'),
  );
} finally {
  await soak.stop();
}
if (faults.length === 0) await teardown();
else process.exitCode = 1;

function kindOf(name: string): string {
  return name.split(' ')[0] ?? name;
}

function median(times: readonly number[]): string {
  const sorted = [...times].sort((one, other) => one - other);
  return ((sorted[Math.floor(sorted.length / 2)] ?? 0) / 1000).toFixed(1);
}

/** Null: they cannot be made sense of. */
function readOptions(): {
  readonly minutes: number;
  readonly seed: number;
  readonly clients: number;
  readonly only: string;
} | null {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ options: { minutes: text, seed: text, clients: text, only: text } });
    const minutes = Number(values.minutes ?? 10);
    const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
    const clients = Number(values.clients ?? 6);
    const isMade = minutes > 0 && minutes <= 1440 && Number.isInteger(seed);
    const areFew = Number.isInteger(clients) && clients > 0 && clients <= 64;
    return isMade && areFew ? { minutes, seed, clients, only: values.only ?? '' } : null;
  } catch {
    return null;
  }
}

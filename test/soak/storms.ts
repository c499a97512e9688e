import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../graph/random.ts';
import { until } from '../harness/until.ts';
import { agencies, type AgencyUnderTest } from '../harness/world.ts';
import { patienceMs, type SoakWorld } from './soak-world.ts';

/** Something that goes wrong for a while. */
export type Storm = {
  readonly name: string;
  /** Lets it happen and mends it. */
  readonly rage: (ms: number) => Promise<void>;
};

/** What agencies do wrong, each of `mocks/engine/faults.ts` that needs no more to be said. */
const agencyFaults = [
  { fault: 'DOWN' },
  { fault: 'SLOW', ms: 400 },
  { fault: 'HANG' },
  { fault: 'STATUS_500' },
  { fault: 'HTML' },
  { fault: 'INVALID_JSON' },
  { fault: 'GRAPHQL_ERROR' },
  { fault: 'WRONG_TYPES' },
  { fault: 'SURPLUS_ROWS' },
  { fault: 'OTHER_ROWS' },
  { fault: 'DUPLICATE_ROWS' },
  { fault: 'MISSING_ROWS' },
  { fault: 'REORDERED' },
  { fault: 'HUGE', bytes: 20_000_000 },
  { fault: 'STATUS_500', kind: 'CONTENT' },
  { fault: 'HANG', kind: 'FACTS', count: 3 },
] as const;

/** All that can go wrong in a soak, each with how often it is drawn. */
export function stormsOf(
  soak: SoakWorld,
  protocolDirectory: string,
  random: Random,
): readonly { readonly weight: number; readonly make: () => Storm }[] {
  const anyAgency = (): AgencyUnderTest => random.pick(agencies);
  const { postgres, redis, second, world } = soak;
  let editions = 0;
  return [
    {
      weight: 10,
      make: () => {
        const agency = anyAgency();
        const fault = random.pick(agencyFaults);
        return {
          name: `agency answers ${fault.fault}`,
          rage: async (ms) => {
            await world.setFaults(agency, [fault]);
            await wait(ms);
            await world.setFaults(agency, []);
          },
        };
      },
    },
    {
      weight: 3,
      make: () => ({
        name: 'agency killed',
        rage: async (ms) => {
          const agency = anyAgency();
          await world.agency(agency).stop('SIGKILL');
          await wait(ms);
          await world.startAgency(agency);
        },
      }),
    },
    {
      weight: 3,
      make: () => ({
        name: 'instance killed',
        rage: async (ms) => {
          await second.kill();
          await wait(ms);
          await second.start();
        },
      }),
    },
    {
      weight: 2,
      make: () => ({
        name: 'Redis killed',
        rage: async (ms) => {
          await redis.kill();
          await wait(ms);
          await redis.start();
        },
      }),
    },
    {
      weight: 2,
      make: () => ({
        name: 'Redis hangs',
        rage: async (ms) => {
          redis.freeze();
          await wait(ms);
          redis.thaw();
        },
      }),
    },
    {
      weight: 2,
      make: () => ({
        name: 'PostgreSQL killed',
        rage: async (ms) => {
          await postgres.kill();
          await wait(ms);
          await postgres.start();
        },
      }),
    },
    {
      weight: 2,
      make: () => ({
        name: 'PostgreSQL hangs',
        rage: async (ms) => {
          postgres.freeze();
          await wait(ms);
          postgres.thaw();
        },
      }),
    },
    {
      weight: 2,
      make: () => ({ name: 'PostgreSQL ends sessions', rage: () => postgres.endSessions() }),
    },
    {
      weight: 2,
      make: () => ({
        name: 'protocol edited',
        rage: async (ms) => {
          const file = join(protocolDirectory, 'schedules.yaml');
          const before = await servedVersions(soak);
          editions += 1;
          writeFileSync(file, readFileSync(file, 'utf8').replace(/title: .*/, `title: Edition ${editions} of a soak`));
          await wait(ms);
          // An edit that nobody has noticed yet is not over, though everything answers as before.
          await until(async () => {
            const now = await servedVersions(soak);
            return now.length === soak.instances.length && new Set(now).size === 1 && !before.includes(now[0] ?? '');
          }, patienceMs);
        },
      }),
    },
  ];
}

/** The version of the protocol that each instance serves, of those that answer. */
async function servedVersions({ instances }: SoakWorld): Promise<readonly string[]> {
  const versions = await Promise.all(
    instances.map(async (origin) => {
      const response = await fetch(new URL('/health/ready', origin)).catch(() => null);
      const told = (await response?.json().catch(() => null)) as { protocol?: { version?: string } } | null | undefined;
      return told?.protocol?.version ?? null;
    }),
  );
  return versions.filter((version) => version !== null);
}

/** One of them, the heavier the likelier. */
export function draw(storms: ReturnType<typeof stormsOf>, random: Random): Storm {
  return random.pick(storms.flatMap(({ make, weight }) => Array.from({ length: weight }, () => make)))();
}

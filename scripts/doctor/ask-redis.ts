import { existsSync } from 'node:fs';
import type { Config } from '../../src/config/load-config.ts';
import { redisOf } from '../../src/join-limits.ts';
import type { SharedRedis } from '../../src/limits/open-redis.ts';
import { openForCommand } from '../redis-fault.ts';

/** What Redis answered; NO_KEY: not asked, since its key is made with the first start; null: it could not be asked. */
export type AskedRedis<Result> = {
  readonly found: Result | 'NO_KEY' | null;
  /** Of null: a text on a file that is amiss, or nothing. */
  readonly problem: string | null;
  /** Of null: what the operating system or Redis calls it. */
  readonly cause: string;
};

/** Asks Redis as the gateway would, once. Makes no key. */
export async function askRedis<Result>(
  config: Config,
  work: (redis: SharedRedis, hashingKey: Uint8Array) => Promise<Result | null>,
): Promise<AskedRedis<Result>> {
  const cause = 'NOT_ASKED';
  if (config.environment === 'development' && !existsSync(config.redis?.hashingKeyFile ?? ''))
    return { found: 'NO_KEY', problem: null, cause };
  let settings: ReturnType<typeof redisOf>;
  try {
    settings = redisOf(config);
  } catch (error) {
    // Names a file and what is wrong with it.
    return { found: null, problem: error instanceof Error ? error.message : 'a file cannot be read', cause };
  }
  if (settings === null) return { found: null, problem: 'there is no section redis', cause };
  const { redis, cause: lastCause } = await openForCommand(settings);
  try {
    const found = await work(redis, settings.hashingKey);
    return { found, problem: null, cause: lastCause() };
  } finally {
    redis.close();
  }
}

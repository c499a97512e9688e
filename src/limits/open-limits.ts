import type { Revocations } from '../model/revocation.ts';
import { type ClientAddress, createClientAddress } from './client-address.ts';
import type { OpenCounter, Rate } from './counter.ts';
import { createHashKey, type HashKey } from './hashed-key.ts';
import { openMemoryCounter } from './memory-counter.ts';
import { openRedis, type RedisSettings, type SharedRedis } from './open-redis.ts';
import { createRequestLimits, type RequestLimits } from './request-limits.ts';
import { createFileRevocations } from './revocation-file.ts';
import { openRevocationList } from './revocation-list.ts';
import { createRedisRevocations } from './revocation-redis.ts';
import { createSearchLimits, type SearchLimits } from './search-limits.ts';
import { createWorkerCounters } from './worker-counter.ts';

/** What limits are opened with. */
export type LimitsOptions = LimitRates & {
  /** Null: nothing is shared with gateways on other machines. */
  readonly redis: (RedisSettings & { readonly hashingKey: Uint8Array }) | null;
  /** Whether this process is one of several workers, whose primary counts for all of them. */
  readonly isWorker: boolean;
  readonly trustedProxies: readonly string[];
  readonly revocations: {
    readonly file: string;
    readonly pollMs: number;
    readonly staleSeconds: number;
    readonly freshTokenSeconds: number;
  };
  readonly clockSkewSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told what becomes of the stores, in fixed words. */
  readonly note: (event: LimitsEvent, cause?: string) => void;
};

/** How much may be asked by whom. */
export type LimitRates = {
  readonly requests: { readonly perAddress: Rate; readonly perPerson: Rate; readonly perOrganisation: Rate };
  readonly searches: { readonly perPerson: Rate; readonly perOrganisation: Rate };
};

export type LimitsEvent =
  | 'REDIS_AVAILABLE'
  | 'REDIS_UNAVAILABLE'
  | 'PRIMARY_SILENT'
  | 'REVOCATIONS_STALE'
  | 'REVOCATIONS_KNOWN';

/** What requests are held against that says nothing of children: how many, and by whose tokens. */
export type Limits = {
  readonly requests: RequestLimits;
  readonly searches: SearchLimits;
  /** Counts by other rates from now on; times that have begun end as they would have. */
  readonly setRates: (rates: LimitRates) => void;
  readonly addressOf: ClientAddress;
  readonly revocations: Revocations;
  /** Whether nobody who shares our counters has claimed this id in the last five minutes; it is claimed now. */
  readonly claimPeerRequest: (id: string) => Promise<boolean>;
  /** Codes of what does not work as it should and stops nothing. */
  readonly warnings: () => readonly string[];
  readonly close: () => Promise<void>;
};

/** A request of a peer is good for a minute; both clocks may be off by two. */
const peerRequestSeconds = 300;
const redisWaitMs = 1000;

/** Opens what is counted and revoked; a Redis that cannot be reached is waited for no longer than a second. */
export async function openLimits(options: LimitsOptions): Promise<Limits> {
  const { now, note } = options;
  const hashKey = options.redis === null ? null : createHashKey(options.redis.hashingKey);
  const redis =
    options.redis === null
      ? null
      : await openRedis(options.redis, {
          waitMs: redisWaitMs,
          onChange: ({ isUsable, cause }) => note(isUsable ? 'REDIS_AVAILABLE' : 'REDIS_UNAVAILABLE', cause),
        });
  const openCounter = await countersOf(redis, hashKey, options);
  const { pollMs, staleSeconds, freshTokenSeconds, file } = options.revocations;
  const revocations = await openRevocationList({
    sources: [createFileRevocations(file), ...(redis === null ? [] : [createRedisRevocations(redis, now)])],
    hashKey,
    pollMs,
    staleMs: staleSeconds * 1000,
    freshTokenMs: freshTokenSeconds * 1000,
    clockSkewMs: options.clockSkewSeconds * 1000,
    now,
    onChange: (isStale) => note(isStale ? 'REVOCATIONS_STALE' : 'REVOCATIONS_KNOWN'),
  });
  const claims = openCounter('peer-requests', { count: 1, seconds: peerRequestSeconds }, 'REFUSE');
  const requests = createRequestLimits(options.requests, openCounter);
  const searches = createSearchLimits(options.searches, openCounter);
  return {
    requests,
    searches,
    setRates: (rates) => {
      requests.setRates(rates.requests);
      searches.setRates(rates.searches);
    },
    addressOf: createClientAddress(options.trustedProxies),
    revocations,
    claimPeerRequest: async (id) => !(await claims.take(id, 1)).isOver,
    warnings: () => [
      ...(redis === null || redis.isUsable() ? [] : ['REDIS_UNAVAILABLE']),
      ...(revocations.isStale() ? ['REVOCATIONS_STALE'] : []),
    ],
    close: async () => {
      await revocations.close();
      redis?.close();
    },
  };
}

async function countersOf(
  redis: SharedRedis | null,
  hashKey: HashKey | null,
  options: LimitsOptions,
): Promise<OpenCounter> {
  if (redis !== null && hashKey !== null) {
    const { createRedisCounters } = await import('./redis-counter.ts');
    return createRedisCounters(redis, hashKey);
  }
  if (!options.isWorker) return openMemoryCounter;
  return createWorkerCounters(oncePer(10_000, () => options.note('PRIMARY_SILENT')));
}

/** Says it at most once in that time. */
function oncePer(ms: number, say: () => void): () => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - saidAt < ms) return;
    saidAt = performance.now();
    say();
  };
}

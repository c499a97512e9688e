import type { Config } from './config/load-config.ts';
import { loadKey } from './config/load-key.ts';
import { loadSecret } from './config/load-secret.ts';
import { loadTls } from './config/load-tls.ts';
import type { RedisSettings } from './limits/open-redis.ts';
import { type Limits, openLimits } from './limits/open-limits.ts';
import type { Practitioner } from './model/practitioner.ts';
import type { Log } from './telemetry/create-log.ts';

/** Opens what requests are counted and tokens revoked by, as it is configured. */
export function openLimitsOf(
  config: Config,
  parts: { readonly isWorker: boolean; readonly log: Log },
): Promise<Limits> {
  return openLimits({
    redis: redisOf(config),
    isWorker: parts.isWorker,
    requests: config.limits.requests,
    searches: config.limits.searches,
    trustedProxies: config.limits.requests.trustedProxies,
    revocations: config.revocations,
    clockSkewSeconds: config.identity.clockSkewSeconds,
    now: Date.now,
    note: (event, cause) =>
      event === 'REDIS_AVAILABLE' || event === 'REVOCATIONS_KNOWN'
        ? parts.log.info(event)
        : parts.log.warn(event, { cause }),
  });
}

/** How Redis is spoken to, with its secrets read; null: there is none. */
export function redisOf({ environment, redis }: Config): (RedisSettings & { hashingKey: Uint8Array }) | null {
  if (redis === null) return null;
  return {
    url: redis.url,
    sentinels: redis.sentinels,
    username: redis.username ?? null,
    password: redis.passwordFile === undefined ? null : loadSecret(redis.passwordFile),
    tls: loadTls(redis.tls, 'redis.tls'),
    keyPrefix: redis.keyPrefix,
    commandTimeoutMs: redis.commandTimeoutMs,
    hashingKey: loadKey(redis.hashingKeyFile, { mayCreate: environment === 'development' }),
  };
}

/** Whom a request is counted by: everybody who takes part in it, and the organisation it is made for. */
export function countedBy({ subject, organisation, mediator }: Practitioner): {
  readonly people: readonly string[];
  readonly organisation: string;
} {
  return { people: mediator === null ? [subject] : [subject, mediator.subject], organisation };
}

import { openRedis, type RedisSettings, type SharedRedis } from '../src/limits/open-redis.ts';

/** How long a command waits for Redis, in milliseconds. */
const waitMs = 5000;

/**
 * Redis for a command that is run once. Why it could not be asked: `cause` as Redis, TLS or the operating system calls it,
 * `fault` in one line, without a secret.
 */
type CommandRedis = { readonly redis: SharedRedis; readonly cause: () => string; readonly fault: () => string };

/** Connects a command to Redis; waits longer than a request may. */
export async function openForCommand(settings: RedisSettings): Promise<CommandRedis> {
  let last = 'NOT_ANSWERED';
  const onChange = ({ isUsable, cause }: { readonly isUsable: boolean; readonly cause: string }): void => {
    if (!isUsable) last = cause;
  };
  const redis = await openRedis({ ...settings, commandTimeoutMs: waitMs }, { waitMs, onChange });
  return { redis, cause: () => last, fault: () => `${redisFault(last)} (${last})` };
}

/** What to look at, by what Redis, TLS or the operating system says. */
export function redisFault(cause: string): string {
  return (
    causes.find(([pattern]) => pattern.test(cause))?.[1] ??
    'Redis could not be reached: check `redis.url` (`rediss:` where it has TLS) and `redis.sentinels`, the network, and that it runs'
  );
}

const causes: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:WRONGPASS|NOAUTH)$/,
    'Redis refuses the credentials: check `redis.username` and the password in `redis.passwordFile`',
  ],
  [/^NOPERM$/, 'Redis denies the user of `redis.username` this: give it the commands and keys of `redis.keyPrefix`'],
  [
    /^(?:ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/,
    'TLS with Redis fails: check `redis.tls`, whether `redis.url` begins with `rediss:`, and whose certificate the server has',
  ],
  // What it thinks of our certificate comes too late to be heard at times.
  [
    /^(?:ECONNRESET|EPIPE|CLOSED|ETIMEDOUT|NOT_ANSWERED|NOT_CONNECTED)$/,
    'Redis ended the connection, or did not answer: check the network, `redis.tls`, whether `redis.url` begins with `rediss:`, and its log',
  ],
  [/^(?:READONLY|OOM|MISCONF|NOREPLICAS|LOADING|MASTERDOWN|CLUSTERDOWN)$/, 'Redis takes no changes now: see its log'],
];

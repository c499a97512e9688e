import type { Redis, RedisOptions } from 'ioredis';

/** Where Redis is, and how it is spoken to. */
export type RedisSettings = {
  /** `redis://host:port/number` or, with TLS, `rediss://...`; no user and no password in it. */
  readonly url: string;
  /** `host:port` of those who know which server is written to; the host of `url` is the name of the group. Absent or none: it is the server. */
  readonly sentinels?: readonly string[];
  readonly username: string | null;
  readonly password: string | null;
  /** Texts in PEM, for `rediss:`; undefined: what the system trusts, and no certificate of our own. */
  readonly tls:
    | {
        readonly ca: string | undefined;
        readonly certificate: string | undefined;
        readonly key: string | undefined;
      }
    | undefined;
  /** What every key begins with. */
  readonly keyPrefix: string;
  readonly commandTimeoutMs: number;
};

/** A connection to Redis on which no request ever waits for long. */
export type SharedRedis = {
  /** For libraries that speak to it themselves, inside `attempt`. */
  readonly client: Redis;
  readonly keyPrefix: string;
  /** Runs commands; null at once while Redis is not to be had, and after at most the time of a command when it is lost. */
  attempt<Result>(work: (client: Redis) => Promise<Result>): Promise<Result | null>;
  /** Whether the last attempt succeeded and the connection stands. */
  isUsable(): boolean;
  close(): void;
};

/** After a fault nobody asks for so long, then one tries: a Redis that hangs costs one command in that time. */
const restMs = 500;
const connectTimeoutMs = 1000;
const longestRetryMs = 1000;

/**
 * Connects to Redis, and again whenever the connection is lost. Resolves when it stands, or when it
 * could not be had in `waitMs`: a gateway starts without it, too. `onChange` is told when it is lost
 * and had again, with a short code for why.
 */
export async function openRedis(
  settings: RedisSettings,
  parts: {
    readonly waitMs: number;
    readonly onChange: (change: { readonly isUsable: boolean; readonly cause: string }) => void;
  },
): Promise<SharedRedis> {
  // Loaded by whoever has a Redis; most have none.
  const { Redis } = await import('ioredis');
  const client = new Redis(optionsOf(settings));
  let wasUsable = false;
  let isTold = false;
  let restsUntil = 0;
  let isTrying = false;
  let lastFault = 'NOT_CONNECTED';

  const tell = (isUsable: boolean, cause: string): void => {
    if (isTold && wasUsable === isUsable) return;
    isTold = true;
    wasUsable = isUsable;
    parts.onChange({ isUsable, cause });
  };
  client.on('error', (error: unknown) => {
    lastFault = causeOf(error);
  });
  client.on('ready', () => {
    restsUntil = 0;
    lastFault = 'CLOSED';
    tell(true, 'CONNECTED');
  });
  client.on('close', () => tell(false, lastFault));

  const settled = Promise.withResolvers<void>();
  const timer = setTimeout(settled.resolve, parts.waitMs);
  client.once('ready', settled.resolve);
  // Refused for good, a wrong password say: it goes on trying, and nobody has to wait for it.
  client.once('close', settled.resolve);
  client.connect().catch(() => undefined);
  await settled.promise;
  clearTimeout(timer);
  if (client.status !== 'ready') tell(false, lastFault);

  return {
    client,
    keyPrefix: settings.keyPrefix,
    isUsable: () => wasUsable && client.status === 'ready',
    attempt: async (work) => {
      if (client.status !== 'ready') return null;
      const isProbe = restsUntil > 0;
      if (isProbe && (isTrying || performance.now() < restsUntil)) return null;
      if (isProbe) isTrying = true;
      try {
        const result = await work(client);
        restsUntil = 0;
        tell(true, 'ANSWERED');
        return result;
      } catch (error) {
        restsUntil = performance.now() + restMs;
        tell(false, causeOf(error));
        return null;
      } finally {
        if (isProbe) isTrying = false;
      }
    },
    close: () => client.disconnect(),
  };
}

function optionsOf({ url, sentinels = [], username, password, tls, commandTimeoutMs }: RedisSettings) {
  const { protocol, pathname } = new URL(url);
  const server = hostAndPort(url, 6379);
  // Said outright, so that no variable of the environment can switch it off.
  const secured = { ca: tls?.ca, cert: tls?.certificate, key: tls?.key, rejectUnauthorized: true };
  const isSecured = protocol === 'rediss:';
  return {
    ...(sentinels.length === 0
      ? server
      : {
          name: server.host,
          sentinels: sentinels.map((each) => hostAndPort(`redis://${each}`, 26_379)),
          ...(isSecured ? { enableTLSForSentinelMode: true, sentinelTLS: secured } : {}),
          sentinelRetryStrategy: retryIn,
          sentinelCommandTimeout: connectTimeoutMs,
        }),
    db: Number(pathname.slice(1) || 0),
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(isSecured ? { tls: secured } : {}),
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    // A command that cannot be sent now is not kept for later: whoever asked has long gone on without it.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: retryIn,
  } satisfies RedisOptions;
}

function retryIn(attempt: number): number {
  return Math.min(longestRetryMs, 50 * 2 ** Math.min(attempt, 10));
}

function hostAndPort(url: string, usual: number): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? usual : Number(port) };
}

/** A code for the log: what the operating system or Redis calls it; never a text, which could quote what was sent. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /^[A-Z]{3,20}(?= )/.exec(error.message)?.[0] ?? 'NOT_ANSWERED';
}

import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const projectRoot = resolve(import.meta.dirname, '../..');

const text = z.string().min(1).max(1024);
const path = text.transform((value) => resolve(value));
const milliseconds = z.int().min(50).max(60_000);
const address = text.refine(isAddress);
/** As a browser sends it: no path, no port that is the scheme's own, and never `null`. */
const origin = text.refine((value) => isAddress(value) && new URL(value).origin === value);

const rate = z.strictObject({ count: z.int().min(1).max(1_000_000), seconds: z.int().min(1).max(86_400) });

const agency = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  url: address,
  contract: text,
  dialect: z.enum(['PLAIN', 'FEDERATION']),
  schemes: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{0,31}$/)).min(1),
  completeBy: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{0,31}$/)).default([]),
  grantKeyFile: path.optional(),
  deadlineMs: milliseconds.optional(),
  tls: z
    .strictObject({ caFile: path.optional(), certificateFile: path.optional(), keyFile: path.optional() })
    .optional(),
});

const authority = z.string().regex(/^[A-Z]+:[A-Za-z0-9-]{1,60}$/);
const registry = z.strictObject({
  file: path.optional(),
  url: address.optional(),
  trustFile: path.optional(),
  refreshMs: z.int().min(1000).max(86_400_000).default(60_000),
});

/** What several gateways share besides the ledger and control state; absent: nothing. */
const redis = z.strictObject({
  url: text.refine(isRedisAddress),
  sentinels: z.array(text.refine(isHostAndPort)).max(9).default([]),
  username: text.optional(),
  passwordFile: path.optional(),
  tls: agency.shape.tls,
  hashingKeyFile: path.optional(),
  keyPrefix: z
    .string()
    .regex(/^[a-z][a-z0-9:-]{0,40}$/)
    .default('childview'),
  commandTimeoutMs: z.int().min(10).max(5000).default(200),
});

/** Where several gateways keep one ledger and one control state; absent: each has files of its own. */
const postgresql = z.strictObject({
  url: text.refine(isPostgresAddress),
  username: text,
  passwordFile: path.optional(),
  tls: agency.shape.tls,
  schema: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,40}$/)
    .default('childview'),
  statementTimeoutMs: z.int().min(100).max(60_000).default(2000),
});

/** Other local authorities' gateways; absent: none is asked, and none answered. */
const peers = z.strictObject({
  authority,
  keyFile: path.optional(),
  contract: text.default('peers/peer.graphql'),
  registry,
  connected: z
    .array(z.strictObject({ name: agency.shape.name, authority, deadlineMs: milliseconds.optional() }))
    .default([]),
});

/**
 * The configuration as it is written. Sections may be left out where every key of theirs has a
 * default. Relative paths start at the working directory.
 */
export const configSchema = z.strictObject({
  environment: z.enum(['production', 'development']).default('production'),
  listen: z
    .strictObject({ host: text.default('127.0.0.1'), port: z.int().min(0).max(65_535).default(4000) })
    .prefault({}),
  dataDirectory: path.default(() => resolve('.data')),
  protocolDirectory: path.default(join(projectRoot, 'protocol')),
  protocolReload: z
    .strictObject({
      watch: z.boolean().default(true),
      pollMs: z.int().min(100).max(3_600_000).default(2000),
      settleMs: z.int().min(10).max(60_000).default(250),
    })
    .prefault({}),
  schemasDirectory: path.default(join(projectRoot, 'schemas')),
  identity: z
    .strictObject({
      issuerBase: address,
      audience: text,
      clockSkewSeconds: z.int().min(0).max(120).default(10),
      jwks: z.array(z.strictObject({ issuer: text, url: address })).default([]),
    })
    // A section that is missing as a whole is reported key by key.
    .prefault({} as never),
  agencies: z.array(agency).min(1),
  peers: peers.optional(),
  deadlineMs: milliseconds.default(2000),
  operationDeadlineMs: z.int().min(50).max(300_000).optional(),
  limits: z
    .strictObject({
      bodyBytes: z.int().min(1024).default(262_144),
      agencyResponseBytes: z.int().min(1024).default(8_388_608),
      agencyConnections: z.int().min(1).max(1024).default(64),
      agencyQueue: z.int().min(0).max(100_000).default(256),
      agencyBreakerFailures: z.int().min(1).max(1_000_000).default(5),
      agencyBreakerPercent: z.int().min(1).max(100).default(50),
      agencyRetryPercent: z.int().min(0).max(100).default(10),
      children: z.int().min(1).max(500).default(500),
      tokens: z.int().min(1).default(5000),
      depth: z.int().min(1).default(16),
      aliases: z.int().min(0).default(100),
      directives: z.int().min(1).default(100),
      rootFields: z.int().min(1).default(20),
      cost: z.int().min(1).default(2_500_000),
      searches: z
        .strictObject({
          perOperation: z.int().min(1).max(50).default(5),
          perPerson: rate.prefault({ count: 60, seconds: 600 }),
          perOrganisation: rate.prefault({ count: 600, seconds: 600 }),
        })
        .prefault({}),
      requests: z
        .strictObject({
          perPerson: rate.prefault({ count: 600, seconds: 60 }),
          perOrganisation: rate.prefault({ count: 30_000, seconds: 60 }),
          perAddress: rate.prefault({ count: 60_000, seconds: 60 }),
          trustedProxies: z.array(text.refine(isNetwork)).max(100).default([]),
        })
        .prefault({}),
    })
    .prefault({}),
  redis: redis.optional(),
  revocations: z
    .strictObject({
      file: path.optional(),
      pollMs: z.int().min(100).max(60_000).default(1000),
      staleSeconds: z.int().min(5).max(86_400).default(60),
      freshTokenSeconds: z.int().min(60).max(86_400).default(600),
    })
    .prefault({}),
  introspection: z.enum(['off', 'open', 'caller']).default('off'),
  trustedDocuments: z
    .strictObject({
      mode: z.enum(['off', 'log', 'enforce']).default('off'),
      file: path.optional(),
      redis: z.boolean().default(false),
      pollMs: z.int().min(100).max(3_600_000).default(2000),
    })
    .prefault({}),
  cors: z.strictObject({ origins: z.array(origin).max(100).default([]) }).prefault({}),
  ledger: z
    .strictObject({
      directory: path.optional(),
      checkpointsFile: path.optional(),
      postgresql: postgresql.optional(),
      keys: z
        .strictObject({
          identifier: path.optional(),
          formerIdentifiers: z.array(path).default([]),
          signing: path.optional(),
          audit: path.optional(),
        })
        .prefault({}),
    })
    .prefault({}),
  notices: z.strictObject({ file: path.optional() }).prefault({}),
  sealedIds: z.strictObject({ keyFiles: z.array(path).default([]) }).prefault({}),
  telemetry: z
    .strictObject({
      instance: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/)
        .optional(),
      otlp: z.strictObject({ url: address, intervalMs: z.int().min(1000).max(3_600_000).default(15_000) }).optional(),
      traceRatio: z.number().min(0).max(1).default(1),
      callerTraces: z.enum(['ignored', 'linked', 'continued', 'trusted']).default('linked'),
      prometheus: z
        .strictObject({ host: text.default('127.0.0.1'), port: z.int().min(1).max(65_535).default(9464) })
        .optional(),
    })
    .prefault({}),
  log: z
    .strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info'), file: path.optional() })
    .prefault({}),
});

function isAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === '';
}

function isRedisAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, pathname, search, hash } = new URL(value);
  const isPlain = username === '' && password === '' && search === '' && hash === '' && /^\/?\d{0,3}$/.test(pathname);
  return (protocol === 'redis:' || protocol === 'rediss:') && isPlain;
}

function isHostAndPort(value: string): boolean {
  if (!/^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}$/.test(value)) return false;
  return URL.canParse(`redis://${value}`);
}

function isPostgresAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(value);
  const isPlain = username === '' && password === '' && search === '' && hash === '' && hostname !== '';
  return protocol === 'postgresql:' && isPlain && /^\/[A-Za-z0-9_-]{1,63}$/.test(pathname);
}

/** An address, or a network such as 10.0.0.0/8. */
function isNetwork(value: string): boolean {
  const [address = '', bits, ...rest] = value.split('/');
  if (isIP(address) === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 6 ? 128 : 32));
}

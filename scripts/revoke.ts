/**
 * `npm run revoke -- --config FILE ...`: takes tokens out of use before their time. Written to Redis
 * where there is one, else to the file that the gateways read; heeded by all of them within
 * `revocations.pollMs` and the time of a look.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { decodeJwt } from 'jose';
import { loadConfig } from '../src/config/load-config.ts';
import { redisOf } from '../src/join-limits.ts';
import { createHashKey } from '../src/limits/hashed-key.ts';
import { openRedis } from '../src/limits/open-redis.ts';
import { markOf, type Revocation, type Revoked } from '../src/limits/revocation.ts';
import { appendRevocation } from '../src/limits/revocation-file.ts';
import { addRedisRevocation } from '../src/limits/revocation-redis.ts';

const usage = `npm run revoke -- --config FILE WHAT [--days N] [--to-file]

WHAT is one of
  --subject 'ISSUER|SUB'         all tokens that were issued to the account until now
  --issuer ISSUER --session SID  all tokens of a session (claim sid), also those still to be issued
  --issuer ISSUER --jti JTI      one token
  --token FILE                   one token, given as it is; - reads it from standard input

--days N    for how many days it holds, at least as long as tokens of the issuer live (default 400)
--to-file   writes to the file also where there is a Redis, say because that cannot be reached`;

const dayMs = 24 * 60 * 60 * 1000;

try {
  process.exitCode = await revoke();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'It could not be revoked.');
  process.exitCode = 1;
}

async function revoke(): Promise<number> {
  const options = readOptions();
  const revoked = options === null ? null : whatIsRevoked(options);
  if (options === null || options.config === undefined || revoked === null) {
    console.error(usage);
    return 2;
  }
  const config = loadConfig(options.config, process.env);
  const at = Date.now();
  const revocation: Revocation = { mark: markOf(revoked), at, until: at + daysOf(options.days) * dayMs };
  const redis = options['to-file'] === true ? null : redisOf(config);
  if (redis === null) appendRevocation(config.revocations.file, revocation);
  else {
    const opened = await openRedis(redis, { waitMs: 5000, onChange: () => undefined });
    const added = await addRedisRevocation(opened, createHashKey(redis.hashingKey), revocation);
    opened.close();
    if (added === null) {
      throw new Error('Redis could not be reached, nothing is revoked. --to-file revokes on this machine only.');
    }
  }
  // A look at intervals, and the time that it takes.
  const seconds = Math.ceil(config.revocations.pollMs / 1000) + 1;
  const where = redis === null ? 'Gateways that read this file' : 'All gateways';
  console.log(`Revoked. ${where} refuse it from ${seconds} seconds after now on, at the latest.`);
  return 0;
}

function readOptions() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      options: {
        config: text,
        subject: text,
        issuer: text,
        session: text,
        jti: text,
        token: text,
        days: text,
        'to-file': { type: 'boolean' },
      },
    }).values;
  } catch {
    return null;
  }
}

/** Null: not said, or said twice. */
function whatIsRevoked(options: NonNullable<ReturnType<typeof readOptions>>): Revoked | null {
  const { subject, issuer, session, jti, token } = options;
  if ([subject, session, jti, token].filter((each) => each !== undefined).length !== 1) return null;
  if (subject !== undefined) return /^[^|]+\|.+$/.test(subject) ? { kind: 'SUBJECT', subject } : null;
  if (token !== undefined) return tokenIn(token);
  if (issuer === undefined) return null;
  if (session !== undefined) return { kind: 'SESSION', issuer, session };
  return jti === undefined ? null : { kind: 'TOKEN', issuer, tokenId: jti };
}

/** From a file, never from the command line, which others on the machine can read. */
function tokenIn(file: string): Revoked {
  const { iss, jti } = decodeJwt(readFileSync(file === '-' ? 0 : file, 'utf8').trim());
  if (iss === undefined || jti === undefined) {
    throw new Error('The token has no iss or no jti: revoke its session or its subject.');
  }
  return { kind: 'TOKEN', issuer: iss, tokenId: jti };
}

function daysOf(written: string | undefined): number {
  const days = Number(written ?? '400');
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new Error('--days takes a whole number from 1 to 3650.');
  return days;
}

/**
 * `npm run revoke -- --config FILE ...`: takes tokens out of use before their time. Written to Redis
 * where there is one, else to the file that the gateways read; heeded by all of them within
 * `revocations.pollMs` and the time of a look.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { decodeJwt } from 'jose';
import { type Config, loadConfig } from '../src/config/load-config.ts';
import { redisOf } from '../src/join-limits.ts';
import { createHashKey } from '../src/limits/hashed-key.ts';
import { markOf, type Revocation, type Revoked } from '../src/limits/revocation.ts';
import { appendRevocation } from '../src/limits/revocation-file.ts';
import { addRedisRevocation } from '../src/limits/revocation-redis.ts';
import { knownIssuers } from './known-issuers.ts';
import { openForCommand } from './redis-fault.ts';

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
  checkIssuer(config, revoked, argumentOf(options));
  const at = Date.now();
  const revocation: Revocation = { mark: markOf(revoked), at, until: at + daysOf(options.days) * dayMs };
  const redis = options['to-file'] === true ? null : redisOf(config);
  if (redis === null) appendTo(config.revocations.file, revocation);
  else {
    const { redis: opened, fault } = await openForCommand(redis);
    const added = await addRedisRevocation(opened, createHashKey(redis.hashingKey), revocation);
    opened.close();
    if (added === null) {
      throw new Error(`${fault()}; nothing is revoked. --to-file revokes on this machine only.`);
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

/**
 * No gateway takes a token of an issuer that the protocol does not have: one that is mistyped would revoke nothing. A
 * protocol that cannot be loaded keeps nobody from revoking.
 */
function checkIssuer(config: Config, revoked: Revoked, argument: string): void {
  const known = knownIssuers(config);
  if (known === null) {
    const where = config.protocolDirectory;
    console.error(`Warning: the protocol in ${where} cannot be loaded; whether it has the issuer was not checked.`);
    return;
  }
  const issuer = revoked.kind === 'SUBJECT' ? revoked.subject.slice(0, revoked.subject.indexOf('|')) : revoked.issuer;
  if (known.includes(issuer)) return;
  const fix = `Write it exactly as the protocol has it, one of: ${known.join(', ')}`;
  throw new Error(`${argument}: no gateway knows this issuer; nothing is revoked. ${fix}`);
}

/** Where the issuer is written. */
function argumentOf({ subject, token }: NonNullable<ReturnType<typeof readOptions>>): string {
  return subject !== undefined ? '--subject' : token !== undefined ? '--token' : '--issuer';
}

function appendTo(file: string, revocation: Revocation): void {
  try {
    appendRevocation(file, revocation);
  } catch {
    throw new Error(`revocations.file: ${file} cannot be written; nothing is revoked. Correct the key, or the rights.`);
  }
}

/** From a file, never from the command line, which others on the machine can read. */
function tokenIn(file: string): Revoked {
  const { iss, jti } = claimsOf(textOf(file), file);
  if (typeof iss !== 'string' || typeof jti !== 'string') {
    throw new Error('--token: the token has no iss or no jti; revoke its session or its subject.');
  }
  return { kind: 'TOKEN', issuer: iss, tokenId: jti };
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new Error(`--token: ${file} cannot be read. Name a file with the token, or - for standard input.`);
  }
}

// What cannot be read is not quoted: it may be most of a token.
function claimsOf(text: string, file: string): ReturnType<typeof decodeJwt> {
  try {
    return decodeJwt(text.trim());
  } catch {
    throw new Error(`--token: ${file} holds no token (JWT). Give it alone, as it was sent, without "Bearer".`);
  }
}

function daysOf(written: string | undefined): number {
  const days = Number(written ?? '400');
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new Error('--days takes a whole number from 1 to 3650.');
  return days;
}

import type { Redis } from 'ioredis';
import type { Config } from '../../src/config/load-config.ts';
import { redisFault } from '../redis-fault.ts';
import { askRedis } from './ask-redis.ts';
import { advice, type Finding, mend, notChecked, ok } from './finding.ts';
import { isLoopback } from './reach.ts';

const page = 'docs/operations/limits.md';

/** The Redis of limits and revocations: whether it lets the gateway in, may be written to, and keeps what it is given. */
export async function checkRedis(config: Config): Promise<readonly Finding[]> {
  const { redis } = config;
  if (redis === null) return [];
  const what = `Redis (${usesOf(config).join(', ')})`;
  const asked = await askRedis(config, (shared) =>
    shared.attempt((client) => factsOf(client, `${shared.keyPrefix}:doctor`)),
  );
  const { found, problem, cause } = asked;
  if (found === 'NO_KEY') return [notChecked(what, 'redis.hashingKeyFile is made with the first start in development')];
  if (found === null) {
    if (problem !== null) return [mend(what, problem, `Correct the file (${page}).`)];
    return [mend(what, `cannot be asked (${cause})`, `${redisFault(cause)}. ${without}`)];
  }
  return [
    ...answered(what, found),
    ...(redis.url.startsWith('rediss:') || areAllHere(redis)
      ? []
      : [advice(`${what}: TLS`, 'the connection is not encrypted', 'Give a `redis.url` that begins with rediss://.')]),
  ];
}

function usesOf({ peers, trustedDocuments }: Config): readonly string[] {
  return [
    'limits',
    'revocations',
    ...(peers === null ? [] : ['requests of peers']),
    ...(trustedDocuments.mode !== 'off' && trustedDocuments.redis ? ['trusted documents'] : []),
  ];
}

function areAllHere({ url, sentinels }: NonNullable<Config['redis']>): boolean {
  const servers = sentinels.length === 0 ? [url] : sentinels.map((each) => `redis://${each}`);
  return servers.every(isLoopback);
}

const without = `Until then each gateway counts by itself and takes young tokens only (${page}).`;

type Facts = {
  /** Commands that the user may not give; null: this Redis cannot say. */
  readonly refused: readonly string[] | null;
  readonly info: ReadonlyMap<string, string>;
};

/** Asks what it would allow, and does none of it. */
const mayScript = `
  if redis.acl_check_cmd == nil then return false end
  local key = KEYS[1]
  local wanted = {{'GET', key}, {'SET', key, ''}, {'HGET', key, ''}, {'HMGET', key, ''}, {'HGETALL', key}, {'HSET', key, '', ''},
    {'HDEL', key, ''}, {'INCRBY', key, '1'}, {'PTTL', key}, {'EXPIRE', key, '1'}, {'EVALSHA', '', '1', key}, {'MULTI'}, {'EXEC'}}
  local refused = {}
  for _, command in ipairs(wanted) do
    if not redis.acl_check_cmd(unpack(command)) then refused[#refused + 1] = command[1] end
  end
  return refused`;

async function factsOf(client: Redis, key: string): Promise<Facts> {
  const refused: unknown = await client.eval(mayScript, 1, key);
  const lines = (await client.info()).split('\r\n').filter((line) => line.includes(':'));
  const pairs = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1)];
  });
  return { refused: Array.isArray(refused) ? refused.map(String) : null, info: new Map(pairs) };
}

function answered(what: string, { refused, info }: Facts): readonly Finding[] {
  const rights = `${what}: rights`;
  const findings: Finding[] = [ok(what, `version ${info.get('redis_version') ?? 'unknown'}`)];
  if (info.get('role') === 'slave')
    findings.push(mend(`${what}: primary`, 'this is a replica', `Give the address of the one to write to. ${without}`));
  if (refused === null) findings.push(notChecked(rights, 'only Redis 7 and later can say'));
  else if (refused.length === 0) findings.push(ok(rights));
  else
    findings.push(
      mend(
        rights,
        `the user may not ${refused.join(', ')}`,
        `Give it the rights in ${page}, for keys with \`redis.keyPrefix\`.`,
      ),
    );
  if (info.get('aof_enabled') === '0') {
    const fix = 'Give it a disk (`appendonly yes`), or know that revocations are lost when all restart together.';
    findings.push(advice(`${what}: disk`, 'what it holds may end with it', fix));
  }
  const policy = info.get('maxmemory_policy') ?? 'noeviction';
  if (policy !== 'noeviction') {
    const fix = 'Set `maxmemory-policy` to noeviction, or revocations may be forgotten.';
    findings.push(advice(`${what}: memory`, `it gives up keys when memory is short (${policy})`, fix));
  }
  return findings;
}

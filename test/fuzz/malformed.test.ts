import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../graph/random.ts';
import { type Inspected, startInspected } from '../harness/inspect-process.ts';
import { askFor, childOf } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';
import { type Malformed, malformedRequests, planted } from './malformed-requests.ts';
import { openRaw, type RawAnswer, type RawConnection } from './raw-connection.ts';

const requests = 10_000;
const connections = 8;
const asked = process.env['CHILDVIEW_SEED'];
const seed = asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked ?? 20261122);
const documented = new Set(
  [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code),
);

let world: World;
let inspected: Inspected;
beforeAll(async () => {
  const often = { count: 1_000_000, seconds: 60 };
  ({ world, inspected } = await startInspected(() =>
    startWorld({ gatewaySettings: { limits: { searches: { perPerson: often, perOrganisation: often } } } }),
  ));
}, 120_000);
afterAll(async () => {
  inspected.close();
  await world.stop();
});

/** What is wrong with an answer to a request that may be anything; never what it says. */
function faultsOf({ status, head, body }: RawAnswer): readonly string[] {
  const faults: string[] = [];
  if (status < 200 || status >= 500) faults.push(`status ${status}`);
  if (head.includes(planted) || body.includes(planted)) faults.push('a value of the request is in the answer');
  // What is no HTTP is answered by the server of Node, without a body.
  if (body === '' || !/^content-type: *application\/(graphql-response\+)?json/im.test(head)) {
    if (body !== '') faults.push('a body that is not JSON');
    return faults;
  }
  try {
    const { errors = [] } = JSON.parse(body) as { errors?: readonly { extensions?: { code?: string } }[] };
    if (status >= 400 && errors.length === 0) faults.push(`status ${status} without an error`);
    if (errors.some(({ extensions }) => !documented.has(extensions?.code)))
      faults.push('a code that docs/errors.md has not');
    if (errors.some(({ extensions }) => extensions?.code === 'INTERNAL')) faults.push('INTERNAL');
  } catch {
    faults.push('a body that is not JSON');
  }
  return faults;
}

/** Sends wrong requests over connections that are kept as long as they hold. */
async function send(port: number, all: readonly Malformed[]): Promise<ReadonlyMap<string, number>> {
  const faults = new Map<string, number>();
  let next = 0;
  const count = (what: string): void => void faults.set(what, (faults.get(what) ?? 0) + 1);
  const one = async (): Promise<void> => {
    let kept: RawConnection = await openRaw(port);
    for (let at = next++; at < all.length; at = next++) {
      const { kind, bytes, isBreaking } = all[at] as Malformed;
      if (!isBreaking && !kept.isOpen()) kept = await openRaw(port);
      const connection = isBreaking ? await openRaw(port) : kept;
      // What is not whole is waited for by the server, and given up by us.
      const answer = await connection.exchange(bytes, kind === 'FRAMING' ? 100 : isBreaking ? 2000 : 20_000);
      if (answer !== null) for (const fault of faultsOf(answer)) count(`${kind} (request ${at}): ${fault}`);
      else if (!isBreaking) count(`${kind} (request ${at}): no answer`);
      if (isBreaking) connection.close();
    }
    kept.close();
  };
  await Promise.all(Array.from({ length: connections }, one));
  return faults;
}

describe(`${requests} malformed bodies, headers, tokens and framings`, () => {
  it('are refused by codes that are documented, without an echo, a crash or memory that grows', async () => {
    const token = await world.tokenOf('social-worker');
    const port = Number(new URL(world.gateway.url).port);
    const make = malformedRequests(token);
    const random = createRandom(seed);
    const all = Array.from({ length: requests }, () => make(random));
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(4);

    const warm = requests / 5;
    expect(Object.fromEntries(await send(port, all.slice(0, warm))), `seed ${seed}`).toEqual({});
    const before = await inspected.held();
    expect(Object.fromEntries(await send(port, all.slice(warm))), `seed ${seed}`).toEqual({});
    const grown = (await inspected.held()) - before;
    // Two kilobytes a request; what is kept on purpose (limits, names of tokens) is less.
    expect(grown).toBeLessThan(2048 * (requests - warm));

    expect(world.gateway.process.exitCode).toBeNull();
    const answer = await askFor(world, 'social-worker', 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect(childOf(answer)['identity'].givenName).toBe('Trent');
  }, 300_000);

  it('leave nothing of themselves in the log', () => {
    const log = readFileSync(join(world.directory, 'gateway.log'), 'utf8');
    expect(log.length).toBeGreaterThan(0);
    expect(log).not.toContain(planted);
    expect(world.gateway.output()).not.toContain(planted);
  });
});

describe('what looks at the answers', () => {
  const head = 'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json';
  const body = (code: string): string => JSON.stringify({ errors: [{ message: 'No.', extensions: { code } }] });

  it('finds an echo, a fault of the gateway’s, a code of no page and what is no JSON', () => {
    expect(faultsOf({ status: 400, head, body: body('BAD_REQUEST'), isKept: true })).toEqual([]);
    expect(faultsOf({ status: 400, head, body: body(`${planted}7`), isKept: true })).toHaveLength(2);
    expect(
      faultsOf({ status: 400, head: `${head}\r\nX: ${planted}`, body: body('BAD_REQUEST'), isKept: true }),
    ).toHaveLength(1);
    expect(faultsOf({ status: 500, head, body: body('INTERNAL'), isKept: true })).toEqual(['status 500', 'INTERNAL']);
    expect(faultsOf({ status: 400, head, body: '<html>', isKept: true })).toEqual(['a body that is not JSON']);
  });
});

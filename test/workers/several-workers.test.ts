import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { inPractice } from '../harness/claims.ts';
import { namedChild } from '../harness/named-children.ts';
import { type Answer, startWorld, type World } from '../harness/world.ts';
import { askAnew, logged, readinessOf, recordsByWriter, workersOf } from '../harness/workers.ts';

const run = promisify(execFile);
const count = 3;
const personCount = 150;
const viewQuery = `query View($value: String!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
  childByIdentifier(scheme: NHS_NUMBER, value: $value) { identity { givenName familyName } }
  disclosure { recordId }
}`;
const variables = { value: namedChild('trent').identifiers['NHS_NUMBER'], why: 'zq-reason several workers' };
const claims = { ...inPractice, issuer: 'nhs', organisation: 'ODS:Y99001', roles: ['HEALTH_VISITOR'] };
const often = { count: 1_000_000, seconds: 600 };
// Workers are started anew, which takes long where other tests run.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
let world: World;
let healthVisitor: string;

beforeAll(async () => {
  world = await startWorld({
    gatewayArgs: ['--workers', String(count), '--worker-silence', '6'],
    gatewaySettings: {
      limits: {
        requests: { perAddress: often, perPerson: { count: personCount, seconds: 600 }, perOrganisation: often },
        searches: { perPerson: { count: 4, seconds: 600 }, perOrganisation: often },
      },
    },
  });
  healthVisitor = await world.tokenOf('health-visitor');
});
afterAll(() => world.stop());

const view = (token = healthVisitor) => askAnew(world.gateway.url, token, viewQuery, variables);
/** A practitioner whom nothing has been counted for yet. */
const newcomer = () => world.tokenWith(claims);
const subjectOf = (token: string) => `${decodeJwt(token).iss}|${decodeJwt(token).sub}`;
const codesOf = (answer: Answer | null) => answer?.errors?.map(({ extensions }) => extensions['code']);

describe('several workers', () => {
  test('are ready together, and say so as one', async () => {
    expect(await readinessOf(world.gateway.url)).toMatchObject({
      status: 'READY',
      workers: { running: count, of: count },
    });
    expect(new Set(workersOf(world)).size).toBe(count);
    expect(world.gateway.output().match(/"listening"/g)).toHaveLength(1);
  });

  test('answer in turn, each on record in a chain of its own', async () => {
    const before = recordsByWriter(world);
    for (let asked = 0; asked < 4 * count; asked += 1) {
      expect((await view())?.data?.['childByIdentifier'].identity.givenName).toBe('Trent');
    }
    const after = recordsByWriter(world);
    const added = [...after].map(([writer, records]) => records - (before.get(writer) ?? 0));
    expect(added).toHaveLength(count);
    // Two records an operation: GRANTED and RELEASED.
    expect(added.reduce((sum, records) => sum + records, 0)).toBe(2 * 4 * count);
    for (const records of added) expect(records).toBeGreaterThan(0);
  });
});

describe('limits of several workers', () => {
  test('count the requests of a person at whichever worker: no more than one process would let through', async () => {
    const token = await newcomer();
    const answers: (Answer | null)[] = [];
    for (let asked = 0; asked < personCount + 30; asked += 10) {
      const some = Array.from({ length: 10 }, () => askAnew(world.gateway.url, token, '{ me { organisation } }'));
      answers.push(...(await Promise.all(some)));
    }
    const statuses = answers.map((answer) => answer?.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(personCount);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30);

    const refused = answers.at(-1);
    expect(codesOf(refused ?? null)).toEqual(['RATE_LIMITED']);
    expect(refused?.errors?.[0]?.extensions['retryAfterSeconds']).toBe(Number(refused?.headers.get('retry-after')));
    expect(refused?.headers.get('ratelimit')).toMatch(/^"person";r=0;t=\d+$/);
    expect((await askAnew(world.gateway.url, await newcomer(), '{ me { organisation } }'))?.status).toBe(200);
  });

  test('count searches apart from requests', async () => {
    const token = await newcomer();
    const query = `query Find($by: ChildSearch!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
      findChildren(by: $by) { outcome }
    }`;
    const by = { givenName: 'Thessaly', familyName: 'Grimbleworth', dateOfBirth: '2017-11-23', postcode: 'WX9 9ZZ' };
    const ask = () => askAnew(world.gateway.url, token, query, { by, why: 'zq-reason search' });
    const outcomes: unknown[] = [];
    for (let asked = 0; asked < 6; asked += 1) {
      const answer = await ask();
      outcomes.push(codesOf(answer)?.[0] ?? answer?.data?.['findChildren'].outcome);
    }
    expect(outcomes).toEqual(['NO_MATCH', 'NO_MATCH', 'NO_MATCH', 'NO_MATCH', 'RATE_LIMITED', 'RATE_LIMITED']);
    expect((await ask())?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await askAnew(world.gateway.url, token, '{ me { organisation } }'))?.status).toBe(200);
  });
});

describe('a revocation', () => {
  test('is heeded by every worker, also for tokens that each has accepted before', async () => {
    const [token, other] = [await newcomer(), await newcomer()];
    for (let asked = 0; asked < 2 * count; asked += 1) {
      expect((await askAnew(world.gateway.url, token, '{ me { organisation } }'))?.status).toBe(200);
    }
    const { stdout } = await run(process.execPath, [
      'scripts/revoke.ts',
      '--config',
      `${world.directory}/gateway.yaml`,
      '--subject',
      subjectOf(token),
    ]);
    const promised = Number(/from (\d+) seconds/.exec(stdout)?.[1]);
    expect(promised).toBe(2);
    await wait(promised * 1000);
    for (let asked = 0; asked < 2 * count; asked += 1) {
      const answer = await askAnew(world.gateway.url, token, '{ me { organisation } }');
      expect([answer?.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
    }
    expect((await askAnew(world.gateway.url, other, '{ me { organisation } }'))?.status).toBe(200);
    expect(logged(world, 'CALLER_REFUSED').filter(({ cause }) => cause === 'REVOKED').length).toBeGreaterThan(0);
  });
});

describe('control state of several workers', () => {
  test('is one: an account that one suspends is refused by all, and break-glass is counted over all', async () => {
    const team = await world.tokenOf('index-team');
    const token = await newcomer();
    const acting = (act: string) =>
      askAnew(
        world.gateway.url,
        team,
        `mutation Act($who: ID!, $of: String!, $why: String!) {
          ${act}(subject: $who, organisation: $of, reason: $why) { suspended }
        }`,
        { who: subjectOf(token), of: 'ODS:Y99001', why: 'zq-reason suspended' },
      );
    for (let round = 0; round < 2; round += 1) {
      expect((await view(token))?.errors).toBeUndefined();
      expect((await acting('suspendAccount'))?.errors).toBeUndefined();
      for (let asked = 0; asked < 2 * count; asked += 1) {
        expect(codesOf(await view(token))).toEqual(['ACCOUNT_SUSPENDED']);
      }
      expect((await acting('liftSuspension'))?.errors).toBeUndefined();
    }
  });
});

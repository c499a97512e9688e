import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readProtocolFiles, versionOf } from '../../src/config/read-protocol-files.ts';
import { namedChild } from '../harness/named-children.ts';
import { type ServerProcess, startServer } from '../harness/process.ts';
import { agencies, type Answer, startWorld, type World } from '../harness/world.ts';

const shipped = fileURLToPath(new URL('../../protocol', import.meta.url));
const parent = process.env['CHILDVIEW_TEST_DIRECTORY'] ?? fileURLToPath(new URL('../../.data', import.meta.url));
const home = mkdtempSync(join(parent, 'protocols-'));
/** What is shipped, as it was when the tests began. */
const original = join(home, 'original');
cpSync(shipped, original, { recursive: true });

/** A directory of the shipped protocol that a test may change. */
class ProtocolDirectory {
  readonly path: string;

  constructor(name: string) {
    this.path = join(home, name);
    this.restore();
  }

  get version(): string {
    return versionOf(readProtocolFiles(this.path));
  }

  /** Writes the whole directory as it is shipped, but for one number: the edition. */
  restore(edition = 10): void {
    rmSync(this.path, { recursive: true, force: true });
    cpSync(original, this.path, { recursive: true });
    this.edit('settings.yaml', /^edition: .*$/m, `edition: ${edition}`);
  }

  edit(file: string, from: RegExp, to: string): void {
    const text = readFileSync(join(this.path, file), 'utf8');
    if (!from.test(text)) throw new Error(`${file} has nothing to replace`);
    writeFileSync(join(this.path, file), text.replace(from, to));
  }

  add(file: string, text: string): void {
    writeFileSync(join(this.path, file), `${readFileSync(join(this.path, file), 'utf8')}\n${text}\n`);
  }
}

/** Every schedule has ended. */
function expireSchedules(protocol: ProtocolDirectory): void {
  protocol.edit('schedules.yaml', /validFrom: \d{4}-\d\d-\d\d/g, 'validFrom: 2020-01-01');
  protocol.edit('schedules.yaml', /validUntil: \d{4}-\d\d-\d\d/g, 'validUntil: 2020-01-02');
}

/** Three changes in three files that each show in an answer: nobody reads addresses, and two names are others. */
function closeAddresses(protocol: ProtocolDirectory): void {
  protocol.add(
    'tier1.cedar',
    `@id("test-no-addresses") @gate("G10") @code("NOT_NEED_TO_KNOW") @ground("a change made by a test")
forbid (principal, action in [Action::"know", Action::"read"], resource == Class::"ADR");`,
  );
  protocol.edit('schedules.yaml', /title: .*/, 'title: Changed');
  protocol.edit('signatories.yaml', /name: [^,\n]*/g, 'name: Changed');
}

const protocol = new ProtocolDirectory('watched');
const reload = { pollMs: 100, settleMs: 300 };
let world: World;
let socialWorker: string;

beforeAll(async () => {
  world = await startWorld({ gatewaySettings: { protocolDirectory: protocol.path, protocolReload: reload } });
  socialWorker = await world.tokenOf('social-worker');
});
afterAll(async () => {
  await world.stop();
  rmSync(home, { recursive: true, force: true });
});

const query = `query View($value: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
  childByIdentifier(scheme: SOCIAL_CARE_ID, value: $value) { identity { givenName } addresses { postcode } }
  disclosure { recordId policyVersion }
  protocol { version schedules { title } }
  me { organisationName }
}`;

/** Asks any gateway of this world's; the named child is one with an address that may be read. */
async function ask(gateway: { readonly url: string } = world.gateway): Promise<Answer> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${socialWorker}` },
    body: JSON.stringify({
      query,
      variables: { value: namedChild('leeann').identifiers['SOCIAL_CARE_ID'], why: 'zq-reason reload' },
    }),
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, ...JSON.parse(text) };
}

const codesOf = (answer: Answer): readonly unknown[] =>
  answer.errors?.map(({ extensions }) => extensions['code']) ?? [];

type Health = {
  readonly code: number;
  readonly status: string;
  readonly reasons?: readonly string[];
  readonly warnings?: readonly string[];
  readonly protocol: {
    readonly version: string;
    readonly edition: number;
    readonly refusedChange: {
      readonly version: string | null;
      readonly reason: string;
      readonly faults: number;
    } | null;
  };
};

async function healthOf(gateway: { readonly url: string } = world.gateway): Promise<Health> {
  const response = await fetch(`${gateway.url}/health/ready`);
  return { code: response.status, ...((await response.json()) as Omit<Health, 'code'>) };
}

/** Waits until a gateway says of itself what is expected. */
async function until(
  is: (health: Health) => boolean,
  gateway: { readonly url: string } = world.gateway,
): Promise<Health> {
  for (const began = performance.now(); ; await wait(25)) {
    const health = await healthOf(gateway);
    if (is(health)) return health;
    if (performance.now() - began > 20_000) throw new Error(`in vain: ${JSON.stringify(health)}`);
  }
}
const untilServing = (version: string, gateway?: { readonly url: string }): Promise<Health> =>
  until((health) => health.protocol.version === version && health.protocol.refusedChange === null, gateway);

/** The versions that took effect while the gateway ran, as its log says. */
function versionsTaken(): readonly unknown[] {
  return readFileSync(join(world.directory, 'gateway.log'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('"PROTOCOL_TAKEN"'))
    .map((line) => JSON.parse(line).policyVersion);
}

describe('a change of the protocol', () => {
  beforeEach(async () => {
    protocol.restore();
    await untilServing(protocol.version);
  });

  it('takes effect for new requests without a restart, and is what decisions say they were made by', async () => {
    const before = protocol.version;
    expect((await ask()).data?.['disclosure'].policyVersion).toBe(before);

    expireSchedules(protocol);
    await untilServing(protocol.version);
    const closed = await ask();
    expect([codesOf(closed), closed.data]).toEqual([['SCHEDULE_EXPIRED'], undefined]);

    protocol.restore();
    await untilServing(before);
    const opened = await ask();
    expect(opened.data?.['childByIdentifier'].identity.givenName).toMatch(/^Lee?ann/);
    expect(opened.data?.['disclosure'].policyVersion).toBe(before);
  });

  it('is seen whole by every request, or not at all', async () => {
    const open = protocol.version;
    const original = await ask();
    expect(original.data?.['childByIdentifier'].addresses).not.toBeNull();

    const answers: Answer[] = [];
    let isOver = false;
    const asking = Array.from({ length: 6 }, async () => {
      while (!isOver) answers.push(await ask());
    });
    const versions = new Set([open]);
    for (let round = 0; round < 3; round += 1) {
      closeAddresses(protocol);
      versions.add(protocol.version);
      await untilServing(protocol.version);
      protocol.restore();
      await untilServing(open);
    }
    isOver = true;
    await Promise.all(asking);

    const seen = answers.map((answer) => {
      const { childByIdentifier: child, disclosure, protocol: told, me } = answer.data ?? {};
      return {
        errors: codesOf(answer),
        version: disclosure.policyVersion,
        toldVersion: told.version,
        hasAddresses: child.addresses !== null,
        isFirstTitle: told.schedules[0].title !== 'Changed',
        isOwnName: me.organisationName !== 'Changed',
      };
    });
    for (const { version, ...rest } of seen) {
      const isOpen = version === open;
      expect(rest).toEqual({
        errors: [],
        toldVersion: version,
        hasAddresses: isOpen,
        isFirstTitle: isOpen,
        isOwnName: isOpen,
      });
    }
    // Both were seen, and nothing that was only half written.
    expect(new Set(seen.map(({ version }) => version))).toEqual(versions);
    expect(versions.size).toBe(2);
  });

  it('is not taken while files are still being written, though each step would be sound', async () => {
    const taken = versionsTaken().length;
    for (const title of ['One', 'Two', 'Three', 'Four']) {
      protocol.edit('schedules.yaml', /title: .*/, `title: ${title}`);
      await wait(40);
    }
    expireSchedules(protocol);
    await untilServing(protocol.version);
    expect(versionsTaken().slice(taken)).toEqual([protocol.version]);
  });

  it('that is not sound is refused: the old one stays, readiness and log say so, and mending it ends that', async () => {
    const before = protocol.version;
    protocol.add('tier1.cedar', 'forbid (principal, action, resource) when { context.noSuchFact };');
    const broken = protocol.version;
    const health = await until(({ protocol: { refusedChange } }) => refusedChange !== null);

    expect(health).toEqual({
      code: 200,
      status: 'READY',
      warnings: ['PROTOCOL_CHANGE_REFUSED'],
      protocol: {
        version: before,
        edition: 10,
        since: expect.any(String),
        refusedChange: { version: broken, at: expect.any(String), reason: 'INVALID', faults: 1 },
      },
    });
    const answer = await ask();
    expect([answer.errors, answer.data?.['disclosure'].policyVersion]).toEqual([undefined, before]);
    await world.gateway.hasPrinted(/tier1\.cedar: a policy has no @id/);
    const log = readFileSync(join(world.directory, 'gateway.log'), 'utf8');
    expect(log).toMatch(
      new RegExp(`"PROTOCOL_CHANGE_REFUSED","policyVersion":"${broken}","cause":"INVALID","count":1`),
    );

    protocol.restore();
    const mended = await until(({ protocol: { refusedChange } }) => refusedChange === null);
    expect(mended).toEqual({
      code: 200,
      status: 'READY',
      protocol: { version: before, edition: 10, since: expect.any(String), refusedChange: null },
    });
  });

  it('that does not fit the contracts is refused as well', async () => {
    const before = protocol.version;
    protocol.edit('settings.yaml', /^agencyOrder: .*$/m, 'agencyOrder: [education]');
    const health = await until(({ protocol: { refusedChange } }) => refusedChange !== null);
    expect([health.code, health.protocol.version]).toEqual([200, before]);
    expect(codesOf(await ask())).toEqual([]);
  });

  it('of the order of agencies is served, too: another schema, other plans', async () => {
    const order = /^agencyOrder: \[(.*)\]$/m;
    const names = order.exec(readFileSync(join(protocol.path, 'settings.yaml'), 'utf8'))?.[1]?.split(', ') ?? [];
    protocol.edit('settings.yaml', order, `agencyOrder: [${names.toReversed().join(', ')}]`);
    await untilServing(protocol.version);
    const answer = await ask();
    expect([answer.errors, answer.data?.['disclosure'].policyVersion]).toEqual([undefined, protocol.version]);
  });

  it('of who may assert what is applied to tokens that were accepted before', async () => {
    expect((await ask()).status).toBe(200);
    protocol.edit('signatories.yaml', /clients: \[.*\]/g, 'clients: [nobody]');
    await untilServing(protocol.version);
    const answer = await ask();
    expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
  });

  it('to a lower edition is refused, and an older text under a higher edition is taken', async () => {
    const before = protocol.version;
    protocol.restore(9);
    const health = await until(({ protocol: { refusedChange } }) => refusedChange !== null);
    expect(health).toMatchObject({
      code: 200,
      protocol: { version: before, refusedChange: { reason: 'EDITION_TOO_LOW' } },
    });
    expect((await ask()).data?.['disclosure'].policyVersion).toBe(before);

    protocol.restore(11);
    await untilServing(protocol.version);
    expect((await ask()).data?.['disclosure'].policyVersion).toBe(protocol.version);
  });
});

describe('instances over one control state', () => {
  const other = new ProtocolDirectory('other');
  const started: ServerProcess[] = [];
  afterAll(async () => {
    await Promise.all(started.map((server) => server.stop()));
  });

  /** Another gateway over the same data, with settings of its own. */
  async function startAnother(name: string, settings: Readonly<Record<string, unknown>>): Promise<ServerProcess> {
    const config = JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8'));
    const file = join(home, `${name}.yaml`);
    writeFileSync(
      file,
      JSON.stringify({ ...config, log: { level: 'debug', file: join(home, `${name}.log`) }, ...settings }),
    );
    const server = await startServer('src/main.ts', ['--config', file]);
    started.push(server);
    return server;
  }

  it('fail closed once another has moved the policy head: nothing is asked, readiness says why, new files mend it', async () => {
    protocol.restore(20);
    await untilServing(protocol.version);
    other.restore(21);
    const ahead = await startAnother('ahead', { protocolDirectory: other.path });
    expect((await healthOf(ahead)).code).toBe(200);

    await world.clearReceived();
    const refused = await ask();
    expect(refused.data).toBeUndefined();
    expect(refused.errors).toEqual([
      {
        message: expect.any(String),
        extensions: expect.objectContaining({ code: 'POLICY_STALE', gate: 'G14', recordId: expect.any(String) }),
      },
    ]);
    for (const agency of agencies) expect(await world.receivedBy(agency), agency).toEqual([]);
    const acting = await world.ask(
      socialWorker,
      'mutation Act($id: ID!, $why: String!) { justifyBreakGlass(recordId: $id, justification: $why) { recordId } }',
      { id: 'none', why: 'zq-reason stale' },
    );
    expect([codesOf(acting), acting.data]).toEqual([['POLICY_STALE'], undefined]);
    expect(await healthOf()).toMatchObject({ code: 503, status: 'NOT_READY', reasons: ['POLICY_STALE'] });
    expect((await ask(ahead)).data?.['disclosure'].policyVersion).toBe(other.version);

    protocol.restore(21);
    await untilServing(other.version);
    expect((await healthOf()).code).toBe(200);
    expect((await ask()).data?.['disclosure'].policyVersion).toBe(other.version);
  });

  it('do not follow one that starts with an older edition: that one fails closed until its files are newer', async () => {
    protocol.restore(30);
    await untilServing(protocol.version);
    other.restore(29);
    const behind = await startAnother('behind', { protocolDirectory: other.path, protocolReload: reload });

    expect(await healthOf(behind)).toMatchObject({
      code: 503,
      reasons: ['POLICY_STALE'],
      protocol: { edition: 29, refusedChange: { version: other.version, reason: 'EDITION_TOO_LOW' } },
    });
    expect(codesOf(await ask(behind))).toEqual(['POLICY_STALE']);
    expect([(await healthOf()).code, codesOf(await ask())]).toEqual([200, []]);

    other.restore(30);
    await untilServing(protocol.version, behind);
    expect(codesOf(await ask(behind))).toEqual([]);
  });

  it('look for a change when they are told to, also where they do not watch', async () => {
    other.restore(40);
    const dataDirectory = mkdtempSync(join(home, 'data-'));
    cpSync(join(world.directory, 'keys'), join(dataDirectory, 'keys'), { recursive: true });
    const unwatched = await startAnother('unwatched', {
      dataDirectory,
      protocolDirectory: other.path,
      protocolReload: { ...reload, watch: false },
    });
    const before = other.version;
    expireSchedules(other);
    await wait(1000);
    expect((await healthOf(unwatched)).protocol.version).toBe(before);

    unwatched.process.kill('SIGHUP');
    await untilServing(other.version, unwatched);
    expect(codesOf(await ask(unwatched))).toEqual(['SCHEDULE_EXPIRED']);
  });
});

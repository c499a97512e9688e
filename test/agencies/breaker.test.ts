import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AgencySystem, type ReceivedCall, respond, startAgencySystem } from './agency-system.ts';
import { type Asking, askingAt, json, well } from './asking.ts';

const closers: (() => Promise<void>)[] = [];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closers.splice(0).reverse()) await close();
});

type Answer = (response: ServerResponse, received: ReceivedCall) => void;
const ok = respond(200, json, well);
const silent: Answer = () => undefined;

/** A system whose behaviour a test changes, and a gateway that asks it. */
const askingSystem = async (options: Parameters<typeof askingAt>[1] & { deadlineMs?: number } = {}) => {
  let answer: Answer = ok;
  const { deadlineMs, ...limits } = options;
  const system: AgencySystem = await startAgencySystem((response, received) => answer(response, received));
  const asking: Asking = askingAt({ url: system.url, deadlineMs }, { retryPercent: 0, ...limits });
  closers.push(system.close, asking.close);
  return {
    ...asking,
    system,
    become: (next: Answer) => {
      answer = next;
    },
    times: async (count: number, kind?: Parameters<Asking['ask']>[0]) => {
      const causes: string[] = [];
      for (let index = 0; index < count; index += 1) causes.push(await asking.ask(kind));
      return causes;
    },
  };
};
const of = (count: number, cause: string): string[] => Array.from({ length: count }, () => cause);
const later = (ms: number): void => {
  vi.setSystemTime(Date.now() + ms);
};

describe('the breaker of an agency', () => {
  it.each<[string, string, Answer]>([
    ['5xx', 'SERVER_ERROR', respond(500, json, well)],
    ['a connection that is cut', 'CONNECTION', (response) => response.destroy()],
    ['no answer in time', 'DEADLINE', silent],
    ['a page in place of JSON', 'CONTENT_TYPE', respond(200, 'text/html', '<p>')],
    ['JSON that breaks off', 'NOT_JSON', respond(200, json, '{"data":')],
    ['JSON of another shape', 'SHAPE', respond(200, json, '[]')],
    ['no data', 'NO_DATA', respond(200, json, '{"data":null,"errors":[{"message":"m"}]}')],
    ['an answer that is too large', 'TOO_LARGE', respond(200, json, `"${'x'.repeat(4096)}"`)],
    ['a redirect', 'REDIRECT', respond(302, json, '', { location: 'http://127.0.0.1:1/' })],
  ])('opens after five in a row of %s, and then answers for it without asking', async (_title, cause, answer) => {
    const { become, times, system, health, changes, answerTo } = await askingSystem({
      deadlineMs: answer === silent ? 100 : 5000,
      maxResponseBytes: 2048,
    });
    become(answer);
    expect(await times(5)).toEqual(of(5, cause));
    const asked = system.received.length;
    expect(await times(2)).toEqual(of(2, 'BREAKER_OPEN'));
    expect(system.received).toHaveLength(asked);
    // The code of an agency that does not answer, whatever it was that failed.
    expect(await answerTo('FACTS')).toEqual({ kind: 'NO_RESPONSE', cause: 'BREAKER_OPEN' });
    expect(health()).toEqual([
      { agency: 'north', state: 'OPEN', lanes: { FACTS: 'OPEN', CONTENT: 'CLOSED' }, calls: 0 },
    ]);
    expect(changes).toEqual([{ agency: 'north', lane: 'FACTS', state: 'OPEN' }]);
  });

  it.each<[string, string, Answer]>([
    ['refuses somebody', 'REFUSED', respond(403, json, well)],
    ['is asked too much by somebody', 'OVERLOADED', respond(429, json, well)],
  ])('stays closed while the agency %s: nobody closes it to others', async (_title, cause, answer) => {
    const { become, times, system } = await askingSystem();
    become(answer);
    expect(await times(9)).toEqual(of(9, cause));
    expect(system.received).toHaveLength(9);
  });

  it('stays closed while clients go away', async () => {
    const { become, ask, system, times } = await askingSystem();
    become((response) => {
      if (system.received.length > 9) return ok(response);
      clients.at(-1)?.abort();
    });
    const clients: AbortController[] = [];
    for (let index = 0; index < 9; index += 1) {
      const client = new AbortController();
      clients.push(client);
      expect(await ask('FACTS', client.signal)).toBe('ABORTED');
    }
    expect(await times(1)).toEqual(['ANSWERED']);
  });

  it('does not count what was cut short because others had used up the time', async () => {
    const { become, times } = await askingSystem({ deadlineMs: 1000, operationMs: 100 });
    become(silent);
    expect(await times(6)).toEqual(of(6, 'DEADLINE'));
  });

  it('begins to count anew with every answer', async () => {
    const { become, times } = await askingSystem();
    for (let round = 0; round < 3; round += 1) {
      become(respond(500, json, well));
      expect(await times(4)).toEqual(of(4, 'SERVER_ERROR'));
      become(ok);
      expect(await times(1)).toEqual(['ANSWERED']);
    }
  });

  /** `x`: a call that fails, `.`: one that is answered. */
  const outcomes = async ({ become, times }: Awaited<ReturnType<typeof askingSystem>>, pattern: string) => {
    let seen = '';
    for (const each of pattern) {
      become(each === 'x' ? respond(500, json, well) : ok);
      const [cause] = await times(1);
      seen += cause === 'BREAKER_OPEN' ? 'o' : cause === 'ANSWERED' ? '.' : 'x';
    }
    return seen;
  };
  const sixtyPercent = 'xx.x.'.repeat(4);

  it('opens where more than half of the last twenty fail, though never five in a row', async () => {
    const asking = await askingSystem();
    expect(await outcomes(asking, `${sixtyPercent}x`)).toBe(`${sixtyPercent}x`);
    expect(await outcomes(asking, '....')).toBe('oooo');
    expect(asking.changes).toEqual([{ agency: 'north', lane: 'FACTS', state: 'OPEN' }]);
  });

  it('stays closed where half of them fail, however long that goes on', async () => {
    const pattern = 'xx..'.repeat(30);
    expect(await outcomes(await askingSystem(), pattern)).toBe(pattern);
  });

  it('stays closed before there were twenty, and counts none but the last twenty', async () => {
    const asking = await askingSystem();
    const pattern = `${'xxxx.'.repeat(3)}.....${'.'.repeat(20)}`;
    expect(await outcomes(asking, pattern)).toBe(pattern);
    expect(await outcomes(asking, 'xx.x.'.repeat(3))).toBe('xx.x.'.repeat(3));
  });

  it('begins its share anew once the agency was seen to be well', async () => {
    const asking = await askingSystem();
    await outcomes(asking, `${sixtyPercent}xx`);
    expect(asking.health()[0]?.state).toBe('OPEN');
    later(1000);
    const pattern = `.${'xx.x.'.repeat(3)}`;
    expect(await outcomes(asking, pattern)).toBe(pattern);
  });

  it('counts a share of none whose failures say nothing of the agency, and none at all where that is switched off', async () => {
    const asking = await askingSystem();
    asking.become(respond(403, json, well));
    expect(await asking.times(25)).toEqual(of(25, 'REFUSED'));
    const off = await askingSystem({ breakerPercent: 100 });
    expect(await outcomes(off, sixtyPercent.repeat(3))).toBe(sixtyPercent.repeat(3));
  });

  it('counts what goes out before a decision and what follows it apart, so that content never stops facts', async () => {
    const { become, times, system, health } = await askingSystem();
    become((response) => (isContent(system.received.at(-1)) ? respond(500, json, well) : ok)(response));
    expect(await times(6, 'CONTENT')).toEqual([...of(5, 'SERVER_ERROR'), 'BREAKER_OPEN']);
    expect(await times(2, 'REPORT')).toEqual(of(2, 'BREAKER_OPEN'));
    expect(await times(2, 'FACTS')).toEqual(of(2, 'ANSWERED'));
    expect(await times(2, 'CASELOAD')).toEqual(of(2, 'ANSWERED'));
    expect(health()[0]?.lanes).toEqual({ FACTS: 'CLOSED', CONTENT: 'OPEN' });
  });
});

describe('a breaker that is open', () => {
  const opened = async (options: Parameters<typeof askingSystem>[0] = {}) => {
    const asking = await askingSystem(options);
    asking.become(respond(500, json, well));
    await asking.times(5);
    asking.system.received.length = 0;
    return asking;
  };

  it('lets one call out after a second, and closes when that is answered', async () => {
    const { become, times, system, changes } = await opened();
    become(ok);
    later(999);
    expect(await times(1)).toEqual(['BREAKER_OPEN']);
    later(1);
    expect(await times(3)).toEqual(of(3, 'ANSWERED'));
    expect(system.received).toHaveLength(3);
    expect(changes.map(({ state }) => state)).toEqual(['OPEN', 'HALF_OPEN', 'CLOSED']);
  });

  it('has nobody wait for the one that is out', async () => {
    const { become, ask, times, system, health } = await opened();
    const held = Promise.withResolvers<ServerResponse>();
    become((response) => held.resolve(response));
    later(1000);
    const probe = ask();
    const response = await held.promise;
    expect(health()[0]?.state).toBe('HALF_OPEN');
    expect(await times(3)).toEqual(of(3, 'BREAKER_OPEN'));
    ok(response);
    expect(await probe).toBe('ANSWERED');
    expect(system.received).toHaveLength(1);
  });

  it('stays open longer each time that it fails, fifteen seconds at most', async () => {
    const { times, system } = await opened();
    for (const ms of [1000, 2000, 5000, 10_000, 15_000, 15_000]) {
      later(ms - 1);
      expect(await times(1)).toEqual(['BREAKER_OPEN']);
      later(1);
      expect(await times(2)).toEqual(['SERVER_ERROR', 'BREAKER_OPEN']);
    }
    expect(system.received).toHaveLength(6);
  });

  it('is not closed by a client who goes away, nor by an agency that refuses to say', async () => {
    const { become, ask, times } = await opened();
    const client = new AbortController();
    become(() => client.abort());
    later(1000);
    expect(await ask('FACTS', client.signal)).toBe('ABORTED');
    become(respond(429, json, well));
    later(2000);
    expect(await times(2)).toEqual(['OVERLOADED', 'BREAKER_OPEN']);
    become(ok);
    later(5000);
    expect(await times(1)).toEqual(['ANSWERED']);
  });
});

function isContent(received: ReceivedCall | undefined): boolean {
  const [, payload = ''] = String(received?.headers['childview-grant']).split('.');
  const { kind } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { kind: string };
  return kind === 'CONTENT' || kind === 'REPORT';
}

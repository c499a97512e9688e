import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { somebody, startFront } from './test-server.ts';

describe('health', () => {
  it('is live and ready, and said to HEAD as well', async () => {
    await using front = await startFront({});
    expect((await front.send('GET', '/health/live')).json).toEqual({ status: 'LIVE' });
    const ready = await front.send('GET', '/health/ready');
    expect([ready.status, ready.json]).toEqual([200, { status: 'READY' }]);
    expect((await front.send('HEAD', '/health/ready')).status).toBe(200);
    expect(ready.headers['cache-control']).toBe('no-store');
  });

  it('is not ready while something is missing, and says what; it is live nevertheless', async () => {
    const missing = ['LEDGER_UNAVAILABLE'];
    await using front = await startFront({ readiness: () => missing });
    const ready = await front.send('GET', '/health/ready');
    expect([ready.status, ready.json]).toEqual([503, { status: 'NOT_READY', reasons: ['LEDGER_UNAVAILABLE'] }]);
    expect((await front.send('GET', '/health/live')).status).toBe(200);
    missing.pop();
    expect((await front.send('GET', '/health/ready')).status).toBe(200);
  });

  it('says what else there is to say of the gateway, ready or not', async () => {
    const missing: string[] = [];
    const describe = () => ({ protocol: { version: 'v1' } });
    await using front = await startFront({ readiness: () => missing, describe });
    expect((await front.send('GET', '/health/ready')).json).toEqual({ status: 'READY', protocol: { version: 'v1' } });
    missing.push('POLICY_STALE');
    expect((await front.send('GET', '/health/ready')).json).toEqual({
      status: 'NOT_READY',
      reasons: ['POLICY_STALE'],
      protocol: { version: 'v1' },
    });
  });

  it('that cannot be told is an internal fault without detail', async () => {
    const readiness = (): readonly string[] => {
      throw new Error('SECRETVALUE');
    };
    await using front = await startFront({ readiness });
    const answer = await front.send('GET', '/health/ready');
    expect([answer.status, answer.json]).toEqual([
      500,
      { errors: [{ message: 'The gateway could not answer.', extensions: { code: 'INTERNAL' } }] },
    ]);
  });

  it('is not asked by POST', async () => {
    await using front = await startFront({});
    const answer = await front.send('POST', '/health/live');
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });
});

describe('a request', () => {
  it('is answered from start to end by the handler of the moment it arrived', async () => {
    const identifying = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    const handlerOf = (colour: string) => ({
      identify: async () => {
        identifying.resolve();
        await mayGoOn.promise;
        return somebody;
      },
      execute: async () => ({ data: { colour } }),
    });
    let current = handlerOf('RED');
    await using front = await startFront({ handler: () => current });
    const early = front.post({ query: '{ colour }' });
    await identifying.promise;
    current = handlerOf('GREEN');
    const late = front.post({ query: '{ colour }' });
    mayGoOn.resolve();
    expect([(await early).json, (await late).json]).toEqual([
      { data: { colour: 'RED' } },
      { data: { colour: 'GREEN' } },
    ]);
  });
});

describe('a client that goes away', () => {
  it('aborts the signal of its request', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    const aborted = Promise.withResolvers<void>();
    await using front = await startFront({
      execute: async ({ signal }) => {
        signal.addEventListener('abort', () => aborted.resolve());
        begun.resolve(signal);
        await aborted.promise;
        return { data: {} };
      },
    });
    const { port, hostname } = new URL(front.url);
    const body = '{"query":"{ colour }"}';
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
    const socket = connect(Number(port), hostname, () => socket.write(`${head}\r\n\r\n${body}`));
    const signal = await begun.promise;
    expect(signal.aborted).toBe(false);
    socket.destroy();
    await aborted.promise;
    expect(signal.aborted).toBe(true);
  });

  it('does not abort a request that was answered', async () => {
    await using front = await startFront({});
    await front.post({ query: '{ colour }' }, { connection: 'close' });
    expect(front.requests[0]?.signal.aborted).toBe(false);
  });
});

describe('stopping', () => {
  it('answers what is under way and accepts nothing new', async () => {
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    await using front = await startFront({
      execute: async () => {
        begun.resolve();
        await mayEnd.promise;
        return { data: { colour: 'RED' } };
      },
    });
    const answer = front.post({ query: '{ colour }' });
    await begun.promise;
    const stopped = front.server.stop(60_000);
    await expect(front.send('GET', '/health/live')).rejects.toThrow();
    mayEnd.resolve();
    expect((await answer).json).toEqual({ data: { colour: 'RED' } });
    await stopped;
  });

  it('waits no longer than the deadline, then aborts what is left', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    await using front = await startFront({
      execute: async ({ signal }) => {
        begun.resolve(signal);
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        return { data: {} };
      },
    });
    const answer = front.post({ query: '{ colour }' });
    const failed = expect(answer).rejects.toThrow();
    const signal = await begun.promise;
    await front.server.stop(1);
    expect(signal.aborted).toBe(true);
    await failed;
  });

  it('may be asked before anybody connected', async () => {
    await using front = await startFront({});
    await front.server.stop(60_000);
    await expect(front.post({ query: '{ colour }' })).rejects.toThrow();
  });
});

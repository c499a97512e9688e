import { createHash } from 'node:crypto';
import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type AgencyLimits,
  createAskAgency,
  defaultAgencyLimits,
  type DroppedPart,
} from '../../src/agencies/create-ask-agency.ts';
import { createOperations } from '../../src/agencies/operations.ts';
import { createSignGrant } from '../../src/agencies/sign-grant.ts';
import type { AgencyCall } from '../../src/model/agency-call.ts';
import { type AgencySystem, type ReceivedCall, respond, startAgencySystem } from './agency-system.ts';

const document = 'query Q($ids: [ID!]!) { records(ids: $ids) { recordId } }';
const call: AgencyCall = {
  agency: 'north',
  kind: 'CONTENT',
  document,
  documentHash: createHash('sha256').update(document).digest('base64url'),
  variables: { ids: ['r-1'] },
  classes: ['CLASS_A'],
};
const grant = {
  subject: 'https://issuer.example|worker-1',
  organisation: 'ORG:south',
  roles: ['ROLE_A'],
  purpose: 'PURPOSE_A',
  bases: ['BASIS_A'],
  mediator: null,
};
const secret = 'PLANTED-9990000018';
const json = 'application/json; charset=utf-8';
const answered = JSON.stringify({ data: { records: [{ recordId: 'r-1' }] } });

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Given = Partial<AgencyLimits> & {
  readonly url: string;
  readonly deadlineMs?: number;
  readonly operationMs?: number;
};

const agenciesAt = ({ url, deadlineMs, operationMs, ...limits }: Given) => {
  const dropped: DroppedPart[] = [];
  const agencies = createAskAgency({
    agencies: [{ name: 'north', url, deadlineMs }],
    signGrant: createSignGrant({ keys: new Map([['north', new Uint8Array(32)]]), now: () => 0 }),
    operations: createOperations({ durationMs: operationMs ?? 20_000 }),
    defaultDeadlineMs: 5000,
    limits: { ...defaultAgencyLimits, retryPercent: 0, ...limits },
    onDropped: (part) => dropped.push(part),
  });
  closers.push(agencies.close);
  const ask = (differences: { signal?: AbortSignal; traceparent?: string } = {}) =>
    agencies.ask(call, { grant, signal: new AbortController().signal, ...differences });
  return { ask, dropped, close: agencies.close };
};

const systemThat = async (
  answer: (response: ServerResponse, received: ReceivedCall) => void,
): Promise<AgencySystem> => {
  const system = await startAgencySystem(answer);
  closers.push(system.close);
  return system;
};

describe('an answer', () => {
  it.each(['application/json', json, 'application/graphql-response+json'])('is read as %s', async (contentType) => {
    const system = await systemThat(respond(200, contentType, answered));
    const { ask, dropped } = agenciesAt(system);
    expect(await ask()).toEqual({ kind: 'ANSWERED', data: { records: [{ recordId: 'r-1' }] }, errors: [] });
    expect(dropped).toEqual([]);
  });

  it('is asked for once, by POST, with the document, the variables and a signed grant', async () => {
    const system = await systemThat(respond(200, json, answered));
    await agenciesAt(system).ask();
    const body = JSON.stringify({ query: document, variables: { ids: ['r-1'] } });
    expect(system.received).toEqual([
      {
        method: 'POST',
        path: '/graphql',
        headers: {
          host: new URL(system.url).host,
          connection: 'keep-alive',
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
          'childview-grant': expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
          'content-length': String(body.length),
        },
        body,
      },
    ]);
  });

  it.each([
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', true],
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nx-more: 1', false],
    [secret, false],
  ])('is asked for with the trace context %j: %s', async (traceparent, isSent) => {
    const system = await systemThat(respond(200, json, answered));
    await agenciesAt(system).ask({ traceparent });
    expect(system.received.map(({ headers }) => headers['traceparent'])).toEqual([isSent ? traceparent : undefined]);
  });

  it('arrives whole when it comes in pieces that split a letter', async () => {
    const bytes = Buffer.from(JSON.stringify({ data: { name: 'Zoë' } }));
    const middle = bytes.indexOf(0xc3) + 1;
    const system = await systemThat((response) => {
      response.writeHead(200, { 'content-type': json });
      response.write(bytes.subarray(0, middle), () => response.end(bytes.subarray(middle)));
    });
    expect(await agenciesAt(system).ask()).toEqual({ kind: 'ANSWERED', data: { name: 'Zoë' }, errors: [] });
  });

  it('keeps connections for the next call', async () => {
    const ports = new Set<number | undefined>();
    const system = await systemThat((response) => {
      ports.add(response.socket?.remotePort);
      respond(200, json, answered)(response);
    });
    const { ask } = agenciesAt(system);
    for (let index = 0; index < 5; index += 1) await ask();
    // The next call may leave before the connection of the last one is free again.
    expect(system.received).toHaveLength(5);
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('keeps of errors the path and the codes of refusals, and counts the others', async () => {
    const system = await systemThat(
      respond(
        200,
        json,
        JSON.stringify({
          data: { records: [null] },
          errors: [
            { message: secret, path: ['records', 0, 'a'], extensions: { code: 'SOURCE_RESTRICTED', detail: secret } },
            { message: secret, path: ['records', 0], extensions: { code: 'DETRIMENT' } },
            { message: secret, path: ['records'], extensions: { code: secret } },
            { message: secret, path: [{ secret }, -1] },
            secret,
          ],
        }),
      ),
    );
    const { ask, dropped } = agenciesAt(system);
    expect(await ask()).toEqual({
      kind: 'ANSWERED',
      data: { records: [null] },
      errors: [
        { path: ['records', 0, 'a'], code: 'SOURCE_RESTRICTED' },
        { path: ['records', 0], code: 'DETRIMENT' },
        { path: ['records'], code: 'SOURCE_ERROR' },
        { path: [], code: 'SOURCE_ERROR' },
        { path: [], code: 'SOURCE_ERROR' },
      ],
    });
    expect(dropped).toEqual([{ agency: 'north', cause: 'ERROR_CODE', count: 3 }]);
  });
});

describe('a failure', () => {
  const body = JSON.stringify({ data: { records: [secret] } });
  it.each<[string, string, string, (response: ServerResponse) => void]>([
    ['500', 'NO_RESPONSE', 'SERVER_ERROR', respond(500, json, body)],
    ['503 with a page', 'NO_RESPONSE', 'SERVER_ERROR', respond(503, 'text/html', `<h1>${secret}</h1>`)],
    ['429', 'NO_RESPONSE', 'OVERLOADED', respond(429, json, body)],
    ['408', 'NO_RESPONSE', 'OVERLOADED', respond(408, json, body)],
    ['400', 'SOURCE_ERROR', 'REFUSED', respond(400, json, body)],
    ['403', 'SOURCE_ERROR', 'REFUSED', respond(403, json, body)],
    ['204', 'SOURCE_ERROR', 'STATUS', (response) => response.writeHead(204).end()],
    ['HTML', 'SOURCE_ERROR', 'CONTENT_TYPE', respond(200, 'text/html', `<h1>${secret}</h1>`)],
    ['no content type', 'SOURCE_ERROR', 'CONTENT_TYPE', (response) => response.writeHead(200).end(body)],
    [
      'two content types',
      'SOURCE_ERROR',
      'CONTENT_TYPE',
      (response) => response.writeHead(200, ['content-type', json, 'content-type', json]).end(body),
    ],
    [
      'an encoding that nobody asked for',
      'SOURCE_ERROR',
      'CONTENT_TYPE',
      (response) => response.writeHead(200, { 'content-type': json, 'content-encoding': 'gzip' }).end(body),
    ],
    ['invalid JSON', 'SOURCE_ERROR', 'NOT_JSON', respond(200, json, `{"data": {"a": "${secret}`)],
    ['an empty body', 'SOURCE_ERROR', 'NOT_JSON', respond(200, json, '')],
    ['a list', 'SOURCE_ERROR', 'SHAPE', respond(200, json, `[${body}]`)],
    ['data that is a list', 'SOURCE_ERROR', 'SHAPE', respond(200, json, `{"data": ["${secret}"]}`)],
    ['errors that are no list', 'SOURCE_ERROR', 'SHAPE', respond(200, json, `{"data": {}, "errors": "${secret}"}`)],
    ['neither data nor errors', 'SOURCE_ERROR', 'SHAPE', respond(200, json, '{"data": null}')],
    [
      'errors instead of data',
      'SOURCE_ERROR',
      'NO_DATA',
      respond(200, json, JSON.stringify({ data: null, errors: [{ message: secret }] })),
    ],
    [
      'more errors than can be told apart',
      'SOURCE_ERROR',
      'TOO_LARGE',
      respond(200, json, JSON.stringify({ data: {}, errors: Array.from({ length: 10_001 }, () => ({})) })),
    ],
    [
      'a body larger than allowed',
      'SOURCE_ERROR',
      'TOO_LARGE',
      respond(200, json, JSON.stringify({ data: { a: 'x'.repeat(2_000_000) } })),
    ],
    ['a connection that breaks', 'NO_RESPONSE', 'CONNECTION', (response) => void response.socket?.destroy()],
    [
      'a body that breaks off',
      'NO_RESPONSE',
      'CONNECTION',
      (response) => {
        response.writeHead(200, { 'content-type': json, 'content-length': '1000' });
        response.write('{"data":', () => response.socket?.destroy());
      },
    ],
  ])('%s is %s (%s), in fixed words', async (_title, kind, cause, answer) => {
    const system = await systemThat(answer);
    const { ask, dropped } = agenciesAt({ url: system.url, maxResponseBytes: 1_000_000 });
    const result = await ask();
    expect(result).toEqual({ kind, cause });
    expect(dropped).toEqual([{ agency: 'north', cause, count: 1 }]);
    expect(system.received).toHaveLength(1);
  });

  it('costs one call only: the next one is answered', async () => {
    const answers = [respond(200, 'text/html', 'x'.repeat(100_000)), respond(200, json, answered)];
    const system = await systemThat((response) => answers.shift()?.(response));
    const { ask } = agenciesAt(system);
    expect([(await ask()).kind, (await ask()).kind]).toEqual(['SOURCE_ERROR', 'ANSWERED']);
  });

  it('never follows a redirect', async () => {
    const elsewhere = await systemThat(respond(200, json, answered));
    const system = await systemThat((response) => response.writeHead(307, { location: elsewhere.url }).end());
    expect(await agenciesAt(system).ask()).toEqual({ kind: 'SOURCE_ERROR', cause: 'REDIRECT' });
    expect(elsewhere.received).toEqual([]);
  });

  it('of a system that is down is NO_RESPONSE', async () => {
    const system = await startAgencySystem(respond(200, json, answered));
    await system.close();
    expect(await agenciesAt(system).ask()).toEqual({ kind: 'NO_RESPONSE', cause: 'CONNECTION' });
  });
});

describe('time', () => {
  const silent = () => undefined;
  const halting = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': json });
    response.write('{"data":');
  };

  it.each([
    ['before the answer', silent],
    ['in the middle of the answer', halting],
  ])("is up at the agency's deadline, %s, and the request is given up", async (_title, answer) => {
    const system = await systemThat(answer);
    const { ask, dropped } = agenciesAt({ url: system.url, deadlineMs: 60 });
    expect(await ask()).toEqual({ kind: 'NO_RESPONSE', cause: 'DEADLINE' });
    expect(dropped).toEqual([{ agency: 'north', cause: 'DEADLINE', count: 1 }]);
    await system.givenUp;
  });

  it("is up at the operation's deadline when that is nearer", async () => {
    const system = await systemThat(silent);
    expect(await agenciesAt({ url: system.url, operationMs: 60 }).ask()).toEqual({
      kind: 'NO_RESPONSE',
      cause: 'DEADLINE',
    });
  });

  it('that is already up sends nothing', async () => {
    const system = await systemThat(respond(200, json, answered));
    expect(await agenciesAt({ url: system.url, operationMs: 0 }).ask()).toEqual({
      kind: 'NO_RESPONSE',
      cause: 'DEADLINE',
    });
    expect(system.received).toEqual([]);
  });

  it('is counted by one listener for all calls of an operation', async () => {
    const { signal } = new AbortController();
    const system = await systemThat(silent);
    const { ask } = agenciesAt({ url: system.url, deadlineMs: 60 });
    const asked = [ask({ signal }), ask({ signal }), ask({ signal })];
    await Promise.resolve();
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    expect((await Promise.all(asked)).map(({ kind }) => kind)).toEqual(['NO_RESPONSE', 'NO_RESPONSE', 'NO_RESPONSE']);
  });

  it('spent waiting for a free connection counts', async () => {
    const system = await systemThat(silent);
    const { ask } = agenciesAt({ url: system.url, deadlineMs: 300, connections: 1 });
    expect(await Promise.all([ask(), ask()])).toEqual([
      { kind: 'NO_RESPONSE', cause: 'DEADLINE' },
      { kind: 'NO_RESPONSE', cause: 'DEADLINE' },
    ]);
  });

  it('that ends while waiting for a free connection sends nothing afterwards', async () => {
    const held: ServerResponse[] = [];
    const system = await systemThat((response) => held.push(response));
    const { ask } = agenciesAt({ url: system.url, connections: 1 });
    const first = ask();
    while (held.length === 0) await new Promise(setImmediate);
    const caller = new AbortController();
    const waiting = ask({ signal: caller.signal });
    caller.abort();
    expect(await waiting).toEqual({ kind: 'NO_RESPONSE', cause: 'ABORTED' });
    for (const response of held) respond(200, json, answered)(response);
    expect((await first).kind).toBe('ANSWERED');
    const last = ask();
    while (held.length < 2) await new Promise(setImmediate);
    respond(200, json, answered)(held[1] as ServerResponse);
    expect((await last).kind).toBe('ANSWERED');
    expect(system.received).toHaveLength(2);
  });

  it.each([
    ['before the answer', silent],
    ['in the middle of the answer', halting],
  ])('ends when the caller goes away, %s', async (_title, answer) => {
    const caller = new AbortController();
    const system = await systemThat((response) => {
      answer(response);
      caller.abort();
    });
    expect(await agenciesAt(system).ask({ signal: caller.signal })).toEqual({ kind: 'NO_RESPONSE', cause: 'ABORTED' });
    await system.givenUp;
  });

  it('of a caller who has gone already sends nothing', async () => {
    const system = await systemThat(respond(200, json, answered));
    expect(await agenciesAt(system).ask({ signal: AbortSignal.abort() })).toEqual({
      kind: 'NO_RESPONSE',
      cause: 'ABORTED',
    });
    expect(system.received).toEqual([]);
  });

  it('leaves one listener on the signal of an operation, however often it asks', async () => {
    const { signal } = new AbortController();
    const system = await systemThat(respond(200, json, answered));
    const { ask } = agenciesAt(system);
    await ask({ signal });
    await ask({ signal });
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });
});

it('answers NO_RESPONSE after it was closed', async () => {
  const system = await systemThat(respond(200, json, answered));
  const { ask, close } = agenciesAt(system);
  await close();
  closers.pop();
  closers.push(system.close);
  expect(await ask()).toEqual({ kind: 'NO_RESPONSE', cause: 'CONNECTION' });
});

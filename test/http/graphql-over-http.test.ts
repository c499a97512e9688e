import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { startFront } from './test-server.ts';

const query = 'query Q($id: ID!) { person(id: $id) { name } }';

describe('an operation', () => {
  it('is handed on parsed, with raw variables, the authorization and a live signal', async () => {
    await using front = await startFront({});
    await front.post({ query, operationName: 'Q', variables: { id: 7, other: [1] } }, { authorization: 'Bearer t' });
    const [received] = front.requests;
    expect(received?.document.kind).toBe('Document');
    expect(received?.operationName).toBe('Q');
    expect(received?.variables).toEqual({ id: 7, other: [1] });
    expect(received?.authorization).toBe('Bearer t');
    expect(received?.signal.aborted).toBe(false);
  });

  it('may leave out name, variables and authorization', async () => {
    await using front = await startFront({});
    await front.post({ query: '{ colour }', variables: null, operationName: null });
    expect(front.requests[0]).toMatchObject({ operationName: null, variables: {}, authorization: null });
  });

  it('is answered with what execution gave, and nothing that may be kept', async () => {
    await using front = await startFront({
      execute: async () => ({ data: { colour: 'RED' }, extensions: { redactions: [] } }),
    });
    const answer = await front.post({ query: '{ colour }' });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ data: { colour: 'RED' }, extensions: { redactions: [] } });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });

  it('is the same document object for the same text, so that a plan can hang on it', async () => {
    await using front = await startFront({});
    await front.post({ query, variables: { id: 'a' } });
    await front.post({ query, variables: { id: 'b' } });
    expect(front.requests[0]?.document).toBe(front.requests[1]?.document);
  });

  it('is answered by another schema after a swap, without a restart', async () => {
    await using front = await startFront({});
    expect((await front.post({ query: '{ shade }' })).status).toBe(400);
    front.apollo.replaceSchema(buildSchema('type Query { shade: String }'));
    expect((await front.post({ query: '{ shade }' })).status).toBe(200);
    expect((await front.post({ query: '{ colour }' })).status).toBe(400);
  });
});

describe('an answer with errors', () => {
  it('keeps data, path, code and extensions, at 200', async () => {
    await using front = await startFront({
      execute: async () => ({
        data: { colour: null },
        errors: [{ message: 'No.', code: 'SOURCE_ERROR', path: ['colour'], extensions: { class: 'X' } }],
      }),
    });
    const answer = await front.post({ query: '{ colour }' });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      data: { colour: null },
      errors: [{ message: 'No.', path: ['colour'], extensions: { class: 'X', code: 'SOURCE_ERROR' } }],
    });
  });

  it.each([
    ['a gate of the protocol', 'NOT_A_SIGNATORY', 200],
    ['a missing declaration', 'ACCESS_REQUIRED', 200],
    ['a ledger that cannot be written', 'LEDGER_UNAVAILABLE', 200],
    ['a wrong variable', 'VARIABLE_INVALID', 400],
    ['a literal', 'LITERAL_NOT_ALLOWED', 400],
    ['a fault of ours', 'INTERNAL', 500],
    ['a code that is also a name of Object', 'constructor', 200],
  ])('for a request refused whole because of %s has the status of its code', async (_title, code, status) => {
    await using front = await startFront({ execute: async () => ({ errors: [{ message: 'Fixed.', code }] }) });
    const answer = await front.post({ query: '{ colour }' });
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ errors: [{ message: 'Fixed.', extensions: { code } }] });
  });

  it('is 401 with a challenge for a caller who is not known', async () => {
    await using front = await startFront({
      execute: async () => ({ errors: [{ message: 'Who?', code: 'UNAUTHENTICATED' }] }),
    });
    const without = await front.post({ query: '{ colour }' });
    expect(without.status).toBe(401);
    expect(without.headers['www-authenticate']).toBe('Bearer realm="childview"');
    const withToken = await front.post({ query: '{ colour }' }, { authorization: 'Bearer x' });
    expect(withToken.headers['www-authenticate']).toBe('Bearer realm="childview", error="invalid_token"');
  });

  it('tells nothing of an exception, which goes to the fault callback', async () => {
    await using front = await startFront({
      execute: async () => {
        throw new Error('SECRETVALUE');
      },
    });
    const answer = await front.post({ query: '{ colour }' });
    expect(answer.status).toBe(500);
    expect(answer.json).toEqual({
      errors: [{ message: 'The gateway could not answer.', extensions: { code: 'INTERNAL' } }],
    });
    expect(front.faults).toHaveLength(1);
  });
});

describe('the media type of an answer', () => {
  it.each([
    [undefined, 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['application/*;q=0.5', 'application/json; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json; charset=utf-8'],
    ['text/html, application/json;q=0.1', 'application/json; charset=utf-8'],
    ['text/html,*/*;q=0.8', 'application/json; charset=utf-8'],
  ])('for Accept: %s is %s', async (accept, expected) => {
    await using front = await startFront({});
    const answer = await front.post({ query: '{ colour }' }, accept === undefined ? {} : { accept });
    expect(answer.headers['content-type']).toBe(expected);
    expect(front.requests).toHaveLength(1);
  });

  it.each(['text/html', 'application/json;q=0', 'multipart/mixed'])(
    'is settled before anything is done: %s is refused',
    async (accept) => {
      await using front = await startFront({});
      const answer = await front.post({ query: '{ colour }' }, { accept });
      expect(answer.status).toBe(406);
      expect(answer.json.errors?.[0]?.extensions).toEqual({ code: 'BAD_REQUEST' });
      expect(front.requests).toEqual([]);
    },
  );
});

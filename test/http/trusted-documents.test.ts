import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../src/config/read-manifest.ts';
import { createTrustedDocuments, type TrustMode } from '../../src/http/trusted-documents.ts';
import { startFront } from './test-server.ts';

const idOf = (text: string): string => hash('sha256', text, 'hex');
const trusted = 'query Colour { colour }';
const other = '{ dog { name } }';

const frontWith = async (mode: TrustMode) => {
  const untrusted: string[] = [];
  const documents = createTrustedDocuments(mode, new Map([[idOf(trusted), trusted]]));
  const front = await startFront({ documents, onUntrusted: (id) => untrusted.push(id) });
  return { front, untrusted, documents };
};
const persisted = (sha256Hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

const byId: readonly (readonly [string, object])[] = [
  ['documentId', { documentId: idOf(trusted) }],
  ['documentId with its algorithm', { documentId: `sha256:${idOf(trusted)}` }],
  ['the hash of a persisted query', persisted(idOf(trusted))],
  ['a name beside it', { documentId: idOf(trusted), operationName: 'Colour', variables: {} }],
];
const unknown: readonly (readonly [string, object])[] = [
  ['an id that nobody knows', { documentId: idOf(other) }],
  ['a hash that nobody knows', persisted(idOf(other))],
  ['a hash that is none', persisted(7)],
  ['no hash', { extensions: { persistedQuery: {} } }],
  ['an id of every object', { documentId: 'constructor' }],
  ['an id that is a prototype', { documentId: '__proto__' }],
];

describe.each(['log', 'enforce'] as const)('with trusted documents in mode %s', (mode) => {
  it.each(byId)('one is answered by %s', async (_title, body) => {
    const { front } = await frontWith(mode);
    await using _ = front;
    for (const _time of [1, 2]) expect((await front.post(body)).status).toBe(200);
    expect(front.requests.map(({ operationName }) => operationName)).toHaveLength(2);
    expect(front.requests[0]?.document).toBe(front.requests[1]?.document);
  });

  it('one is answered by its text, and is the same document as by its id', async () => {
    const { front, untrusted } = await frontWith(mode);
    await using _ = front;
    await front.post({ query: trusted });
    await front.post({ documentId: idOf(trusted) });
    expect(front.requests[0]?.document).toBe(front.requests[1]?.document);
    expect(untrusted).toEqual([]);
  });

  it.each(unknown)('what is asked for by %s is refused', async (_title, body) => {
    const { front } = await frontWith(mode);
    await using _ = front;
    const answer = await front.post(body);
    expect(answer.status).toBe(400);
    expect(answer.json.errors?.map(({ extensions }) => extensions)).toEqual([
      { code: mode === 'enforce' ? 'DOCUMENT_NOT_TRUSTED' : 'PERSISTED_QUERY_NOT_SUPPORTED' },
    ]);
    expect(front.requests).toEqual([]);
  });

  it('an id that is no text is refused, and the refusal names it', async () => {
    const { front } = await frontWith(mode);
    await using _ = front;
    const answer = await front.post({ documentId: 7 });
    expect([answer.status, answer.json.errors?.[0]?.extensions]).toEqual([400, { code: 'BAD_REQUEST' }]);
    expect(answer.json.errors?.[0]?.message).toContain('"documentId" (text)');
    expect(front.requests).toEqual([]);
  });

  it('nobody registers a document, for themself or for others', async () => {
    const { front } = await frontWith(mode);
    await using _ = front;
    const registering = await front.post({ query: other, ...persisted(idOf(other)) });
    expect(registering.json.errors?.[0]?.extensions).toEqual({ code: 'PERSISTED_QUERY_NOT_SUPPORTED' });
    expect((await front.post(persisted(idOf(other)))).status).toBe(400);
    // Nor under the id of another.
    expect((await front.post({ query: other, ...persisted(idOf(trusted)) })).status).toBe(400);
    expect((await front.post({ query: other, documentId: idOf(trusted) })).status).toBe(400);
    expect(front.requests).toEqual([]);
    await front.post({ documentId: idOf(trusted) });
    expect(JSON.stringify(front.requests[0]?.document)).not.toContain('dog');
  });

  it('they are those of the latest manifest', async () => {
    const { front, documents } = await frontWith(mode);
    await using _ = front;
    await front.post({ documentId: idOf(trusted) });
    documents.replace(new Map([[idOf(other), other]]));
    expect((await front.post({ documentId: idOf(trusted) })).status).toBe(400);
    expect((await front.post({ documentId: idOf(other) })).status).toBe(200);
  });
});

describe('another document', () => {
  it('is answered in mode log, and told of once while it is kept', async () => {
    const { front, untrusted } = await frontWith('log');
    await using _ = front;
    for (const _time of [1, 2, 3]) expect((await front.post({ query: other })).status).toBe(200);
    expect(untrusted).toEqual([idOf(other)]);
  });

  it('is refused in mode enforce, also one that was answered while it was trusted', async () => {
    const { front, untrusted, documents } = await frontWith('enforce');
    await using _ = front;
    const refusal = { code: 'DOCUMENT_NOT_TRUSTED' };
    expect((await front.post({ query: other })).json.errors?.[0]?.extensions).toEqual(refusal);
    expect((await front.post({ query: `${trusted} ` })).json.errors?.[0]?.extensions).toEqual(refusal);
    expect((await front.post({ query: trusted })).status).toBe(200);
    documents.replace(new Map());
    expect((await front.post({ query: trusted })).json.errors?.[0]?.extensions).toEqual(refusal);
    expect(untrusted).toEqual([]);
    expect(front.requests).toHaveLength(1);
  });
});

describe('without trusted documents', () => {
  it.each([...byId, ...unknown])('%s asks for nothing', async (_title, body) => {
    await using front = await startFront({});
    const answer = await front.post(body);
    expect([answer.status, answer.json.errors?.[0]?.extensions]).toEqual([
      400,
      { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
    ]);
    expect(front.requests).toEqual([]);
  });

  it('nothing is registered either', async () => {
    await using front = await startFront({});
    await front.post({ query: other, ...persisted(idOf(other)) });
    expect((await front.post(persisted(idOf(other)))).status).toBe(400);
    expect(front.requests).toEqual([]);
  });
});

describe('a manifest', () => {
  it('is an object of texts by their id, or a list as Apollo writes it', () => {
    const documents = new Map([
      [idOf(trusted), trusted],
      [idOf(other), other],
    ]);
    expect(readManifest(JSON.stringify(Object.fromEntries(documents)))).toEqual({ kind: 'DOCUMENTS', documents });
    const operations = [...documents].map(([id, body]) => ({ id, body, name: 'N', type: 'query' }));
    const listed = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    expect(readManifest(JSON.stringify(listed))).toEqual({ kind: 'DOCUMENTS', documents });
    expect(readManifest('{}')).toEqual({ kind: 'DOCUMENTS', documents: new Map() });
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['texts that are none', '{"a": 1}'],
    ['another version of the list', '{"format": "apollo-persisted-query-manifest", "version": 2, "operations": []}'],
    ['an id of another text', JSON.stringify({ [idOf('x')]: trusted })],
    ['an id in capital letters', JSON.stringify({ [idOf(trusted).toUpperCase()]: trusted })],
    ['an id by another algorithm', JSON.stringify({ [hash('md5', trusted)]: trusted })],
  ])('that is %s is refused, without a word of it', (_title, content) => {
    const manifest = readManifest(content);
    expect(manifest.kind).toBe('FAULTS');
    expect(JSON.stringify(manifest)).not.toContain('colour');
  });

  it('has its documents checked as if they were sent', async () => {
    await using front = await startFront({ documentLimits: { depth: 2, tokens: 50 } });
    expect(front.apollo.faultsIn(trusted)).toEqual([]);
    const faulty = ['{', '{ SECRETVALUE }', 'query($i: ID!) { person(id: $i) { friend { name } } }', 'a '.repeat(60)];
    const found = faulty.map((text) => front.apollo.faultsIn(text));
    expect(found.every((faults) => faults.length > 0)).toBe(true);
    expect(JSON.stringify(found)).not.toContain('SECRETVALUE');
  });
});

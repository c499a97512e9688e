import { type DocumentNode, parse, print, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createKnownDocuments, idOfText, knownDocument } from '../../src/http/known-documents.ts';
import { startFront } from './test-server.ts';

const known = (text: string) => knownDocument(parse(text));

describe('the store of documents', () => {
  it('keeps the latest used ones, by number', () => {
    const store = createKnownDocuments({ documents: 2, characters: 1000 });
    for (const text of ['{ a }', '{ b }']) store.remember(idOfText(text), known(text), text.length);
    store.find(idOfText('{ a }'));
    store.remember(idOfText('{ c }'), known('{ c }'), 5);
    expect(['{ a }', '{ b }', '{ c }'].map((text) => store.find(idOfText(text)) !== null)).toEqual([true, false, true]);
  });

  it('keeps so many characters of text, and none that is longer than all of them', () => {
    const store = createKnownDocuments({ documents: 100, characters: 12 });
    const texts = ['{ a }', '{ b }', '{ c }'];
    for (const text of texts) store.remember(idOfText(text), known(text), text.length);
    expect(texts.map((text) => store.find(idOfText(text)) !== null)).toEqual([false, true, true]);
    store.remember('long', known('{ d }'), 13);
    expect([...texts.map(idOfText), 'long'].map((id) => store.find(id))).toEqual([null, null, null, null]);
    store.remember(idOfText('{ a }'), known('{ a }'), 5);
    expect(store.find(idOfText('{ a }'))).not.toBeNull();
  });

  it('counts a document once that two requests brought at the same time', () => {
    const store = createKnownDocuments({ documents: 100, characters: 10 });
    for (const _ of [1, 2, 3]) store.remember('same', known('{ a }'), 5);
    store.remember('other', known('{ b }'), 5);
    expect([store.find('same'), store.find('other')].includes(null)).toBe(false);
  });

  it('keeps nothing of the text: no place, no token, no comment', () => {
    const text =
      '# SECRETVALUE\nquery Q { a # SECRETVALUE\n b(c: [1]) @skip(if: false) { ...F } } fragment F on X { d }';
    const document: DocumentNode = parse(text);
    knownDocument(document);
    const places: unknown[] = [];
    visit(document, { enter: ({ loc }) => void (loc === undefined ? null : places.push(loc)) });
    expect(places).toEqual([]);
    expect(JSON.stringify(document)).not.toContain('SECRETVALUE');
  });
});

describe('a document that is known', () => {
  const query = 'query Q($id: ID!) { person(id: $id) { name } } query R { colour }';
  const errors = [{ message: 'No.', code: 'SOURCE_ERROR', path: ['colour'], extensions: { class: 'X' } }];

  it.each([
    ['data', { data: { colour: 'RED' }, extensions: { recordId: 'r' } }],
    ['data and errors', { data: { colour: null }, errors, extensions: {} }],
    ['a refusal', { errors: [{ message: 'No.', code: 'NO_STANDING', extensions: { gate: 'G0' } }] }],
    ['a fault', { errors: [{ message: 'No.', code: 'INTERNAL' }] }],
  ])('is answered byte for byte as when it was not: %s', async (_title, response) => {
    await using front = await startFront({ execute: async () => response });
    const [first, ...others] = [
      await front.post({ query, operationName: 'R' }),
      await front.post({ query, operationName: 'R' }),
      await front.post({ query, operationName: 'R', variables: null, extensions: {} }),
    ];
    for (const answer of others) {
      expect([answer.status, answer.text]).toEqual([first?.status, first?.text]);
      expect({ ...answer.headers, date: '' }).toEqual({ ...first?.headers, date: '' });
    }
    expect(new Set(front.requests.map(({ document }) => document)).size).toBe(1);
  });

  it.each([
    ['an operation that it does not have', { query, operationName: 'S' }],
    ['no operation where there are several', { query }],
    ['an empty name', { query, operationName: '' }],
    ['a name that every object has', { query, operationName: 'constructor' }],
    ['a name that is a prototype', { query, operationName: '__proto__' }],
    ['variables that are none', { query, operationName: 'R', variables: 'x' }],
    ['a name that is none', { query, operationName: ['R'] }],
  ])('is refused in the same words: %s', async (_title, body) => {
    await using front = await startFront({});
    const before = await front.post(body);
    await front.post({ query, operationName: 'R' });
    const after = await front.post(body);
    expect([after.status, after.text]).toEqual([before.status, before.text]);
    expect(before.status).toBe(400);
    expect(front.requests).toHaveLength(1);
  });

  it('is another as soon as its text differs', async () => {
    await using front = await startFront({});
    await front.post({ query: '{ colour }' });
    await front.post({ query: '{ colour  }' });
    expect(front.requests[0]?.document).not.toBe(front.requests[1]?.document);
  });

  it('is not kept where a fault was found in it, nor answered after a schema that no longer has it', async () => {
    await using front = await startFront({});
    expect((await front.post({ query: '{ colours }' })).status).toBe(400);
    expect((await front.post({ query: '{ colours }' })).status).toBe(400);
    expect(front.requests).toEqual([]);
  });
});

describe('the name of a type that there is none of', () => {
  const kept = (document: DocumentNode | undefined): string => JSON.stringify(document);

  it.each([
    ['in the document', '{ __type(name: "SECRETVALUE") { name } colour }'],
    ['in a block', '{ colour __type(name: """SECRETVALUE\n"quoted" """) { name } }'],
    [
      'twice, beside one that there is',
      '{ a: __type(name: "SECRETVALUE") { name } b: __type(name: "Person") { name } c: __type(name: "SECRETVALUE") { name } colour }',
    ],
    ['in a fragment', 'query { ...F } fragment F on Query { __type(name: "SECRETVALUE") { name } colour }'],
  ])('is nowhere in what is kept: %s', async (_title, query) => {
    await using front = await startFront({ introspection: true });
    for (const _ of [1, 2]) expect((await front.post({ query })).status).toBe(200);
    expect(front.requests).toHaveLength(2);
    for (const { document } of front.requests) expect(kept(document)).not.toContain('SECRETVALUE');
    if (query.includes('"Person"')) expect(kept(front.requests[0]?.document)).toContain('"Person"');
  });

  it('does not make another document of it', async () => {
    await using front = await startFront({ introspection: true });
    await front.post({ query: '{ __type(name: "SECRETVALUE") { name } ...F } fragment F on Query { colour }' });
    const [received] = front.requests;
    expect(received && print(received.document)).toBe(
      print(parse('{ __type(name: "") { name } ...F } fragment F on Query { colour }')),
    );
  });
});

import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { PeerAnswers } from '../../src/model/peer.ts';
import { createServeContract } from '../../src/peers/serve-contract.ts';

/** The roots of the contract, as far as these tests need it. */
const schema = buildSchema(`
  input RecordKey { scheme: String! value: String! }
  type Child { recordId: ID }
  type Query { childrenByIdentifier(by: [RecordKey!]!): [Child!]! childrenById(ids: [ID!]!): [Child]! }
`);

const asked: string[] = [];
const answers = {
  byKeys: async (keys: readonly { readonly value: string }[]) => {
    asked.push(...keys.map(({ value }) => value));
    return { rows: [], isAbsenceTold: true };
  },
  byDetails: async () => ({ rows: [], isAbsenceTold: true }),
  byIds: async (ids: readonly string[]) => {
    asked.push(...ids);
    return ids.map(() => null);
  },
} as unknown as PeerAnswers;

describe('a document of a peer', () => {
  it('is answered where its values are variables', async () => {
    asked.length = 0;
    const { status } = await createServeContract(schema)(
      {
        query: 'query Q($by: [RecordKey!]!) { childrenByIdentifier(by: $by) { recordId } }',
        variables: { by: [{ scheme: 'NHS_NUMBER', value: '9990000018' }] },
      },
      answers,
    );
    expect([status, asked]).toEqual([200, ['9990000018']]);
  });

  it.each([
    ['a key', '{ childrenByIdentifier(by: [{ scheme: "NHS_NUMBER", value: "9990000018" }]) { recordId } }'],
    ['an id', '{ childrenById(ids: ["sealed"]) { recordId } }'],
    ['a default', 'query Q($ids: [ID!]! = ["sealed"]) { childrenById(ids: $ids) { recordId } }'],
  ])('that writes out %s is refused, and nobody is asked', async (_what, query) => {
    asked.length = 0;
    const { status, body } = await createServeContract(schema)({ query, variables: {} }, answers);
    expect([status, asked]).toEqual([400, []]);
    expect(JSON.stringify(body)).not.toMatch(/9990000018|sealed/);
  });
});

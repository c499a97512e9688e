import { buildSchema, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { publicPartOf } from '../../src/graph/compose/public-part.ts';
import { composeShippedGraph } from './shipped-graph.ts';

test('the public part holds what is marked public and what that reaches, and nothing else', () => {
  const { schema, rootFields } = publicPartOf(
    buildSchema(`
      directive @public on FIELD_DEFINITION
      directive @access(reason: Secret!) on QUERY
      input Secret { a: String }
      enum Colour { RED }
      enum Shade { DARK }
      type Open { colour: Colour other: Open }
      type Hidden { shade: Shade open: Open }
      type Query { open(colour: Colour): Open @public hidden(secret: Secret): Hidden }
      type Mutation { change: Hidden }
    `),
  );
  expect([...rootFields]).toEqual(['open']);
  expect(printSchema(schema).replaceAll(/\s+/g, ' ')).toBe(
    'enum Colour { RED } type Open { colour: Colour other: Open } type Query { open(colour: Colour): Open }',
  );
});

test('of the shipped graph it is the directory alone', () => {
  const { schema, rootFields } = publicPartOf(composeShippedGraph().schema);
  expect([...rootFields]).toEqual(['services']);
  for (const name of ['Child', 'Purpose', 'Mutation', 'DisclosureClass', 'Protocol']) {
    expect(schema.getType(name), name).toBeUndefined();
  }
  expect(schema.getDirective('access') ?? null).toBeNull();
});

import { describe, expect, it } from 'vitest';
import { composeGraph } from '../../src/graph/compose/compose-graph.ts';
import { CompositionError } from '../../src/graph/compose/composition-error.ts';
import { smallGraphWith } from './small-graph.ts';

const act = (name: string, more = '@act(kind: INACCURACY)'): string =>
  `"Takes it."\n  ${name}("R." report: InaccuracyReport!): ID ${more}`;
const mutation = (...fields: readonly string[]): string =>
  `"What may be brought about."\ntype Mutation {\n  ${fields.join('\n  ')}\n}\n"A note."`;
const composed = (...fields: readonly string[]) =>
  composeGraph(smallGraphWith('north', '"A note."', mutation(...fields)));

function faultsOf(...fields: readonly string[]): readonly (readonly [string, string])[] {
  try {
    composed(...fields);
    return [];
  } catch (error) {
    if (error instanceof CompositionError) return error.faults.map(({ code, coordinate }) => [code, coordinate]);
    throw error;
  }
}

describe('an act that a contract offers', () => {
  it('is known by its kind, whatever its name, and never part of the public graph', () => {
    const { contracts, schema } = composed(act('correct'));
    expect([contracts.get('north')?.acts, contracts.get('south')?.acts]).toEqual([
      { INACCURACY: 'correct' },
      { INACCURACY: null },
    ]);
    expect(schema.getMutationType()?.getFields() ?? {}).not.toHaveProperty('correct');
    expect(schema.getType('InaccuracyReport')).toBeUndefined();
  });

  it.each([
    ['without a kind', [act('correct', '')], [['ROOT_NOT_SUPPORTED', 'Mutation']]],
    ['of a kind that there is not', [act('correct', '@act(kind: ERASURE)')], [['ROOT_NOT_SUPPORTED', 'Mutation']]],
    ['twice', [act('correct'), act('amend')], [['ENTRY_DUPLICATE', 'Mutation.amend']]],
    [
      'of another shape',
      ['"Takes it."\n  correct("R." text: String!): Boolean @act(kind: INACCURACY)'],
      [
        ['ENTRY_INVALID', 'Mutation.correct'],
        ['ENTRY_INVALID', 'Mutation.correct(report:)'],
      ],
    ],
  ])('%s is refused', (_what, fields, faults) => {
    expect(faultsOf(...fields)).toEqual(expect.arrayContaining(faults));
    expect(faultsOf(...fields).length).toBeGreaterThan(0);
  });
});

import { isEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composeGraph, type GraphSource } from '../../src/graph/compose/compose-graph.ts';
import { CompositionError } from '../../src/graph/compose/composition-error.ts';
import { composeShippedGraph } from './shipped-graph.ts';
import { smallGraphWith } from './small-graph.ts';

/** The small graph, with more text in the contracts of two agencies. */
function withTexts(texts: Readonly<Record<string, string>>) {
  const source: GraphSource = smallGraphWith();
  return composeGraph({
    ...source,
    agencies: source.agencies.map((agency) => ({ ...agency, sdl: `${agency.sdl}\n${texts[agency.name] ?? ''}` })),
  });
}
const faultsOf = (compose: () => unknown): readonly string[] => {
  try {
    compose();
    return [];
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    return error.faults.map(({ code, coordinate }) => `${code} ${coordinate}`);
  }
};
const ofOwn = (name: string, words = 'A number of its own.') =>
  `extend enum IdentifierScheme { ${JSON.stringify(words)} ${name} }`;

describe('an enum that agencies may add to', () => {
  it('has in the public graph what every agency adds, and in each contract only its own', () => {
    const { schema, contracts } = withTexts({ north: ofOwn('NORTH_ID'), south: ofOwn('SOUTH_ID') });
    const codesOf = (of: typeof schema | undefined) => {
      const type = of?.getType('IdentifierScheme');
      return isEnumType(type) ? type.getValues().flatMap(({ name }) => (name.endsWith('_ID') ? [name] : [])) : [];
    };
    expect(codesOf(schema)).toEqual(expect.arrayContaining(['NORTH_ID', 'SOUTH_ID']));
    expect(codesOf(contracts.get('north')?.schema)).not.toContain('SOUTH_ID');
    expect(codesOf(contracts.get('south')?.schema)).not.toContain('NORTH_ID');
  });

  it('is refused where two agencies mean something else by one code', () => {
    expect(faultsOf(() => withTexts({ north: ofOwn('ONE_ID', 'This.'), south: ofOwn('ONE_ID', 'That.') }))).toEqual([
      'TYPE_DISAGREES IdentifierScheme',
    ]);
    expect(faultsOf(() => withTexts({ north: ofOwn('ONE_ID'), south: ofOwn('ONE_ID') }))).toEqual([]);
  });

  it('is one that the common part says so of: no agency adds a class, a purpose or a restriction', () => {
    for (const name of ['DisclosureClass', 'Purpose', 'Restriction']) {
      const faults = faultsOf(() => withTexts({ north: `extend enum ${name} { "Its own." OWN_CODE }` }));
      expect(faults, name).toContain(`TYPE_DISAGREES ${name}`);
    }
  });

  it('brings the numbers that education and the police allocate', () => {
    const type = composeShippedGraph().schema.getType('IdentifierScheme');
    expect(isEnumType(type) && type.getValues().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['NHS_NUMBER', 'UPN', 'PNC_ID', 'ULN', 'CRO_NUMBER']),
    );
  });
});

import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { ChildPart, GraphCounts } from '../../src/graph/graph.ts';
import type { Cell, CellDecision, ItemMask } from '../../src/model/decision.ts';
import { type RunOptions, runOperation } from './run-operation.ts';
import { createWorld, decideEach, everyRestriction, factsAsk, type World } from './world.ts';

const list = parse(`query($ids: [ID!]!, $first: Int, $all: Boolean = true) {
  children(ids: $ids) {
    identity { givenName }
    education { specialNeeds(first: $first) { provision } }
    health @include(if: $all) { conditions(first: $first) { name } }
    sources { agency state }
    withheld { path }
  }
}`);
const agenciesAsked = ['education', 'health'];
const kinds = { about: ['CHILD'], restrictions: [] };

/** Runs the list for some children, decided anew: no object of an earlier request comes again. */
function runList(world: World, options: Partial<RunOptions> & { readonly ids: readonly string[] }) {
  const { ids, ...rest } = options;
  return runOperation(world, {
    document: list,
    variables: { ids, first: ids.length },
    decide: (plan) => decideEach(plan.cellsNeeded, () => ({})),
    ...rest,
  });
}

/** What is compiled while something runs. */
function countsOf(world: World, act: () => unknown): GraphCounts {
  const before = world.graph.counts();
  act();
  const after = world.graph.counts();
  return {
    plansCompiled: after.plansCompiled - before.plansCompiled,
    shapesCompiled: after.shapesCompiled - before.shapesCompiled,
    documentsPrinted: after.documentsPrinted - before.documentsPrinted,
  };
}

const nothing: GraphCounts = { plansCompiled: 0, shapesCompiled: 0, documentsPrinted: 0 };

describe('in a steady state', () => {
  test('a request plans nothing and prints nothing, whoever the children are and whatever the variables', () => {
    const world = createWorld(11, 3, kinds);
    const first = countsOf(world, () => runList(world, { ids: ['c0'] }));
    expect(first).toMatchObject({ plansCompiled: 1, documentsPrinted: agenciesAsked.length });
    for (const ids of [['c1'], ['c0', 'c2', 'nobody'], ['c2', 'c2']]) {
      expect(countsOf(world, () => runList(world, { ids }))).toEqual(nothing);
    }
  });

  test('one plan serves a document for each combination of its conditions', () => {
    const world = createWorld(11, 1, kinds);
    const with_ = { ids: ['c0'], variables: { ids: ['c0'], all: true } };
    const without = { ids: ['c0'], variables: { ids: ['c0'], all: false } };
    const compiled = [with_, without, with_, without].map(
      (options) => countsOf(world, () => runList(world, options)).plansCompiled,
    );
    expect(compiled).toEqual([1, 1, 0, 0]);
  });

  test('one document serves all children and requests with the same grants, and each other set has its own', () => {
    const world = createWorld(11, 4, kinds);
    const masks: readonly ItemMask[] = [15, 0b1010, 15, 0b1010];
    const relink = (part: ChildPart): ChildPart => ({
      ...part,
      decision: decideEach(cellsNeeded, ofHealth(masks[part.slot] ?? 0)),
    });
    const { plan } = runList(world, { ids: ['c0'] });
    const { cellsNeeded } = plan;
    const ids = ['c0', 'c1', 'c2', 'c3'];
    expect(countsOf(world, () => runList(world, { ids, relink })).documentsPrinted).toBe(1);
    expect(countsOf(world, () => runList(world, { ids: ids.toReversed(), relink }))).toEqual(nothing);
    const { calls } = runList(world, { ids, relink });
    expect(calls.map(({ call, recordIds }) => [call.agency, recordIds.length])).toEqual([
      ['education', 4],
      ['health', 2],
      ['health', 2],
    ]);
  });

  test('what is refused or withheld compiles nothing either, once it was', () => {
    const world = createWorld(11, 2, kinds);
    const decide = (plan: { readonly cellsNeeded: readonly Cell[] }) => decideEach(plan.cellsNeeded, ofHealth(0));
    runList(world, { ids: ['c0'], decide });
    expect(countsOf(world, () => runList(world, { ids: ['nobody', 'c1'], decide }))).toEqual(nothing);
    expect(countsOf(world, () => runList(world, { ids: ['c1'], decide, dryRun: true }))).toEqual(nothing);
  });

  test('sets of grants are forgotten beyond a bound, the oldest first', () => {
    const world = createWorld(11, 1, kinds);
    const bound = 256;
    const runAllowing = (set: number) => {
      const allowed = everyRestriction.filter((_name, index) => ((set >> index) & 1) === 1);
      // The ninth bit is of the items of health that are open.
      const health = set < bound ? 15 : 0b1100;
      return runList(world, {
        ids: ['c0'],
        decide: (plan) => decideEach(plan.cellsNeeded, ofHealth(health), allowed),
      });
    };
    const sets = Array.from({ length: bound }, (_, set) => set);
    for (const set of sets) runAllowing(set);
    expect(countsOf(world, () => runAllowing(0))).toEqual(nothing);
    const beyond = countsOf(world, () => runAllowing(bound));
    expect(beyond.documentsPrinted).toBe(1);
    expect(countsOf(world, () => runAllowing(1))).toEqual(nothing);
    expect(countsOf(world, () => runAllowing(0)).documentsPrinted).toBe(1);
  });
});

describe('requests to agencies', () => {
  test('do not grow with the number of children, up to a batch of 500', () => {
    const world = createWorld(11, 1, kinds);
    const { plan } = runList(world, { ids: ['c0'] });
    const linked = world.linked(0);
    const callsFor = (count: number): readonly string[] => {
      const children = Array.from({ length: count }, (_, slot): ChildPart => {
        const records = linked.records.map((one) => ({
          ...one,
          record: { ...one.record, recordId: `${one.record.recordId}-${slot}` },
        }));
        return {
          root: 0,
          slot,
          id: null,
          linked: { ...linked, records },
          decision: decideEach(plan.cellsNeeded, () => ({})),
        };
      });
      const inputs = { variables: {}, args: [], introspection: new Map() };
      const viewer = { organisation: factsAsk.recipient, purpose: factsAsk.purpose };
      return world.graph.contentCalls({ plan, inputs, viewer, children }).map(({ call }) => call.agency);
    };
    expect(callsFor(1)).toEqual(agenciesAsked);
    expect(callsFor(50)).toEqual(agenciesAsked);
    expect(callsFor(500)).toEqual(agenciesAsked);
    expect(callsFor(501)).toEqual(['education', 'education', 'health', 'health']);
  });

  test('for facts are one an agency, up to a batch of 500', () => {
    const { graph } = createWorld(11, 1, kinds);
    const keys = Array.from({ length: 501 }, (_, index) => ({ scheme: 'NHS_NUMBER', value: `n${index}` }));
    const counts = [0, 1, 50, 500, 501].map(
      (count) => graph.factsCalls('health', keys.slice(0, count), factsAsk).length,
    );
    expect(counts).toEqual([1, 1, 1, 1, 2]);
  });

  test('carry one and the same document, printed once', () => {
    const { graph } = createWorld(11, 1, kinds);
    const documentOf = (value: string) =>
      graph.factsCalls('health', [{ scheme: 'NHS_NUMBER', value }], factsAsk)[0]?.call.documentHash;
    expect(documentOf('n1')).toBe(documentOf('n2'));
  });
});

function ofHealth(mask: ItemMask): (cell: Cell) => Partial<CellDecision> {
  return ({ agency, class: disclosed }) =>
    agency === 'health' && disclosed === 'HLT' ? { read: mask, know: mask } : {};
}

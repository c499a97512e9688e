import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { ChildPart, SearchPart } from '../../src/graph/graph.ts';
import { prepared, refusedRoute, silentRoute } from './run-operation.ts';
import { createWorld, decideEach, viewer } from './world.ts';

const world = createWorld(11, 1, { about: ['CHILD'], restrictions: [] });
const by = { givenName: 'Corin', familyName: 'Ashdown' };
const result = { outcome: 'MATCH', incomplete: false, needs: [], sources: [] };
const candidate = { outcome: 'MATCH', reason: 'R7', agreements: [], flags: [] };
const found: SearchPart = { value: result, candidates: [{ value: candidate, slot: 3, closed: null }], nobody: null };

/** Runs an operation that searches once, its candidate in slot 3 being the world's child. */
function run(selection: string, search: SearchPart = found) {
  const { plan, inputs, roots } = prepared(world, {
    document: `query ($by: ChildSearch!) { ${selection} }`,
    variables: { by },
  });
  const decision = decideEach(plan.cellsNeeded, () => ({}));
  const searches = roots.flatMap((root) => (root.kind === 'SEARCH' ? [root] : []));
  const opened = search.candidates.some(({ slot }) => slot !== null);
  const children = searches.flatMap(({ places }) =>
    opened ? places.map((root): ChildPart => ({ root, slot: 3, id: 'sealed', linked: world.linked(0), decision })) : [],
  );
  const calls = world.graph.contentCalls({ plan, inputs, viewer, children });
  const contents = calls.map((call) => {
    const agency = world.agencies.get(call.call.agency);
    if (agency === undefined) throw new Error('no such agency');
    return { call, answer: agency.answer(call.call) };
  });
  const assembled = world.graph.assemble({
    plan,
    inputs,
    viewer,
    children,
    searches: new Map(searches.map(({ index }) => [index, search])),
    contents,
    silentRoots: new Map(),
    own: {},
    routes: { refused: refusedRoute, silent: silentRoute },
    dryRun: false,
  });
  return { plan, calls, searches, assembled, data: JSON.parse(JSON.stringify(assembled.data)) };
}

describe('a child inside a search’s answer', () => {
  test('is planned as a place of its own, with the cells that it discloses', () => {
    const { plan, searches } = run('findChildren(by: $by) { candidates { child { id addresses { postcode } } } }');
    expect(plan.nested.map(({ root, path }) => [root, path])).toEqual([
      [0, ['findChildren', 'candidates', '*', 'child']],
    ]);
    expect(searches).toMatchObject([{ selectsId: true, by, places: [1] }]);
    expect(new Set(plan.cellsAsked.map((cell) => cell.class))).toEqual(new Set(['ADR']));
  });

  test('answers as the same selection of `child` does', () => {
    const selection = 'id identity { givenName } addresses { postcode lines } withheld { path state }';
    const { data, assembled } = run(`findChildren(by: $by) { outcome candidates { reason child { ${selection} } } }`);
    const plain = prepared(world, {
      document: `query ($id: ID!) { child(id: $id) { ${selection} } }`,
      variables: { id: 'c0' },
    });
    const decision = decideEach(plain.plan.cellsNeeded, () => ({}));
    const child: ChildPart = { root: 0, slot: 0, id: 'sealed', linked: world.linked(0), decision };
    const asked = { plan: plain.plan, inputs: plain.inputs, viewer, children: [child] };
    const contents = world.graph.contentCalls(asked).map((call) => {
      const agency = world.agencies.get(call.call.agency);
      if (agency === undefined) throw new Error('no such agency');
      return { call, answer: agency.answer(call.call) };
    });
    const alone = world.graph.assemble({
      ...asked,
      contents,
      silentRoots: new Map(),
      own: {},
      routes: { refused: refusedRoute, silent: silentRoute },
      dryRun: false,
    });
    const [one] = data.findChildren.candidates;
    expect(one).toEqual({ reason: 'R7', child: JSON.parse(JSON.stringify(alone.data))['child'] });
    expect(one.child.addresses).not.toEqual([]);
    expect(assembled.released.map(({ outcomes }) => outcomes)).toEqual(alone.released.map(({ outcomes }) => outcomes));
  });

  test('may be selected under several names, each with its own fields and its own path', () => {
    const { data, plan } = run(`
      a: findChildren(by: $by) {
        first: candidates { one: child { id } two: child { __typename sources { agency } } }
        again: candidates { child { ...Named } }
      }
    } fragment Named on Child { identity { familyName }`);
    expect(plan.nested.map(({ path }) => path.join('.'))).toEqual([
      'a.first.*.one',
      'a.first.*.two',
      'a.again.*.child',
    ]);
    const [first] = data.a.first;
    expect(first.one).toEqual({ id: 'sealed' });
    expect(Object.keys(first.two)).toEqual(['__typename', 'sources']);
    expect(Object.keys(data.a.again[0].child)).toEqual(['identity']);
  });

  test('that may not be opened is null and explained at each of its places', () => {
    const closed = { state: 'REDACTED', code: 'MATCH_AMBIGUOUS', route: null } as const;
    const possible: SearchPart = { ...found, candidates: [{ value: candidate, slot: null, closed }] };
    const { data, assembled, calls } = run(
      'findChildren(by: $by) { candidates { child { id health { contacts { id } } } other: child { id } } }',
      possible,
    );
    expect(data.findChildren.candidates).toEqual([{ child: null, other: null }]);
    expect(calls).toEqual([]);
    expect(assembled.released).toEqual([]);
    expect(assembled.redactions.map(({ path, class: shown, code }) => [path.join('.'), shown, code])).toEqual([
      ['findChildren.candidates.*.child', 'RESTRICTED', 'MATCH_AMBIGUOUS'],
      ['findChildren.candidates.*.other', 'RESTRICTED', 'MATCH_AMBIGUOUS'],
    ]);
  });

  test('of which nobody was found is told once, at the search', () => {
    const nobody = { state: 'WITHHELD_OR_NONE', code: null, route: refusedRoute } as const;
    const { data, assembled } = run('f: findChildren(by: $by) { outcome candidates { child { id } } }', {
      value: { ...result, outcome: 'NO_MATCH' },
      candidates: [],
      nobody,
    });
    expect(data).toEqual({ f: { outcome: 'NO_MATCH', candidates: [] } });
    expect(assembled.redactions).toEqual([{ path: ['f'], class: 'RESTRICTED', ...nobody }]);
  });
});

describe('what a search is given', () => {
  const faults = (document: string) => {
    const result = world.graph.prepare({
      document: parse(document),
      operationName: null,
      variables: { by, name: 'Corin' },
    });
    return result.kind === 'FAULTS' ? result.errors.map(({ code }) => code) : [];
  };

  test.each([
    ['a name', 'query { findChildren(by: { givenName: "Corin" }) { outcome } }'],
    ['a date', 'query { findChildren(by: { dateOfBirth: "2015-03-04" }) { outcome } }'],
    ['a code', 'query { findChildren(by: { sex: F }) { outcome } }'],
    ['a carer’s name', 'query { findChildren(by: { carer: { familyName: "Ashdown" } }) { outcome } }'],
    ['a default', 'query ($name: String = "Corin") { findChildren(by: { givenName: $name }) { outcome } }'],
  ])('must be variables: %s in the document is refused', (_what, document) => {
    expect(faults(document)).toEqual(['LITERAL_NOT_ALLOWED']);
  });

  test('may be variables one by one, or as a whole', () => {
    expect(faults('query ($name: String) { findChildren(by: { givenName: $name }) { outcome } }')).toEqual([]);
    expect(faults('query ($by: ChildSearch!) { findChildren(by: $by) { outcome } }')).toEqual([]);
  });
});

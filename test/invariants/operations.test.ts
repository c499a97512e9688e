import fc from 'fast-check';
import { isNonNullType, isObjectType, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { AgencyContract } from '../../src/graph/contract.ts';
import type { Explanation } from '../../src/model/decision.ts';
import type { Data } from '../graph/agency-data.ts';
import { generateRecord } from '../graph/agency-data.ts';
import { generateOperation, type OperationSource } from '../graph/generated-operation.ts';
import { createRandom, type Random } from '../graph/random.ts';
import { type Run, type RunOptions, runOperation } from '../graph/run-operation.ts';
import {
  agencyOrder,
  composed,
  createWorld,
  decideEach,
  everyRestriction,
  type GeneratedChild,
  type World,
  worldOf,
} from '../graph/world.ts';
import { inOneForm, rewriteOperation, withheldInOneForm } from './rewritten.ts';

/** I3, I4, I5 and I8 (domain.md 7.8) over generated operations, agencies in process. */

const labels = ['c0', 'c1', 'c2'];
const source: OperationSource = {
  schema: composed.schema,
  values: {
    id: labels,
    ids: labels,
    scheme: ['NHS_NUMBER', 'UPN'],
    value: labels,
    first: [1, 2, 3, 200],
    after: ['nothing'],
    text: ['school'],
    taxonomy: ['term'],
    age: [0, 3],
    from: ['1000-01-01'],
    to: ['9999-12-31'],
  },
  roots: ['child', 'child', 'childByIdentifier', 'children', 'myCaseload'],
  // What is told of withheld parts is compared apart: it is in no order of its own.
  without: new Set(['Child.withheld']),
};

function validOperation(random: Random, from: OperationSource) {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const operation = generateOperation(from, random);
    const document = parse(operation.text);
    if (validate(composed.schema, document).length === 0) return { ...operation, document };
  }
  throw new Error('no valid operation was generated');
}

const kinds = { about: ['CHILD', 'CHILD', 'ADULT', 'OTHER_CHILD'], restrictions: everyRestriction };
const world = createWorld(2026, labels.length, kinds);
const masks = [0, 0, 15, 15, 15, 0b1100, 0b1010, 0b1110, 0b1000];

/** A decision drawn by cell, the same whatever the plan needs; `hidden` says what may not be known of. */
function drawnDecision(seed: number, hidden: (agency: string, disclosed: string) => boolean): RunOptions['decide'] {
  return (plan) => {
    const decision = decideEach(
      plan.cellsNeeded,
      ({ agency, class: disclosed, aspect }) => {
        const concealed: Explanation = { state: 'WITHHELD_OR_NONE', code: null, route: null, shownClass: 'RESTRICTED' };
        if (hidden(agency, disclosed))
          return { read: 0, know: 0, mayKnowExistence: false, explanation: concealed, concealed };
        const random = createRandom(seed + hashOf(`${agency} ${disclosed} ${aspect}`));
        const read = random.pick(masks);
        const know = random.chance(0.5) ? 15 : read;
        const told: Explanation = { state: 'REDACTED', code: 'DENIED', route: null, shownClass: disclosed };
        return { read, know, mayKnowExistence: know !== 0, explanation: read === 15 ? null : told };
      },
      everyRestriction.filter((restriction) => createRandom(seed + hashOf(restriction)).chance(0.5)),
    );
    return { ...decision, mayKnowOf: (agency) => !agencyOrder.includes(agency) || !hidden(agency, 'ANY') };
  };
}

function hashOf(text: string): number {
  let sum = 7;
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return sum;
}

const nothingHidden = (): boolean => false;
const anySeed = fc.integer({ min: 0, max: 2 ** 31 });

/** All that a caller could tell two runs apart by. */
function seenOf({ json, assembled, calls }: Run): unknown {
  return {
    json,
    redactions: assembled.redactions,
    errors: assembled.errors.map(({ message }) => message),
    calls: calls.map(({ call, recordIds }) => [call.agency, call.document, recordIds.length]),
  };
}

/** The world in which some agencies lack what it holds of some class: `taken` says what. */
function worldWithout(taken: (contract: AgencyContract, record: Data) => Data): World {
  return worldOf(
    world.children.map(({ label, records }) => ({
      label,
      records: new Map(
        [...records].map(([agency, record]) => {
          const contract = composed.contracts.get(agency);
          return [agency, contract === undefined ? record : taken(contract, record)];
        }),
      ),
    })),
  );
}

describe('I4: what may not be known of answers alike, held or not', () => {
  test('an agency’s whole record, over every response and every request', () => {
    fc.assert(
      fc.property(anySeed, fc.constantFrom(...agencyOrder), (seed, secret) => {
        const operation = validOperation(createRandom(seed), source);
        const run = (isHeld: boolean) =>
          runOperation(world, {
            ...operation,
            decide: drawnDecision(seed, (agency) => agency === secret),
            relink: (part) => ({
              ...part,
              linked: {
                ...part.linked,
                records: part.linked.records.filter(({ record }) => isHeld || record.agency !== secret),
              },
            }),
          });
        expect(seenOf(run(false)), operation.text).toEqual(seenOf(run(true)));
      }),
      { numRuns: 80 },
    );
  });

  const emptied = new Map<string, World>();
  /** The world in which nothing of a class is held by anybody: nulls and empty lists wherever the contracts allow. */
  const withoutClass = (disclosed: string): World => {
    const known = emptied.get(disclosed);
    if (known !== undefined) return known;
    const made = worldWithout((contract, record) => withoutClassAt(contract, record, disclosed));
    emptied.set(disclosed, made);
    return made;
  };

  test('a class, wherever it is held', () => {
    // Of identity and identifiers there is always some: a record without any is no record.
    const classes = [
      'ADR',
      'FAM',
      'HHM',
      'UNI',
      'INV',
      'IND',
      'CAFX',
      'CAFB',
      'EDU',
      'HLT',
      'SCS',
      'SCD',
      'YJS',
      'YJD',
      'POL',
    ];
    fc.assert(
      fc.property(anySeed, fc.constantFrom(...classes), (seed, secret) => {
        const operation = validOperation(createRandom(seed), source);
        const decide = drawnDecision(seed, (_agency, disclosed) => disclosed === secret);
        const held = runOperation(world, { ...operation, decide });
        const notHeld = runOperation(withoutClass(secret), { ...operation, decide });
        expect(seenOf(notHeld), `${secret}: ${operation.text}`).toEqual(seenOf(held));
      }),
      { numRuns: 80 },
    );
  });

  test('what may be known of does differ, so that this means something', () => {
    let differs = 0;
    for (let seed = 0; seed < 60; seed += 1) {
      const operation = validOperation(createRandom(seed), source);
      const decide = drawnDecision(seed, nothingHidden);
      const held = seenOf(runOperation(world, { ...operation, decide }));
      const notHeld = seenOf(runOperation(withoutClass('HLT'), { ...operation, decide }));
      if (JSON.stringify(held) !== JSON.stringify(notHeld)) differs += 1;
    }
    expect(differs).toBeGreaterThan(5);
  });
});

function withoutClassAt(contract: AgencyContract, data: Data, disclosed: string): Data {
  const type = contract.schema.getType(String(data['__typename']));
  if (!isObjectType(type)) return data;
  const entries = Object.entries(data).map(([name, value]): [string, unknown] => {
    const field = type.getFields()[name];
    const annotated = contract.fieldOf(type.name, name);
    const isOfClass = annotated?.disclosure?.class === disclosed && annotated.isMarker !== true;
    if (isOfClass && field !== undefined && !isNonNullType(field.type)) return [name, Array.isArray(value) ? [] : null];
    const below = (each: unknown): unknown =>
      each !== null && typeof each === 'object' ? withoutClassAt(contract, each as Data, disclosed) : each;
    return [name, Array.isArray(value) ? value.map(below) : below(value)];
  });
  return Object.fromEntries(entries);
}

describe('I5: every null is told, or nobody holds it', () => {
  /** Children of whom these agencies hold every value, so that no null is an agency's own, and the others no record. */
  function fullWorld(seed: number, holders: readonly string[]): World {
    const random = createRandom(seed);
    const full: Random = { ...random, chance: (probability) => probability !== 0.1 && random.chance(probability) };
    return worldOf(
      labels.map(
        (label): GeneratedChild => ({
          label,
          records: new Map(
            [...composed.contracts]
              .filter(([agency]) => holders.includes(agency))
              .map(([agency, contract]) => [agency, generateRecord(contract, full, `${label}-${agency}`, kinds)]),
          ),
        }),
      ),
    );
  }

  test.each([
    ['all agencies', agencyOrder],
    ['some agencies', agencyOrder.slice(0, 3)],
  ])('where %s hold a record, in every operation, by every decision', (_what, holders) => {
    const full = fullWorld(5, holders);
    // A page that is too short may leave an only item out.
    const from = { ...source, values: { ...source.values, first: [200], after: [null] } };
    let nulls = 0;
    fc.assert(
      fc.property(anySeed, (seed) => {
        const operation = validOperation(createRandom(seed), from);
        const run = runOperation(full, { ...operation, decide: drawnDecision(seed, nothingHidden) });
        const told = new Set(run.assembled.redactions.map(({ path }) => path.join('.')));
        const found = nullsIn(run.assembled.data);
        nulls += found.length;
        const unexplained = found.filter(
          (path) => !isTold(path, told) && !isHeldByNobody(run, path, holders) && !isWithinConclusion(run, path),
        );
        expect(unexplained, `${operation.text}\n${run.json}`).toEqual([]);
      }),
      { numRuns: 120, seed: 12 },
    );
    expect(nulls).toBeGreaterThan(100);
  });

  /**
   * What the gateway concludes is of its own making: a null within it says that there is nothing to say, such as no
   * duty where a child is in education. That there is no conclusion at all must be told like any other null.
   */
  const conclusions: ReadonlySet<string> = new Set([
    'missingEducation',
    'dataQuality',
    'possibleLinks',
    'certainLinks',
    'keptApart',
  ]);

  function isWithinConclusion(run: Run, path: readonly string[]): boolean {
    const { field, inner } = childFieldAt(run, path);
    return field !== undefined && conclusions.has(field) && inner.length > 0;
  }

  /** The field of `Child` on a path of the response, and what of the path lies within it. */
  function childFieldAt(run: Run, [rootKey, ...rest]: readonly string[]) {
    const root = run.plan.roots.find(({ field }) => field.key === rootKey);
    const [key, ...inner] = rest[0] === '*' ? rest.slice(1) : rest;
    const planned = Object.values(root?.field.on ?? {})
      .flat()
      .find((each) => each.key === key);
    return { field: planned?.field, inner };
  }

  /** Whether none of the agencies that offer the field of `Child` on this path holds a record. */
  function isHeldByNobody(run: Run, path: readonly string[], holders: readonly string[]): boolean {
    const { field } = childFieldAt(run, path);
    const made = field === undefined ? undefined : composed.childFields.get(field);
    if (made === undefined || !('offeredBy' in made)) return false;
    return [made.offeredBy].flat().every((agency) => !holders.includes(agency));
  }
});

/** Paths at which a null stands, `*` for places in lists. */
function nullsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (value === null) return [path];
  if (Array.isArray(value)) return value.flatMap((each) => nullsIn(each, [...path, '*']));
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([key, each]) => nullsIn(each, [...path, key]));
}

function isTold(path: readonly string[], told: ReadonlySet<string>): boolean {
  return path.some((_step, index) => told.has(path.slice(0, index + 1).join('.')));
}

describe('I8: wording alters no decision', () => {
  test('aliases, fragments, repetition, order, conditions that hold, introspection and other operations beside', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const random = createRandom(seed);
        const operation = validOperation(random, source);
        const rewritten = rewriteOperation(operation.document, operation.operationName, random);
        const decide = drawnDecision(seed, nothingHidden);
        const first = runOperation(world, { ...operation, decide });
        const again = runOperation(world, {
          document: rewritten.text,
          operationName: rewritten.operationName,
          variables: operation.variables,
          decide,
        });
        const asked = (run: Run) => run.plan.cellsAsked.map((cell) => JSON.stringify(cell)).sort();
        expect(asked(again), rewritten.text).toEqual(asked(first));
        expect(inOneForm(JSON.parse(again.json), rewritten.keyOf), rewritten.text).toEqual(
          inOneForm(JSON.parse(first.json)),
        );
        expect(withheldInOneForm(again.assembled.redactions, rewritten.keyOf), rewritten.text).toEqual(
          withheldInOneForm(first.assembled.redactions, (key) => key),
        );
      }),
      { numRuns: 70 },
    );
  });

  test('many children at once: each as it would be alone', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const random = createRandom(seed);
        // Without variables below the root, so that one text serves both.
        const operation = validOperation(random, { ...source, roots: ['child'] });
        const decide = drawnDecision(seed, nothingHidden);
        const text = aloneOf(operation.text);
        fc.pre(text !== null);
        const [head, body, rest] = text ?? ['', '', ''];
        const variables = { ...operation.variables, id: 'c1', ids: labels };
        const alone = runOperation(world, {
          document: `query One(${head}$id: ID!) { child(id: $id) ${body} } ${rest}`,
          operationName: 'One',
          variables,
          decide,
        });
        const together = runOperation(world, {
          document: `query Many(${head}$ids: [ID!]!) { children(ids: $ids) ${body} } ${rest}`,
          operationName: 'Many',
          variables,
          decide,
        });
        const one = (alone.assembled.data ?? {})['child'];
        const many = (together.assembled.data ?? {})['children'];
        expect(Array.isArray(many) ? many[1] : many, text?.join('')).toEqual(one);
        const own = (run: Run) =>
          run.assembled.redactions.map((each) => JSON.stringify({ ...each, path: below(each.path) }));
        // What is told of one is told of the same part among many, where others may add to it.
        expect(
          own(alone).filter((each) => !own(together).includes(each)),
          text?.join(''),
        ).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});

const below = (path: readonly string[]): readonly string[] =>
  path.slice(1).filter((part, index) => index > 0 || !/^(\d+|\*)$/.test(part));

/** The declarations, the child's selection and the fragments of a generated operation of one root. */
function aloneOf(text: string): readonly [string, string, string] | null {
  const document = parse(text);
  const [operation] = document.definitions.filter(
    (each) => each.kind === 'OperationDefinition' && each.name?.value === 'Generated',
  );
  if (operation?.kind !== 'OperationDefinition') return null;
  const [root] = operation.selectionSet.selections;
  if (root?.kind !== 'Field' || root.selectionSet?.loc === undefined) return null;
  const slice = (loc: { readonly start: number; readonly end: number }) => text.slice(loc.start, loc.end);
  const body = slice(root.selectionSet.loc);
  const fragments = document.definitions.flatMap((each) =>
    each.kind === 'FragmentDefinition' && each.loc !== undefined ? [slice(each.loc)] : [],
  );
  const used = `${body} ${fragments.join(' ')}`;
  // A fragment that only another root spreads would be unused here.
  if (fragments.some((each) => !used.includes(`...${/fragment (\w+)/.exec(each)?.[1]}`))) return null;
  const head = (operation.variableDefinitions ?? [])
    .filter(({ variable }) => new RegExp(`\\$${variable.name.value}\\b`).test(used))
    .map(({ loc }) => (loc === undefined ? '' : `${slice(loc)}, `));
  return [head.join(''), body, fragments.join(' ')];
}

describe('I3: what is read of two agencies is what is read of each', () => {
  test('no value of an agency’s appears for another’s being there', () => {
    fc.assert(
      fc.property(anySeed, fc.constantFrom(...agencyOrder), (seed, other) => {
        const operation = validOperation(createRandom(seed), { ...source, values: { ...source.values, first: [200] } });
        const decide = drawnDecision(seed, nothingHidden);
        const run = (isThere: boolean) =>
          runOperation(world, {
            ...operation,
            decide,
            relink: (part) => ({
              ...part,
              linked: {
                ...part.linked,
                records: part.linked.records.filter(({ record }) => isThere || record.agency !== other),
              },
            }),
          });
        const alone = valuesOf(run(false));
        const more = [...valuesOf(run(true))].filter((value) => !alone.has(value) && !value.includes(`-${other}-`));
        expect(more, operation.text).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** Every text in a response that some agency gave: they bear its name. */
function valuesOf({ json }: Run): ReadonlySet<string> {
  const marked = new RegExp(`"c\\d-(?:${agencyOrder.join('|')})-[^"]*"`, 'g');
  return new Set(json.match(marked) ?? []);
}

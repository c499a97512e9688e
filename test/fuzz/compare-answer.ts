import { type DocumentNode, type FieldNode, type GraphQLSchema, isObjectType } from 'graphql';
import type { JsonObject } from '../../mocks/records/stored-record.ts';
import { agencies } from '../harness/world.ts';
import { askedFieldsOf, selectionsOf } from './asked-fields.ts';
import { checkIdentity, checkNumbers, identityAt } from './compare-identity.ts';
import { checkPart } from './compare-parts.ts';
import { type Comparison, fault, isExplained, objectType, type Path, typeKey } from './comparison.ts';
import type { Held, HeldData } from './held-data.ts';
import { isObject, own, type Place } from './held-places.ts';
import type { Permit } from './permitted.ts';

/** What is compared: an operation as it was sent, what came back, and what the oracle knows. */
export type Compared = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  /** Paths of which something is said, why they are null: of redactions and of errors. */
  readonly explained: readonly Path[];
  /** Whom a root names: the mocks' names of the children; undefined: anybody. */
  readonly childrenOf: (
    root: string,
    args: Readonly<Record<string, unknown>>,
  ) => readonly (readonly string[])[] | undefined;
  /** Whether an agency holds what a root names a child by, so that whoever may know of its record finds the child. */
  readonly isNamedAt: (each: Held, args: Readonly<Record<string, unknown>>) => boolean;
  readonly held: HeldData;
  readonly permitOf: (slug: string) => Permit;
  /** Of a dry run: what might be shown if it were none. */
  readonly rehearsed: ((slug: string) => Permit) | null;
};

/** Parts of a child that are the gateway's own words: they are searched for marks of other children, no more. */
const ownParts = new Set([
  'id',
  'accessLog',
  'sources',
  'withheld',
  'dataQuality',
  'possibleLinks',
  'certainLinks',
  'keptApart',
  'missingEducation',
]);

/**
 * Compares an answer with what the agencies hold and what may, and has to, be shown of it. Gives every difference in
 * words that name the place and the agency, never the value.
 */
export function compareAnswer(compared: Compared): string[] {
  const { schema, data, explained } = compared;
  const { operation, asked } = askedFieldsOf(compared);
  const on: Comparison = { schema, asked, explained, faults: [] };
  const query = schema.getQueryType();
  if (query == null) throw new Error('the schema has no query type');
  if (data === null || data === undefined) return on.faults;
  for (const [key, nodes] of asked.fieldsOf(query, [operation.selectionSet.selections])) {
    const [node] = nodes;
    if (node === undefined) continue;
    const args = asked.argumentsOf(node);
    const slugs = compared.childrenOf(node.name.value, args);
    const value = own(data, key);
    if (slugs === undefined) findChildren(on, compared, value, nodes, [key]);
    else if (!Array.isArray(value)) checkRoot(on, compared, { value, nodes, path: [key], slugs: slugs[0] ?? [], args });
    else if (slugs.length !== value.length) fault(on, [key], 'another number of children');
    else
      for (const [index, entry] of value.entries())
        checkRoot(on, compared, { value: entry, nodes, path: [key, '*'], slugs: slugs[index] ?? [], args });
  }
  return on.faults;
}

/** One child that a root names. */
type Root = {
  readonly value: unknown;
  readonly nodes: readonly FieldNode[];
  readonly path: Path;
  readonly slugs: readonly string[];
  readonly args: Readonly<Record<string, unknown>>;
};

function checkRoot(on: Comparison, compared: Compared, { value, nodes, path, slugs, args }: Root): void {
  const [slug] = slugs;
  if (compared.rehearsed !== null) return checkDryRun(on, compared, compared.rehearsed, { value, path, slugs, args });
  if (isObject(value)) checkAny(on, compared, value, nodes, path, slugs);
  else if (slugs.length !== 1 || slug === undefined) return;
  else if (!isExplained(on, path)) fault(on, path, 'null without a word');
  else if (hasToBeShown(compared, compared.permitOf, slug, args)) fault(on, path, 'a child is missing');
}

/** A dry run shows nothing, and says which children would be refused. */
function checkDryRun(
  on: Comparison,
  compared: Compared,
  rehearsed: Compared['permitOf'],
  { value, path, slugs, args }: Omit<Root, 'nodes'>,
): void {
  if (isObject(value)) return fault(on, path, 'shown in a dry run');
  const [slug] = slugs;
  if (slugs.length !== 1 || slug === undefined) return;
  const isTold = compared.explained.some((each) => each.join() === path.join());
  const isAlone = !path.includes('*');
  if (!isTold && !rehearsed(slug).mayEnter) fault(on, path, 'null without a word');
  if (isTold && isAlone && hasToBeShown(compared, rehearsed, slug, args)) fault(on, path, 'a child would be missing');
}

/** Whether something of a child has to be there: then the child has. */
function hasToBeShown(
  { held, isNamedAt }: Compared,
  permitOf: Compared['permitOf'],
  slug: string,
  args: Root['args'],
): boolean {
  const permit = permitOf(slug);
  return (held.get(slug) ?? []).some((each) => isNamedAt(each, args) && identityAt(each, permit).must > 0);
}

/** Children within anything else, e.g. candidates of a search: whoever they are, they are one of the children. */
function findChildren(
  on: Comparison,
  compared: Compared,
  value: unknown,
  nodes: readonly FieldNode[],
  path: Path,
): void {
  if (Array.isArray(value)) return value.forEach((each) => findChildren(on, compared, each, nodes, [...path, '*']));
  if (!isObject(value)) return;
  const type = on.schema.getType(String(own(value, typeKey)));
  if (!isObjectType(type)) return;
  if (type.name === 'Child') return checkAny(on, compared, value, nodes, path, [...compared.held.keys()]);
  for (const [key, inner] of on.asked.fieldsOf(type, selectionsOf(nodes)))
    findChildren(on, compared, own(value, key), inner, [...path, key]);
}

/** Checks a child as that one of some whom it fits best. */
function checkAny(
  on: Comparison,
  compared: Compared,
  value: JsonObject,
  nodes: readonly FieldNode[],
  path: Path,
  slugs: readonly string[],
): void {
  let fewest: readonly string[] | null = null;
  for (const slug of slugs) {
    const trial: Comparison = { ...on, faults: [] };
    checkChild(trial, compared, value, nodes, path, slug);
    if (trial.faults.length === 0) return;
    if (fewest === null || trial.faults.length < fewest.length) fewest = trial.faults;
  }
  on.faults.push(...(fewest ?? [`${path.join('.')}: a child whom nobody asked for`]));
}

function checkChild(
  on: Comparison,
  { held, permitOf }: Compared,
  value: JsonObject,
  nodes: readonly FieldNode[],
  path: Path,
  slug: string,
): void {
  const records = held.get(slug) ?? [];
  const permit = permitOf(slug);
  for (const [key, inner] of on.asked.fieldsOf(objectType(on, 'Child'), selectionsOf(nodes))) {
    const name = inner[0]?.name.value ?? '';
    const found = own(value, key);
    const at = [...path, key];
    const places = (): readonly Place[] =>
      records.map((each) => ({ held: each, value: each.details[name], markers: [] }));
    if (name === '__typename') continue;
    if (ownParts.has(name)) checkMarks(on, found, at, slug, [...held.keys()]);
    else if (name === 'identity') checkIdentity(on, found, inner, at, { records, permit });
    else if (name === 'identifiers') checkNumbers(on, found, inner, at, { records, permit });
    else checkPart(on, found, inner, at, 'Child', name, places(), permit);
  }
}

/** Free texts name the agency and the child they are about: here they may be about this child alone. */
function checkMarks(on: Comparison, value: unknown, path: Path, slug: string, everybody: readonly string[]): void {
  for (const [, about = ''] of JSON.stringify(value ?? null).matchAll(markOfText)) {
    const [whose] = everybody.filter((each) => about.startsWith(`${each}-`)).sort((a, b) => b.length - a.length);
    if (whose !== slug) fault(on, path, 'a text about another child');
  }
}
const markOfText = new RegExp(`zq-(?:${agencies.join('|')})-([a-z0-9-]+)`, 'g');

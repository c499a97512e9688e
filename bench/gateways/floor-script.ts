import type { Entries, Recorded } from '../agencies/agencies.ts';
import { wavesOf } from '../measure/waves-of.ts';
import type { Operation } from '../operations/operations.ts';

/** What is known of somebody who is looked for. */
export type Criteria = Readonly<Record<string, unknown>>;

/** One upstream request of a floor, and the variables that take the children's numbers, record ids or what is known. */
export type Step = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly keysAt: readonly string[];
  readonly idsAt: readonly string[];
  readonly searchAt: readonly string[];
  /** Which of the children it is about, where they are asked for in batches: the first of them and how many. */
  readonly batch: { readonly from: number; readonly count: number } | null;
};

/** The keys of an answer, nested; lists by their first item: what a floor copies of what it is sent. */
export type Shape = { readonly [key: string]: Shape | null };

/** All that a floor knows of an operation. */
export type Script = {
  readonly waves: readonly (readonly Step[])[];
  readonly root: Operation['root'];
  readonly shape: Shape;
  /** The agency whose record says who the child is. */
  readonly identityFrom: string;
  /** What surrounds the child that was found: a floor does not match, it knows that it is the one. */
  readonly found: Readonly<Record<string, unknown>>;
  readonly candidate: Readonly<Record<string, unknown>>;
};

const identityFrom = '/agency/social-care';

/** The script of the requests that Childview made, with all that they ask for and carry. */
export function repeating(operation: Operation, recorded: readonly Recorded[], data: unknown): Script {
  const waves = wavesOf(recorded).map((wave) => {
    const begun = new Map<string, number>();
    return wave.map(({ path, headers, query, variables }): Step => {
      const named = Object.entries(variables);
      const namesOf = (test: (one: unknown) => boolean): readonly string[] =>
        named.flatMap(([name, value]) => (isListOf(value, test) ? [name] : []));
      const keysAt = namesOf((one) => isObject(one) && 'scheme' in one);
      const idsAt = namesOf((one) => typeof one === 'string' && /^[A-Z]{2}-\d+$/.test(one));
      const searchAt = namesOf((one) => isObject(one) && 'familyName' in one);
      const [listed] = [...keysAt, ...idsAt, ...searchAt].map((name) => (variables[name] as readonly unknown[]).length);
      const [from, count] = [begun.get(`${path} ${query}`) ?? 0, listed ?? 0];
      begun.set(`${path} ${query}`, from + count);
      return {
        path,
        // What Childview sends beside the content type: its grant, and the trace.
        headers: Object.fromEntries(
          Object.entries(headers).filter(([name]) => /^(childview-|authorization|traceparent)/.test(name)),
        ),
        query,
        variables,
        keysAt,
        idsAt,
        searchAt,
        batch: count < operation.children ? { from, count } : null,
      };
    });
  });
  return { waves, ...answerOf(operation, data) };
}

/** The script of the fewest requests: one to each agency by number or by details, all at once, without markers. */
export function fewest(operation: Operation, entries: Entries, data: unknown): Script {
  const wave = Object.entries(operation.fewest ?? {}).flatMap(([agency, selection]): readonly Step[] => {
    const entry = entries[agency];
    if (entry === undefined) return [];
    const isSearch = operation.root === 'findChildren';
    const [field, type] = isSearch ? [entry.byDetails, 'PersonSearch'] : [entry.byIdentifier, 'RecordKey'];
    return [
      {
        path: `/agency/${agency}`,
        headers: {},
        query: `query ($by: [${type}!]!) { rows: ${field}(by: $by) { identifiers { scheme value } ${selection} } }`,
        variables: {},
        keysAt: isSearch ? [] : ['by'],
        idsAt: [],
        searchAt: isSearch ? ['by'] : [],
        batch: null,
      },
    ];
  });
  return { waves: [wave], ...answerOf(operation, data) };
}

function answerOf(operation: Operation, data: unknown): Omit<Script, 'waves'> {
  const { root } = operation;
  const value = (data as Readonly<Record<string, unknown>>)[root];
  if (root !== 'findChildren') return { root, identityFrom, shape: shapeOf(value) ?? {}, found: {}, candidate: {} };
  const { candidates, ...found } = value as { candidates: readonly Record<string, unknown>[] };
  const { child, ...candidate } = candidates[0] ?? {};
  if (!isObject(child)) throw new Error(`${operation.name}: the child was not found.`);
  return { root, identityFrom, shape: shapeOf(child) ?? {}, found, candidate };
}

function shapeOf(value: unknown): Shape | null {
  if (Array.isArray(value)) return value.length === 0 ? null : shapeOf(value[0]);
  if (!isObject(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)]));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isListOf(value: unknown, test: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(test);
}

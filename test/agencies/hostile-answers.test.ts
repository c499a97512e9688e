import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askFor, childOf, withheldAt } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';
import { type AgencyProxy, createAgencyProxy, type Passage } from './agency-proxy.ts';

// One agency, health, answers over real HTTP what its contract does not allow. It costs its own part, and says so;
// nothing that it slipped in reaches the client or the log, and everybody else's part is as it was.

let world: World;
let proxy: AgencyProxy;
let straight: Record<string, any>;
let before: readonly string[];

const planted = 'zq-planted-999-000-0018';

beforeAll(async () => {
  proxy = createAgencyProxy();
  world = await startWorld({
    deadlineMs: 20_000,
    via: (name, origin) => (name === 'health' ? proxy.before(name, origin) : Promise.resolve(origin)),
  });
  straight = childOf(await view());
  before = Object.keys(await stateOfAll());
});
afterAll(async () => {
  await world.stop();
  await proxy.close();
});
beforeEach(() => {
  proxy.let({});
  proxy.seen.length = 0;
});

const view = () => askFor(world, 'social-worker', 'leeann', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
const stateOfAll = async (): Promise<Record<string, string>> => {
  const sources = childOf(await view())['sources'] as readonly { agency: string; state: string }[];
  return Object.fromEntries(sources.map(({ agency, state }) => [agency, state]));
};
const othersOf = ({ education, socialCare, youthJustice }: Record<string, any>) => ({
  education,
  socialCare,
  youthJustice,
});

type Row = Record<string, any>;
type Data = Record<string, any>;
/** Alters the rows of one wave; what is not an object stays. */
const rows = (kind: string, alter: (row: Row, index: number) => unknown): NonNullable<Passage['alter']> => {
  return (answer, call) => {
    if (call.kind !== kind || answer.data === undefined) return answer;
    const data = Object.fromEntries(
      Object.entries(answer.data).map(([key, list]) => [
        key,
        Array.isArray(list)
          ? list.map((row: unknown, index) => (row === null ? row : alter(row as Row, index)))
          : (list as unknown),
      ]),
    );
    return { ...answer, data };
  };
};
const whole = (kind: string, answered: (data: Data) => unknown): NonNullable<Passage['alter']> => {
  return (answer, call) => (call.kind === kind ? answered(answer.data ?? {}) : answer);
};
const without = (row: Row, name: string): Row =>
  Object.fromEntries(Object.entries(row).filter(([key]) => key !== name));
/** Every leaf of a row. */
const leaves = (value: unknown, alter: (leaf: unknown, key: string) => unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((each) => leaves(each, alter, key));
  if (typeof value !== 'object' || value === null) return key === '__typename' ? value : alter(value, key);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, leaves(each, alter, name)]));
};

const expectOthersUntouched = async (passage: Passage, state: string): Promise<Row> => {
  proxy.let(passage);
  const answer = await view();
  const child = childOf(answer);
  expect(othersOf(child)).toEqual(othersOf(straight));
  expect((child['sources'] as Row[]).find(({ agency }) => agency === 'health')?.['state']).toBe(state);
  expect(answer.text).not.toContain(planted);
  expect(readFileSync(join(world.directory, 'gateway.log'), 'utf8')).not.toContain(planted);
  return child;
};

it('straight, all agencies that are expected to answer do', () => {
  expect(before).toContain('health');
  expect(straight['health'].contacts.length).toBeGreaterThan(0);
  expect(proxy.seen).toEqual([]);
});

describe('an answer to the question for facts', () => {
  const cases: readonly [string, NonNullable<Passage['alter']>][] = [
    ['that is no JSON', whole('FACTS', () => `{"data":{"records":[{"note":"${planted}"`)],
    ['with text after the JSON', whole('FACTS', () => `{"data":{"records":[]}} ${planted}`)],
    ['that is a text', whole('FACTS', () => JSON.stringify(planted))],
    ['that is nothing', whole('FACTS', () => '')],
    ['whose data is a list', whole('FACTS', () => ({ data: [planted] }))],
    ['whose rows are an object', whole('FACTS', () => ({ data: { records: { note: planted } } }))],
    ['whose rows are under another key', whole('FACTS', ({ records }) => ({ data: { [planted]: records } }))],
    ['of rows that are texts', rows('FACTS', () => planted)],
    ['of rows that are lists', rows('FACTS', (row) => [row])],
    ['with another type in every place', rows('FACTS', (row) => leaves(row, () => ({ note: planted })))],
    [
      'with a code that its contract does not have',
      rows('FACTS', (row) => ({ ...row, lifecycle: { state: planted } })),
    ],
    ['without one fact', rows('FACTS', (row) => without(row, 'restrictions'))],
    [
      'with an identifier of no scheme',
      rows('FACTS', (row) => ({ ...row, identifiers: [{ scheme: planted, value: 'x' }] })),
    ],
    [
      'with an error beside a fact that it made null',
      (answer, call) =>
        call.kind === 'FACTS'
          ? {
              ...answer,
              errors: [{ message: planted, path: ['records', 0, 'consents'], extensions: { code: planted } }],
            }
          : answer,
    ],
    [
      'with more errors than anything has',
      (answer, { kind }) =>
        kind === 'FACTS' ? { ...answer, errors: Array.from({ length: 20_000 }, () => ({ message: planted })) } : answer,
    ],
    [
      'that says two things of one record',
      (answer, { kind }) => {
        const list = answer.data?.['records'] as Row[] | undefined;
        const [first] = list?.filter((row) => row !== null) ?? [];
        if (kind !== 'FACTS' || list === undefined || first === undefined) return answer;
        const other = leaves(first, (leaf, key) => (key === 'restrictions' ? planted : leaf)) as Row;
        return { ...answer, data: { ...answer.data, records: [first, { ...other, [planted]: planted }] } };
      },
    ],
    [
      'nested so deep that comparing it would end the process',
      (answer, { kind }) => {
        const list = (answer.data?.['records'] as (Row | null)[] | undefined)?.filter((row) => row !== null) ?? [];
        if (kind !== 'FACTS' || list.length === 0) return answer;
        return `{"data":{"records":[${[...list, ...list].map(textOfDeep).join(',')}],"found":[]}}`;
      },
    ],
  ];
  it.each(cases)('%s: is not used, and nothing is said of what it holds', async (_title, alter) => {
    const child = await expectOthersUntouched({ alter }, 'SOURCE_ERROR');
    expect(child['health']).toBeNull();
    expect(withheldAt(child, 'health')).toEqual([expect.objectContaining({ state: 'SOURCE_ERROR' })]);
    // What cannot be read is not asked for more.
    expect(proxy.seen.some(({ kind }) => kind === 'CONTENT')).toBe(false);
  });

  it('with fields that nobody asked for is used without them', async () => {
    const extra = { note: planted, __typename: 'Child', constructor: { name: planted }, hasOwnProperty: planted };
    const alter = rows('FACTS', (row) => {
      const text = JSON.stringify({ ...row, ...extra });
      return JSON.parse(`${text.slice(0, -1)},"__proto__":{"isAdmin":true,"lifecycle":{"state":"${planted}"}}}`) as Row;
    });
    const child = await expectOthersUntouched({ alter }, 'RELEASED');
    expect(child['health']).toEqual(straight['health']);
  });

  it('with rows of others, in any order and number, is used for the child asked for', async () => {
    const alter: Passage['alter'] = (answer, { kind }) => {
      const list = answer.data?.['records'];
      if (kind !== 'FACTS' || !Array.isArray(list)) return answer;
      const [held] = (list as (Row | null)[]).filter((row) => row !== null);
      if (held === undefined || held === null) return answer;
      const others = Array.from({ length: 2000 }, (_, index) => ({
        ...held,
        recordId: `HL-zq-${index}`,
        identifiers: [{ ...held['identifiers'][0], scheme: 'NHS_NUMBER', value: '9990009999' }],
      }));
      return { ...answer, data: { ...answer.data, records: [...others, ...(list as unknown[]).toReversed()] } };
    };
    const child = await expectOthersUntouched({ alter }, 'RELEASED');
    expect(child['health']).toEqual(straight['health']);
  });
});

describe('an answer to the question for content', () => {
  const cases: readonly [string, NonNullable<Passage['alter']>][] = [
    ['that is no JSON', whole('CONTENT', () => `{"data":${planted}`)],
    ['whose rows are no list', whole('CONTENT', () => ({ data: { records: planted } }))],
    ['of rows of other records', rows('CONTENT', (row) => ({ ...row, recordId: 'HL-zq-1', note: planted }))],
    ['of rows without a record', rows('CONTENT', (row) => ({ ...without(row, 'recordId'), note: planted }))],
    ['of no rows', rows('CONTENT', () => null)],
  ];
  it.each(cases)('%s: is not used', async (_title, alter) => {
    proxy.let({ alter });
    const answer = await view();
    const child = childOf(answer);
    expect(othersOf(child)).toEqual(othersOf(straight));
    expect(child['health']).toBeNull();
    expect(withheldAt(child, 'health')).toEqual([expect.objectContaining({ state: 'SOURCE_ERROR' })]);
    expect(answer.text).not.toContain(planted);
  });

  const leafCases: readonly [string, (leaf: unknown, key: string) => unknown][] = [
    ['objects in place of values', () => ({ note: planted })],
    ['lists in place of values', (leaf) => [leaf, planted]],
    ['numbers in place of texts', (leaf) => (typeof leaf === 'string' ? 9990000018 : leaf)],
  ];
  it.each(leafCases)('of %s: is shown nowhere, and nothing else is lost', async (_title, alterLeaf) => {
    const kept = new Set(['recordId']);
    const alter = rows('CONTENT', (row) => leaves(row, (leaf, key) => (kept.has(key) ? leaf : alterLeaf(leaf, key))));
    proxy.let({ alter });
    const answer = await view();
    const child = childOf(answer);
    expect(othersOf(child)).toEqual(othersOf(straight));
    expect(answer.text).not.toContain(planted);
    // Items whose markers cannot be read are dropped, as are values that are none.
    expect(JSON.stringify(child['health'] ?? null)).not.toMatch(/999/);
    expect(withheldAt(child, 'health').length).toBeGreaterThan(0);
  });

  it('with items that nobody may see in the lists: they are dropped by their markers, whatever the agency was told', async () => {
    const marked = (value: unknown): unknown => {
      if (Array.isArray(value)) {
        const items = value.map(marked);
        const [item] = items as Row[];
        const isItem = item !== undefined && item !== null && typeof item === 'object' && 'restrictions' in item;
        if (!isItem) return items;
        const texts = leaves(item, (leaf, key) =>
          typeof leaf === 'string' && /summary|name|statement|substance|vaccine/.test(key) ? planted : leaf,
        ) as Row;
        return [
          { ...texts, id: 'HL-zq-2', relevance: ['UNKNOWN_PURPOSE'] },
          { ...texts, id: 'HL-zq-3', restrictions: ['UNKNOWN_TO_ALL'] },
          { ...texts, id: 'HL-zq-4', custodian: null },
          { ...without(texts, 'restrictions'), id: 'HL-zq-5' },
          { ...texts, id: 'HL-zq-6', __typename: 'Nothing' },
          ...items,
        ];
      }
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, marked(each)]));
    };
    proxy.let({ alter: rows('CONTENT', (row) => marked(row)) });
    const answer = await view();
    expect(answer.text).not.toContain(planted);
    expect(answer.text).not.toContain('HL-zq-');
    expect(othersOf(childOf(answer))).toEqual(othersOf(straight));
    expect(proxy.seen.some(({ kind }) => kind === 'CONTENT')).toBe(true);
    expect(readFileSync(join(world.directory, 'gateway.log'), 'utf8')).toContain('GUARD');
  });
});

/** A row with one field more, of many levels; written by hand, as what is native fails at that. */
function textOfDeep(row: Row): string {
  return `${JSON.stringify(row).slice(0, -1)},"${planted}":${'{"a":['.repeat(50_000)}${']}'.repeat(50_000)}}`;
}

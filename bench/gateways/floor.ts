/**
 * `node floor.ts AGENCIES_URL`: no gateway, but node:http and undici by hand. It makes the upstream requests that it
 * is told to (`PUT`, one script of waves an operation), merges the answers as JSON and answers. It knows no GraphQL,
 * no permission and no record; it is what cannot be undercut.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import type { Criteria, Script, Shape, Step } from './floor-script.ts';

type Keys = readonly { readonly scheme: string; readonly value: string }[];
type Row = Record<string, unknown> & { readonly recordId?: string };
/** One agency's rows in the order of the children asked for. */
type Part = readonly (Row | undefined)[];
type Asked = { readonly id?: string; readonly ids?: readonly string[]; readonly by?: Criteria };

const [agencies = ''] = process.argv.slice(2);
const pool = new Pool(agencies, { connections: 64, pipelining: 1 });
const scripts = new Map<string, Script>();

/** What has been learnt so far of the children that are asked for. */
type Known = {
  numbers: readonly string[];
  /** What each of them is looked for by. */
  criteria: readonly Criteria[];
  isIdentified: boolean;
  /** Their records' ids, by path of the agency. */
  readonly recordIds: Map<string, readonly string[]>;
};

async function send(step: Step, { numbers, criteria, recordIds }: Known): Promise<Row[]> {
  const keys: Keys = numbers.map((value) => ({ scheme: 'NHS_NUMBER', value }));
  const variables: Record<string, unknown> = { ...step.variables };
  const { batch } = step;
  const ofBatch = <One>(all: readonly One[]): readonly One[] =>
    batch === null ? all : all.slice(batch.from, batch.from + batch.count);
  for (const name of step.keysAt) variables[name] = ofBatch(keys);
  for (const name of step.idsAt) variables[name] = ofBatch(recordIds.get(step.path) ?? []);
  for (const name of step.searchAt) variables[name] = ofBatch(criteria);
  const response = await pool.request({
    method: 'POST',
    path: step.path,
    headers: { 'content-type': 'application/json', ...step.headers },
    body: JSON.stringify({ query: step.query, variables }),
  });
  const { data } = (await response.body.json()) as { data: Record<string, Row[]> };
  return Object.values(data).flat();
}

async function childrenOf(script: Script, asked: Asked): Promise<readonly unknown[]> {
  const known: Known = {
    numbers: asked.ids ?? (asked.id === undefined ? [] : [asked.id]),
    criteria: asked.by === undefined ? [] : [asked.by],
    isIdentified: false,
    recordIds: new Map(),
  };
  const parts: Part[] = [];
  for (const wave of script.waves) {
    const answers = await Promise.all(wave.map((step) => send(step, known)));
    // Batches of one request are one list again.
    const whole = new Map<string, { readonly step: Step; rows: readonly Row[] }>();
    for (const [index, step] of wave.entries()) {
      const name = `${step.path} ${step.query}`;
      const rows = answers[index] ?? [];
      const before = whole.get(name);
      if (before === undefined) whole.set(name, { step, rows });
      else before.rows = [...before.rows, ...rows];
    }
    for (const { step, rows } of whole.values()) {
      if (step.idsAt.length > 0) parts.push(rows);
      else if (rows.length > 0) parts.push(...learn(script, step, rows, known));
    }
  }
  const fields = Object.entries(script.shape).map(
    ([key, shape]) => [key, shape, parts.find((rows) => rows.some((row) => row !== undefined && key in row))] as const,
  );
  return known.numbers.map((_, index) => {
    const child: Record<string, unknown> = {};
    for (const [key, shape, rows] of fields) child[key] = copied(rows?.[index]?.[key], shape);
    return child;
  });
}

/** Takes from an agency's rows what further requests need, and what an answer can be made of. */
function learn(script: Script, step: Step, rows: readonly Row[], known: Known): readonly Part[] {
  if (known.numbers.length === 0) known.numbers = whoIs(rows, known.criteria[0]).map((row) => numberOf(row) ?? '');
  const ordered = byNumber(rows, known.numbers);
  if (!known.recordIds.has(step.path) && ordered.some((row) => row?.recordId !== undefined)) {
    known.recordIds.set(
      step.path,
      ordered.map((row) => row?.recordId ?? ''),
    );
  }
  if (known.isIdentified || step.path !== script.identityFrom) return [ordered];
  known.isIdentified = true;
  const identities = ordered.map(identityOf);
  if (known.criteria.length === 0) {
    known.criteria = identities.map((identity, index) => ({ ...identity, postcode: postcodeOf(ordered[index]) }));
  }
  return [ordered, identities.map((identity) => ({ identity }))];
}

/** Copies what was asked for; the agencies send markers beside it. */
function copied(value: unknown, shape: Shape | null): unknown {
  if (shape === null || value === null || value === undefined) return value ?? null;
  if (Array.isArray(value)) return value.map((each) => copied(each, shape));
  const copy: Record<string, unknown> = {};
  for (const key in shape) copy[key] = copied((value as Record<string, unknown>)[key], shape[key] ?? null);
  return copy;
}

function byNumber(rows: readonly Row[], numbers: readonly string[]): Part {
  const found = new Map(rows.map((row) => [numberOf(row), row]));
  return numbers.map((number) => found.get(number));
}

/** The one who is just as described. */
function whoIs(rows: readonly Row[], by: Criteria | undefined): Part {
  return [
    rows.find((row) => {
      const { givenName, familyName, dateOfBirth } = identityOf(row);
      return givenName === by?.givenName && familyName === by?.familyName && dateOfBirth === by?.dateOfBirth;
    }),
  ];
}

function numberOf(row: Row | undefined): string | undefined {
  return (row?.['identifiers'] as Keys | undefined)?.find(({ scheme }) => scheme === 'NHS_NUMBER')?.value;
}

function identityOf(row: Row | undefined) {
  const recorded = row?.['recordedIdentity'] as
    | { names: { given: string; family: string }[]; dateOfBirth: string; sex: string }
    | undefined;
  const [name] = recorded?.names ?? [];
  return {
    givenName: name?.given,
    familyName: name?.family,
    dateOfBirth: recorded?.dateOfBirth,
    sex: recorded?.sex,
  };
}

function postcodeOf(row: Row | undefined): unknown {
  const held = row?.['postcodes'] as readonly { readonly postcode: string; readonly current: boolean }[] | undefined;
  return held?.find(({ current }) => current)?.postcode;
}

function dataOf(script: Script, children: readonly unknown[]): unknown {
  const { root } = script;
  if (root === 'children') return { children };
  if (root === 'child') return { child: children[0] };
  return { findChildren: { ...script.found, candidates: [{ ...script.candidate, child: children[0] }] } };
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const server = createServer((request, response) => {
  void (async () => {
    const body = JSON.parse(await read(request)) as { operation: string; script?: Script; variables: Asked };
    if (request.method === 'PUT') {
      if (body.script !== undefined) scripts.set(body.operation, body.script);
      response.end('{}');
      return;
    }
    const script = scripts.get(body.operation);
    if (script === undefined) throw new Error(`no script for ${body.operation}`);
    const text = JSON.stringify({ data: dataOf(script, await childrenOf(script, body.variables)) });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  })().catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end('{}');
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ listening: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));

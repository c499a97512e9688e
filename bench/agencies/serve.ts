/**
 * The mocked agencies of the bench in one process, answering from memory: the agencies' own contracts for Childview
 * and the floors, and the same data as subgraphs for the other gateways. Prints `{"listening": url}`.
 *
 *   /agency/NAME     the agency's contract (POST)
 *   /subgraph/NAME   the same as a subgraph (POST); /sdl/NAME?of=federated|stitched its SDL
 *   /__recorded      PUT begins to record; DELETE ends it and gives what was asked and when
 *   /__latency       PUT {"ms": 20, "slow": {"name": "health", "ms": 1000}}
 *   /__entries       by which root fields each agency is entered
 *   /__subgraphs     the names of the subgraphs
 *
 * An answer is worked out once for each distinct body and then repeated: the mocks must not be what is measured.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { recordsOf } from '../../mocks/records/build-records.ts';
import { calendarOf } from '../../mocks/records/calendar.ts';
import type { Latency } from './agencies.ts';
import { type ContractAgency, contractAgency } from './contract-agency.ts';
import { benchChildren } from './children.ts';
import { indexSubgraph, sectionSubgraph, type Subgraph } from './subgraphs.ts';
import { sections } from './sections.ts';

const { values } = parseArgs({
  options: {
    children: { type: 'string', default: '500' },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    port: { type: 'string', default: '0' },
  },
});

const calendar = calendarOf(values.today);
const children = benchChildren(Number(values.children), calendar);
const agencies = new Map<string, ContractAgency>(
  Object.keys(sections).map((name) => [
    name,
    contractAgency(name as ContractAgency['name'], {
      records: children.flatMap((child) => recordsOf(child, name as ContractAgency['name'], calendar)),
      today: values.today,
    }),
  ]),
);
const subgraphs = new Map<string, Subgraph>(
  [
    indexSubgraph(agencies.get('social-care')?.records ?? []),
    ...[...agencies.values()].map((agency) => sectionSubgraph(agency, sections[agency.name] ?? '')),
  ].map((subgraph) => [subgraph.name, subgraph]),
);
const memo = new Map<string, Buffer>();
let recorded: object[] | null = null;
let latency: Latency = { ms: 0 };

async function answer(path: string, text: string): Promise<Buffer> {
  const key = `${path}\n${text}`;
  const known = memo.get(key);
  if (known !== undefined) return known;
  const [, kind, name = ''] = path.split('/');
  const body = JSON.parse(text) as { query: string; variables?: Record<string, unknown> };
  const result =
    kind === 'agency'
      ? await agencies.get(name)?.answer(body.query, body.variables ?? {}, 'LA:001-CSC')
      : await subgraphs.get(name)?.answer(body);
  if (result === undefined) throw new Error(`nothing at ${path}`);
  const bytes = Buffer.from(JSON.stringify(result));
  if (memo.size > 200_000) memo.clear();
  memo.set(key, bytes);
  return bytes;
}

async function post(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const begunAt = performance.now();
  const text = await read(request);
  const name = path.split('/')[2] ?? '';
  const kept = recorded;
  const wait = latency.slow?.name === name ? latency.slow.ms : latency.ms;
  const bytes = await answer(path, text);
  // An agency's time is from the arrival of a request, with reading it and working out the answer.
  if (wait > 0) await delay(begunAt + wait - performance.now());
  kept?.push({ path, headers: request.headers, ...(JSON.parse(text) as object), begunAt, endedAt: performance.now() });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.end(bytes);
}

async function control(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://mocks');
  if (path === '/__latency' && request.method === 'PUT') latency = JSON.parse(await read(request));
  if (path.startsWith('/sdl/')) {
    const subgraph = subgraphs.get(path.slice('/sdl/'.length));
    response.end(url.searchParams.get('of') === 'stitched' ? subgraph?.stitched : subgraph?.federated);
    return;
  }
  const shown: Record<string, unknown> = {
    '/__latency': latency,
    '/__recorded': recorded ?? [],
    '/__entries': Object.fromEntries(
      [...agencies.values()].map(({ name, byIdentifier, byDetails }) => [
        name,
        { byIdentifier, byDetails, field: sections[name] },
      ]),
    ),
    '/__subgraphs': [...subgraphs.keys()],
  };
  if (path === '/__recorded') recorded = request.method === 'PUT' ? [] : null;
  response.writeHead(path in shown ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(shown[path] ?? {}));
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const server = createServer((request, response) => {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const isPost = request.method === 'POST' && /^\/(agency|subgraph)\//.test(path);
  (isPost ? post(path, request, response) : control(path, request, response)).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ message: 'The bench could not answer.' }] }));
  });
});
server.keepAliveTimeout = 120_000;
server.listen(Number(values.port), '127.0.0.1', () => {
  console.log(JSON.stringify({ listening: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));

import { readFileSync } from 'node:fs';
import { get, request } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Answer, World } from './world.ts';

/** Asks on a connection of its own, so that the next worker in turn answers; null: the connection broke. */
export function askAnew(
  url: string,
  token: string | null,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const body = JSON.stringify({ query, variables });
    const sent = request(
      `${url}/graphql`,
      {
        method: 'POST',
        agent: false,
        headers: {
          'content-type': 'application/json',
          connection: 'close',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', () => resolve(null));
        response.on('close', () => {
          if (!response.complete) return resolve(null);
          const { data, errors, extensions } = JSON.parse(text) as Pick<Answer, 'data' | 'errors' | 'extensions'>;
          const given = new Headers();
          for (const [name, value] of Object.entries(response.headers)) given.set(name, String(value));
          resolve({ status: response.statusCode ?? 0, text, headers: given, data, errors, extensions });
        });
      },
    );
    sent.on('error', () => resolve(null));
    sent.end(body);
  });
}

/** The processes that a primary has started. */
export function workersOf(world: World): readonly number[] {
  const { pid } = world.gateway.process;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === '' ? [] : children.split(' ').map(Number);
}

/** How many records each writer's chain has. */
export function recordsByWriter(world: World): ReadonlyMap<string, number> {
  const database = new DatabaseSync(join(world.directory, 'ledger', 'ledger.sqlite'), {
    readOnly: true,
    timeout: 5000,
  });
  try {
    const rows = database.prepare('SELECT writer, count(*) AS records FROM record GROUP BY writer').all();
    return new Map(rows.map(({ writer, records }) => [String(writer), Number(records)]));
  } finally {
    database.close();
  }
}

/** What readiness says. */
export type Readiness = {
  readonly status: string;
  readonly reasons?: readonly string[];
  readonly warnings?: readonly string[];
  readonly workers?: { readonly running: number; readonly of: number };
  readonly protocol: { readonly version: string };
};

/** Asks for readiness on a connection of its own: one that was kept may end in a worker that is gone. */
export function readinessOf(url: string): Promise<Readiness> {
  return new Promise((resolve, reject) => {
    get(`${url}/health/ready`, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(JSON.parse(text) as Readiness));
      response.on('error', reject);
    }).on('error', reject);
  });
}

/** The lines of the gateway's log with an event. */
export function logged(world: World, event: string): readonly Readonly<Record<string, unknown>>[] {
  return readFileSync(join(world.directory, 'gateway.log'), 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"event":"${event}"`))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

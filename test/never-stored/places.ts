import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { filesBelow } from '../harness/files-below.ts';
import { searchFor } from '../harness/holds-marker.ts';
import type { PostgresServer } from '../harness/postgres.ts';
import { contentsOf } from '../harness/redis.ts';

/** Somewhere that outlives a request, with all the bytes that are in it. */
export type Place = { readonly name: string; readonly bytes: () => Promise<readonly Buffer[]> | readonly Buffer[] };

/**
 * What was found where: how many of the markers, and what the first of them look like, each letter an A and each
 * digit a 9; places in which none is are left out.
 */
export type Leak = { readonly place: string; readonly markers: number; readonly shapes: readonly string[] };

/** Looks for markers in every place. Never says which was found: a marker is case data. */
export async function leaksIn(places: readonly Place[], markers: readonly string[]): Promise<readonly Leak[]> {
  const leaks: Leak[] = [];
  const search = searchFor(markers);
  for (const { name, bytes } of places) {
    const found = [...new Set((await bytes()).flatMap((each) => [...search(each)]))];
    if (found.length > 0) leaks.push({ place: name, markers: found.length, shapes: found.slice(0, 5).map(shapeOf) });
  }
  return leaks;
}

const shapeOf = (marker: string): string => marker.replaceAll(/[a-z]/gi, 'A').replaceAll(/\d/g, '9');

/** Every file below a directory, byte for byte, by patterns that say which ones. */
export function filesIn(name: string, directory: string, which: RegExp = /./): Place {
  const bytes = (): readonly Buffer[] =>
    [...filesBelow(directory)].flatMap((file) => (which.test(file.name) ? (file.read() ?? []) : []));
  return { name, bytes };
}

/** A text that is collected while a process runs. */
export function textOf(name: string, text: () => string): Place {
  return { name, bytes: () => [Buffer.from(text())] };
}

/** All keys of a Redis by `SCAN`, and all values by `DUMP`; the server must not compress them (`--rdbcompression no`). */
export function redisPlace(client: Redis): Place {
  return { name: 'Redis', bytes: async () => [await contentsOf(client)] };
}

/** All that is in a PostgreSQL, as `pg_dump` writes it. */
export function postgresPlace({ url, username }: PostgresServer): Place {
  const [binary] = globSync('/usr/lib/postgresql/*/bin/pg_dump').sort().reverse();
  return {
    name: 'PostgreSQL',
    bytes: () => [
      execFileSync(binary ?? 'pg_dump', ['--inserts', `--username=${username}`, `--dbname=${url}`], {
        maxBuffer: 1 << 30,
        cwd: '/',
      }),
    ],
  };
}

/**
 * The bytes of a PostgreSQL's files: tables and what was deleted from them, the log by which it recovers, and what it
 * writes down of statements if it was started so. Values that it compresses are not seen here: see `keepUncompressed`.
 */
export function postgresFiles(server: PostgresServer): readonly Place[] {
  const written = (name: string, which: RegExp): Place => ({
    name: `PostgreSQL: ${name}`,
    bytes: async () => {
      await server.client('public').query('CHECKPOINT');
      return filesIn(name, server.data, which).bytes();
    },
  });
  return [
    written('files of tables', /^(?:base|global)\//),
    written('log of changes', /^pg_wal\//),
    written('log of statements', /^log\//),
    written('all else', /^(?!base\/|global\/|pg_wal\/|log\/)/),
  ];
}

/** Started so, it writes down every statement with every parameter. */
export const tellingAll = {
  logging_collector: 'on',
  log_directory: 'log',
  log_statement: 'all',
  log_min_messages: 'info',
  log_error_verbosity: 'verbose',
  log_parameter_max_length_on_error: '-1',
};

/** Has a schema's values stored as they are from now on. */
export async function keepUncompressed(server: PostgresServer, schema: string): Promise<void> {
  const client = server.client(schema);
  const { rows } = await client.query(
    `SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE EXTERNAL', attrelid::regclass, attname) AS change
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = to_regnamespace($1) AND relkind = 'r' AND attnum > 0 AND attstorage IN ('x', 'm')`,
    [schema],
  );
  for (const { change } of rows) await client.query(String(change));
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A collector of telemetry, OTLP over HTTP: keeps what it is sent, as text, by signal. */
export type Collector = {
  readonly url: string;
  readonly received: (signal: 'traces' | 'metrics' | 'logs') => string;
  /** How many deliveries it refused. */
  readonly refused: () => number;
  /** Takes nothing from now on, whatever is shown to it; or what is authorised again. */
  readonly refuseAll: (isRefusing: boolean) => void;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a collector on a free port of 127.0.0.1. Where `authorization` is given it takes, as a real one, only what
 * comes with that header, and answers anything else with 401.
 */
export async function startCollector(authorization?: string): Promise<Collector> {
  const bodies = new Map<string, string[]>();
  let refused = 0;
  let isRefusing = false;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (isRefusing || (authorization !== undefined && request.headers.authorization !== authorization)) {
        refused += 1;
        return void response.writeHead(401).end();
      }
      const bytes = Buffer.concat(chunks);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
      const signal = (request.url ?? '').split('/').at(-1) ?? '';
      bodies.set(signal, [...(bodies.get(signal) ?? []), text]);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: (signal) => (bodies.get(signal) ?? []).join('\n'),
    refused: () => refused,
    refuseAll: (refusing) => {
      isRefusing = refusing;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A port that nobody listens on just now. */

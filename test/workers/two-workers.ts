/** A program of its own for return-untaken.test.ts: a primary with two workers, the first of which hangs and is killed. */
import cluster, { type Worker } from 'node:cluster';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { returnUntaken } from '../../src/workers/return-untaken.ts';

if (cluster.isPrimary) {
  const workers = ['one', 'two'].map((name) => start(name));
  const ports = await Promise.all(workers.map(({ port }) => port));
  const [one] = workers;
  one?.worker.process.kill('SIGSTOP');
  const heard = Array.from({ length: 6 }, () => ask(ports[0] ?? 0));
  // Once all others were answered the first one holds what was handed to it.
  await Promise.race([Promise.all(heard), Promise.all(heard.map((each) => Promise.race([each, late(2000)])))]);
  one?.worker.process.kill('SIGKILL');
  console.log(JSON.stringify(await Promise.all(heard.map((each) => Promise.race([each, late(5000)])))));
  process.exit();
} else {
  const server = createServer((_request, response) => response.end(process.env['WORKER_NAME']));
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

function start(name: string): { readonly worker: Worker; readonly port: Promise<number> } {
  const worker = cluster.fork({ WORKER_NAME: name });
  if (process.argv[2] === 'with') returnUntaken(worker, () => true);
  return { worker, port: new Promise((resolve) => worker.once('message', (port: number) => resolve(port))) };
}

function ask(port: number): Promise<string> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.on('data', (chunk: Buffer) => resolve(chunk.toString()));
    }).on('error', () => resolve('broken'));
  });
}

function late(ms: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve('nothing'), ms));
}

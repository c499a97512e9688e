import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startFront } from './test-server.ts';

const body = '{"query":"{ colour }"}';
const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;

/** More than the buffers between two processes of one machine hold. */
const large = 'x'.repeat(32 * 1024 * 1024);

function opened(url: string): Promise<Socket> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Everything that comes until the other end closes. */
function readToEnd(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}

describe('a client that takes its time to send', () => {
  it.each([
    ['a head', head.slice(0, 40)],
    ['a body', `${head}${body.slice(0, 5)}`],
  ])('%s is cut off', async (_, sent) => {
    await using front = await startFront({ limits: { requestTimeoutMs: 300 } });
    const socket = await opened(front.url);
    socket.write(sent);
    expect(await readToEnd(socket)).toMatch(/^HTTP\/1\.1 408 /);
    expect(front.requests).toEqual([]);
  });
});

describe('a client that takes its time to read', () => {
  const execute = async () => ({ data: { colour: large } });

  it('is given the whole answer within the time that it has', async () => {
    await using front = await startFront({ execute, limits: { answerTimeoutMs: 60_000 } });
    const socket = await opened(front.url);
    socket.pause();
    socket.write(head.replace('host: x', 'host: x\r\nconnection: close') + body);
    await expect.poll(() => front.requests.length).toBe(1);
    const text = readToEnd(socket);
    socket.resume();
    expect((await text).length).toBeGreaterThan(large.length);
  });

  it('is cut off after it, so that no answer is kept for whoever does not take it', async () => {
    await using front = await startFront({ execute, limits: { answerTimeoutMs: 300 } });
    const sockets = await Promise.all([opened(front.url), opened(front.url)]);
    for (const socket of sockets) {
      socket.pause();
      // The second answer of a connection waits for the first.
      socket.write(`${head}${body}${head}${body}`);
    }
    await expect.poll(() => front.requests.length).toBeGreaterThanOrEqual(2);
    // Resolves once all connections have ended, and would wait for them far longer than a test may take.
    await front.server.stop(600_000);
    for (const socket of sockets) socket.destroy();
  });
});

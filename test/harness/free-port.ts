import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A port of 127.0.0.1 that nobody listens on at this moment, with as many after it. It is none of those that a system
 * gives to whoever asks for any, from 32768 on: such a one may be somebody else's before it is listened on.
 * Nor is it one that was given before: that may not be listened on yet.
 */
export async function freePort(inARow = 1): Promise<number> {
  for (;;) {
    const first = randomInt(15_000, 30_000);
    const ports = Array.from({ length: inARow }, (_, index) => first + index);
    if (ports.some((port) => given.has(port))) continue;
    for (const port of ports) given.add(port);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
}

const given = new Set<number>();

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A port of 127.0.0.1 that nobody listens on at this moment, with as many after it. It is none of those that a system
 * gives to whoever asks for any, from 32768 on: such a one may be somebody else's before it is listened on.
 */
export async function freePort(inARow = 1): Promise<number> {
  for (;;) {
    const first = randomInt(15_000, 30_000);
    const free = await Promise.all(Array.from({ length: inARow }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

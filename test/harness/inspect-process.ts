import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { ServerProcess } from './process.ts';
import type { World } from './world.ts';

/** A look into a running process of ours from outside, through its inspector. */
export type Inspected = {
  /** Collects garbage, then gives what is reachable: all strings of the heap, and all array buffers' bytes. */
  readonly reachable: () => Promise<{
    readonly heap: string;
    readonly buffersWith: (markers: readonly string[]) => Promise<readonly BufferHit[]>;
  }>;
  /** Collects garbage, then gives how many bytes something still refers to, in the heap of the main thread and outside it. */
  readonly held: () => Promise<number>;
  readonly close: () => void;
};

/** Starts a world whose gateway can be looked into, with more options for Node where given. */
export async function startInspected(
  start: () => Promise<World>,
  moreOptions = '',
): Promise<{ readonly world: World; readonly inspected: Inspected }> {
  const before = process.env['NODE_OPTIONS'];
  process.env['NODE_OPTIONS'] = `--inspect-port=0 ${moreOptions}`;
  try {
    const world = await start();
    return { world, inspected: await inspectProcess(world.gateway) };
  } finally {
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  }
}

/** A marker found in a buffer that something still refers to; `bytes`: how long the buffer is. */
export type BufferHit = { readonly marker: string; readonly bytes: number };

/**
 * Opens the inspector of a process that was started with `--inspect-port=0` (SIGUSR1) and connects. The process is
 * told that strings of a snapshot are not to be cut off.
 */
async function inspectProcess(server: ServerProcess): Promise<Inspected> {
  server.process.kill('SIGUSR1');
  const address = await inspectorOf(server);
  const socket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error('the inspector cannot be reached'));
  });
  const waiting = new Map<number, { resolve: (value: any) => void; reject: (error: Error) => void }>();
  let chunks: string[] = [];
  let lastId = 0;
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data));
    if (message.method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(message.params.chunk);
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error !== undefined) asked?.reject(new Error(message.error.message));
    else asked?.resolve(message.result);
  };
  const send = (method: string, params: unknown = {}): Promise<any> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      socket.send(JSON.stringify({ id: lastId, method, params }));
    });
  const call = async (objectId: string, body: string, values: readonly unknown[]): Promise<any> =>
    (
      await send('Runtime.callFunctionOn', {
        objectId,
        functionDeclaration: body,
        arguments: values.map((value) => ({ value })),
        returnByValue: true,
      })
    ).result.value;

  await send('HeapProfiler.enable');
  await send('Runtime.evaluate', {
    expression: `process.getBuiltinModule('v8').setFlagsFromString('--heap-snapshot-string-limit=1000000000')`,
  });
  const collect = async (): Promise<void> => {
    await send('HeapProfiler.collectGarbage');
    await send('HeapProfiler.collectGarbage');
  };
  return {
    held: async () => {
      await collect();
      const { result } = await send('Runtime.evaluate', {
        expression: '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())',
      });
      return result.value;
    },
    reachable: async () => {
      await collect();
      chunks = [];
      await send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
      const snapshot = chunks.join('');
      chunks = [];
      const heap = snapshot.slice(snapshot.lastIndexOf('"strings":['));
      return {
        heap,
        buffersWith: async (markers) => {
          const prototype = await send('Runtime.evaluate', { expression: 'ArrayBuffer.prototype' });
          const { objects } = await send('Runtime.queryObjects', { prototypeObjectId: prototype.result.objectId });
          return call(objects.objectId, searchBuffers, [markers]);
        },
      };
    },
    close: () => socket.close(),
  };
}

const searchBuffers = `function (markers) {
  const found = [];
  for (const buffer of this) {
    if (buffer.byteLength === 0) continue;
    const bytes = Buffer.from(buffer);
    for (const marker of markers) if (bytes.includes(marker)) found.push({ marker, bytes: buffer.byteLength });
  }
  return found;
}`;

async function inspectorOf(server: ServerProcess): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const [, address] = /Debugger listening on (ws:\S+)/.exec(server.output()) ?? [];
    if (address !== undefined) return address;
    await wait(50);
  }
  throw new Error('the inspector did not start');
}

/**
 * How often each marker is in the memory of a process, freed or not, as one or two bytes a character; read from
 * the system's view of it, so that nothing in the process takes part.
 */
export function residueIn(pid: number, markers: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const needles = markers.flatMap((marker) => [
    { marker, bytes: Buffer.from(marker, 'utf8') },
    { marker, bytes: Buffer.from(marker, 'utf16le') },
  ]);
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
    if (from === '') continue;
    const start = Number.parseInt(from, 16);
    const length = Number.parseInt(to, 16) - start;
    if (length <= 0 || length > 1 << 30) continue;
    const bytes = Buffer.alloc(length);
    try {
      readSync(memory, bytes, 0, length, start);
    } catch {
      // Reserved, not there: nothing was written to it.
      continue;
    }
    for (const { marker, bytes: needle } of needles) {
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
        counts.set(marker, (counts.get(marker) ?? 0) + 1);
      }
    }
  }
  closeSync(memory);
  return counts;
}

/** Whether other processes' memory may be read here. */
export const mayReadMemory = process.platform === 'linux' && process.getuid?.() === 0;

import { connect, type Socket } from 'node:net';

/** An answer as it came over the wire. */
export type RawAnswer = {
  readonly status: number;
  /** The head, byte for byte, with the status line. */
  readonly head: string;
  readonly body: string;
  /** Whether the connection can be used again. */
  readonly isKept: boolean;
};

/** A connection on which any bytes can be sent, so that nothing puts a request right. */
export type RawConnection = {
  /** Sends bytes and reads one answer; null: the other side hung up, or said nothing for `patienceMs`. */
  readonly exchange: (bytes: Buffer, patienceMs: number) => Promise<RawAnswer | null>;
  /** Whether another exchange may be tried on it. */
  readonly isOpen: () => boolean;
  readonly close: () => void;
};

/** Connects to a server on 127.0.0.1. */
export async function openRaw(port: number): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let received = Buffer.alloc(0);
  let isEnded = false;
  let heard = (): void => undefined;
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    heard();
  });
  for (const event of ['end', 'error', 'close'] as const) {
    socket.on(event, () => {
      isEnded = true;
      heard();
    });
  }
  return {
    exchange: async (bytes, patienceMs) => {
      write(socket, bytes);
      const answer = await new Promise<RawAnswer | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), patienceMs);
        heard = () => {
          const parsed = answerIn(received, isEnded);
          if (parsed === null && !isEnded) return;
          clearTimeout(timer);
          if (parsed !== null) received = received.subarray(parsed.length);
          resolve(parsed?.answer ?? null);
        };
        heard();
      });
      heard = () => undefined;
      if (answer === null || !answer.isKept) {
        isEnded = true;
        socket.destroy();
      }
      return answer;
    },
    isOpen: () => !isEnded,
    close: () => socket.destroy(),
  };
}

function write(socket: Socket, bytes: Buffer): void {
  if (!socket.destroyed && socket.writable) socket.write(bytes);
}

/** The first whole answer in some bytes, and how long it is. */
function answerIn(bytes: Buffer, isEnded: boolean): { readonly answer: RawAnswer; readonly length: number } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.subarray(0, end).toString('latin1');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  const start = end + 4;
  if (status === 100) return answerIn(bytes.subarray(start), isEnded);
  const isKept = !/^connection: *close/im.test(head);
  const given = (body: Buffer, length: number) => ({ answer: { status, head, body: body.toString(), isKept }, length });
  if (/^transfer-encoding: *chunked/im.test(head)) {
    const last = bytes.indexOf('0\r\n\r\n', start);
    return last < 0 ? null : given(bytes.subarray(start, last), last + 5);
  }
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) {
    const until = start + Number(length);
    return bytes.length < until ? null : given(bytes.subarray(start, until), until);
  }
  if (!isKept) return isEnded ? given(bytes.subarray(start), bytes.length) : null;
  return given(Buffer.alloc(0), start);
}

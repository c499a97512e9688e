import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** What an agency's system received. */
export type ReceivedCall = {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** A real HTTP server on a free port that answers as a test says. */
export type AgencySystem = {
  readonly url: string;
  readonly received: ReceivedCall[];
  /** Resolves when the other side has given up a request that was under way. */
  readonly givenUp: Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts a system that reads each request whole and then answers. */
export async function startAgencySystem(
  answer: (response: ServerResponse, call: ReceivedCall) => void,
): Promise<AgencySystem> {
  const received: ReceivedCall[] = [];
  const gone = Promise.withResolvers<void>();
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    response.on('close', () => {
      if (!response.writableFinished) gone.resolve();
    });
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      const call = { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(call);
      answer(response, call);
    });
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    received,
    givenUp: gone.promise,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with a status, a content type and a body. */
export function respond(
  status: number,
  contentType: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(status, { 'content-type': contentType, ...headers });
    response.end(body);
  };
}

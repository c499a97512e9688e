import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** One call as it passes, and what its grant says it is. */
export type PassingCall = { readonly agency: string; readonly kind: string; readonly body: string };

/** What happens to calls that pass. */
export type Passage = {
  /** Waits before the call is handed on; absent: it is not held. */
  readonly hold?: (call: PassingCall) => Promise<void> | null;
  /** Alters the answer, parsed; absent: it stays. A text is sent as it is. */
  readonly alter?: (answer: { data?: Record<string, any> }, call: PassingCall) => unknown;
};

/** Stands before the agencies' systems, sees each call and can hold or alter it. */
export type AgencyProxy = {
  /** Starts to stand before one agency; gives the address to be asked. */
  readonly before: (agency: string, origin: string) => Promise<string>;
  readonly seen: PassingCall[];
  /** Calls that the caller gave up before they were answered. */
  readonly givenUp: PassingCall[];
  /** From now on calls pass like this. */
  readonly let: (passage: Passage) => void;
  readonly close: () => Promise<void>;
};

/** Starts none yet; one server for each agency, on a free port. */
export function createAgencyProxy(): AgencyProxy {
  const seen: PassingCall[] = [];
  const givenUp: PassingCall[] = [];
  const servers: ReturnType<typeof createServer>[] = [];
  let passage: Passage = {};

  const pass = async (agency: string, origin: string, request: IncomingMessage, response: ServerResponse) => {
    const body = await textOf(request);
    const call = { agency, kind: kindOf(request), body };
    seen.push(call);
    response.on('close', () => {
      if (!response.writableFinished) givenUp.push(call);
    });
    await passage.hold?.(call);
    const answer = await fetch(`${origin}${request.url}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'childview-grant': String(request.headers['childview-grant']),
      },
      body,
    });
    const text = await answer.text();
    const altered =
      passage.alter === undefined || !answer.ok ? text : passage.alter(JSON.parse(text) as { data?: never }, call);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(typeof altered === 'string' ? altered : JSON.stringify(altered));
  };

  return {
    before: async (agency, origin) => {
      const server = createServer((request, response) => {
        pass(agency, origin, request, response).catch(() => response.destroy());
      });
      servers.push(server);
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
      const { port } = z.object({ port: z.number() }).parse(server.address());
      return `http://127.0.0.1:${port}`;
    },
    seen,
    givenUp,
    let: (next) => {
      passage = next;
    },
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function kindOf(request: IncomingMessage): string {
  const [, payload = ''] = String(request.headers['childview-grant']).split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { kind: string }).kind;
}

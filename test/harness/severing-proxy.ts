import { connect, createServer, type Socket } from 'node:net';

/** Stands between a gateway and PostgreSQL, and ends the connection at a commit when it is told to. */
export type SeveringProxy = {
  readonly port: number;
  /** At the next COMMIT that follows on records: before it reaches the server, or when it has, before the answer does. */
  readonly severAt: (moment: 'BEFORE' | 'AFTER' | null) => void;
  /** Takes no connections and ends those there are; then takes them again. */
  readonly setOpen: (isOpen: boolean) => void;
  /** New connections go to another server, as when an address moves. */
  readonly leadTo: (port: number) => void;
  readonly stop: () => Promise<void>;
};

/** Starts one on a free port of 127.0.0.1, before a server of 127.0.0.1. */
export async function startSeveringProxy(serverPort: number): Promise<SeveringProxy> {
  let moment: 'BEFORE' | 'AFTER' | null = null;
  let isOpen = true;
  let leadsTo = serverPort;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (!isOpen) {
      near.destroy();
      return;
    }
    const far = connect(leadsTo, '127.0.0.1');
    let isDeaf = false;
    let hasInserted = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    near.on('data', (bytes) => {
      // Its first use says the text, a later one the name.
      hasInserted ||= bytes.includes('ledger_records');
      const isMeant = moment !== null && hasInserted && bytes.includes('COMMIT\0');
      if (isMeant && moment === 'BEFORE') {
        near.destroy();
        far.destroy();
      } else far.write(bytes);
      if (isMeant && moment === 'AFTER') isDeaf = true;
      if (isMeant) moment = null;
      if (bytes.includes('COMMIT\0')) hasInserted = false;
    });
    far.on('data', (bytes) => {
      if (!isDeaf) near.write(bytes);
      else {
        near.destroy();
        far.destroy();
      }
    });
    near.on('close', () => far.end());
    far.on('close', () => near.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    severAt: (at) => {
      moment = at;
    },
    leadTo: (port) => {
      leadsTo = port;
    },
    setOpen: (open) => {
      isOpen = open;
      if (!open) end();
    },
    stop: async () => {
      end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

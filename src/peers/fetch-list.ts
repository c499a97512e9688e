import { Agent, request } from 'undici';

/** Fetches the registry's list: follows no redirect, reads at most 1 MiB, and rejects when anything is amiss. */
export type FetchList = {
  readonly fetchList: (url: string, signal: AbortSignal) => Promise<string>;
  readonly close: () => Promise<void>;
};

const longestList = 1024 * 1024;

/** Opens a connection of its own, with nothing but the address of the registry in it. */
export function createFetchList(): FetchList {
  // Said outright, so that no variable of the environment can switch it off.
  const connect = { rejectUnauthorized: true };
  const agent = new Agent({ connections: 1, keepAliveTimeout: 1000, connect });
  return {
    fetchList: async (url, signal) => {
      const { statusCode, body } = await request(url, {
        dispatcher: agent,
        signal,
        headers: { accept: 'application/jwt' },
      });
      if (statusCode !== 200) {
        await body.dump();
        throw new Error('The registry did not answer with 200.');
      }
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > longestList) throw new Error('The list of peers is too long.');
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString('utf8');
    },
    close: () => agent.close(),
  };
}

import type { Running } from '../gateways/run-process.ts';

/** One upstream request as the agencies recorded it; times in ms of their clock. */
export type Recorded = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly begunAt: number;
  readonly endedAt: number;
};

/** How long the agencies take: all of them, and one that takes longer. */
export type Latency = { readonly ms: number; readonly slow?: { readonly name: string; readonly ms: number } };

/** By which root fields an agency is entered, and the field of `Child` that its section is. */
export type Entries = Readonly<
  Record<string, { readonly byIdentifier: string; readonly byDetails: string | null; readonly field: string }>
>;

/** The agencies of the bench, as those who measure steer them. */
export type Agencies = {
  readonly url: string;
  readonly entries: Entries;
  /** What was asked of them while `work` was done, in the order of arrival. */
  readonly recordedDuring: (work: () => Promise<unknown>) => Promise<readonly Recorded[]>;
  readonly setLatency: (latency: Latency) => Promise<void>;
};

/** The agencies that run as this process. */
export async function steerAgencies({ url }: Running): Promise<Agencies> {
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return await response.json();
  };
  return {
    url,
    entries: (await control('GET', '/__entries')) as Entries,
    recordedDuring: async (work) => {
      await control('PUT', '/__recorded');
      await work();
      return (await control('DELETE', '/__recorded')) as readonly Recorded[];
    },
    setLatency: async (latency) => void (await control('PUT', '/__latency', latency)),
  };
}

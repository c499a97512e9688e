/**
 * `node bench/search-floor.ts`: what a search cannot be cheaper than. It makes the very upstream requests that the
 * gateway made, in the same waves, with a signed grant each, reads the answers as JSON and forgets them: no
 * linking, no decision, no record. The script comes over IPC; what it cost goes back the same way.
 */
import { Pool } from 'undici';
import { createSignGrant } from '../src/agencies/sign-grant.ts';
import { hashDocument } from '../src/graph/facts-calls.ts';

/** One upstream request. */
export type FloorCall = {
  readonly agency: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly kind: string;
};

/** What is to be sent: for each search its waves, each wave at once. */
export type FloorScript = {
  readonly agencies: Readonly<Record<string, { readonly url: string; readonly key: string }>>;
  readonly organisation: string;
  readonly searches: readonly (readonly (readonly FloorCall[])[])[];
  readonly concurrency: number;
  /** How many searches are sent before counting starts. */
  readonly warmUp: number;
};

/** What it cost. */
export type FloorCost = { readonly cpuMsPerSearch: number; readonly refused: number };

async function run(script: FloorScript): Promise<FloorCost> {
  const endpoints = new Map(
    Object.entries(script.agencies).map(([agency, { url }]) => {
      const { origin, pathname } = new URL(url);
      return [agency, { pool: new Pool(origin, { connections: 64, pipelining: 1 }), pathname }];
    }),
  );
  const sign = createSignGrant({
    keys: new Map(Object.entries(script.agencies).map(([agency, { key }]) => [agency, Buffer.from(key, 'hex')])),
    now: Date.now,
  });
  let refused = 0;
  const send = async ({ agency, document, variables, kind }: FloorCall): Promise<void> => {
    const endpoint = endpoints.get(agency);
    if (endpoint === undefined) throw new Error(`no agency ${agency}`);
    const variablesJson = JSON.stringify(variables);
    const call = { agency, kind, document, documentHash: hashDocument(document), variables, classes: [] };
    const grant = sign(call as Parameters<typeof sign>[0], variablesJson, {
      subject: 'bench|floor',
      organisation: script.organisation,
      roles: ['SOCIAL_WORKER'],
      purpose: 'CHILD_PROTECTION',
      bases: ['CA89_S47'],
      mediator: null,
    });
    const response = await endpoint.pool.request({
      method: 'POST',
      path: endpoint.pathname,
      headers: { 'content-type': 'application/json', 'childview-grant': grant },
      body: `{"query":${JSON.stringify(document)},"variables":${variablesJson}}`,
    });
    const answer = (await response.body.json()) as { readonly data?: unknown };
    if (response.statusCode !== 200 || answer.data === undefined) refused += 1;
  };
  const all = async (searches: FloorScript['searches']): Promise<void> => {
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let at = next++; at < searches.length; at = next++) {
        for (const wave of searches[at] ?? []) await Promise.all(wave.map(send));
      }
    };
    await Promise.all(Array.from({ length: script.concurrency }, worker));
  };
  await all(script.searches.slice(0, script.warmUp));
  const counted = script.searches.slice(script.warmUp);
  const before = process.cpuUsage();
  await all(counted);
  const { user, system } = process.cpuUsage(before);
  await Promise.all([...endpoints.values()].map(({ pool }) => pool.close()));
  return { cpuMsPerSearch: (user + system) / 1000 / counted.length, refused };
}

process.once('message', (script: FloorScript) => {
  void run(script).then((cost) => process.send?.(cost, () => process.disconnect()));
});

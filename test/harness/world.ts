import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { type ServerProcess, startServer } from './process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The agencies of the shipped configuration and the dialect each speaks. */
export const agencyDialects = {
  education: 'PLAIN',
  health: 'FEDERATION',
  'social-care': 'PLAIN',
  'youth-justice': 'FEDERATION',
  police: 'FEDERATION',
  voluntary: 'PLAIN',
  'sexual-health': 'FEDERATION',
  housing: 'PLAIN',
} as const;
export type AgencyUnderTest = keyof typeof agencyDialects;
export const agencies = Object.keys(agencyDialects) as readonly AgencyUnderTest[];

const schemes: Readonly<Record<AgencyUnderTest, readonly string[]>> = {
  education: ['UPN', 'NHS_NUMBER', 'CHI_NUMBER', 'ULN'],
  health: ['NHS_NUMBER', 'CHI_NUMBER', 'UPN'],
  'social-care': ['SOCIAL_CARE_ID', 'NHS_NUMBER', 'CHI_NUMBER', 'UPN'],
  'youth-justice': ['YOT_ID', 'NHS_NUMBER', 'UPN'],
  police: ['PNC_ID', 'NHS_NUMBER', 'UPN', 'CRO_NUMBER'],
  voluntary: ['NHS_NUMBER', 'UPN'],
  'sexual-health': ['NHS_NUMBER', 'UPN'],
  housing: ['NHS_NUMBER', 'UPN'],
};

/** One entry of an agency's record of what it was asked. */
export type ReceivedRequest = {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly accepted: boolean;
};

/** An answer of the gateway, as a client sees it. */
export type Answer = {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly data: Record<string, any> | null | undefined;
  readonly errors:
    | readonly { message: string; path?: readonly (string | number)[]; extensions: Record<string, any> }[]
    | undefined;
  readonly extensions: Record<string, any> | undefined;
};

/** A child as `npm run mocks -- --list` prints it. */
export type NamedChild = {
  readonly slug: string;
  readonly family: string;
  readonly shows: string;
  readonly identifiers: Readonly<Record<string, string>>;
  readonly agencies: readonly string[];
};

/** Everything running, in processes of their own, with handles for tests. */
export type World = {
  readonly directory: string;
  readonly gateway: ServerProcess;
  readonly identity: ServerProcess;
  /** An agency's system; to stop one alone takes `ownProcesses`. */
  readonly agency: (name: AgencyUnderTest) => ServerProcess;
  /** An access token of a persona, another one after some minutes. */
  readonly tokenOf: (persona: string) => Promise<string>;
  /** An access token with any claims, through the provider's own registration. */
  readonly tokenWith: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly ask: (
    token: string | null,
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    operationName?: string,
  ) => Promise<Answer>;
  /** What the agency was asked since the last clearing. */
  readonly receivedBy: (name: AgencyUnderTest) => Promise<readonly ReceivedRequest[]>;
  readonly clearReceived: () => Promise<void>;
  readonly setFaults: (name: AgencyUnderTest, faults: unknown) => Promise<void>;
  readonly patchState: (name: AgencyUnderTest, patch: unknown) => Promise<void>;
  /** Moves a story's clock at every agency, e.g. `girfec` to `BEFORE_FRIDAY`; patches of its children are gone. */
  readonly story: (name: string, point: string) => Promise<void>;
  /** Puts every agency back as it started: state, stories and faults. */
  readonly restoreAll: () => Promise<void>;
  readonly startAgency: (name: AgencyUnderTest) => Promise<void>;
  readonly restartGateway: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Options of a world; the defaults are the shipped configuration on free ports. */
export type WorldOptions = {
  /** Milliseconds that an agency has for an answer; absent: more than a busy machine takes. */
  readonly deadlineMs?: number;
  /** Those of single agencies, which a test lets hang. */
  readonly deadlineMsOf?: Readonly<Partial<Record<AgencyUnderTest, number>>>;
  readonly today?: string;
  readonly children?: number;
  readonly gatewaySettings?: Readonly<Record<string, unknown>>;
  /** More of the gateway's command line, e.g. `--workers 3`. */
  readonly gatewayArgs?: readonly string[];
  /** Where the gateway asks an agency whose system is at `origin`; absent: there. */
  readonly via?: (name: AgencyUnderTest, origin: string) => Promise<string>;
  /** Schemes by which agencies vouch for each child's one record; absent: none. */
  readonly completeBy?: readonly string[];
  /** Whether each agency is a process of its own, which can be stopped alone; absent: one process plays them all. */
  readonly ownProcesses?: boolean;
};

/** Tokens are good for ten minutes; a soak takes longer. */
const signedInMs = 240_000;

/** Tests ask more than people do, all of them from one address. */
const often = { count: 1_000_000, seconds: 60 };
const requestsOfTests = { perAddress: often, perPerson: often, perOrganisation: often };

/** Tests break agencies one after the other; only those of breakers want one that opens. */
const never = 1_000_000;

/** Starts the identity provider, the agencies' systems and the gateway, on free ports of 127.0.0.1. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const parent = process.env['CHILDVIEW_TEST_DIRECTORY'] ?? join(root, '.data');
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(join(parent, 'world-'));
  const keys = join(directory, 'keys');
  const agencyArgs = (names: readonly AgencyUnderTest[], port: number) => [
    '--agency',
    names.join(),
    '--port',
    String(port),
    '--dialect',
    names.map((name) => agencyDialects[name]).join(),
    '--keys',
    keys,
    ...(options.today === undefined ? [] : ['--today', options.today]),
    ...(options.children === undefined ? [] : ['--children', String(options.children)]),
  ];
  const startAgencies = async (): Promise<readonly (readonly [AgencyUnderTest, ServerProcess])[]> => {
    if (options.ownProcesses === true) {
      return Promise.all(
        agencies.map(
          async (name) => [name, await startServer('mocks/agency.ts', agencyArgs([name], await freePort()))] as const,
        ),
      );
    }
    const all = await startServer('mocks/agency.ts', agencyArgs(agencies, 0));
    const [line = ''] = all
      .output()
      .split('\n')
      .filter((each) => each.startsWith('{"listening"'));
    const urls = (JSON.parse(line) as { readonly agencies: Readonly<Record<AgencyUnderTest, string>> }).agencies;
    return agencies.map((name) => [name, { ...all, url: urls[name] }]);
  };
  const [identity, started] = await Promise.all([
    startServer('mocks/identity/main.ts', ['--port', '0']),
    startAgencies(),
  ]);
  const running = new Map<AgencyUnderTest, ServerProcess>(started);
  const agency = (name: AgencyUnderTest): ServerProcess => {
    const server = running.get(name);
    if (server === undefined) throw new Error(`${name} is not running`);
    return server;
  };

  const urls = new Map(agencies.map((name) => [name, new URL(agency(name).url).origin]));
  const { via } = options;
  const asked = new Map(
    await Promise.all(
      [...urls].map(async ([name, origin]) => [name, via === undefined ? origin : await via(name, origin)] as const),
    ),
  );
  const configFile = join(directory, 'gateway.yaml');
  writeFileSync(
    configFile,
    JSON.stringify({
      environment: 'development',
      listen: { host: '127.0.0.1', port: 0 },
      log: { level: 'debug', file: join(directory, 'gateway.log') },
      dataDirectory: directory,
      protocolDirectory: join(root, 'protocol'),
      schemasDirectory: join(root, 'schemas'),
      identity: { issuerBase: new URL(identity.url).origin, audience: 'https://childview.example/graphql' },
      deadlineMs: options.deadlineMs ?? 20_000,
      introspection: 'open',
      agencies: agencies.map((name) => ({
        name,
        url: `${asked.get(name)}/graphql`,
        contract: `agencies/${name}.graphql`,
        dialect: agencyDialects[name],
        schemes: schemes[name],
        deadlineMs: options.deadlineMsOf?.[name],
        ...(options.completeBy === undefined
          ? {}
          : { completeBy: schemes[name].filter((scheme) => options.completeBy?.includes(scheme)) }),
      })),
      ...options.gatewaySettings,
      limits: {
        requests: requestsOfTests,
        agencyBreakerFailures: never,
        agencyBreakerPercent: 100,
        ...(options.gatewaySettings?.['limits'] as object | undefined),
      },
    }),
  );
  const startGateway = () => startServer('src/main.ts', ['--config', configFile, ...(options.gatewayArgs ?? [])]);
  let gateway = await startGateway();

  const tokens = new Map<string, { readonly token: Promise<string>; readonly until: number }>();
  const requestToken = async (persona: { clientId: string; clientSecret: string; tokenUrl: string }) => {
    const response = await fetch(persona.tokenUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: persona.clientId,
        client_secret: persona.clientSecret,
      }),
    });
    const body = (await response.json()) as { access_token?: string };
    if (body.access_token === undefined) throw new Error(`no token (HTTP ${response.status})`);
    return body.access_token;
  };
  const control = async (name: AgencyUnderTest, path: string, method: string, body?: unknown) => {
    const response = await fetch(`${urls.get(name)}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${name} ${method} ${path}: HTTP ${response.status} ${await response.text()}`);
    return response;
  };

  return {
    directory,
    get gateway() {
      return gateway;
    },
    identity,
    agency,
    tokenOf: (persona) => {
      const known = tokens.get(persona);
      if (known !== undefined && performance.now() < known.until) return known.token;
      const token = (async () => {
        const listed = (await (await fetch(`${new URL(identity.url).origin}/__personas`)).json()) as {
          personas: readonly { name: string; clientId: string; clientSecret: string; tokenUrl: string }[];
        };
        const found = listed.personas.find(({ name }) => name === persona);
        if (found === undefined) throw new Error(`no persona ${persona}`);
        return requestToken(found);
      })();
      tokens.set(persona, { token, until: performance.now() + signedInMs });
      return token;
    },
    tokenWith: async (claims) => {
      const response = await fetch(`${new URL(identity.url).origin}/__personas`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(claims),
      });
      return requestToken((await response.json()) as Parameters<typeof requestToken>[0]);
    },
    ask: async (token, query, variables, operationName) => {
      const response = await fetch(`${gateway.url}/graphql`.replace('/graphql/graphql', '/graphql'), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables, operationName }),
      });
      const text = await response.text();
      const parsed = JSON.parse(text) as Pick<Answer, 'data' | 'errors' | 'extensions'>;
      return {
        status: response.status,
        text,
        headers: response.headers,
        data: parsed.data,
        errors: parsed.errors,
        extensions: parsed.extensions,
      };
    },
    receivedBy: async (name) => {
      const body = (await (await control(name, '/__requests', 'GET')).json()) as
        | readonly ReceivedRequest[]
        | { requests: readonly ReceivedRequest[] };
      return 'requests' in body ? body.requests : body;
    },
    clearReceived: async () => {
      await Promise.all([...running.keys()].map((name) => control(name, '/__requests', 'DELETE')));
    },
    setFaults: async (name, faults) => {
      await control(name, '/__faults', 'PUT', faults);
    },
    patchState: async (name, patch) => {
      await control(name, '/__state', 'PATCH', patch);
    },
    story: async (name, point) => {
      await Promise.all([...running.keys()].map((agency) => control(agency, '/__story', 'PUT', { [name]: point })));
    },
    restoreAll: async () => {
      const paths = ['/__state', '/__faults'];
      await Promise.all([...running.keys()].flatMap((agency) => paths.map((path) => control(agency, path, 'DELETE'))));
    },
    startAgency: async (name) => {
      const port = Number(new URL(urls.get(name) ?? '').port);
      running.set(name, await startServer('mocks/agency.ts', agencyArgs([name], port)));
    },
    restartGateway: async () => {
      await gateway.stop();
      gateway = await startGateway();
    },
    stop: async () => {
      await gateway.stop();
      await Promise.all([identity.stop(), ...[...running.values()].map((server) => server.stop())]);
    },
  };
}

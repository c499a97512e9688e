import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { importJWK, type JWK, SignJWT } from 'jose';
import { testIdentifier } from '../../mocks/identifiers/test-identifier.ts';
import {
  type RunningAuthority,
  type SixWorld,
  type SixWorldOptions,
  startSixWorld,
} from '../../scripts/peers/six-world.ts';

/** An answer of one of the six gateways. */
export type SixAnswer = {
  readonly status: number;
  readonly child: Record<string, any> | null;
  readonly body: Record<string, any>;
};

/** Who asks: of the authority itself (`''`) or of one of its services (`-CSC`), in a role. */
export type Caller = { readonly service: string; readonly role: string };

const socialWorker: Caller = { service: '-CSC', role: 'SOCIAL_WORKER' };

/** The six gateways with handles for tests. */
export type SixFixture = {
  readonly world: SixWorld;
  readonly authority: (code: string) => RunningAuthority;
  /** Asks one authority's gateway, as a social worker of its own. */
  readonly ask: (
    code: string,
    ordinal: number,
    selection: string,
    request?: { readonly purpose?: string; readonly who?: Caller },
  ) => Promise<SixAnswer>;
  readonly send: (
    code: string,
    query: string,
    variables: Readonly<Record<string, unknown>>,
    who?: Caller,
  ) => Promise<SixAnswer>;
  /** Documents that one authority's agency received since they were cleared. */
  readonly documentsAt: (code: string, agency: string) => Promise<readonly string[]>;
  readonly clear: () => Promise<void>;
  /** Records of one authority's ledger, as they are written. */
  readonly ledgerOf: (code: string) => readonly Record<string, any>[];
  /** A request of one authority's, signed by its own key, with claims of any kind. */
  readonly signAs: (code: string, claims: Readonly<Record<string, unknown>>) => Promise<string>;
};

/** Starts them; the identity provider signs in a social worker of any authority. */
export async function startSixFixture(options: Omit<SixWorldOptions, 'directory'> = {}): Promise<SixFixture> {
  const parent = process.env['CHILDVIEW_TEST_DIRECTORY'] ?? '.data';
  // The protocols name organisations with their telephones, as the mocks' case data do: not to be searched for leaks.
  const protocols = mkdtempSync(join(tmpdir(), 'six-protocols-'));
  const directory = mkdtempSync(join(parent, 'six-'));
  // Peers are broken one way after the other here: no breaker is to open meanwhile.
  const limits = { agencyBreakerFailures: 1_000_000, agencyBreakerPercent: 100 };
  const started = await startSixWorld({ directory, protocols, deadlineMs: 15_000, limits, ...options });
  const world = {
    ...started,
    stop: async () => {
      await started.stop();
      rmSync(protocols, { recursive: true, force: true });
    },
  };
  const authority = (code: string): RunningAuthority => {
    const found = world.authorities.get(code);
    if (found === undefined) throw new Error(`no authority ${code}`);
    return found;
  };
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (code: string, { service, role }: Caller): Promise<string> => {
    const known = tokens.get(`${code}${service} ${role}`) ?? requestToken(world.identity, `${code}${service}`, role);
    tokens.set(`${code}${service} ${role}`, known);
    return known;
  };
  const send: SixFixture['send'] = async (code, query, variables, who = socialWorker) => {
    const response = await fetch(`${authority(code).url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(code, who)}` },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Record<string, any>;
    return { status: response.status, child: body['data']?.childByIdentifier ?? null, body };
  };
  return {
    world,
    authority,
    send,
    ask: (code, ordinal, selection, request = {}) =>
      send(
        code,
        `query View($value: String!, $why: String!)
          @access(purpose: ${request.purpose ?? 'CHILD_PROTECTION'}, reason: $why) {
          childByIdentifier(scheme: NHS_NUMBER, value: $value) { ${selection} }
        }`,
        { value: testIdentifier('NHS_NUMBER', ordinal), why: 'zq-reason: review before the meeting' },
        request.who,
      ),
    documentsAt: async (code, agency) => {
      const requests = (await (await fetch(`${authority(code).agencies[agency]}/__requests`)).json()) as readonly {
        readonly document: string;
      }[];
      return requests.map(({ document }) => document);
    },
    clear: async () => {
      const urls = [...world.authorities.values()].flatMap(({ agencies }) => Object.values(agencies));
      await Promise.all(urls.map((url) => fetch(`${url}/__requests`, { method: 'DELETE' })));
    },
    ledgerOf: (code) => {
      const database = new DatabaseSync(join(authority(code).directory, 'ledger/ledger.sqlite'), { readOnly: true });
      try {
        const rows = database.prepare('SELECT body FROM record ORDER BY sequence').all();
        return rows.map(({ body }) => JSON.parse(String(body)) as Record<string, any>);
      } finally {
        database.close();
      }
    },
    signAs: async (code, claims) => {
      const key = JSON.parse(readFileSync(join(authority(code).directory, 'peer.jwk'), 'utf8')) as JWK;
      return await new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid: String(key.kid), typ: 'childview-peer+jwt' })
        .setIssuer(code)
        .setIssuedAt()
        .setExpirationTime('30s')
        .sign(await importJWK(key, 'EdDSA'));
    },
  };
}

async function requestToken(identity: string, organisation: string, role: string): Promise<string> {
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const enrolled = (await (
    await fetch(`${identity}/__personas`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        issuer: 'authority',
        kind: 'PRACTITIONER',
        organisation,
        roles: [role],
        trainedUntil: day(100),
        vettedOn: day(-100),
        staffIds: [{ scheme: 'SWE', value: 'SW990001' }],
        declaredConflicts: [],
      }),
    })
  ).json()) as { readonly clientId: string; readonly clientSecret: string; readonly tokenUrl: string };
  const response = await fetch(enrolled.tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: enrolled.clientId,
      client_secret: enrolled.clientSecret,
    }),
  });
  return ((await response.json()) as { readonly access_token: string }).access_token;
}

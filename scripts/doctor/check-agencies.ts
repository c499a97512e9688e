import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  type IntrospectionQuery,
} from 'graphql';
import type { AgencyTls } from '../../src/agencies/connect-options.ts';
import { createSignGrant } from '../../src/agencies/sign-grant.ts';
import type { Config } from '../../src/config/load-config.ts';
import { loadKey } from '../../src/config/load-key.ts';
import { loadTls, TlsFileError } from '../../src/config/load-tls.ts';
import { advice, type Finding, mend, notChecked, ok } from './finding.ts';
import { isLoopback, type Reached, reach } from './reach.ts';

type Agency = Config['agencies'][number];

/** How far a clock may be off: grants are valid for 30 seconds. */
const mostSeconds = 5;

/** Each agency's system: whether it answers, takes our grant, has the time, and serves its contract. */
export async function checkAgencies(config: Config): Promise<readonly Finding[]> {
  const found = await Promise.all(config.agencies.map((agency) => checkAgency(agency, config)));
  return found.flat();
}

async function checkAgency(agency: Agency, config: Config): Promise<readonly Finding[]> {
  const what = `agency ${agency.name}`;
  const key = keyOf(agency);
  if (key === null) return [notChecked(what, 'it cannot be asked without its grant key')];
  const tls = tlsOf(agency);
  if (tls instanceof TlsFileError) {
    return [mend(`certificates of ${agency.name}`, tls.message, 'config/README.md says what `agencies.*.tls` takes.')];
  }
  const as = { agency, key, tls };
  const timeoutMs = agency.deadlineMs ?? config.deadlineMs;
  const reached = await ask('{ __typename }', as, timeoutMs);
  if (reached.kind === 'UNREACHABLE') {
    const fix = `See that it runs and that ${new URL(agency.url).origin} is reached from here.`;
    return [mend(what, `does not answer (${reached.cause})`, fix)];
  }
  return [
    ...answers(what, reached, timeoutMs),
    ...clock(`${what}: clock`, reached.clockAhead),
    // A whole schema may take longer than a request ever does.
    servesContract(`${what}: contract`, await ask(description, as, longMs), agency, config),
    ...(agency.url.startsWith('https:') || isLoopback(agency.url)
      ? []
      : [advice(`${what}: transport`, 'is asked without TLS', 'Give an https address.')]),
  ];
}

const longMs = 15_000;
const description = getIntrospectionQuery({ descriptions: false });

/** Asks what tells nothing of anybody, with a grant as the gateway signs it. */
async function ask(
  document: string,
  { agency, key, tls }: { readonly agency: Agency; readonly key: Uint8Array; readonly tls: AgencyTls | undefined },
  timeoutMs: number,
): Promise<Reached> {
  const signGrant = createSignGrant({ keys: new Map([[agency.name, key]]), now: Date.now });
  const documentHash = createHash('sha256').update(document).digest('base64url');
  const grant = signGrant(
    { agency: agency.name, kind: 'FACTS', document, documentHash, variables: {}, classes: [] },
    '{}',
    { subject: 'childview|doctor', organisation: 'NONE', roles: [], purpose: 'NONE', bases: [], mediator: null },
  );
  return reach(agency.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'childview-grant': grant },
    body: JSON.stringify({ query: document, variables: {} }),
    timeoutMs,
    tls,
  });
}

function tlsOf({ tls }: Agency): AgencyTls | TlsFileError | undefined {
  try {
    return loadTls(tls);
  } catch (error) {
    if (error instanceof TlsFileError) return error;
    throw error;
  }
}

function keyOf(agency: Agency): Uint8Array | null {
  try {
    return loadKey(agency.grantKeyFile, { mayCreate: false });
  } catch {
    return null;
  }
}

function answers(
  what: string,
  { status, ms }: Extract<Reached, { kind: 'ANSWERED' }>,
  timeoutMs: number,
): readonly Finding[] {
  if (status === 401 || status === 403) {
    return [
      mend(what, `refuses our grant (${status})`, 'Compare the grant key here with the one there, and the clocks.'),
    ];
  }
  if (status >= 500) {
    return [mend(what, `answers with status ${status}`, 'It is reached and fails: ask the agency.')];
  }
  if (status !== 200 && status !== 400) {
    return [mend(what, `answers with status ${status}`, 'See that the address is that of its GraphQL endpoint.')];
  }
  if (ms > timeoutMs / 2)
    return [advice(what, `took ${ms} of ${timeoutMs} ms`, 'Find out why, or allow it more time.')];
  return [ok(what, `answered in ${ms} ms`)];
}

/** Whether a clock is close enough to ours. */
export function clock(what: string, ahead: number | null): readonly Finding[] {
  if (ahead === null) return [notChecked(what, 'it tells no date')];
  const off = Math.round(Math.abs(ahead));
  if (off <= mostSeconds) return [ok(what)];
  return [
    mend(
      what,
      `is ${off} s ${ahead > 0 ? 'ahead of' : 'behind'} the one here`,
      'Have both synchronised (NTP): grants and tokens expire.',
    ),
  ];
}

function servesContract(what: string, reached: Reached, agency: Agency, config: Config): Finding {
  const served = reached.kind === 'ANSWERED' ? schemaOf(reached.body) : null;
  if (served === null)
    return notChecked(
      what,
      'it does not describe its schema',
      'Compare it by hand, or allow introspection with a grant.',
    );
  const missing = missingFrom(served, contractOf(agency, config));
  if (missing.length === 0) return ok(what);
  const some = missing.slice(0, 5).join(', ');
  return mend(
    what,
    `${missing.length} of its contract differ: ${some}`,
    'Have the agency serve what its contract says, or change the contract.',
  );
}

function schemaOf(body: string): GraphQLSchema | null {
  try {
    return buildClientSchema((JSON.parse(body) as { data: IntrospectionQuery }).data);
  } catch {
    return null;
  }
}

function contractOf(agency: Agency, config: Config): GraphQLSchema {
  const read = (file: string): string => readFileSync(resolve(config.schemasDirectory, file), 'utf8');
  const sdl = [read('directives.graphql'), read('common.graphql'), read(agency.contract)].join('\n');
  return buildSchema(sdl, { assumeValidSDL: true });
}

/** Coordinates of the contract that are not served, or not in the form that it gives them. */
function missingFrom(served: GraphQLSchema, contract: GraphQLSchema): readonly string[] {
  return Object.values(contract.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__') || (!isObjectType(type) && !isInterfaceType(type))) return [];
    // How a child is asked for is the dialect's own matter.
    if (type === contract.getQueryType()) return [];
    const other = served.getType(type.name);
    if (!isObjectType(other) && !isInterfaceType(other)) return [type.name];
    const fields = other.getFields();
    return Object.values(type.getFields()).flatMap((field) =>
      String(fields[field.name]?.type) === String(field.type) ? [] : [join(type.name, field.name).replace('/', '.')],
    );
  });
}

import { buildSchema, type DocumentNode, type GraphQLSchema } from 'graphql';
import { Agent, request } from 'undici';
import { createApollo } from '../../src/http/apollo.ts';
import type { GatewayRequest, GatewayResponse, RequestHandler } from '../../src/http/gateway-request.ts';
import { createHttpServer, type HttpLimits } from '../../src/http/http-server.ts';
import type { DocumentLimits } from '../../src/http/limit-document.ts';
import { createTrustedDocuments, type TrustedDocuments } from '../../src/http/trusted-documents.ts';
import type { GatewayError } from '../../src/model/errors.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';

/** A schema with one of each thing that rules speak of. */
export const schema = buildSchema(`
  directive @access(reason: String!) on QUERY
  enum Colour { RED GREEN }
  input Filter { colour: Colour, name: String! }
  interface Named { name: String }
  type Person implements Named { name: String, age: Int, friend(nickname: String): Person, friends: [Person!] }
  type Dog implements Named { name: String, barks: Boolean }
  type Query { person(id: ID!): Person, find(filter: Filter): Named, colour: Colour, dog: Dog }
`);

/** What came back; `json` is the parsed body. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: {
    readonly data?: unknown;
    readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
    readonly extensions?: unknown;
    readonly status?: string;
    readonly reasons?: readonly string[];
  };
};

/** A caller of whom only that they are somebody matters. */
export const somebody: Practitioner = {
  kind: 'PRACTITIONER',
  subject: 'issuer|somebody',
  organisation: 'ORG',
  roles: ['ROLE'],
  trainedUntil: null,
  vettedOn: null,
  designatedOfficer: false,
  mayOverrideShield: false,
  isSuspended: false,
  staffIds: [],
  teams: [],
  groups: [],
  declaredConflicts: null,
  personId: null,
  mediator: null,
  expiresAt: 0,
};

/** The front over real HTTP, before an execution that a test gives. */
export async function startFront(options: {
  readonly execute?: (request: GatewayRequest) => Promise<GatewayResponse>;
  readonly schema?: GraphQLSchema;
  readonly introspection?: boolean;
  readonly faultsOf?: (document: DocumentNode) => readonly GatewayError[];
  readonly limits?: Partial<HttpLimits>;
  readonly documentLimits?: Partial<DocumentLimits>;
  readonly cost?: number;
  readonly documents?: TrustedDocuments;
  readonly origins?: readonly string[];
  readonly onUntrusted?: (id: string) => void;
  readonly readiness?: () => readonly string[];
  readonly describe?: () => Readonly<Record<string, unknown>>;
  readonly handler?: () => RequestHandler;
}) {
  const requests: GatewayRequest[] = [];
  const refusals: string[] = [];
  const faults: unknown[] = [];
  const onRefused = ({ code }: { readonly code: string }): void => void refusals.push(code);
  const execute = options.execute ?? (async () => ({ data: { person: null } }));
  const apollo = createApollo({
    schema: options.schema ?? schema,
    introspection: options.introspection ?? false,
    onRefused,
    onFault: (error) => faults.push(error),
    ...(options.faultsOf === undefined ? {} : { faultsOf: options.faultsOf }),
    ...(options.documentLimits === undefined ? {} : { limits: options.documentLimits }),
    ...(options.cost === undefined ? {} : { cost: options.cost }),
    ...(options.onUntrusted === undefined ? {} : { onUntrusted: options.onUntrusted }),
  });
  await apollo.server.start();
  const front = {
    read: apollo.read,
    documents: options.documents ?? createTrustedDocuments('off', new Map()),
    findPublic: () => null,
  };
  const handlerNow =
    options.handler ??
    ((): RequestHandler => ({
      identify: async () => somebody,
      execute: async (received) => {
        requests.push(received);
        return await execute(received);
      },
    }));
  const server = createHttpServer({
    readiness: options.readiness ?? (() => []),
    ...(options.describe === undefined ? {} : { describe: options.describe }),
    handler: () => ({ ...handlerNow(), front }),
    ...(options.origins === undefined ? {} : { origins: () => new Set(options.origins) }),
    onRefused,
    onFault: (error) => faults.push(error),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAliveTimeout: 1000 });

  const send = async (
    method: 'GET' | 'POST' | 'HEAD' | 'PUT' | 'OPTIONS',
    path: string,
    body?: string | Buffer,
    headers: Readonly<Record<string, string | string[]>> = {},
  ): Promise<Answer> => {
    const response = await request(`${url}${path}`, { method, headers, body: body ?? null, dispatcher: agent });
    const text = await response.body.text();
    const json = text === '' ? {} : (JSON.parse(text) as Answer['json']);
    return { status: response.statusCode, headers: response.headers, text, json };
  };
  return {
    url,
    apollo,
    server,
    requests,
    refusals,
    faults,
    send,
    post: (body: unknown, headers: Readonly<Record<string, string | string[]>> = {}): Promise<Answer> =>
      send('POST', '/graphql', typeof body === 'string' ? body : JSON.stringify(body), {
        'content-type': 'application/json',
        ...headers,
      }),
    async [Symbol.asyncDispose]() {
      await agent.destroy();
      await server.stop(0);
      await apollo.server.stop();
    },
  };
}

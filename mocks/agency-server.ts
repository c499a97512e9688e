import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type DocumentNode, execute, GraphQLError, parse, validate } from 'graphql';
import { agencyProfiles } from './engine/agency-profile.ts';
import { askedRootsOf } from './engine/asked-roots.ts';
import { answerBroken, paddingOf, withWrongTypes } from './engine/broken-answer.ts';
import { type Dialect, loadContract } from './engine/contract-schema.ts';
import { faultsOf } from './engine/faults.ts';
import { fillDetails } from './engine/fill-details.ts';
import { claimedKind, grantCheckOf } from './engine/grant-check.ts';
import { markersOf } from './engine/markers-of.ts';
import { reportBookOf } from './engine/report-book.ts';
import { requestLogOf } from './engine/request-log.ts';
import { type RequestContext, resolveFieldOf } from './engine/resolve-field.ts';
import { storyClocksOf, type StoryRecords } from './engine/story-clocks.ts';
import { calendarOf } from './records/calendar.ts';
import { homeAuthority, ofAuthority } from './records/of-authority.ts';
import type { AgencyName, JsonObject, StoredRecord } from './records/stored-record.ts';
import { storeOf } from './records/store.ts';

/** How to start one agency's system. */
export type AgencyServerOptions = {
  readonly agency: AgencyName;
  readonly dialect: Dialect;
  readonly records: readonly StoredRecord[];
  /** Families to whom something happens; `records` has them at their initial points. */
  readonly stories?: readonly StoryRecords[];
  /** The key that grants are checked with. */
  readonly grantKey: Uint8Array;
  readonly today: string;
  /** Whose system it is: the organisation codes of its records are that authority's. Default: the home authority's. */
  readonly authority?: string;
  readonly host?: string;
  /** 0: any free one. */
  readonly port?: number;
};

/** A running system. */
export type AgencyServer = { readonly url: string; close(): Promise<void> };

const largestBody = 4 * 1024 * 1024;

/**
 * Starts one agency's GraphQL system over HTTP: `POST /graphql` (or `/`), and what only a mock has:
 * `/__requests`, `/__faults`, `/__state`, `/__story`, `/__markers` (mocks/README.md). Rejects when the port is taken.
 */
export const startAgencyServer = async (options: AgencyServerOptions): Promise<AgencyServer> => {
  const { agency } = options;
  const contract = loadContract(agency, options.dialect);
  const calendar = calendarOf(options.today);
  const here = <T>(told: T): T => ofAuthority(told, options.authority ?? homeAuthority);
  const store = storeOf(options.records.map(here));
  const clocks = storyClocksOf(options.stories ?? [], store);
  const detailsOf = remembered((record) => here(fillDetails(record, { schema: contract.schema, agency, calendar })));
  const reports = reportBookOf(store, agencyProfiles[agency].prefix);
  const fieldResolver = resolveFieldOf({ contract, store, detailsOf, today: () => calendar.today, reports });
  const checkGrant = grantCheckOf(agency, options.grantKey);
  const faults = faultsOf();
  const requests = requestLogOf();
  const parsed = new Map<string, DocumentNode | readonly GraphQLError[]>();

  const documentOf = (text: string): DocumentNode | readonly GraphQLError[] => {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    let result: DocumentNode | readonly GraphQLError[];
    try {
      const document = parse(text, { noLocation: true });
      const problems = validate(contract.schema, document);
      result = problems.length > 0 ? problems : document;
    } catch (error) {
      result = [error instanceof GraphQLError ? error : new GraphQLError('The document cannot be parsed.')];
    }
    if (parsed.size > 5_000) parsed.clear();
    parsed.set(text, result);
    return result;
  };

  const answerGraphql = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body: unknown = JSON.parse(await readBody(request));
    const { query, variables } = (body ?? {}) as { query?: unknown; variables?: unknown };
    const document = typeof query === 'string' ? query : '';
    const header = request.headers['childview-grant'];
    const grant = Array.isArray(header) ? header.join() : header;
    const check = await checkGrant({ grant, document, variables });
    const kind = claimedKind(grant);
    const valid = documentOf(document);
    const roots = 'kind' in valid ? askedRootsOf(valid, variables, contract) : [];
    requests.add({
      at: new Date().toISOString(),
      document,
      variables: variables ?? {},
      kind,
      roots,
      accepted: check.accepted,
      refusal: check.accepted ? null : check.refusal,
    });
    const hits = faults.take(kind, { isSearch: roots.some(({ entry, asked }) => entry === 'SEARCH' && asked > 0) });
    const slow = hits.find((each) => each.fault === 'SLOW');
    if (slow !== undefined) await delay(slow.ms ?? 5_000);
    if (answerBroken(hits, response)) return;
    if (!check.accepted) {
      const error = new GraphQLError('The grant of this call is not valid here.', {
        extensions: { code: 'GRANT_INVALID', refusal: check.refusal },
      });
      return answerJson(response, check.status, { errors: [error] });
    }
    if (!('kind' in valid)) {
      const errors = valid.map(
        (problem) => new GraphQLError(problem.message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
      );
      return answerJson(response, 400, { errors });
    }
    const contextValue: RequestContext = {
      faults: hits,
      organisation: check.organisation,
      owners: new WeakMap(),
    };
    const result = await execute({
      schema: contract.schema,
      document: valid,
      variableValues: (variables ?? {}) as Record<string, unknown>,
      contextValue,
      fieldResolver,
      typeResolver: (value) => (value as { __typename?: string }).__typename,
    });
    const wrong = hits.some((each) => each.fault === 'WRONG_TYPES');
    const padding = paddingOf(hits);
    answerJson(response, 200, {
      ...result,
      ...(wrong ? { data: withWrongTypes(result.data) } : {}),
      ...(padding === null ? {} : { extensions: { padding } }),
    });
  };

  const answerControl = async (path: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const query = new URLSearchParams(request.url?.split('?')[1] ?? '');
    switch (`${request.method} ${path}`) {
      case 'GET /__requests':
        return answerJson(response, 200, requests.list());
      case 'DELETE /__requests':
        requests.clear();
        return answerJson(response, 200, []);
      case 'GET /__faults':
        return answerJson(response, 200, faults.list());
      case 'PUT /__faults':
        faults.replace(JSON.parse(await readBody(request)));
        return answerJson(response, 200, faults.list());
      case 'DELETE /__faults':
        faults.replace([]);
        return answerJson(response, 200, []);
      case 'GET /__reports':
        return answerJson(response, 200, reports.list());
      case 'DELETE /__reports':
        reports.clear();
        return answerJson(response, 200, []);
      case 'GET /__state': {
        const child = query.get('child');
        const held = child === null ? store.records() : store.ofChild(child);
        return answerJson(
          response,
          200,
          child === null ? held.map(({ slug, recordId }) => ({ slug, recordId })) : held,
        );
      }
      case 'PATCH /__state': {
        const { child, patch } = JSON.parse(await readBody(request)) as { child?: unknown; patch?: unknown };
        if (typeof child !== 'string') throw new RangeError('child: a slug, record id or identifier');
        if (typeof patch !== 'object' || patch === null) throw new RangeError('patch: an object');
        const changed = store.patch(child, patch as JsonObject);
        return answerJson(response, changed > 0 ? 200 : 404, { changed });
      }
      case 'DELETE /__state':
        store.reset();
        clocks.reset();
        return answerJson(response, 200, {});
      case 'GET /__story':
        return answerJson(response, 200, clocks.points());
      case 'PUT /__story':
        clocks.move(JSON.parse(await readBody(request)));
        return answerJson(response, 200, clocks.points());
      case 'GET /__markers': {
        const held =
          query.get('generated') === 'true' ? store.records() : store.records().filter((each) => !each.generated);
        return answerJson(response, 200, markersOf(held, detailsOf));
      }
      default:
        return answerJson(response, 404, { error: 'No such address. See mocks/README.md.' });
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url?.split('?')[0] ?? '/';
    try {
      if (request.method === 'POST' && (path === '/' || path === '/graphql')) await answerGraphql(request, response);
      else if (request.method === 'GET' && path === '/health/live') answerJson(response, 200, { live: true });
      else await answerControl(path, request, response);
    } catch (error) {
      const isOurs = error instanceof RangeError || error instanceof SyntaxError;
      const message = error instanceof RangeError ? error.message : 'The body is not the JSON that is needed here.';
      if (!response.headersSent) answerJson(response, isOurs ? 400 : 500, { error: message });
      else response.destroy();
    }
  };

  const server = createServer((request, response) => void answer(request, response));
  server.keepAliveTimeout = 60_000;
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Named children's details are kept; of generated ones only the last few thousand, else they would fill the memory. */
const remembered = (make: (record: StoredRecord) => JsonObject): ((record: StoredRecord) => JsonObject) => {
  const named = new WeakMap<StoredRecord, JsonObject>();
  const generated = new Map<StoredRecord, JsonObject>();
  return (record) => {
    const known = named.get(record) ?? generated.get(record);
    if (known !== undefined) return known;
    const details = make(record);
    if (!record.generated) named.set(record, details);
    else {
      if (generated.size >= 4_000) generated.clear();
      generated.set(record, details);
    }
    return details;
  };
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > largestBody) throw new RangeError('body: at most 4 MiB');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const answerJson = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

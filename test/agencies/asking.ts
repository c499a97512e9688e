import { createHash } from 'node:crypto';
import {
  type Agencies,
  type AgencyEndpoint,
  type AgencyLimits,
  createAskAgency,
  defaultAgencyLimits,
  type DroppedPart,
} from '../../src/agencies/create-ask-agency.ts';
import type { OnBreaker } from '../../src/agencies/lanes.ts';
import { createOperations } from '../../src/agencies/operations.ts';
import { createSignGrant } from '../../src/agencies/sign-grant.ts';
import type { AgencyAnswer, AgencyCall, CallKind } from '../../src/model/agency-call.ts';

const document = 'query Q($ids: [ID!]!) { records(ids: $ids) { recordId } }';

/** A call of one kind to the one agency of these tests. */
export const callOf = (kind: CallKind): AgencyCall => ({
  agency: 'north',
  kind,
  document,
  documentHash: createHash('sha256').update(document).digest('base64url'),
  variables: { ids: ['r-1'] },
  classes: [],
});

const grant = {
  subject: 'https://issuer.example|worker-1',
  organisation: 'ORG:south',
  roles: ['ROLE_A'],
  purpose: 'PURPOSE_A',
  bases: ['BASIS_A'],
  mediator: null,
};

/** What a system answers that is well. */
export const well = JSON.stringify({ data: { records: [{ recordId: 'r-1' }] } });
export const json = 'application/json';

/** Asks one agency at an address, as the gateway would; `cause` of an answer that is none, else ANSWERED. */
export type Asking = {
  readonly ask: (kind?: CallKind, signal?: AbortSignal) => Promise<string>;
  readonly answerTo: (kind: CallKind) => Promise<AgencyAnswer>;
  readonly dropped: DroppedPart[];
  readonly changes: Parameters<OnBreaker>[0][];
  readonly health: Agencies['health'];
  readonly close: Agencies['close'];
};

/** Every call is of an operation of its own, unless a signal is given. */
export function askingAt(
  endpoint: Omit<AgencyEndpoint, 'name'>,
  options: Partial<AgencyLimits> & { readonly operationMs?: number; readonly random?: () => number } = {},
): Asking {
  const dropped: DroppedPart[] = [];
  const changes: Parameters<OnBreaker>[0][] = [];
  const { operationMs = 20_000, random = () => 0, ...limits } = options;
  const agencies = createAskAgency({
    agencies: [{ ...endpoint, name: 'north' }],
    signGrant: createSignGrant({ keys: new Map([['north', new Uint8Array(32)]]), now: () => 0 }),
    operations: createOperations({ durationMs: operationMs }),
    defaultDeadlineMs: 5000,
    limits: { ...defaultAgencyLimits, ...limits },
    onDropped: (part) => dropped.push(part),
    onBreaker: (change) => changes.push(change),
    random,
  });
  const ask = async (kind: CallKind = 'FACTS', signal = new AbortController().signal): Promise<AgencyAnswer> =>
    agencies.ask(callOf(kind), { grant, signal });
  return {
    ask: async (kind, signal) => {
      const answer = await ask(kind, signal);
      return answer.kind === 'ANSWERED' ? answer.kind : answer.cause;
    },
    answerTo: (kind) => ask(kind),
    dropped,
    changes,
    health: agencies.health,
    close: agencies.close,
  };
}

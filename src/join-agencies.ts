import { isDeepStrictEqual } from 'node:util';
import { type Agencies, createAskAgency } from './agencies/create-ask-agency.ts';
import type { Operations } from './agencies/operations.ts';
import { createRequestBody, type RequestBody } from './agencies/request-body.ts';
import { createSignGrant } from './agencies/sign-grant.ts';
import type { Config } from './config/load-config.ts';
import { loadKey } from './config/load-key.ts';
import { loadTls } from './config/load-tls.ts';
import { agencyLimits } from './join-peers.ts';
import type { AgencyName } from './model/words.ts';
import type { Log } from './telemetry/create-log.ts';

/** All agencies, each with connections, breakers and budget of its own, which outlive what concerns others only. */
export type JoinedAgencies = Omit<Agencies, 'close'> & {
  readonly each: ReadonlyMap<AgencyName, JoinedAgency>;
  readonly bodyOf: RequestBody;
};

type JoinedAgency = { readonly of: OfAgency; readonly agency: Agencies };
type OfAgency = ReturnType<typeof ofAgencies>[number];

/**
 * Opens the agencies of a configuration, and takes over from `current` each of which nothing changed; `current` itself
 * where nothing changed of any. Throws what is wrong with a key or certificate before any is opened.
 */
export function joinAgencies(
  config: Config,
  current: JoinedAgencies | null,
  { log, operations }: { readonly log: Log; readonly operations: Operations },
): JoinedAgencies {
  const bodyOf = current?.bodyOf ?? createRequestBody();
  const wanted = ofAgencies(config);
  const each = new Map(
    wanted.map((of): [AgencyName, JoinedAgency] => {
      const known = current?.each.get(of.endpoint.name);
      if (known !== undefined && isDeepStrictEqual(known.of, of)) return [of.endpoint.name, known];
      return [of.endpoint.name, { of, agency: openAgency(of, bodyOf, log, operations) }];
    }),
  );
  // The order counts, too: it is the order in which they are told of.
  if (current !== null && isDeepStrictEqual([...current.each.keys()], [...each.keys()]) && areSame(current.each, each))
    return current;
  return {
    each,
    bodyOf,
    ask: (call, context) => {
      const found = each.get(call.agency);
      if (found === undefined) throw new Error('An agency is not configured.');
      return found.agency.ask(call, context);
    },
    health: () => [...each.values()].flatMap(({ agency }) => agency.health()),
  };
}

/** Closes those that were not taken over; null: all. Calls under way end first. */
export async function closeAgencies(former: JoinedAgencies, next: JoinedAgencies | null): Promise<void> {
  const isKept = ([name, one]: [AgencyName, JoinedAgency]): boolean => next?.each.get(name)?.agency === one.agency;
  const ended = [...former.each].filter((one) => !isKept(one));
  await Promise.all(ended.map(([, { agency }]) => agency.close()));
}

/** With the keys and certificates that are in the files now, so that a renewed one is taken with the next change. */
function ofAgencies(config: Config) {
  const mayCreate = config.environment === 'development';
  return config.agencies.map(({ name, url, deadlineMs, tls, grantKeyFile }, index) => ({
    endpoint: { name, url, deadlineMs: deadlineMs ?? config.deadlineMs, tls: loadTls(tls, `agencies.${index}.tls`) },
    key: loadKey(grantKeyFile, { mayCreate }),
    limits: agencyLimits(config),
  }));
}

function openAgency(
  { endpoint, key, limits }: OfAgency,
  bodyOf: RequestBody,
  log: Log,
  operations: Operations,
): Agencies {
  return createAskAgency({
    agencies: [endpoint],
    signGrant: createSignGrant({ keys: new Map([[endpoint.name, key]]), now: Date.now }),
    operations,
    bodyOf,
    defaultDeadlineMs: endpoint.deadlineMs,
    limits,
    onBreaker: ({ agency, lane, state }) => log.warn('AGENCY_BREAKER', { agency, kind: lane, state }),
    onDropped: ({ agency, cause, count }) => log.warn('AGENCY_ANSWER', { agency, cause, count }),
  });
}

function areSame(some: JoinedAgencies['each'], others: JoinedAgencies['each']): boolean {
  return [...some].every(([name, { agency }]) => others.get(name)?.agency === agency);
}

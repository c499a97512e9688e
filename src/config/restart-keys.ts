import type { Config } from './load-config.ts';

/**
 * What a running gateway can change: keys and whole sections, each with what is below it. All else is bound to what
 * is opened once: sockets, stores, keys, counters.
 */
const liveKeys = [
  'agencies',
  'deadlineMs',
  'operationDeadlineMs',
  'limits.agencyResponseBytes',
  'limits.agencyConnections',
  'limits.agencyQueue',
  'limits.agencyBreakerFailures',
  'limits.agencyBreakerPercent',
  'limits.agencyRetryPercent',
  'limits.children',
  'limits.tokens',
  'limits.depth',
  'limits.aliases',
  'limits.directives',
  'limits.rootFields',
  'limits.cost',
  'limits.searches',
  'limits.requests.perPerson',
  'limits.requests.perOrganisation',
  'limits.requests.perAddress',
  'introspection',
  'trustedDocuments',
  'cors',
  'log.level',
  // Whether there are peers at all is another matter: their address is served or not.
  'peers.connected',
  'peers.registry',
] as const;

/** Whether a change of the key takes effect while the gateway runs. */
export function isLiveKey(key: string): boolean {
  return liveKeys.some((live) => key === live || key.startsWith(`${live}.`));
}

/** The keys that differ and take effect with a restart only, in the order of the configuration. */
export function restartKeys(current: Config, changed: Config): readonly string[] {
  return differing(current, changed, '').filter((key) => !isLiveKey(key));
}

/** Keys of sections that differ; a list is one value. */
function differing(one: unknown, other: unknown, key: string): readonly string[] {
  if (isSection(one) && isSection(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) => differing(one[name], other[name], key === '' ? name : `${key}.${name}`));
  }
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [key];
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a worker tells its primary. */
export type WorkerReport =
  /** It takes requests at this address. */
  | { readonly kind: 'LISTENING'; readonly url: string }
  /** Sent at intervals, also as a sign of life: codes of what is missing for it to be of use, none: ready. */
  | { readonly kind: 'STATE'; readonly reasons: readonly string[] }
  /** It has looked for a changed protocol: what serves now, and what was found and refused. */
  | { readonly kind: 'LOOKED'; readonly serves: string; readonly refused: string | null }
  /** It has this version of the protocol ready, and waits until it may put it in force. */
  | { readonly kind: 'PREPARED'; readonly version: string };

/** What the primary tells a worker. */
export type PrimaryOrder =
  /** Drain, and end. */
  | { readonly kind: 'STOP' }
  /** Look for a changed protocol now. */
  | { readonly kind: 'LOOK' }
  /** All that take requests have the version ready: put it in force. */
  | { readonly kind: 'GO'; readonly version: string }
  /** Another version has come: drop this one, and look again. */
  | { readonly kind: 'SUPERSEDED'; readonly version: string }
  /** How all workers are, for readiness. */
  | ({ readonly kind: 'WHOLE' } & WholeState);

/** How the workers of a port are, together. */
export type WholeState = {
  /** How many there are to be, and how many of them take requests. */
  readonly of: number;
  readonly running: number;
  /** Codes of what is missing at any of those that take requests. */
  readonly reasons: readonly string[];
};

/** The variable by which a worker is told which one it is: `2/4`. */
export const placeVariable = 'CHILDVIEW_WORKER';

/** The variable that holds the settings of a worker, as its primary was given them. */
export const settingsVariable = 'CHILDVIEW_WORKER_SETTINGS';

/** Which worker a process is, of how many. */
export type WorkerPlace = { readonly number: number; readonly of: number };

/** Messages of libraries use the same channel: ours have one of these kinds, and nothing else is heeded. */
export function isOurs<Message extends WorkerReport | PrimaryOrder>(
  message: unknown,
  kinds: Readonly<Record<Message['kind'], true>>,
): message is Message {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  return typeof message.kind === 'string' && Object.hasOwn(kinds, message.kind);
}

import type { ControlState, PolicyHead, Soon } from '../model/control-state.ts';
import type { Instant } from '../model/words.ts';

/** Everything that is built of one version of the protocol, and serves a request from start to end. */
export type Prepared = { readonly protocol: { readonly version: string; readonly edition: number } };

/** Why a change of the protocol did not take effect. */
export type RefusalReason =
  /** The files cannot be read. */
  | 'UNREADABLE'
  /** They were read and are not sound. */
  | 'INVALID'
  /** Its edition is lower than the head's. */
  | 'EDITION_TOO_LOW'
  /** Another content is the head with this edition. */
  | 'EDITION_NOT_RAISED'
  /** The policy head could not be moved. */
  | 'HEAD_UNAVAILABLE';

/** A change that did not take effect; its version is null where it cannot be told. */
export type RefusedChange = {
  readonly version: string | null;
  readonly at: Instant;
  readonly reason: RefusalReason;
  readonly faults: number;
};

/** Whether this instance decides by the version in force for all; UNKNOWN: the policy head cannot be read. */
export type Standing = 'HEAD' | 'STALE' | 'UNKNOWN';

/** What happened, for logs; `error` is what preparing threw: it may name files and faults of the protocol. */
export type VersionEvent =
  | { readonly kind: 'TAKEN'; readonly version: string }
  | { readonly kind: 'REFUSED'; readonly change: RefusedChange; readonly error: unknown }
  | { readonly kind: 'STANDING'; readonly version: string; readonly standing: Standing };

/** The versions of the protocol in one instance: the one that serves, and what became of the last change. */
export type ProtocolVersions<Built extends Prepared, Source> = {
  /** What serves, as far as can be told without waiting. */
  readonly current: () => Built;
  /**
   * What serves a request that begins now. Whoever takes it keeps it to the request's end. A promise where the policy
   * head, read over a network, decides between two.
   */
  readonly begin: () => Soon<Built>;
  /** Since when `current` serves. */
  readonly since: () => Instant;
  /** The last change, where it was refused. */
  readonly refused: () => RefusedChange | null;
  /**
   * Where this instance stands now; reads the policy head, which costs some microseconds, or the way to a store over
   * a network. Never rejects. A request that began before a change took effect here may end by the version it began with.
   */
  readonly standing: () => Soon<Standing>;
  /** The same without waiting: what was last told of a store over a network, which is asked anew. */
  readonly lastStanding: () => Standing;
  /**
   * Offers what the directory holds, null where it cannot be read: prepares it beside what serves,
   * publishes it as the policy head and puts it in place, or keeps what there is. The version that
   * serves is published, if it was not. False: worth offering again though nothing changes.
   */
  readonly offer: (change: { readonly version: string; readonly source: Source } | null) => Promise<boolean>;
  /**
   * Has requests that begin from now on take what was built anew of the very version that serves, because something
   * else that it is built of has changed. Never while an offer is under way.
   */
  readonly rebuilt: (next: Built) => void;
};

/**
 * Holds the version of the protocol that serves here. Changes are offered one after another, never
 * at the same time. A change takes effect by the assignment of one reference; requests under way
 * keep what they began with, and nothing here keeps it for them.
 */
export function createProtocolVersions<Built extends Prepared, Source>(parts: {
  readonly first: Built;
  /** Builds and checks everything; throws what is wrong. */
  readonly prepare: (source: Source, current: Built) => Promise<Built>;
  /** How many faults an error of `prepare` reports. */
  readonly faultsIn: (error: unknown) => number;
  readonly control: Pick<ControlState, 'policyHead' | 'publishPolicy'>;
  /** Whether another content may take the head's edition: for whoever edits the protocol on one machine. */
  readonly mayReuseEdition: boolean;
  /**
   * Waits until others that serve the same callers have the version ready, too; false: another one has
   * come meanwhile. Absent: there are no others.
   */
  readonly whenAllPrepared?: (version: string) => Promise<boolean>;
  readonly now: () => number;
  readonly onEvent: (event: VersionEvent) => void;
}): ProtocolVersions<Built, Source> {
  const { control, now, onEvent } = parts;
  let current = parts.first;
  let since = instantOf(now());
  let refused: RefusedChange | null = null;
  let isPublished = false;
  let publishing: string | null = null;
  /** Built, and waiting for the head to move to it. */
  let prepared: Built | null = null;
  let toldStanding: Standing = 'HEAD';

  const refuse = (version: string | null, reason: RefusalReason, error: unknown = null): void => {
    const faults = error === null ? 1 : parts.faultsIn(error);
    refused = { version, at: instantOf(now()), reason, faults };
    onEvent({ kind: 'REFUSED', change: refused, error });
  };

  /** Null: it is the head now. */
  const publish = async ({ version, edition }: Prepared['protocol']): Promise<RefusalReason | null> => {
    publishing = version;
    try {
      const { mayReuseEdition } = parts;
      const head = await control.publishPolicy({ version, edition, at: now() }, { mayReuseEdition });
      if (head.version === version) return null;
      return head.edition > edition ? 'EDITION_TOO_LOW' : 'EDITION_NOT_RAISED';
    } catch {
      return 'HEAD_UNAVAILABLE';
    } finally {
      publishing = null;
    }
  };

  // What is prepared is taken by the next request: one that asks now began before the head moved there.
  const ownVersions = (): readonly unknown[] => [current.protocol.version, publishing, prepared?.protocol.version];

  const readStanding = (): Soon<Standing> => {
    const standingBy = (head: PolicyHead | null, own: readonly unknown[]): Standing =>
      head === null || own.includes(head.version) ? 'HEAD' : 'STALE';
    try {
      const head = control.policyHead();
      if (!(head instanceof Promise)) return standingBy(head, ownVersions());
      // While the answer is under way this instance may move the head itself.
      const before = ownVersions();
      return head.then(
        (found) => standingBy(found, [...before, ...ownVersions()]),
        () => 'UNKNOWN',
      );
    } catch {
      return 'UNKNOWN';
    }
  };

  const tell = (standing: Standing): Standing => {
    if (standing !== toldStanding) {
      toldStanding = standing;
      onEvent({ kind: 'STANDING', version: current.protocol.version, standing });
    }
    return standing;
  };

  const standingNow = (): Soon<Standing> => {
    const standing = readStanding();
    return standing instanceof Promise ? standing.then(tell) : tell(standing);
  };

  const take = (next: Built): void => {
    if (next === current) return;
    current = next;
    since = instantOf(now());
    onEvent({ kind: 'TAKEN', version: next.protocol.version });
  };

  /** Another process may move the head to what is prepared here: from then on nothing begins by the old version. */
  const takeIfHead = (waiting: Built): Promise<void> | undefined => {
    const takeBy = (head: PolicyHead | null): void => {
      if (prepared !== waiting || head?.version !== waiting.protocol.version) return;
      prepared = null;
      take(waiting);
    };
    try {
      const head = control.policyHead();
      if (head instanceof Promise) return head.then(takeBy, () => undefined);
      takeBy(head);
    } catch {
      // What cannot be read decides nothing.
    }
    return undefined;
  };
  const begin = (): Soon<Built> => {
    const taking = prepared === null ? undefined : takeIfHead(prepared);
    return taking === undefined ? current : taking.then(() => current);
  };

  return {
    current: () => {
      void begin();
      return current;
    },
    begin,
    since: () => since,
    refused: () => refused,
    standing: standingNow,
    lastStanding: () => {
      const standing = standingNow();
      return standing instanceof Promise ? toldStanding : standing;
    },
    rebuilt: (next) => {
      if (next.protocol.version !== current.protocol.version) throw new Error('Another version serves.');
      current = next;
    },
    offer: async (change) => {
      if (change === null) {
        refuse(null, 'UNREADABLE');
        return true;
      }
      const isChange = change.version !== current.protocol.version;
      let next = current;
      if (isChange) {
        try {
          next = await parts.prepare(change.source, current);
        } catch (error) {
          refuse(change.version, 'INVALID', error);
          return true;
        }
      }
      if (isChange || !isPublished) {
        prepared = isChange ? next : null;
        const mayGo = await (parts.whenAllPrepared?.(next.protocol.version) ?? true);
        const reason = mayGo ? await publish(next.protocol) : null;
        prepared = null;
        if (!mayGo) return false;
        if (reason !== null) {
          refuse(change.version, reason);
          return reason !== 'HEAD_UNAVAILABLE';
        }
      }
      isPublished = true;
      // Whoever takes a refused change back is done with it.
      refused = null;
      take(next);
      return true;
    },
  };
}

function instantOf(at: number): Instant {
  return new Date(at).toISOString();
}

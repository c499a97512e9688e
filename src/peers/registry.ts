import type { JSONWebKeySet } from 'jose';
import type { OrganisationCode } from '../model/words.ts';
import { type ListedPeer, type PeerList, readListFile, readSignedList } from './peer-list.ts';

/** Who the other authorities are, where they are and by which keys they are known ("151st", domain.md 1.1). */
export type Registry = {
  /** Null: not listed, or the list has expired. */
  readonly find: (authority: OrganisationCode) => ListedPeer | null;
  /** Looks now; resolves whether or not the registry answered. */
  readonly refresh: () => Promise<void>;
  readonly close: () => void;
};

/** How a registry is read. */
export type RegistryOptions = {
  /** The text of the list on this machine; null: there is none. */
  readonly listText: string | null;
  /** The registry service; null: the list on this machine is all. */
  readonly service: {
    readonly fetchList: (signal: AbortSignal) => Promise<string>;
    readonly trust: JSONWebKeySet;
    readonly refreshMs: number;
  } | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told that a look at the registry failed: it did not answer, or with a list that is not to be trusted. */
  readonly onFault: (cause: 'UNREACHABLE' | 'LIST_REFUSED') => void;
};

const fetchTimeoutMs = 2000;
const retryMs = 5000;

/**
 * Keeps the list of peers. It is looked at by the clock alone, never on account of a request, so that the
 * registry learns nothing of what is asked. While it cannot be reached the last valid list counts until it
 * expires; after that no peer is listed, and each is silent.
 */
export function createRegistry(options: RegistryOptions): Registry {
  const { service, now } = options;
  let list: PeerList | null = options.listText === null ? null : readListFile(options.listText);
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const look = async (): Promise<boolean> => {
    if (service === null) return true;
    let text: string | null = null;
    try {
      text = await service.fetchList(AbortSignal.timeout(fetchTimeoutMs));
      list = await readSignedList(text, service.trust, now());
      return true;
    } catch {
      options.onFault(text === null ? 'UNREACHABLE' : 'LIST_REFUSED');
      return false;
    }
  };
  const refresh = async (): Promise<void> => {
    clearTimeout(timer);
    const isAnswered = await look();
    if (service === null || isClosed) return;
    timer = setTimeout(() => void refresh(), isAnswered ? service.refreshMs : Math.min(retryMs, service.refreshMs));
    timer.unref();
  };

  return {
    find: (authority) => {
      if (list === null || (list.expiresAt !== null && list.expiresAt <= now())) return null;
      return list.peers.get(authority) ?? null;
    },
    refresh,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

import type { Revocations, TokenNames } from '../model/revocation.ts';
import type { HashKey } from './hashed-key.ts';
import { markOf, type Revocation } from './revocation.ts';

/** Where revocations are kept. */
export type RevocationSource = {
  /** All that are there; null while they cannot be read. Never rejects. */
  read(): Promise<readonly Revocation[] | null>;
};

/** The revocations that this process knows of. */
export type RevocationList = Revocations & {
  /** Whether a source could not be read for longer than it may be. */
  isStale(): boolean;
  /** Reads the sources now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
};

/** How revocations are taken. */
export type RevocationOptions = {
  readonly sources: readonly RevocationSource[];
  /** The hash of marks in a store that is not ours alone; null: there is no such store. */
  readonly hashKey: HashKey | null;
  readonly pollMs: number;
  /** From this age what was read is not relied on for tokens that are older than `freshTokenMs`. */
  readonly staleMs: number;
  readonly freshTokenMs: number;
  /** How far the clocks of issuers may be ahead of ours. */
  readonly clockSkewMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told when what is known becomes stale, and when it no longer is. */
  readonly onChange: (isStale: boolean) => void;
};

/**
 * Reads the sources at intervals and keeps what was read: a revocation that was seen once holds until
 * its own end, whatever becomes of the source. A source that cannot be read makes no token revoked;
 * after a while it makes older tokens uncertain.
 */
export async function openRevocationList(options: RevocationOptions): Promise<RevocationList> {
  const { sources, hashKey, now } = options;
  const known = new Map<string, Revocation>();
  const readAt = new Map(sources.map((source) => [source, Number.NEGATIVE_INFINITY]));
  let wasStale = false;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let reading: Promise<void> = Promise.resolve();

  const isStale = (): boolean => {
    const since = now() - options.staleMs;
    for (const at of readAt.values()) if (at < since) return true;
    return false;
  };
  const read = async (): Promise<void> => {
    await Promise.all(
      sources.map(async (source) => {
        const begun = now();
        const revocations = await source.read();
        if (revocations === null) return;
        for (const revocation of revocations) keep(known, revocation);
        readAt.set(source, begun);
      }),
    );
    for (const [mark, { until }] of known) if (until <= now()) known.delete(mark);
    if (isStale() === wasStale) return;
    wasStale = !wasStale;
    options.onChange(wasStale);
  };
  const refresh = (): Promise<void> => {
    reading = reading.then(read);
    return reading;
  };
  const keepReading = (): void => {
    if (isClosed) return;
    timer = setTimeout(() => void refresh().then(keepReading), options.pollMs);
    timer.unref();
  };
  await refresh();
  keepReading();

  const isOver = (mark: string): boolean => {
    const revocation = known.get(mark);
    return revocation !== undefined && revocation.until > now();
  };
  const both = (mark: string): readonly string[] => (hashKey === null ? [mark] : [mark, hashKey(mark)]);

  return {
    marksOf: (token) => ({
      own: ownMarks(token).flatMap(both),
      subjects: token.subjects.map((subject) => markOf({ kind: 'SUBJECT', subject })).flatMap(both),
      issuedAt: token.issuedAt,
    }),
    standingOf: ({ own, subjects, issuedAt }) => {
      if (known.size > 0) {
        if (own.some(isOver)) return 'REVOKED';
        const issuedBefore = issuedAt * 1000 - options.clockSkewMs;
        if (subjects.some((mark) => isOver(mark) && (known.get(mark)?.at ?? 0) >= issuedBefore)) return 'REVOKED';
      }
      return isStale() && now() - issuedAt * 1000 > options.freshTokenMs ? 'UNCERTAIN' : 'USABLE';
    },
    isStale,
    refresh,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await reading;
    },
  };
}

/** The later of two revocations of one account holds for more tokens, and each for as long as it says. */
function keep(known: Map<string, Revocation>, { mark, at, until }: Revocation): void {
  const held = known.get(mark);
  known.set(mark, { mark, at: Math.max(at, held?.at ?? at), until: Math.max(until, held?.until ?? until) });
}

function ownMarks({ issuer, tokenId, session }: TokenNames): readonly string[] {
  return [
    ...(tokenId === null ? [] : [markOf({ kind: 'TOKEN', issuer, tokenId })]),
    ...(session === null ? [] : [markOf({ kind: 'SESSION', issuer, session })]),
  ];
}

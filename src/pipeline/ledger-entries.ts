import type { LinkedChild } from '../model/child-record.ts';
import type { ChildDecision } from '../model/decision.ts';
import type { Declaration } from '../model/declaration.ts';
import type {
  LedgerChild,
  LedgerControl,
  LedgerEntry,
  LedgerOutcome,
  LedgerSearch,
  RecordReference,
} from '../model/ledger-entry.ts';
import type { RequestOrigin } from '../model/peer.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { LegalBasis, RecordKey } from '../model/words.ts';

/** What all records of one operation share. */
export type LedgerHead = Omit<LedgerEntry, 'kind' | 'children' | 'refusal' | 'bases'>;

/** The part of a ledger entry that the request itself settles. */
export function ledgerHead(input: {
  readonly recordId: string;
  readonly at: number;
  readonly practitioner: Practitioner;
  readonly declaration: Declaration | null;
  readonly policyVersion: string;
  readonly shape: LedgerEntry['shape'];
  readonly heldBackUntil: LedgerEntry['heldBackUntil'];
  /** Where a request came from that another authority forwarded; null or absent: from here. */
  readonly origin?: RequestOrigin | null;
}): LedgerHead {
  const { practitioner, declaration } = input;
  return {
    recordId: input.recordId,
    at: input.at,
    caller: {
      subject: practitioner.subject,
      organisation: practitioner.organisation,
      roles: practitioner.roles,
      mediator: practitioner.mediator?.subject ?? null,
    },
    purpose: declaration?.purpose ?? null,
    reason: declaration?.reason ?? null,
    informed: declaration?.informed ?? null,
    heldBackUntil: input.heldBackUntil,
    policyVersion: input.policyVersion,
    dryRun: declaration?.dryRun ?? false,
    shape: input.shape,
    ...(input.origin == null ? {} : { origin: input.origin }),
  };
}

/** The record of a change of control state, made or refused; `text` is what the caller wrote, sealed. */
export function controlEntry(
  head: LedgerHead,
  control: LedgerControl,
  { text, refusal }: { readonly text: string | null; readonly refusal: string | null },
): LedgerEntry {
  return { ...head, kind: 'CONTROL', reason: text, bases: [], children: [], refusal, control };
}

/** The record of a request refused as a whole, before any agency was asked. */
export function refusedEntry(head: LedgerHead, code: string): LedgerEntry {
  return { ...head, kind: 'REFUSED', bases: [], children: [], refusal: code };
}

/** The record of what will be asked for, per child, agency and class, with the true codes. */
export function grantedEntry(
  head: LedgerHead,
  children: readonly {
    readonly linked: LinkedChild;
    readonly decision: ChildDecision;
    /** The identifier asked by, whether or not anybody holds it. */
    readonly entry: RecordKey | null;
  }[],
  searches: readonly LedgerSearch[] = [],
): LedgerEntry {
  const bases = new Set<LegalBasis>();
  const entries = children.map(({ linked, decision, entry }): LedgerChild => {
    const keys = keysOf(linked, entry);
    if (decision.kind === 'REFUSED') return { keys, lookedAt: [], outcomes: [], refusal: decision.trueCode };
    const outcomes = decision.cells.map((cell): LedgerOutcome => {
      for (const basis of cell.bases) bases.add(basis);
      return {
        agency: cell.cell.agency,
        class: cell.cell.class,
        outcome: cell.read !== 0 || cell.know !== 0 ? 'GRANTED' : 'WITHHELD',
        code: cell.trueCode,
        policies: cell.policies,
        consents: cell.consents,
        bases: cell.bases,
        ...(cell.slots === undefined ? {} : { slots: cell.slots }),
      };
    });
    return { keys, lookedAt: [], outcomes, refusal: null };
  });
  return {
    ...head,
    kind: 'GRANTED',
    bases: [...bases],
    children: entries,
    ...(searches.length === 0 ? {} : { searches }),
    refusal: null,
  };
}

/**
 * The records by which the child finds that it was shown to somebody: those that certainly are its own.
 * None in a dry run, which shows nothing, and none where the child was refused as a whole.
 */
export function lookedAt(linked: LinkedChild, decision: ChildDecision, dryRun: boolean): LedgerChild['lookedAt'] {
  if (dryRun || decision.kind === 'REFUSED') return [];
  return linked.records.flatMap(({ record: { agency, recordId }, outcome }) =>
    outcome === 'MATCH' ? [{ agency, recordId }] : [],
  );
}

/** The record of what actually left. */
export function releasedEntry(
  granted: LedgerEntry,
  at: number,
  released: readonly {
    readonly outcomes: readonly Pick<LedgerOutcome, 'agency' | 'class' | 'outcome'>[];
    readonly lookedAt: LedgerChild['lookedAt'];
  }[],
): LedgerEntry {
  return {
    ...granted,
    kind: 'RELEASED',
    at,
    children: granted.children.map((child, index) => ({
      ...child,
      lookedAt: released[index]?.lookedAt ?? [],
      outcomes: (released[index]?.outcomes ?? []).map(
        (left): LedgerOutcome => ({
          agency: left.agency,
          class: left.class,
          outcome: left.outcome,
          code: null,
          policies: none,
          consents: none,
          bases: none,
        }),
      ),
    })),
  };
}

const none: readonly never[] = [];

/** Every identifier under which those entitled may later look for the record; hashed before it is written. */
function keysOf(linked: LinkedChild, entry: RecordKey | null): LedgerChild['keys'] {
  const identifiers: RecordKey[] = entry === null ? [] : [entry];
  const references: RecordReference[] = [];
  for (const { record, outcome } of linked.records) {
    const { agency, recordId } = record;
    if (!isAmong(references, (known) => known.recordId === recordId && known.agency === agency)) {
      references.push({ agency, recordId });
    }
    // An uncertain record's identifiers may be another child's; its own record id says enough.
    if (outcome !== 'MATCH') continue;
    for (const { scheme, value } of record.identifiers) {
      if (!isAmong(identifiers, (known) => known.value === value && known.scheme === scheme)) {
        identifiers.push({ scheme, value });
      }
    }
  }
  return [...identifiers, ...references];
}

const mostCompared = 64;

/** Spares a hash: the ledger writes each once anyway, so a longer list is not gone through for every one of it. */
function isAmong<Key>(keys: readonly Key[], isSame: (key: Key) => boolean): boolean {
  return keys.length <= mostCompared && keys.some(isSame);
}

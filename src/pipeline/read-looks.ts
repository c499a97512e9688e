import type { ChildPart, KeptRows } from '../graph/graph-step.ts';
import type { Cell } from '../model/decision.ts';
import type { RecordReference } from '../model/ledger-entry.ts';
import type { Protocol } from '../model/protocol.ts';
import type { LocalDate, OrganisationCode, Purpose } from '../model/words.ts';

/** A look at a child, as the ledger finds it. */
export type FoundLook = {
  readonly id: string;
  readonly organisation: OrganisationCode;
  readonly roles: readonly string[];
  readonly purpose: Purpose | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly heldBackUntil: LocalDate | null;
};

/**
 * Finds one page of the looks at each of several children, known by their records; `isLast`: there is none
 * after it. Rejects when the ledger cannot be read.
 */
export type FindLooks = (
  children: readonly (readonly RecordReference[])[],
  page: { readonly skip: number; readonly limit: number },
) => Promise<readonly { readonly looks: readonly FoundLook[]; readonly isLast: boolean }[]>;

/** Rows shown of one operation at most, over all its children; and the fewest that each child has. */
const mostRows = 20_000;
const fewestRows = 200;
/** Rows shown of one child at most. */
const mostRowsOfChild = 5_000;
/** Where many rows may not be seen, so many times as many are read. */
const mostPages = 10;

/** The field of `Child` that shows them. */
const fieldName = 'accessLog';

type Kept = ReadonlyMap<string, ReadonlyMap<string, KeptRows>>;

/**
 * Reads the access log of the children whose log was asked for and granted: found by the records that
 * certainly are the child's, at agencies that the caller may know of, and then decided row by row. The
 * ledger is not touched when nobody asked. What cannot be read in time is told as unanswered.
 */
export async function readLooks(
  children: readonly ChildPart[],
  input: {
    readonly asked: readonly Cell[];
    readonly protocol: Protocol;
    readonly today: LocalDate;
    readonly find: FindLooks;
  },
): Promise<Kept> {
  const { protocol, today } = input;
  const { class: logClass, discloser } = protocol.accessLog;
  if (!input.asked.some((cell) => cell.agency === discloser && cell.class === logClass)) return new Map();
  const open = children.flatMap((child) => {
    const { decision, linked } = child;
    if (decision.kind === 'REFUSED' || decision.looks === undefined) return [];
    if (decision.cellOf(discloser, logClass, 'PLAIN').explanation !== null) return [];
    const { looks } = decision;
    const records = linked.records.flatMap(({ record: { agency, recordId }, outcome }) =>
      outcome === 'MATCH' && looks.foundAt.has(agency) ? [{ agency, recordId }] : [],
    );
    return [{ key: `${child.root}.${child.slot}`, looks, records }];
  });
  if (open.length === 0) return new Map();
  const found = await visibleLooks(
    open.map(({ records, looks }) => ({
      records,
      maySee: (look) => looks.maySee({ ...look, isHeldBack: isHeldBack(look, today) }),
    })),
    input.find,
  ).catch(() => null);
  return new Map(
    open.map(({ key }, index): [string, ReadonlyMap<string, KeptRows>] => {
      if (found === null) return [key, new Map([[fieldName, { kind: 'SILENT', silence: 'NO_RESPONSE' }]])];
      const rows = (found[index] ?? []).map((look) => rowOf(look, protocol));
      return [key, new Map([[fieldName, { kind: 'ROWS', rows }]])];
    }),
  );
}

/**
 * The looks at each child that may be seen, newest first. They are cut to their number after what may not
 * be seen was dropped: were it before, many rows that may not be seen would show by those that are missing.
 */
async function visibleLooks(
  children: readonly {
    readonly records: readonly RecordReference[];
    readonly maySee: (look: FoundLook) => boolean;
  }[],
  find: FindLooks,
): Promise<readonly (readonly FoundLook[])[]> {
  const limit = Math.min(mostRowsOfChild, Math.max(fewestRows, Math.floor(mostRows / children.length)));
  // By id: rows that were added between two pages move the others on.
  const seen = children.map(() => new Map<string, FoundLook>());
  let unread = [...children.keys()];
  for (let page = 0; page < mostPages && unread.length > 0; page += 1) {
    const found = await find(
      unread.map((index) => children[index]?.records ?? []),
      { skip: page * limit, limit },
    );
    unread = unread.filter((index, at) => {
      const { looks, isLast } = found[at] ?? { looks: [], isLast: true };
      for (const look of looks) if (children[index]?.maySee(look) === true) seen[index]?.set(look.id, look);
      return !isLast && (seen[index]?.size ?? 0) < limit;
    });
  }
  return seen.map((looks) => [...looks.values()].sort((left, right) => right.at - left.at).slice(0, limit));
}

function isHeldBack({ heldBackUntil }: FoundLook, today: LocalDate): boolean {
  return heldBackUntil !== null && today < heldBackUntil;
}

function rowOf({ id, organisation, roles, purpose, at }: FoundLook, { signatories }: Protocol) {
  return {
    id,
    organisation: signatories.find((signatory) => signatory.organisation === organisation)?.name ?? null,
    roles,
    purpose,
    date: new Date(at).toISOString().slice(0, 10),
  };
}

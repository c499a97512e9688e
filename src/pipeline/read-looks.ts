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

/** Finds the looks at each of several children, known by their records; rejects when the ledger cannot be read. */
export type FindLooks = (
  children: readonly (readonly RecordReference[])[],
) => Promise<readonly (readonly FoundLook[])[]>;

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
  const found = await input.find(open.map(({ records }) => records)).catch(() => null);
  return new Map(
    open.map(({ key, looks }, index): [string, ReadonlyMap<string, KeptRows>] => {
      if (found === null) return [key, new Map([[fieldName, { kind: 'SILENT', silence: 'NO_RESPONSE' }]])];
      const rows = (found[index] ?? [])
        .filter((look) => looks.maySee({ ...look, isHeldBack: isHeldBack(look, today) }))
        .map((look) => rowOf(look, protocol));
      return [key, new Map([[fieldName, { kind: 'ROWS', rows }]])];
    }),
  );
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

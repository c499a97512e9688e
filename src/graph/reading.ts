import type { Cell } from '../model/decision.ts';
import type { OperationInputs, ShownItem } from './graph-step.ts';
import type { ItemRules } from './item-rules.ts';

/** An object as an agency sent it. */
export type Row = Readonly<Record<string, unknown>>;

/** The errors of an answer by path, so that a null can be explained; codes only, never text. */
export type ErrorNode = { readonly code: string | null; readonly next: ReadonlyMap<string | number, ErrorNode> };

/** A place in the view where something can be withheld, and the cell that decides it. Paths are relative to the child. */
export type Place = {
  readonly path: readonly string[];
  readonly cell: Cell;
  /** Where the cell stands among those decided of the agency for the root; -1: it is not one of them. */
  readonly at: number;
  /** The same is granted in general, by another field (domain.md 7.3, GENERALISED). */
  readonly isGeneralised?: true;
};

/**
 * Why a place is empty.
 * - CLOSED: not granted, and nothing is known of what is there
 * - HELD: not granted, in something that came back
 * - HIDDEN: as HELD, but that anything came back may be told only to those who may know
 * - NOT_HELD: the agency says that it holds nothing
 * - UNKNOWN: nothing came, which may be because of a rule that leaves items out, or an uncertain link
 * - CONCEALED: nothing came, and that must look withheld
 * - REFUSED: the agency refused it, with a code
 * - NO_RESPONSE, SOURCE_ERROR: the agency did not answer, or its answer cannot be used
 */
export type Finding =
  | 'CLOSED'
  | 'HELD'
  | 'HIDDEN'
  | 'NOT_HELD'
  | 'UNKNOWN'
  | 'CONCEALED'
  | 'REFUSED'
  | 'NO_RESPONSE'
  | 'SOURCE_ERROR';

/** Collects, for one child and agency, what the readers find. */
export type Findings = {
  note(place: Place, finding: Finding, code?: string): void;
  /** Something of this cell's class is in the response. */
  release(cell: Cell): void;
  /** Whether an empty list of this place's cell must look withheld. */
  concealsEmpty(place: Place): boolean;
  /** Whether no more may be told of an item at a position of this place's cell than that there is one, whichever it is. */
  isConcealed(place: Place, position: number): boolean;
  readonly guard: { dropped: number; missing: number; wrong: number };
};

/** What readers are given beside the row. */
export type ReadContext = {
  readonly rules: ItemRules;
  readonly findings: Findings;
  readonly args: OperationInputs['args'];
  /** The agency was asked for whole lists, and the gateway cuts the page (several records of one child). */
  readonly isPagedHere: boolean;
  readonly refusalCodes: ReadonlySet<string>;
  /** Told of every item that is shown; null: nobody needs to know. */
  readonly onItem: ((item: object, shown: Omit<ShownItem, 'agency'>) => void) | null;
};

/** The value of a non-null position that has none: its parent becomes null (specification 6.4.4). */
export const bubble: unique symbol = Symbol('bubble');

/**
 * An object of the response: no prototype key can be inherited or set, so that every alias the
 * specification allows (`__proto__`, `constructor`) is an ordinary key.
 */
export const ResponseObject: { new (): Record<string, unknown> } = (() => {
  function Bare(): void {}
  Bare.prototype = Object.freeze(Object.create(null));
  return Bare as unknown as { new (): Record<string, unknown> };
})();

/** Whether a value is a JSON object. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The code of an error at a place or below it: a null that bubbled up is explained by what it came from. */
export function errorCode(node: ErrorNode | undefined): string | null {
  if (node === undefined) return null;
  if (node.code !== null) return node.code;
  for (const inner of node.next.values()) {
    const code = errorCode(inner);
    if (code !== null) return code;
  }
  return null;
}

/** Notes why a value is null when errors of the answer explain it; returns whether they do. */
export function noteError(context: ReadContext, place: Place, node: ErrorNode | undefined): boolean {
  const code = errorCode(node);
  if (code === null) return false;
  if (context.refusalCodes.has(code)) context.findings.note(place, 'REFUSED', code);
  else context.findings.note(place, 'SOURCE_ERROR');
  return true;
}

/** Notes a value that is not of the contract's type. */
export function noteWrong(context: ReadContext, place: Place): null {
  context.findings.guard.wrong += 1;
  context.findings.note(place, 'SOURCE_ERROR');
  return null;
}

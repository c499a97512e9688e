import type { Cell } from '../model/decision.ts';
import type { ChildInput, ChildParts } from './agency-side.ts';
import { AgencyFindings } from './explain-findings.ts';
import type { OperationPlan, PlannedField, ReleaseOutcome } from './graph-step.ts';
import { everyItem } from './item-rules.ts';
import type { FoundItems } from './member.ts';
import { cutPage } from './paging.ts';
import { childType } from './planned-cells.ts';
import type { Place } from './reading.ts';
import { defaultPage } from './upstream-variables.ts';

/** What the gateway itself keeps about one child, while the child is assembled: findings as an agency's. */
export type KeptSide = { readonly findings: AgencyFindings };

/** A field of what the gateway keeps. */
export type KeptField = {
  /** Reads the field from rows that came with the request; null is noted. */
  readonly read: (input: ChildInput, side: KeptSide) => unknown;
  /** Notes only whether it is closed. */
  readonly explain: (input: ChildInput, side: KeptSide) => void;
};

/** Starts the findings about what the gateway keeps. */
export function keptSideOf({ decision, guard }: ChildInput): KeptSide {
  return { findings: new AgencyFindings(decision, [], guard) };
}

/** Compiles a field that the gateway keeps; the decision on its class is the child's. */
export function compileKept({ options, own }: ChildParts, field: PlannedField): KeptField {
  const made = options.composed.childFields.get(field.field);
  const cell: Cell = { agency: options.keeper ?? '', class: made?.kind === 'KEPT' ? made.class : '', aspect: 'PLAIN' };
  const place: Place = { path: [field.key], cell, at: -1 };
  const complete = own(childType, field);
  return {
    read: (input, { findings }) => {
      if (!isOpen(input, cell)) {
        findings.note(place, 'CLOSED');
        return null;
      }
      const kept = input.request.kept?.get(`${input.part.root}.${input.part.slot}`)?.get(field.field);
      if (kept === undefined || kept.kind === 'SILENT') {
        findings.note(place, kept?.silence ?? 'NO_RESPONSE');
        return null;
      }
      findings.release(cell);
      return complete(pageOf(kept.rows, input, field));
    },
    explain: (input, { findings }) => {
      if (!isOpen(input, cell)) findings.note(place, 'CLOSED');
    },
  };
}

/** Compiles what became of the gateway's own cells among those asked for; null: there are none. */
export function compileKeptOutcomes(
  { options }: ChildParts,
  { cellsAsked }: OperationPlan,
): ((input: ChildInput, side: KeptSide) => readonly ReleaseOutcome[]) | null {
  const cells = cellsAsked.filter(({ agency }) => agency === (options.keeper ?? ''));
  if (cells.length === 0) return null;
  const outcomeOf = (cell: Cell, input: ChildInput, { findings }: KeptSide): ReleaseOutcome['outcome'] => {
    if (findings.released.includes(cell.class)) return 'RELEASED';
    return isOpen(input, cell) ? 'NO_RESPONSE' : 'WITHHELD';
  };
  return (input, side) =>
    cells.map((cell) => ({ agency: cell.agency, class: cell.class, outcome: outcomeOf(cell, input, side) }));
}

/** Rows bear no markers of items: what is open for some only is not open. */
function isOpen({ decision }: ChildInput, cell: Cell): boolean {
  return decision.cellOf(cell.agency, cell.class, cell.aspect).read === everyItem;
}

/** One page, by the ids of the rows. */
function pageOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  { request: { inputs } }: ChildInput,
  field: PlannedField,
): readonly unknown[] | null {
  const args = field.argsIndex === null ? {} : (inputs.args[field.argsIndex] ?? {});
  const first = typeof args['first'] === 'number' ? args['first'] : defaultPage;
  const list: FoundItems = {
    ids: rows.map(({ id }) => String(id)),
    times: rows.map(() => null),
    isFull: false,
    build: (start, end) => rows.slice(start, end),
  };
  return cutPage([list], { first, after: typeof args['after'] === 'string' ? args['after'] : null });
}

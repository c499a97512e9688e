import type { Cell } from '../model/decision.ts';
import type { ChildInput, ChildParts } from './agency-side.ts';
import { type AgencyFindings, startFindings } from './explain-findings.ts';
import type { PlannedField, ReleaseOutcome } from './graph-step.ts';
import { everyItem } from './item-rules.ts';
import type { FoundItems } from './member.ts';
import { cutPage } from './paging.ts';
import { defaultPage } from './upstream-variables.ts';

/** What the gateway itself keeps about one child: read as an agency's part is, from rows that came with the request. */
export type KeptSide = {
  readonly findings: AgencyFindings;
  /** Reads a field of the class; null is noted. */
  readonly read: (field: PlannedField) => unknown;
  /** Notes of a field only whether it is closed. */
  readonly explain: (field: PlannedField) => void;
  /** What became of the gateway's own cells among those asked for. */
  readonly outcomes: (asked: readonly Cell[]) => readonly ReleaseOutcome[];
};

/** Starts reading what the gateway keeps about one child; the decision on each field's class is the child's. */
export function keptSideOf({ options, own }: ChildParts, input: ChildInput): KeptSide {
  const keeper = options.keeper ?? '';
  const findings = startFindings(input.decision, input.guard);
  // Rows bear no markers of items: what is open for some only is not open.
  const isOpen = (cell: Cell): boolean =>
    input.decision.cellOf(cell.agency, cell.class, cell.aspect).read === everyItem;
  const placeOf = (field: PlannedField) => {
    const made = options.composed.childFields.get(field.field);
    const cell: Cell = { agency: keeper, class: made?.kind === 'KEPT' ? made.class : '', aspect: 'PLAIN' };
    return { path: [field.key], cell };
  };

  const read = (field: PlannedField): unknown => {
    const place = placeOf(field);
    if (!isOpen(place.cell)) {
      findings.note(place, 'CLOSED');
      return null;
    }
    const kept = input.request.kept?.get(`${input.part.root}.${input.part.slot}`)?.get(field.field);
    if (kept === undefined || kept.kind === 'SILENT') {
      findings.note(place, kept?.silence ?? 'NO_RESPONSE');
      return null;
    }
    findings.release(place.cell);
    return own('Child', field)(pageOf(kept.rows, input, field));
  };
  const explain = (field: PlannedField): void => {
    const place = placeOf(field);
    if (!isOpen(place.cell)) findings.note(place, 'CLOSED');
  };
  const outcomes = (asked: readonly Cell[]): readonly ReleaseOutcome[] =>
    asked
      .filter(({ agency }) => agency === keeper)
      .map((cell) => ({ agency: cell.agency, class: cell.class, outcome: outcomeOf(cell) }));
  const outcomeOf = (cell: Cell): ReleaseOutcome['outcome'] => {
    if (findings.released.has(cell.class)) return 'RELEASED';
    return isOpen(cell) ? 'NO_RESPONSE' : 'WITHHELD';
  };
  return { findings, read, explain, outcomes };
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

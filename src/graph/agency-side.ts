import type { Silence } from '../model/child-record.ts';
import type { AgencyName } from '../model/words.ts';
import type { createOwnCompleters } from './complete-own.ts';
import type { Decided, RootShapes } from './content-shapes.ts';
import { AgencyFindings } from './explain-findings.ts';
import type { AssembleRequest, ChildPart, GraphOptions } from './graph-step.ts';
import { type FoundRow, joinRows } from './read-rows.ts';
import type { Findings, Place, ReadContext } from './reading.ts';
import type { ResolvedSide } from './resolve-children.ts';
import type { ToldParts } from './told-parts.ts';

/** What came of the content call for one record; `found` null: the row did not come. */
export type ReceivedRecord =
  | { readonly kind: 'ROW'; readonly found: FoundRow | null; readonly isPagedHere: boolean }
  | { readonly kind: 'SILENT'; readonly silence: Silence };

/** What came of the content calls for one child: for each agency of the root, one for each record asked for. */
export type ReceivedChild = readonly (readonly ReceivedRecord[] | undefined)[];

/** What a child is assembled from. */
export type ChildInput = {
  readonly part: ChildPart;
  readonly decision: Decided;
  readonly shapes: RootShapes;
  readonly resolved: readonly ResolvedSide[];
  readonly received: ReceivedChild;
  readonly request: AssembleRequest;
  readonly guard: Findings['guard'];
  /** Where the withheld parts of the response are told. */
  readonly told: ToldParts;
};

/** What assembling needs whatever the request. */
export type ChildParts = {
  readonly options: GraphOptions;
  readonly own: ReturnType<typeof createOwnCompleters>;
  readonly neverAbout: ReadonlySet<string>;
  readonly refusalCodes: ReadonlySet<string>;
};

/** One agency's part of one child, with all that is known of it. */
export type Side = ResolvedSide & {
  readonly agency: AgencyName;
  readonly findings: AgencyFindings;
  /** The silence of the facts wave. */
  readonly silence: Silence | null;
  readonly received: readonly ReceivedRecord[];
  /** The rows of all records, joined; null: none came. */
  readonly row: FoundRow | null;
  /** Some or all of the content did not come. */
  readonly contentSilence: Silence | null;
  readonly context: ReadContext;
};

/** Gathers what is known of each agency's part of a child, in the order in which lists are joined. */
export function sidesOf(parts: ChildParts, input: ChildInput): readonly Side[] {
  return input.resolved.map((resolved, position) =>
    sideOf(parts, input, resolved, input.received[position] ?? nothing),
  );
}

/** The row to read content from; null when there is none, which is noted. */
export function contentRow(side: Side, place: Place): FoundRow | null {
  const { findings, matched, silence, row, contentSilence } = side;
  if (silence !== null) findings.note(place, silence);
  else if (matched.records.length === 0) findings.note(place, matched.isPossible ? 'UNKNOWN' : 'NOT_HELD');
  else if (row === null && findings.concealsEmpty(place)) findings.note(place, 'CONCEALED');
  else if (contentSilence !== null) findings.note(place, contentSilence);
  else if (row === null) findings.note(place, 'SOURCE_ERROR');
  return row;
}

/** Notes why a whole row was refused by its agency. */
export function noteRefusedRow({ findings, context }: Side, place: Place, { error }: FoundRow): null {
  const code = error?.code ?? null;
  if (code !== null && context.refusalCodes.has(code)) findings.note(place, 'REFUSED', code);
  else findings.note(place, 'SOURCE_ERROR');
  return null;
}

/** Whether an agency says that it holds nothing of the child. */
export function holdsNothing({ matched, silence }: Side): boolean {
  return silence === null && matched.records.length === 0 && !matched.isPossible;
}

const nothing: readonly ReceivedRecord[] = [];

function sideOf(
  parts: ChildParts,
  { decision, request, part, guard }: ChildInput,
  { shapes, shape, cells, matched }: ResolvedSide,
  received: readonly ReceivedRecord[],
): Side {
  const { agency } = shapes.contract;
  const findings = new AgencyFindings(decision, cells, guard);
  let row: FoundRow | null = null;
  let others: FoundRow[] | null = null;
  let contentSilence: Silence | null = null;
  let isPagedHere = false;
  for (const record of received) {
    if (record.kind === 'SILENT') contentSilence ??= record.silence;
    else if (record.found === null) {
      guard.missing += 1;
      contentSilence = 'SOURCE_ERROR';
    } else {
      if (row === null) row = record.found;
      else (others ??= []).push(record.found);
      isPagedHere ||= record.isPagedHere;
    }
  }
  return {
    agency,
    shapes,
    shape,
    cells,
    findings,
    matched,
    silence: part.linked.silent.get(agency) ?? null,
    received,
    row: row === null || others === null ? row : joinRows(shape.sources, [row, ...others]),
    contentSilence,
    context: contextOf(parts, request, agency, shape.excludedSet, findings, isPagedHere),
  };
}

function contextOf(
  parts: ChildParts,
  { viewer, inputs, onItem }: AssembleRequest,
  agency: AgencyName,
  excluded: ReadonlySet<string>,
  findings: AgencyFindings,
  isPagedHere: boolean,
): ReadContext {
  return {
    rules: {
      organisation: viewer.organisation,
      purpose: viewer.purpose,
      excluded,
      neverAbout: parts.neverAbout,
      good: { custodian: null, purpose: null, about: null },
    },
    findings,
    args: inputs.args,
    isPagedHere,
    refusalCodes: parts.refusalCodes,
    onItem: onItem === undefined ? null : (item, shown) => onItem(item, { agency, ...shown }),
  };
}

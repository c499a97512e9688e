import type { Silence } from '../model/child-record.ts';
import type { AgencyName } from '../model/words.ts';
import type { ContentShape } from './compile-content.ts';
import type { createOwnCompleters } from './complete-own.ts';
import type { AgencyShapes, Decided, RootShapes } from './content-shapes.ts';
import { type AgencyFindings, startFindings } from './explain-findings.ts';
import { createFactFields, type FactFields } from './fact-fields.ts';
import type { AssembleRequest, ChildPart, GraphOptions } from './graph-step.ts';
import { type MatchedRecords, matchedRecords } from './matched-records.ts';
import { type FoundRow, joinRows } from './read-rows.ts';
import type { Findings, Place, ReadContext } from './reading.ts';

/** What came of the content call for one record; `found` null: the row did not come. */
export type ReceivedRecord =
  | { readonly kind: 'ROW'; readonly found: FoundRow | null; readonly isPagedHere: boolean }
  | { readonly kind: 'SILENT'; readonly silence: Silence };

/** What a child is assembled from. */
export type ChildInput = {
  readonly part: ChildPart;
  readonly decision: Decided;
  readonly shapes: RootShapes;
  readonly received: ReadonlyMap<AgencyName, readonly ReceivedRecord[]>;
  readonly request: AssembleRequest;
  readonly guard: Findings['guard'];
};

/** What assembling needs whatever the request. */
export type ChildParts = {
  readonly options: GraphOptions;
  readonly own: ReturnType<typeof createOwnCompleters>;
  readonly neverAbout: ReadonlySet<string>;
  readonly refusalCodes: ReadonlySet<string>;
};

/** One agency's part of one child, with all that is known of it. */
export type Side = {
  readonly agency: AgencyName;
  readonly shapes: AgencyShapes;
  readonly shape: ContentShape;
  readonly facts: FactFields;
  readonly findings: AgencyFindings;
  readonly matched: MatchedRecords;
  /** The silence of the facts wave. */
  readonly silence: Silence | null;
  readonly content: Content;
};

type Content = {
  readonly row: FoundRow | null;
  /** Some or all of the content did not come. */
  readonly silence: Silence | null;
  readonly context: ReadContext;
};

/** Gathers what is known of each agency's part of a child, in the order in which lists are joined. */
export function sidesOf(parts: ChildParts, input: ChildInput): readonly Side[] {
  return [...input.shapes.agencies].map(([agency, shapes]) => sideOf(parts, input, agency, shapes));
}

/** The row to read content from; null when there is none, which is noted. */
export function contentRow(side: Side, place: Place): FoundRow | null {
  const { findings, matched, silence, content } = side;
  if (silence !== null) findings.note(place, silence);
  else if (matched.records.length === 0) findings.note(place, matched.isPossible ? 'UNKNOWN' : 'NOT_HELD');
  else if (findings.concealsEmpty(place.cell) && content.row === null) findings.note(place, 'CONCEALED');
  else if (content.silence !== null) findings.note(place, content.silence);
  else if (content.row === null) findings.note(place, 'SOURCE_ERROR');
  return content.row;
}

/** Notes why a whole row was refused by its agency. */
export function noteRefusedRow({ findings, content }: Side, place: Place, { error }: FoundRow): null {
  const code = error?.code ?? null;
  if (code !== null && content.context.refusalCodes.has(code)) findings.note(place, 'REFUSED', code);
  else findings.note(place, 'SOURCE_ERROR');
  return null;
}

/** Whether an agency says that it holds nothing of the child. */
export function holdsNothing({ matched, silence }: Side): boolean {
  return silence === null && matched.records.length === 0 && !matched.isPossible;
}

function sideOf(parts: ChildParts, input: ChildInput, agency: AgencyName, shapes: AgencyShapes): Side {
  const { decision, request, part } = input;
  const matched = matchedRecords(part.linked, agency, request.viewer.organisation);
  const shape = shapes.shapeFor(decision, matched.isOwnRecord);
  const findings = startFindings(decision, input.guard);
  return {
    agency,
    shapes,
    shape,
    findings,
    matched,
    facts: createFactFields(shapes.contract, decision, findings),
    silence: part.linked.silent.get(agency) ?? null,
    content: contentOf(parts, input, agency, shape, findings),
  };
}

function contentOf(
  parts: ChildParts,
  { request, guard, received }: ChildInput,
  agency: AgencyName,
  shape: ContentShape,
  findings: AgencyFindings,
): Content {
  const rows: FoundRow[] = [];
  let silence: Silence | null = null;
  let isPagedHere = false;
  for (const record of received.get(agency) ?? []) {
    if (record.kind === 'SILENT') silence ??= record.silence;
    else if (record.found === null) {
      guard.missing += 1;
      silence = 'SOURCE_ERROR';
    } else {
      rows.push(record.found);
      isPagedHere ||= record.isPagedHere;
    }
  }
  const { onItem } = request;
  const context: ReadContext = {
    rules: {
      ...request.viewer,
      excluded: shape.excludedSet,
      neverAbout: parts.neverAbout,
    },
    findings,
    args: request.inputs.args,
    isPagedHere,
    refusalCodes: parts.refusalCodes,
    ...(onItem === undefined ? {} : { onItem: (item, shown) => onItem(item, { agency, ...shown }) }),
  };
  return { row: rows.length === 0 ? null : joinRows(shape.sources, rows), silence, context };
}

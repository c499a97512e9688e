import type { Silence } from '../model/child-record.ts';
import type { AgencyName } from '../model/words.ts';
import { buildIdentity, type IdentityCopy, wholeCopy } from './build-identity.ts';
import type { ContentShape } from './compile-content.ts';
import type { AgencyShapes, Decided, RootShapes } from './content-shapes.ts';
import { excludedRestrictions } from './content-shapes.ts';
import { type AgencyFindings, distinctRedactions, startFindings } from './explain-findings.ts';
import { createFactFields, type FactFields, factPlace } from './fact-fields.ts';
import type {
  AssembleRequest,
  ChildPart,
  GraphOptions,
  OperationPlan,
  PlannedField,
  Redaction,
  ReleaseOutcome,
} from './graph-step.ts';
import { type MatchedRecords, matchedRecords } from './matched-records.ts';
import type { FoundItems } from './member.ts';
import { cutPage, wholeList } from './paging.ts';
import type { createOwnCompleters } from './complete-own.ts';
import { type FoundRow, joinRows } from './read-rows.ts';
import { bubble, type Findings, type Place, type ReadContext, ResponseObject } from './reading.ts';
import { sourceState } from './source-state.ts';
import { defaultPage } from './upstream-variables.ts';

/** What came of the content call for one record; `found` null: the row did not come. */
export type ReceivedRecord =
  | { readonly kind: 'ROW'; readonly found: FoundRow | null; readonly isPagedHere: boolean }
  | { readonly kind: 'SILENT'; readonly silence: Silence };

/** One assembled child; `value` null when a non-null field of it has no value. */
export type AssembledChild = {
  readonly value: Readonly<Record<string, unknown>> | null;
  /** Paths relative to the child. */
  readonly withheld: readonly Redaction[];
  readonly outcomes: readonly ReleaseOutcome[];
};

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
};

/** One agency's part of one child, with all that is known of it. */
type Side = {
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

/**
 * Assembles one child by copying what was granted, field by field in the order of the selection.
 * `withheld` and `sources` speak of all the rest, so that they are completed last, in their place.
 */
export function assembleChild(parts: ChildParts, input: ChildInput): AssembledChild {
  const sides = [...input.shapes.agencies].map(([agency, shapes]) => sideOf(parts.options, input, agency, shapes));
  const child = new ResponseObject();
  const last: PlannedField[] = [];
  let isBubbling = false;
  for (const field of input.shapes.fields) {
    const isLast = field.field === 'sources' || field.field === 'withheld';
    if (isLast) last.push(field);
    const value = isLast ? null : readField(parts, input, sides, field);
    if (value === bubble) isBubbling = true;
    child[field.key] = value;
  }
  const withheld = distinctRedactions(sides.flatMap(({ findings }) => findings.explain(input.request.routes)));
  for (const field of last) {
    const value = field.field === 'sources' ? sourcesOf(input, sides) : withheld;
    const completed = parts.own('Child', field)(value);
    if (completed === bubble) isBubbling = true;
    child[field.key] = completed;
  }
  return {
    value: isBubbling ? null : child,
    withheld,
    outcomes: outcomesOf(input.request.plan, input.decision, sides),
  };
}

/** What a dry run says of one child: nothing but what would be withheld. */
export function explainChild(parts: ChildParts, input: ChildInput): readonly Redaction[] {
  const sides = [...input.shapes.agencies].map(([agency, shapes]) => sideOf(parts.options, input, agency, shapes));
  for (const { shape, findings } of sides) for (const place of shape.closed) findings.note(place, 'CLOSED');
  for (const field of input.shapes.fields) {
    const made = parts.options.composed.childFields.get(field.field);
    if (made?.kind === 'BUILT') for (const side of sides) noteFact(side, made.from, [field.key]);
    if (made?.kind === 'COLLECTED') for (const side of sides) noteFact(side, field.field, [field.key]);
  }
  return distinctRedactions(sides.flatMap(({ findings }) => findings.explain(input.request.routes)));
}

function noteFact({ shapes, facts, findings, shape }: Side, fieldName: string, path: readonly string[]): void {
  const place = factPlace(shapes.contract, fieldName, path);
  const isContent = [...shape.members.keys()].some(({ field }) => field === fieldName);
  if (place !== null && !isContent && facts.decisionOf(fieldName)?.explanation != null) findings.note(place, 'CLOSED');
}

function sideOf(options: GraphOptions, input: ChildInput, agency: AgencyName, shapes: AgencyShapes): Side {
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
    content: contentOf(options, input, shapes, shape, findings, input.received.get(agency) ?? []),
  };
}

function contentOf(
  options: GraphOptions,
  { decision, request, guard }: ChildInput,
  { contract }: AgencyShapes,
  shape: ContentShape,
  findings: AgencyFindings,
  received: readonly ReceivedRecord[],
): Content {
  const rows: FoundRow[] = [];
  let silence: Silence | null = null;
  let isPagedHere = false;
  for (const record of received) {
    if (record.kind === 'SILENT') silence ??= record.silence;
    else if (record.found === null) {
      guard.missing += 1;
      silence = 'SOURCE_ERROR';
    } else {
      rows.push(record.found);
      isPagedHere ||= record.isPagedHere;
    }
  }
  const context: ReadContext = {
    rules: {
      ...request.viewer,
      excluded: new Set(excludedRestrictions(contract, decision)),
      neverAbout: new Set(options.neverAbout ?? []),
    },
    findings,
    args: request.inputs.args,
    isPagedHere,
    refusalCodes: new Set(options.agencyRefusalCodes),
  };
  return { row: rows.length === 0 ? null : joinRows(shape.sources, rows), silence, context };
}

function readField(parts: ChildParts, input: ChildInput, sides: readonly Side[], field: PlannedField): unknown {
  if (field.field === '__typename') return 'Child';
  const made = parts.options.composed.childFields.get(field.field);
  if (made === undefined || made.kind === 'OWN') {
    return field.field === 'id' ? (input.part.id ?? bubble) : null;
  }
  switch (made.kind) {
    case 'BUILT':
      return readIdentity(parts, input, sides, field, made.from, made.offeredBy);
    case 'SECTION': {
      const side = sides.find(({ agency }) => agency === made.offeredBy);
      return side === undefined ? null : readSection(side, input, field);
    }
    case 'COLLECTED':
      return readCollected(
        sides.filter(({ agency }) => made.offeredBy.includes(agency)),
        input,
        field,
      );
  }
}

function readSection(side: Side, input: ChildInput, field: PlannedField): unknown {
  const { shape, findings, shapes } = side;
  const member = shape.members.get(field);
  if (member === undefined) return readFactSection(side, input, field);
  const { place } = member;
  if (place === null) return null;
  if (member.mask === 0) {
    const told = input.decision.cellOf(place.cell.agency, place.cell.class, place.cell.aspect).explanation;
    const isResolved = told?.state === 'EXISTS' && holdsNothing(side);
    findings.note(place, isResolved ? 'NOT_HELD' : 'CLOSED');
    return null;
  }
  const own = factPlace(shapes.contract, field.field, place.path) ?? place;
  const row = contentRow(side, own);
  if (row === null) return null;
  return row.row === null
    ? noteRefusedRow(side, own, row)
    : member.read([row.row], [row.error], shape.position, side.content.context);
}

/** The row to read content from; null when there is none, which is noted. */
function contentRow(side: Side, place: Place): FoundRow | null {
  const { findings, matched, silence, content } = side;
  if (silence !== null) findings.note(place, silence);
  else if (matched.records.length === 0) findings.note(place, matched.isPossible ? 'UNKNOWN' : 'NOT_HELD');
  else if (content.silence !== null) findings.note(place, content.silence);
  else if (content.row === null) findings.note(place, 'SOURCE_ERROR');
  return content.row;
}

function noteRefusedRow({ findings, content }: Side, place: Place, { error }: FoundRow): null {
  const code = error?.code ?? null;
  if (code !== null && content.context.refusalCodes.has(code)) findings.note(place, 'REFUSED', code);
  else findings.note(place, 'SOURCE_ERROR');
  return null;
}

/** A section that is a fact too: shown from the facts row. */
function readFactSection(side: Side, input: ChildInput, field: PlannedField): unknown {
  const place = factPlace(side.shapes.contract, field.field, [field.key]);
  if (place === null) return null;
  if (!side.facts.isOpen(field.field)) {
    side.findings.note(place, 'CLOSED');
    return null;
  }
  if (side.silence !== null) side.findings.note(place, side.silence);
  const [record] = side.matched.records;
  if (record === undefined) return null;
  return side.facts.read(record, record.custodian === input.request.viewer.organisation, field.field, field, [
    field.key,
  ]);
}

/** Joins the lists of several agencies; null when none of them delivered one. */
function readCollected(sides: readonly Side[], input: ChildInput, field: PlannedField): unknown {
  const lists = sides.flatMap((side): readonly FoundItems[] => {
    const found = side.shape.members.has(field) ? findItemsOf(side, field) : findFactItems(side, input, field);
    return found === null ? [] : [found];
  });
  if (lists.length === 0) return null;
  const args = field.argsIndex === null ? undefined : input.request.inputs.args[field.argsIndex];
  if (args === undefined || !('first' in args)) return cutPage(lists, wholeList);
  const first = typeof args['first'] === 'number' ? args['first'] : defaultPage;
  return cutPage(lists, { first, after: typeof args['after'] === 'string' ? args['after'] : null });
}

function findItemsOf(side: Side, field: PlannedField): FoundItems | null {
  const { shape, findings, shapes } = side;
  const member = shape.members.get(field);
  if (member?.place == null) return null;
  const { place, items } = member;
  if (member.mask === 0 || items === null) {
    findings.note(place, 'CLOSED');
    return null;
  }
  const own = factPlace(shapes.contract, field.field, place.path) ?? place;
  if (holdsNothing(side)) return emptyList(side, own);
  const row = contentRow(side, own);
  if (row === null) return null;
  return row.row === null ? noteRefusedRow(side, own, row) : items([row.row], [row.error], side.content.context);
}

/** An agency without a record adds nothing to a list, unless even that must look withheld. */
function emptyList({ findings }: Side, place: Place): FoundItems | null {
  if (!findings.concealsEmpty(place.cell)) return { ids: [], build: () => [] };
  findings.note(place, 'CONCEALED');
  return null;
}

function findFactItems(side: Side, input: ChildInput, field: PlannedField): FoundItems | null {
  const { facts, findings, matched, shapes, silence } = side;
  const place = factPlace(shapes.contract, field.field, [field.key]);
  if (place === null) return null;
  if (facts.decisionOf(field.field)?.explanation != null) findings.note(place, 'CLOSED');
  if (!facts.isOpen(field.field)) return null;
  if (silence !== null) {
    findings.note(place, silence);
    return null;
  }
  const items: unknown[] = [];
  for (const record of matched.records) {
    const isOwn = record.custodian === input.request.viewer.organisation;
    const list = facts.read(record, isOwn, field.field, field, [field.key]);
    if (Array.isArray(list)) items.push(...list);
  }
  // Small enough to come whole: a fact has no pages.
  return { ids: items.map(() => ''), build: (start, end) => items.slice(start, end) };
}

function readIdentity(
  parts: ChildParts,
  input: ChildInput,
  sides: readonly Side[],
  field: PlannedField,
  from: string,
  offeredBy: readonly AgencyName[],
): unknown {
  const { nameOrder, agencyOrder, formerNameKinds } = parts.options;
  const copies: IdentityCopy[] = [];
  for (const agency of nameOrder) {
    const side = sides.find((one) => one.agency === agency);
    if (side === undefined || !offeredBy.includes(agency)) continue;
    copies.push(...identityCopies(side, input, field, from));
  }
  const isSevered = input.part.linked.records.some(({ record }) => record.isLinkLocked);
  const identity = buildIdentity(copies, agencyOrder, new Set(isSevered ? formerNameKinds : []));
  if (identity === null) return null;
  const showsAll = (field.on?.['Identity'] ?? []).some((selected) => selected.field === 'names');
  for (const { agency } of showsAll ? copies : copies.slice(0, 1)) {
    const side = sides.find((one) => one.agency === agency);
    const place = side === undefined ? null : factPlace(side.shapes.contract, from, [field.key]);
    if (place !== null) side?.findings.release(place.cell);
  }
  return parts.own('Child', field)(identity);
}

function identityCopies(side: Side, input: ChildInput, field: PlannedField, from: string): readonly IdentityCopy[] {
  const { facts, findings, matched, shapes, silence, agency } = side;
  const place = factPlace(shapes.contract, from, [field.key]);
  if (place === null) return [];
  if (facts.isOpen(from) && silence !== null) findings.note(place, silence);
  // What is read is a copy to build from: whether it is shown, and where, is known only afterwards.
  const quiet = createFactFields(shapes.contract, input.decision, {
    ...findings,
    release: () => {},
    note: ({ cell }, finding) => findings.note({ path: place.path, cell }, finding),
  });
  const copies = matched.records.flatMap((record): IdentityCopy[] => {
    const isOwn = record.custodian === input.request.viewer.organisation;
    const copy = quiet.read(record, isOwn, from, wholeCopy, place.path);
    return typeof copy === 'object' && copy !== null ? [{ agency, copy: { ...copy } }] : [];
  });
  if (copies.length === 0 && facts.decisionOf(from)?.explanation != null) findings.note(place, 'CLOSED');
  return copies;
}

function holdsNothing({ matched, silence }: Side): boolean {
  return silence === null && matched.records.length === 0 && !matched.isPossible;
}

function sourcesOf(
  input: ChildInput,
  sides: readonly Side[],
): readonly { readonly agency: string; readonly state: string }[] {
  return sides.map((side) => {
    const cells = input.decision.cells.filter(({ cell }) => cell.agency === side.agency);
    const state = sourceState({
      cells,
      silence: side.silence,
      hasRecord: side.matched.records.length > 0,
      isPossible: side.matched.isPossible,
      isReleased: side.findings.released.size > 0,
      contentSilence: side.content.silence,
    });
    return { agency: side.agency, state };
  });
}

function outcomesOf(plan: OperationPlan, decision: Decided, sides: readonly Side[]): readonly ReleaseOutcome[] {
  const outcomes = new Map<string, ReleaseOutcome>();
  for (const { agency, class: disclosed, aspect } of plan.cellsAsked) {
    const side = sides.find((one) => one.agency === agency);
    if (side === undefined) continue;
    const { read, know, split } = decision.cellOf(agency, disclosed, aspect);
    const isGranted = (read | know) !== 0 || [...(split?.values() ?? [])].some((mask) => mask !== 0);
    const key = `${agency} ${disclosed}`;
    const known = outcomes.get(key);
    if (known !== undefined && known.outcome !== 'WITHHELD') continue;
    outcomes.set(key, { agency, class: disclosed, outcome: outcomeOf(side, disclosed, isGranted) });
  }
  return [...outcomes.values()];
}

function outcomeOf(side: Side, disclosed: string, isGranted: boolean): ReleaseOutcome['outcome'] {
  if (side.findings.released.has(disclosed)) return 'RELEASED';
  if (!isGranted) return 'WITHHELD';
  return side.silence ?? side.content.silence ?? 'NOT_HELD';
}

import { type ChildInput, type ChildParts, type Side, sidesOf } from './agency-side.ts';
import { readCollected, readIdentity, readSection } from './child-fields.ts';
import { wholeCopy } from './build-identity.ts';
import type { Decided } from './content-shapes.ts';
import type { CellDecision } from '../model/decision.ts';
import { distinctRedactions } from './explain-findings.ts';
import { factPlace } from './fact-fields.ts';
import { type KeptSide, keptSideOf } from './kept-fields.ts';
import type { OperationPlan, PlannedField, Redaction, ReleaseOutcome } from './graph-step.ts';
import { bubble, ResponseObject } from './reading.ts';
import { childType, recordDisclosures } from './planned-cells.ts';
import { readDataQuality } from './read-data-quality.ts';
import { readMissingEducation } from './read-missing-education.ts';
import { sourceState } from './source-state.ts';

/** Built from the copies of the identity, as the identity itself is. */
const dataQualityField = 'dataQuality';

/** One assembled child; `value` null when a non-null field of it has no value. */
export type AssembledChild = {
  readonly value: Readonly<Record<string, unknown>> | null;
  /** Paths relative to the child. */
  readonly withheld: readonly Redaction[];
  readonly outcomes: readonly ReleaseOutcome[];
};

/**
 * Assembles one child by copying what was granted, field by field in the order of the selection.
 * `withheld` and `sources` speak of all the rest, so that they are completed last, in their place.
 */
export function assembleChild(parts: ChildParts, input: ChildInput): AssembledChild {
  const sides = sidesOf(parts, input);
  const kept = keptSideOf(parts, input);
  const child = new ResponseObject();
  const last: PlannedField[] = [];
  let isBubbling = false;
  for (const field of input.shapes.fields) {
    const isLast = field.field === 'sources' || field.field === 'withheld';
    if (isLast) last.push(field);
    const value = isLast ? null : readField(parts, input, sides, kept, field);
    if (value === bubble) isBubbling = true;
    child[field.key] = value;
  }
  const told = distinctRedactions([...sides, kept].flatMap(({ findings }) => findings.explain(input.request.routes)));
  const withheld = toldOnce(told, mergedKeys(parts, input), child);
  for (const field of last) {
    const value = field.field === 'sources' ? sourcesOf(parts, input, sides) : withheld;
    const completed = parts.own('Child', field)(value);
    if (completed === bubble) isBubbling = true;
    child[field.key] = completed;
  }
  return {
    value: isBubbling ? null : child,
    withheld,
    outcomes: [
      ...outcomesOf(input.request.plan, input.decision, sides),
      ...kept.outcomes(input.request.plan.cellsAsked),
    ],
  };
}

/** The keys of fields that several agencies may have a part in. */
function mergedKeys({ options }: ChildParts, { shapes }: ChildInput): ReadonlySet<string> {
  const isMerged = (name: string): boolean => {
    const kind = options.composed.childFields.get(name)?.kind;
    return kind === 'BUILT' || kind === 'COLLECTED';
  };
  return new Set(shapes.fields.filter(({ field }) => isMerged(field)).map(({ key }) => key));
}

/**
 * Of a merged field, the parts that nothing may be known of are told at most once, and not at all
 * where another agency's part arrived: `sources` says it for each agency.
 */
function toldOnce(
  redactions: readonly Redaction[],
  merged: ReadonlySet<string>,
  child: Readonly<Record<string, unknown>>,
): readonly Redaction[] {
  const told = new Set<string>();
  return redactions.filter(({ path, state }) => {
    const [key] = path;
    if (key === undefined || path.length > 1 || !merged.has(key) || state !== 'WITHHELD_OR_NONE') return true;
    if (hasArrived(child[key]) || told.has(key)) return false;
    told.add(key);
    return true;
  });
}

/** An empty list is no part that arrived: to say nothing beside it would say that there is nothing. */
function hasArrived(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null;
}

/** What a dry run says of one child: nothing but what would be withheld. */
export function explainChild(parts: ChildParts, input: ChildInput): readonly Redaction[] {
  const sides = sidesOf(parts, input);
  const kept = keptSideOf(parts, input);
  for (const { shape, findings } of sides) for (const place of shape.closed) findings.note(place, 'CLOSED');
  for (const field of input.shapes.fields) {
    const made = parts.options.composed.childFields.get(field.field);
    if (made?.kind === 'BUILT') for (const side of sides) noteFact(side, made.from, [field.key]);
    if (made?.kind === 'COLLECTED') for (const side of sides) noteFact(side, field.field, [field.key]);
    if (made?.kind === 'KEPT') kept.explain(field);
  }
  return distinctRedactions([...sides, kept].flatMap(({ findings }) => findings.explain(input.request.routes)));
}

function noteFact({ shapes, facts, findings, shape }: Side, fieldName: string, path: readonly string[]): void {
  const place = factPlace(shapes.contract, fieldName, path);
  const isContent = [...shape.members.keys()].some(({ field }) => field === fieldName);
  if (place !== null && !isContent && facts.decisionOf(fieldName)?.explanation != null) findings.note(place, 'CLOSED');
}

function readField(
  parts: ChildParts,
  input: ChildInput,
  sides: readonly Side[],
  kept: KeptSide,
  field: PlannedField,
): unknown {
  if (field.field === '__typename') return 'Child';
  const made = parts.options.composed.childFields.get(field.field);
  if (made === undefined || made.kind === 'OWN') {
    return field.field === 'id' ? (input.part.id ?? bubble) : null;
  }
  switch (made.kind) {
    case 'KEPT':
      return kept.read(field);
    case 'BUILT':
      if (field.field === dataQualityField) {
        return parts.own(childType, field)(readDataQuality(parts, input, sides, field, made));
      }
      return made.from === wholeCopy.field
        ? readIdentity(parts, input, sides, field, made.from, made.offeredBy)
        : parts.own(childType, field)(readMissingEducation(input, sides, field, made));
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

function sourcesOf(
  { options }: ChildParts,
  input: ChildInput,
  sides: readonly Side[],
): readonly { readonly agency: string; readonly state: string }[] {
  const concealed = new Set(options.concealedClasses);
  return sides.map((side) => {
    const state = sourceState({
      known: knownCells(input.decision, side).filter(
        ({ cell, concealEmpty }) => !concealEmpty && !concealed.has(cell.class),
      ),
      silence: side.silence,
      hasRecord: side.matched.records.length > 0,
      isPossible: side.matched.isPossible,
      isUntold: side.matched.isUntold,
      isReleased: [...side.findings.released].some((released) => !concealed.has(released)),
      contentSilence: side.content.silence,
    });
    return { agency: side.agency, state };
  });
}

/** What the caller may know of at an agency: a field's own class, and the one alongside it where there is one. */
function knownCells(decided: Decided, { agency, shapes }: Side): readonly CellDecision[] {
  if (!decided.mayKnowOf(agency)) return [];
  return recordDisclosures(shapes.contract).flatMap(({ class: disclosed, alongside }) => {
    const decision = decided.cellOf(agency, disclosed, 'PLAIN');
    const isKnown = alongside === null || decided.cellOf(agency, alongside, 'PRESENCE').mayKnowExistence;
    return decision.mayKnowExistence && isKnown ? [decision] : [];
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

import { type ChildInput, type ChildParts, type Side, sidesOf } from './agency-side.ts';
import type { CompiledChild, CompiledField } from './compile-child.ts';
import type { Redaction, ReleaseOutcome } from './graph-step.ts';
import { type KeptSide, keptSideOf } from './kept-fields.ts';
import { bubble, ResponseObject } from './reading.ts';

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
export function assembleChild(parts: ChildParts, compiled: CompiledChild, input: ChildInput): AssembledChild {
  const sides = sidesOf(parts, input);
  const kept = compiled.hasKept ? keptSideOf(input) : null;
  const child = new ResponseObject();
  let isBubbling = false;
  for (const field of compiled.fields) {
    const value = readField(field, input, sides, kept);
    if (value === bubble) isBubbling = true;
    child[field.key] = value;
  }
  const withheld = toldOnce(explain(input, sides, kept), compiled.mergedKeys, child);
  for (const field of compiled.fields) {
    if (field.kind !== 'SOURCES' && field.kind !== 'WITHHELD') continue;
    const completed = field.complete(field.kind === 'SOURCES' ? compiled.sources(input, sides) : withheld);
    if (completed === bubble) isBubbling = true;
    child[field.key] = completed;
  }
  const outcomes = compiled.outcomes(sides);
  if (kept !== null && compiled.keptOutcomes !== null) outcomes.push(...compiled.keptOutcomes(input, kept));
  return { value: isBubbling ? null : child, withheld, outcomes };
}

/** What a dry run says of one child: nothing but what would be withheld. */
export function explainChild(parts: ChildParts, compiled: CompiledChild, input: ChildInput): readonly Redaction[] {
  const sides = sidesOf(parts, input);
  const kept = compiled.hasKept ? keptSideOf(input) : null;
  for (const { shape, findings } of sides) for (const place of shape.closed) findings.note(place, 'CLOSED');
  for (const [position, { findings }] of sides.entries()) {
    for (const place of compiled.factPlaces[position] ?? []) {
      if (findings.decisionOf(place).explanation !== null) findings.note(place, 'CLOSED');
    }
  }
  if (kept !== null) for (const field of compiled.fields) if (field.kind === 'KEPT') field.explain(input, kept);
  return explain(input, sides, kept);
}

function readField(field: CompiledField, input: ChildInput, sides: readonly Side[], kept: KeptSide | null): unknown {
  switch (field.kind) {
    case 'READ':
      return field.read(input, sides);
    case 'KEPT':
      return kept === null ? null : field.read(input, kept);
    case 'SOURCES':
    case 'WITHHELD':
      return null;
  }
}

function explain({ told, request }: ChildInput, sides: readonly Side[], kept: KeptSide | null): readonly Redaction[] {
  for (const { findings } of sides) findings.explain(told, request.routes);
  kept?.findings.explain(told, request.routes);
  return told.take();
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
  if (redactions.length === 0 || merged.size === 0) return redactions;
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

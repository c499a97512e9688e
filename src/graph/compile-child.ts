import type { ChildInput, ChildParts, Side } from './agency-side.ts';
import { wholeCopy } from './build-identity.ts';
import { type ChildFieldReader, compileCollected, compileIdentity, compileSection } from './child-fields.ts';
import type { OwnCompleter } from './complete-own.ts';
import type { RootShapes } from './content-shapes.ts';
import { placeOf } from './fact-fields.ts';
import type { OperationPlan, PlannedField, ReleaseOutcome } from './graph-step.ts';
import { compileKept, compileKeptOutcomes, type KeptField, type KeptSide } from './kept-fields.ts';
import { childType } from './planned-cells.ts';
import { compileDataQuality } from './read-data-quality.ts';
import { compileMissingEducation } from './read-missing-education.ts';
import { bubble, type Place } from './reading.ts';
import { compileOutcomes } from './release-outcomes.ts';
import { compileSources } from './source-values.ts';

/** One field of the selection of a child. */
export type CompiledField = { readonly key: string } & (
  | { readonly kind: 'READ'; readonly read: (input: ChildInput, sides: readonly Side[]) => unknown }
  | ({ readonly kind: 'KEPT' } & KeptField)
  /** They speak of all the rest, so that they are completed last. */
  | { readonly kind: 'SOURCES'; readonly complete: OwnCompleter }
  | { readonly kind: 'WITHHELD'; readonly complete: OwnCompleter }
);

/** How the children of one root are assembled: all that depends on the plan alone. */
export type CompiledChild = {
  /** In the order of the selection. */
  readonly fields: readonly CompiledField[];
  /** The keys of fields that several agencies may have a part in. */
  readonly mergedKeys: ReadonlySet<string>;
  /** The facts that are shown, as they are told of where nothing is read: for each agency of the root. */
  readonly factPlaces: readonly (readonly Place[])[];
  readonly sources: ReturnType<typeof compileSources>;
  readonly outcomes: (sides: readonly Side[]) => ReleaseOutcome[];
  /** Null: the gateway keeps nothing that was asked for. */
  readonly keptOutcomes: ((input: ChildInput, side: KeptSide) => readonly ReleaseOutcome[]) | null;
  readonly hasKept: boolean;
};

/** Compiles the assembly of the children of one root. */
export function compileChild(parts: ChildParts, plan: OperationPlan, root: RootShapes): CompiledChild {
  const fields = root.fields.map((field) => compileField(parts, root, field));
  const keptOutcomes = compileKeptOutcomes(parts, plan);
  return {
    fields,
    mergedKeys: new Set(root.fields.filter((field) => isMerged(parts, field)).map(({ key }) => key)),
    factPlaces: root.agencies.map((shapes) =>
      root.fields.flatMap((field) => {
        const made = parts.options.composed.childFields.get(field.field);
        if (made?.kind !== 'BUILT' && made?.kind !== 'COLLECTED') return [];
        const name = made.kind === 'BUILT' ? made.from : field.field;
        const isContent = [...shapes.asked].some((asked) => asked.field === name);
        return isContent ? [] : (placeOf(shapes, name, [field.key]) ?? []);
      }),
    ),
    sources: compileSources(parts.options, root),
    outcomes: compileOutcomes(plan, root),
    keptOutcomes,
    hasKept: keptOutcomes !== null || fields.some(({ kind }) => kind === 'KEPT'),
  };
}

function isMerged({ options }: ChildParts, { field }: PlannedField): boolean {
  const kind = options.composed.childFields.get(field)?.kind;
  return kind === 'BUILT' || kind === 'COLLECTED';
}

function compileField(parts: ChildParts, root: RootShapes, field: PlannedField): CompiledField {
  const { key } = field;
  if (field.field === 'sources') return { key, kind: 'SOURCES', complete: parts.own(childType, field) };
  if (field.field === 'withheld') return { key, kind: 'WITHHELD', complete: parts.own(childType, field) };
  const made = parts.options.composed.childFields.get(field.field);
  if (made?.kind === 'KEPT') return { key, kind: 'KEPT', ...compileKept(parts, field) };
  return { key, kind: 'READ', read: compileRead(parts, root, field, made) };
}

/** Built from the copies of the identity, as the identity itself is. */
const dataQualityField = 'dataQuality';

function compileRead(
  parts: ChildParts,
  root: RootShapes,
  field: PlannedField,
  made: ReturnType<ChildParts['options']['composed']['childFields']['get']>,
): ChildFieldReader {
  if (field.field === '__typename') return () => childType;
  switch (made?.kind) {
    case 'BUILT': {
      if (made.from === wholeCopy.field && field.field !== dataQualityField)
        return compileIdentity(parts, root, field, made);
      const complete = parts.own(childType, field);
      const read =
        field.field === dataQualityField
          ? compileDataQuality(parts, root, field, made)
          : compileMissingEducation(root, field, made);
      return (input, sides) => complete(read(input, sides));
    }
    case 'SECTION':
      return compileSection(root, field, made.offeredBy);
    case 'COLLECTED':
      return compileCollected(root, field, made.offeredBy);
    case 'KEPT':
    case 'OWN':
    case undefined:
      return field.field === 'id' ? ({ part }) => part.id ?? bubble : () => null;
  }
}

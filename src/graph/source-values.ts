import type { CellDecision } from '../model/decision.ts';
import type { AgencyName } from '../model/words.ts';
import type { ChildInput, Side } from './agency-side.ts';
import type { RootShapes } from './content-shapes.ts';
import type { GraphOptions } from './graph-step.ts';
import { recordDisclosures } from './planned-cells.ts';
import type { Place } from './reading.ts';
import { sourceState, type SourceState } from './source-state.ts';

type SourceValue = { readonly agency: AgencyName; readonly state: SourceState };
type CellRef = Pick<Place, 'at' | 'cell'>;

/** What may be known of a record at an agency: a field's own class, and the one alongside it where there is one. */
type Known = { readonly own: CellRef; readonly alongside: CellRef | null };

/** Compiles the values of `sources`: what may be said of each agency's part, in the root's order. */
export function compileSources(
  options: GraphOptions,
  root: RootShapes,
): (input: ChildInput, sides: readonly Side[]) => readonly SourceValue[] {
  const concealed = new Set(options.concealedClasses);
  const knowns = root.agencies.map(({ contract, cellAt }): readonly Known[] =>
    recordDisclosures(contract).map(({ class: disclosed, alongside }) => {
      const { agency } = contract;
      const own = { agency, class: disclosed, aspect: 'PLAIN' } as const;
      const second = alongside === null ? null : ({ agency, class: alongside, aspect: 'PRESENCE' } as const);
      return {
        own: { cell: own, at: cellAt(own) },
        alongside: second === null ? null : { cell: second, at: cellAt(second) },
      };
    }),
  );
  const isTold = ({ cell, concealEmpty }: CellDecision): boolean => !concealEmpty && !concealed.has(cell.class);
  return (input, sides) =>
    sides.map((side, position) => {
      const { agency, findings, matched, silence, contentSilence } = side;
      const known = input.decision.mayKnowOf(agency) ? knownCells(knowns[position] ?? [], side) : [];
      const state = sourceState({
        known: known.filter(isTold),
        silence,
        hasRecord: matched.records.length > 0,
        isPossible: matched.isPossible,
        isUntold: matched.isUntold,
        isReleased: findings.released.some((released) => !concealed.has(released)),
        contentSilence,
      });
      return { agency, state };
    });
}

function knownCells(knowns: readonly Known[], { findings }: Side): readonly CellDecision[] {
  return knowns.flatMap(({ own, alongside }) => {
    const decision = findings.decisionOf(own);
    const isKnown = alongside === null || findings.decisionOf(alongside).mayKnowExistence;
    return decision.mayKnowExistence && isKnown ? [decision] : [];
  });
}

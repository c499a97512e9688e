import type { CellDecision } from '../model/decision.ts';
import type { DisclosureClass } from '../model/words.ts';
import type { Side } from './agency-side.ts';
import type { RootShapes } from './content-shapes.ts';
import type { OperationPlan, ReleaseOutcome } from './graph-step.ts';
import type { Place } from './reading.ts';

type Outcome = ReleaseOutcome['outcome'];

/** One agency and class of which something was asked for, and the cells that decide it. */
type Asked = {
  readonly position: number;
  readonly class: DisclosureClass;
  readonly cells: Pick<Place, 'at' | 'cell'>[];
  /** Every outcome there can be, made once. */
  readonly outcomes: Readonly<Record<Outcome, ReleaseOutcome>>;
};

/** Compiles what really left of one child, per asked agency and class, in the order of the plan's cells. */
export function compileOutcomes(
  { cellsAsked }: OperationPlan,
  { agencies, positionOf }: RootShapes,
): (sides: readonly Side[]) => ReleaseOutcome[] {
  const asked = new Map<string, Asked>();
  for (const cell of cellsAsked) {
    const { agency, class: disclosed } = cell;
    const position = positionOf.get(agency) ?? -1;
    const shapes = agencies[position];
    if (shapes === undefined) continue;
    const key = `${agency} ${disclosed}`;
    const known = asked.get(key) ?? {
      position,
      class: disclosed,
      cells: [],
      outcomes: everyOutcome(agency, disclosed),
    };
    known.cells.push({ cell, at: shapes.cellAt(cell) });
    asked.set(key, known);
  }
  const list = [...asked.values()];
  return (sides) => list.map((one) => one.outcomes[outcomeOf(one, sides[one.position])]);
}

function outcomeOf({ class: disclosed, cells }: Asked, side: Side | undefined): Outcome {
  if (side === undefined) return 'WITHHELD';
  const { findings, silence, contentSilence } = side;
  if (findings.released.includes(disclosed)) return 'RELEASED';
  if (!cells.some((cell) => isGranted(findings.decisionOf(cell)))) return 'WITHHELD';
  return silence ?? contentSilence ?? 'NOT_HELD';
}

function isGranted({ read, know, split }: CellDecision): boolean {
  if ((read | know) !== 0) return true;
  for (const mask of split?.values() ?? []) if (mask !== 0) return true;
  return false;
}

function everyOutcome(agency: string, disclosed: DisclosureClass): Asked['outcomes'] {
  const made = <T extends Outcome>(outcome: T): ReleaseOutcome => ({ agency, class: disclosed, outcome });
  return {
    RELEASED: made('RELEASED'),
    WITHHELD: made('WITHHELD'),
    NOT_HELD: made('NOT_HELD'),
    NO_RESPONSE: made('NO_RESPONSE'),
    SOURCE_ERROR: made('SOURCE_ERROR'),
  };
}

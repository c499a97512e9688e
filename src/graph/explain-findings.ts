import type { Cell, CellDecision, Route } from '../model/decision.ts';
import type { DisclosureClass } from '../model/words.ts';
import type { Decided } from './content-shapes.ts';
import type { AssembleRequest, Redaction } from './graph-step.ts';
import type { Finding, Findings, Place } from './reading.ts';

/** What was found for one child at one agency. */
export type AgencyFindings = Findings & {
  readonly released: ReadonlySet<DisclosureClass>;
  /** The withheld parts, each once; paths relative to the child. */
  explain(routes: AssembleRequest['routes']): readonly Redaction[];
};

type Note = { readonly place: Place; readonly finding: Finding; readonly code: string | null };

/** Starts the findings of one child at one agency; `guard` counts over the whole response. */
export function startFindings(decision: Decided, guard: Findings['guard']): AgencyFindings {
  const notes = new Map<Place, Note[]>();
  const released = new Set<DisclosureClass>();
  const decisionFor = (cell: Cell): CellDecision => decision.cellOf(cell.agency, cell.class, cell.aspect);
  return {
    guard,
    released,
    note: (place, finding, code) => {
      const known = notes.get(place);
      const note: Note = { place, finding, code: code ?? null };
      if (known === undefined) notes.set(place, [note]);
      else if (!known.some((one) => one.finding === finding && one.code === note.code)) known.push(note);
    },
    release: (cell) => void released.add(cell.class),
    concealsEmpty: (cell) => decisionFor(cell).concealEmpty,
    isConcealed: (cell, position) => {
      const { concealEmpty, read } = decisionFor(cell);
      return concealEmpty && ((read >> position) & 1) === 0;
    },
    explain: (routes) =>
      [...notes.values()]
        .flat()
        .flatMap((note) => inGeneral(note.place, explainNote(note, decisionFor(note.place.cell), routes)) ?? []),
  };
}

/**
 * Joins withheld parts, each once, in the order found. A part is told at its topmost path by the
 * readers themselves, which do not enter what is closed.
 */
export function distinctRedactions(redactions: readonly Redaction[]): readonly Redaction[] {
  const distinct = new Map<string, Redaction>();
  for (const redaction of redactions) {
    const { path, class: shown, state, code, route } = redaction;
    const key = JSON.stringify([path, shown, state, code, route]);
    if (!distinct.has(key)) distinct.set(key, redaction);
  }
  return [...distinct.values()];
}

/** What is withheld in its exact form only: that follows from what is granted, never from what is held. */
function inGeneral({ isGeneralised }: Place, redaction: Redaction | null): Redaction | null {
  const isWithheld = redaction?.state === 'REDACTED' || redaction?.state === 'WITHHELD_OR_NONE';
  return isGeneralised === true && isWithheld ? { ...redaction, state: 'GENERALISED' } : redaction;
}

/** Says of one finding what may be said (domain.md 7.0, What a code may tell). */
function explainNote(
  { place, finding, code }: Note,
  decision: CellDecision,
  routes: AssembleRequest['routes'],
): Redaction | null {
  const told = decision.explanation;
  const shown = { path: place.path, class: told?.shownClass ?? decision.cell.class };
  const unknown: Redaction = { ...shown, state: 'WITHHELD_OR_NONE', code: null, route: told?.route ?? null };
  const known = decision.mayKnowExistence;
  switch (finding) {
    case 'CLOSED':
      return told === null ? unknown : unresolved(shown, told);
    case 'HELD':
      return told === null
        ? unknown
        : { ...shown, state: heldState(decision, told), code: told.code, route: told.route };
    case 'HIDDEN':
      if (!known) return null;
      return told === null ? unknown : { ...shown, state: told.state, code: told.code, route: told.route };
    case 'NOT_HELD':
      return known && !decision.concealEmpty ? { ...shown, state: 'NOT_HELD', code: null, route: null } : unknown;
    case 'REFUSED':
      return known && !decision.concealEmpty ? { ...shown, state: 'REDACTED', code, route: null } : unknown;
    case 'NO_RESPONSE':
      return { ...shown, state: 'NO_RESPONSE', code: null, route: routes.silent };
    case 'SOURCE_ERROR':
      return known && !decision.concealEmpty
        ? { ...shown, state: 'SOURCE_ERROR', code: null, route: routes.silent }
        : unknown;
    case 'UNKNOWN':
    case 'CONCEALED':
      return unknown;
  }
}

/** Inside something of the class that came back: where only existence is open, that is what is said (domain.md 7.3, EXISTS). */
function heldState(decision: CellDecision, told: NonNullable<CellDecision['explanation']>): Redaction['state'] {
  const isExistenceOnly = decision.mayKnowExistence && decision.know !== 0 && decision.read === 0;
  return told.state === 'REDACTED' && isExistenceOnly ? 'EXISTS' : told.state;
}

/** That something is held may be said only where something came back. */
function unresolved(
  shown: Pick<Redaction, 'path' | 'class'>,
  told: NonNullable<CellDecision['explanation']>,
): Redaction {
  const route: Route | null = told.route;
  if (told.state === 'EXISTS') return { ...shown, state: 'REDACTED', code: told.code, route };
  if (told.state === 'PLACEHOLDER') return { ...shown, state: 'WITHHELD_OR_NONE', code: null, route };
  return { ...shown, state: told.state, code: told.code, route };
}

import type { Cell, CellDecision, Route } from '../model/decision.ts';
import type { DisclosureClass } from '../model/words.ts';
import type { Decided } from './content-shapes.ts';
import type { AssembleRequest, Redaction } from './graph-step.ts';
import type { Finding, Findings, Place } from './reading.ts';
import type { ToldParts } from './told-parts.ts';

/** What was found at one place; `next`: what else was found there. */
type Note = { readonly finding: Finding; readonly code: string | null; next: Note | null };

/** What was found for one child at one agency, while the child is assembled. */
export class AgencyFindings implements Findings {
  readonly guard: Findings['guard'];
  readonly #decision: Decided;
  readonly #cells: readonly CellDecision[];
  #notes: Map<Place, Note> | null = null;
  #released: DisclosureClass[] | null = null;
  #lastReleased: DisclosureClass | null = null;

  /** `cells` are those that `Place.at` names; `guard` counts over the whole response. */
  constructor(decision: Decided, cells: readonly CellDecision[], guard: Findings['guard']) {
    this.#decision = decision;
    this.#cells = cells;
    this.guard = guard;
  }

  note(place: Place, finding: Finding, code: string | null = null): void {
    this.#notes ??= new Map();
    let known = this.#notes.get(place);
    if (known === undefined) {
      this.#notes.set(place, { finding, code, next: null });
      return;
    }
    for (;;) {
      if (known.finding === finding && known.code === code) return;
      if (known.next === null) break;
      known = known.next;
    }
    known.next = { finding, code, next: null };
  }

  release({ class: released }: Cell): void {
    // Items of a list are of one class, one after the other.
    if (released === this.#lastReleased) return;
    this.#lastReleased = released;
    if (this.#released === null) this.#released = [released];
    else if (!this.#released.includes(released)) this.#released.push(released);
  }

  /** The classes of which something is in the response, each once. */
  get released(): readonly DisclosureClass[] {
    return this.#released ?? nothingReleased;
  }

  /** The decision for a place's cell. */
  decisionOf({ at, cell }: Pick<Place, 'at' | 'cell'>): CellDecision {
    return this.#cells[at] ?? this.#decision.cellOf(cell.agency, cell.class, cell.aspect);
  }

  concealsEmpty(place: Place): boolean {
    return this.decisionOf(place).concealEmpty;
  }

  isConcealed(place: Place, position: number): boolean {
    const { concealEmpty, read } = this.decisionOf(place);
    return concealEmpty && ((read >> position) & 1) === 0;
  }

  /** Tells the withheld parts; paths relative to the child. */
  explain(told: ToldParts, routes: AssembleRequest['routes']): void {
    if (this.#notes === null) return;
    for (const [place, first] of this.#notes) {
      const decision = this.decisionOf(place);
      for (let note: Note | null = first; note !== null; note = note.next) {
        const redaction = inGeneral(place, explainNote(place, note, decision, routes));
        if (redaction !== null) told.tell(place, redaction);
      }
    }
  }
}

const nothingReleased: readonly DisclosureClass[] = [];

/** What is withheld in its exact form only: that follows from what is granted, never from what is held. */
function inGeneral({ isGeneralised }: Place, redaction: Redaction | null): Redaction | null {
  const isWithheld = redaction?.state === 'REDACTED' || redaction?.state === 'WITHHELD_OR_NONE';
  return isGeneralised === true && isWithheld ? { ...redaction, state: 'GENERALISED' } : redaction;
}

/** Says of one finding what may be said (domain.md 7.0, What a code may tell). */
function explainNote(
  place: Place,
  { finding, code }: Note,
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

import { isDeepStrictEqual } from 'node:util';
import type { Redaction } from './graph-step.ts';
import type { Place } from './reading.ts';

/** A withheld part as some children of the response are told of it; `child`: the last one that was. */
type Told = { readonly redaction: Redaction; child: number };

/**
 * The withheld parts of one response. Equal parts are one object, whichever child they are told of: they are
 * compared by reference, and as text only where a place is told of in other words for the first time.
 */
export class ToldParts {
  readonly #atPlace = new Map<Place, Told[]>();
  readonly #byText = new Map<string, Told>();
  #child = 0;
  #parts: Redaction[] | null = null;

  /** Adds a part to those of the child being assembled, once. */
  tell(place: Place, redaction: Redaction): void {
    const told = this.#find(place, redaction);
    if (told.child === this.#child) return;
    told.child = this.#child;
    if (this.#parts === null) this.#parts = [told.redaction];
    else this.#parts.push(told.redaction);
  }

  /** The parts of the child, each once, in the order told; the next part is of another child. */
  take(): readonly Redaction[] {
    const parts = this.#parts ?? nothingTold;
    this.#child += 1;
    this.#parts = null;
    return parts;
  }

  #find(place: Place, redaction: Redaction): Told {
    let known = this.#atPlace.get(place);
    if (known === undefined) {
      known = [];
      this.#atPlace.set(place, known);
    }
    for (const one of known) if (isSame(one.redaction, redaction)) return one;
    const text = textOf(redaction);
    const told = this.#byText.get(text) ?? { redaction, child: -1 };
    this.#byText.set(text, told);
    known.push(told);
    return told;
  }
}

const nothingTold: readonly Redaction[] = [];

/**
 * Joins withheld parts, each once, in the order found. A part is told at its topmost path by the
 * readers themselves, which do not enter what is closed.
 */
export function distinctRedactions(redactions: readonly Redaction[]): readonly Redaction[] {
  if (redactions.length < 2) return redactions;
  const distinct = new Map<string, Redaction>();
  for (const redaction of redactions) {
    const key = textOf(redaction);
    if (!distinct.has(key)) distinct.set(key, redaction);
  }
  return [...distinct.values()];
}

/** Of one place: the path is the same, unless it is told by another name. */
function isSame(one: Redaction, other: Redaction): boolean {
  return (
    one.state === other.state &&
    one.code === other.code &&
    one.class === other.class &&
    (one.route === other.route || isDeepStrictEqual(one.route, other.route))
  );
}

function textOf({ path, class: shown, state, code, route }: Redaction): string {
  return JSON.stringify([path, shown, state, code, route]);
}

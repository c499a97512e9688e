import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import { saysSomething } from '../model/says-something.ts';
import { isTrained, isVetted, isWritten, mayBreakGlass, type RequestInput } from './request-facts.ts';

/** Longer than any that real use comes to: not worth keeping anything by. */
const longest = 1000;

/**
 * All of a request that decides on it on a day, as text: codes, and yes or no; no name, text or date, and of a person
 * nothing but what they may. Null: it names an order, which is more than codes can say, or the text would be too long.
 */
export function requestVector(input: RequestInput, protocol: Protocol): string | null {
  const { practitioner, declaration, control, now } = input;
  const { mediator } = practitioner;
  const { breakGlass, override } = declaration;
  if (declaration.courtOrder !== null) return null;
  const vector = JSON.stringify([
    personVector(practitioner, input, protocol),
    mediator === null ? null : personVector(mediator, input, protocol),
    declaration.purpose,
    declaration.basis,
    declaration.informed,
    declaration.exemption,
    saysSomething(declaration.reason),
    declaration.emergency,
    declaration.written !== null,
    isWritten(declaration, now),
    breakGlass === null ? null : breakGlass.acknowledged && breakGlass.ground !== '',
    override === null ? null : override.acknowledged && saysSomething(override.reason),
    control.isSuspended,
    mayBreakGlass(control, protocol),
    control.isPolicyHead,
  ]);
  return vector.length > longest ? null : vector;
}

function personVector(
  practitioner: Practitioner,
  { today }: RequestInput,
  protocol: Protocol,
): readonly (string | boolean)[] {
  return [
    practitioner.kind,
    practitioner.organisation,
    practitioner.isSuspended,
    practitioner.personId !== null,
    isTrained(practitioner, today),
    isVetted(practitioner, today, protocol),
    practitioner.designatedOfficer,
    practitioner.mayOverrideShield,
    ...practitioner.roles,
  ];
}

import { GatewayError } from '../model/errors.ts';
import type { Practitioner } from '../model/practitioner.ts';

/** The people a request is made by: the caller, and who mediates. */
export function peopleOf(practitioner: Practitioner): readonly string[] {
  const { subject, mediator } = practitioner;
  return mediator === null ? [subject] : [subject, mediator.subject];
}

/** Reads the control state; what cannot be read is refused, never taken for a clean slate. */
export function readControl<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw controlUnavailable();
  }
}

/** As `readControl`, of what takes its time. */
export async function changeControl<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw controlUnavailable();
  }
}

/** The control state cannot be reached, or has changed under the request. */
export function controlUnavailable(): GatewayError {
  return new GatewayError(
    'CONTROL_STATE_UNAVAILABLE',
    'Whether the request may be made, or what would be owed for it, could not be established, so nothing is released. Try again later.',
  );
}

import type { Soon } from '../model/control-state.ts';
import { GatewayError } from '../model/errors.ts';
import type { Practitioner } from '../model/practitioner.ts';

/** The people a request is made by: the caller, and who mediates. */
export function peopleOf(practitioner: Practitioner): readonly string[] {
  const { subject, mediator } = practitioner;
  return mediator === null ? [subject] : [subject, mediator.subject];
}

/** Reads the control state; what cannot be read is refused, never taken for a clean slate. */
export function readControl<Result>(read: () => Soon<Result>): Soon<Result> {
  try {
    const result = read();
    return result instanceof Promise ? result.catch(refuse) : result;
  } catch (error) {
    return refuse(error);
  }
}

/** As `readControl`, of what takes its time. */
export async function changeControl<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): never {
  if (error instanceof GatewayError) throw error;
  throw controlUnavailable();
}

/** The control state cannot be reached, or has changed under the request. */
export function controlUnavailable(): GatewayError {
  return new GatewayError(
    'CONTROL_STATE_UNAVAILABLE',
    'Whether the request may be made, or what would be owed for it, could not be established, so nothing is released. Try again later.',
  );
}

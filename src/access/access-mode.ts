import type { AccessMode } from '../model/control.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Practitioner } from '../model/practitioner.ts';
import { saysSomething } from '../model/says-something.ts';

/**
 * The mode in which one person's part of a request is decided (domain.md 7.1, Mode). An operation has
 * one mode: whoever declares break-glass overrides no shield by it. An override counts only for those
 * who were granted the right, and once its consequence was acknowledged and a reason given.
 */
export function modeOf(
  practitioner: Pick<Practitioner, 'mayOverrideShield'>,
  { breakGlass, override }: Pick<Declaration, 'breakGlass' | 'override'>,
  isMediated: boolean,
): AccessMode {
  if (breakGlass !== null) return 'BREAK_GLASS';
  const overrides = override !== null && override.acknowledged && saysSomething(override.reason);
  if (overrides && practitioner.mayOverrideShield) return 'OVERRIDE';
  return isMediated ? 'MEDIATED' : 'NORMAL';
}

/** The mode of a request that two people make: a shield is overridden only where both may. */
export function combinedMode(requester: AccessMode, mediator: AccessMode | null): AccessMode {
  if (mediator === null || requester === mediator) return requester;
  return 'MEDIATED';
}

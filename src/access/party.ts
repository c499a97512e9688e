import type { AccessMode } from '../model/control.ts';
import type { RequestDecision, RoleCover } from '../model/decision.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Practitioner } from '../model/practitioner.ts';
import { modeOf } from './access-mode.ts';

/**
 * One of the people who make a request, decided by themself: the requester, or the mediator through whom
 * they ask (domain.md 7.0, Mediated access).
 */
export type Party = {
  readonly practitioner: Practitioner;
  readonly roles: readonly RoleCover[];
  readonly mode: AccessMode;
  readonly isMediator: boolean;
};

/** The people who make a request: the requester, then the mediator where there is one. */
export function partiesOf({
  practitioner,
  declaration,
  request,
}: {
  readonly practitioner: Practitioner;
  readonly declaration: Declaration;
  readonly request: Pick<Extract<RequestDecision, { kind: 'OPEN' }>, 'roles' | 'mediatorRoles'>;
}): readonly [Party, ...Party[]] {
  const { mediator } = practitioner;
  const party = (who: Practitioner, roles: readonly RoleCover[] | undefined, isMediator: boolean): Party => ({
    practitioner: who,
    roles: roles ?? [],
    mode: modeOf(who, declaration, mediator !== null),
    isMediator,
  });
  const requester = party(practitioner, request.roles, false);
  return mediator === null ? [requester] : [requester, party(mediator, request.mediatorRoles, true)];
}

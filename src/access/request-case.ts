import type { AccessMode } from '../model/control.ts';
import { type Declaration, declaredReference } from '../model/declaration.ts';
import type { RequestDecision, RoleCover } from '../model/decision.ts';
import type { CallerKind, Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, Instant, LegalBasis, LocalDate, OrganisationCode, Purpose } from '../model/words.ts';
import { modeOf } from './access-mode.ts';
import { type OrderScope, orderScope } from './court-orders.ts';
import { slotCodesInForce } from './legal-slots.ts';
import { isWritten } from './request-facts.ts';

/**
 * One of the people who make a request, decided by themself: the requester, or the mediator through whom
 * they ask (domain.md 7.0, Mediated access). Closed lists only, nothing of the person.
 */
export type Party = {
  readonly organisation: OrganisationCode;
  readonly kind: CallerKind;
  readonly roles: readonly RoleCover[];
  readonly mode: AccessMode;
  readonly isMediator: boolean;
  /** What of an agency's case follows from the request alone, as text; filled when it is first asked for. */
  readonly textAt: Map<AgencyName, string>;
};

/**
 * A request that passed its gates, as a closed vector: all that decides, of the request, on what may be had of a child.
 * Shared by requests that are alike, so it holds nothing that is a person's own.
 */
export type RequestCase = {
  /** Tells cases apart as long as the process runs. */
  readonly id: number;
  /** The requester, then the mediator where there is one. */
  readonly parties: readonly [Party, ...Party[]];
  /** The requester's organisation, whoever mediates. */
  readonly recipient: OrganisationCode;
  /** The system that holds the records of that organisation. */
  readonly ownSystem: AgencyName | null;
  readonly purpose: Purpose;
  readonly exemption: string | null;
  readonly isEmergency: boolean;
  readonly isWritten: boolean;
  /** Whether an order, a review or a written request is named. */
  readonly hasReference: boolean;
  readonly basesOf: ReadonlyMap<AgencyName, readonly LegalBasis[]>;
  readonly order: OrderScope | null;
  /** The codes that fill slots today. */
  readonly slotCodes: readonly string[];
};

/** What a request's case follows from. */
export type RequestCaseInput = {
  readonly practitioner: Practitioner;
  readonly declaration: Declaration;
  readonly request: Pick<Extract<RequestDecision, { kind: 'OPEN' }>, 'roles' | 'mediatorRoles' | 'basesOf'>;
  readonly today: LocalDate;
  readonly now: Instant;
};

/** Works out a request's case. */
export function requestCase(
  id: number,
  { practitioner, declaration, request, today, now }: RequestCaseInput,
  protocol: Protocol,
): RequestCase {
  const { mediator, organisation } = practitioner;
  const party = (who: Practitioner, roles: readonly RoleCover[] | undefined, isMediator: boolean): Party => ({
    organisation: who.organisation,
    kind: who.kind,
    roles: roles ?? [],
    mode: modeOf(who, declaration, mediator !== null),
    isMediator,
    textAt: new Map(),
  });
  const requester = party(practitioner, request.roles, false);
  return {
    id,
    parties: mediator === null ? [requester] : [requester, party(mediator, request.mediatorRoles, true)],
    recipient: organisation,
    ownSystem: protocol.signatories.find((each) => each.organisation === organisation)?.agency ?? null,
    purpose: declaration.purpose,
    exemption: declaration.exemption,
    isEmergency: declaration.emergency,
    isWritten: isWritten(declaration, now),
    hasReference: declaredReference(declaration) !== null,
    basesOf: request.basesOf,
    order: orderScope(practitioner, declaration, protocol, today),
    slotCodes: slotCodesInForce(protocol, today),
  };
}

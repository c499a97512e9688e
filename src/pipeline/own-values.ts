import type { RequestDecision } from '../model/decision.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';

/** The values of the roots that the gateway itself answers: `me`, `protocol` and `disclosure` (its `withheld` is the guard's). */
export function ownValues(input: {
  readonly practitioner: Practitioner;
  readonly declaration: Declaration | null;
  readonly request: Extract<RequestDecision, { kind: 'OPEN' }> | null;
  readonly recordId: string | null;
  readonly protocol: Protocol;
}): Readonly<Record<string, unknown>> {
  const { practitioner, declaration, request, protocol } = input;
  return {
    me: {
      organisation: practitioner.organisation,
      organisationName:
        protocol.signatories.find(({ organisation }) => organisation === practitioner.organisation)?.name ??
        practitioner.organisation,
      roles: practitioner.roles,
      trainedUntil: practitioner.trainedUntil,
      vettedOn: practitioner.vettedOn,
      designatedOfficer: practitioner.designatedOfficer,
    },
    protocol: {
      version: protocol.version,
      signatories: protocol.signatories.filter(({ signedOn }) => signedOn !== null),
      schedules: protocol.schedules,
    },
    disclosure:
      declaration === null || request === null
        ? null
        : {
            recordId: input.recordId,
            policyVersion: request.policyVersion,
            purpose: declaration.purpose,
            bases: [...request.basesOf].map(([agency, bases]) => ({ agency, bases })),
            dryRun: declaration.dryRun,
          },
  };
}

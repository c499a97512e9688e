import type { ChildRecord, LinkedChild } from '../model/child-record.ts';
import type { Declaration } from '../model/declaration.ts';
import type { ChildDecision, RequestDecision } from '../model/decision.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol, Signatory } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, Instant, LocalDate } from '../model/words.ts';
import type { ChildInput } from './child-input.ts';
import type { RequestInput } from './request-facts.ts';

/** What rehearsing is done with. */
export type RehearseParts = {
  readonly protocol: Protocol;
  readonly agencies: readonly AgencyName[];
  readonly classes: readonly DisclosureClass[];
  readonly decideRequest: (input: RequestInput) => RequestDecision;
  readonly decideChild: (input: ChildInput) => ChildDecision;
  /** Lets others have their turn. */
  readonly pause: () => Promise<void>;
};

/** When it is rehearsed for, and whether to go on. */
export type RehearseWhen = { readonly today: LocalDate; readonly now: Instant; readonly isOver: () => boolean };

/** As many decisions as are made at most: a protocol of any size is done with in seconds. */
const mostDecisions = 20_000;

/**
 * Decides for nothing what the schedules of a protocol provide for: for each role and purpose, by the first
 * organisation of each kind, on a child of whom there is nothing special and who does not exist. Whoever comes
 * first then finds the policies parsed and the common answers remembered. One decision, then a pause.
 */
export async function rehearse(parts: RehearseParts, { today, now, isOver }: RehearseWhen): Promise<void> {
  const { protocol, agencies, classes, decideRequest, decideChild, pause } = parts;
  const child = ordinaryChild(agencies, protocol, today);
  let left = mostDecisions;
  const isEnough = async (): Promise<boolean> => {
    await pause();
    left -= 1;
    return left < 0 || isOver();
  };
  for (const { practitioner, declaration } of worksOf(protocol, today)) {
    const control = { isSuspended: false, breakGlassesToday: 0, isPolicyHead: true };
    const input: RequestInput = { practitioner, declaration, today, now, control };
    const request = decideRequest(input);
    if (await isEnough()) return;
    if (request.kind === 'REFUSED') continue;
    const decision = decideChild({ ...input, request, child, cells: [], entryAgency: null });
    if (await isEnough()) return;
    if (decision.kind === 'REFUSED') continue;
    for (const agency of agencies) {
      for (const disclosureClass of classes) {
        decision.cellOf(agency, disclosureClass, 'PLAIN');
        if (await isEnough()) return;
      }
    }
  }
}

/** The works of the protocol that are in force on a day, each once. */
function worksOf(
  { schedules, signatories }: Protocol,
  today: LocalDate,
): readonly { readonly practitioner: Practitioner; readonly declaration: Declaration }[] {
  const works = new Map<string, { practitioner: Practitioner; declaration: Declaration }>();
  const firstOf = (kind: string): Signatory | undefined => signatories.find((each) => each.kind === kind);
  for (const { roles, purposes, organisationKinds, validFrom, validUntil } of schedules) {
    if (today < validFrom || validUntil < today) continue;
    for (const organisation of organisationKinds.flatMap((kind) => firstOf(kind)?.organisation ?? [])) {
      for (const role of roles) {
        for (const purpose of purposes) {
          works.set(`${organisation}|${role}|${purpose}`, {
            practitioner: { ...somebody, organisation, roles: [role], trainedUntil: today, vettedOn: today },
            declaration: { ...something, purpose },
          });
        }
      }
    }
  }
  return [...works.values()];
}

const somebody: Practitioner = {
  kind: 'PRACTITIONER',
  subject: '',
  organisation: '',
  roles: [],
  trainedUntil: null,
  vettedOn: null,
  designatedOfficer: false,
  mayOverrideShield: false,
  isSuspended: false,
  staffIds: [],
  teams: [],
  groups: [],
  declaredConflicts: [],
  personId: null,
  mediator: null,
  expiresAt: 0,
};

const something: Declaration = {
  purpose: '',
  reason: 'rehearsal',
  basis: null,
  informed: null,
  exemption: null,
  written: null,
  emergency: false,
  courtOrder: null,
  override: null,
  breakGlass: null,
  dryRun: false,
};

/** Halfway to coming of age, held by all agencies, and tied to whoever asks. */
function ordinaryChild(agencies: readonly AgencyName[], protocol: Protocol, today: LocalDate): LinkedChild {
  const { lifecycle, signatories } = protocol;
  const dateOfBirth = `${Number(today.slice(0, 4)) - Math.floor(lifecycle.adultAt / 2)}-01-01`;
  const recordAt = (agency: AgencyName): ChildRecord => ({
    agency,
    recordId: '',
    identifiers: [],
    names: [],
    dateOfBirth,
    expectedDateOfDelivery: null,
    sex: null,
    postcodes: [],
    corroborates: { carer: false, school: false },
    custodian: signatories.find((each) => each.agency === agency)?.organisation ?? '',
    lifecycle: { unborn: false, dateOfBirth, diedOn: null, participatingUntil: null },
    isShielded: false,
    isLinkLocked: false,
    cannotLink: [],
    crossReferences: [],
    refusedClasses: [],
    detrimentClasses: [],
    consents: [],
    relationship: {
      allocated: true,
      team: true,
      roll: true,
      registered: true,
      openReferral: false,
      contactMadeOn: null,
      resident: false,
      isSelf: false,
      holdsParentalResponsibility: false,
      referenced: false,
      excluded: false,
    },
    unredacted: {},
  });
  return {
    records: agencies.map((agency) => ({ record: recordAt(agency), outcome: 'MATCH', rule: '', linkedWith: [] })),
    silent: new Map(),
    unasked: new Set(),
  };
}

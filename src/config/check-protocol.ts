import type { Protocol, ProtocolFault } from '../model/protocol.ts';
import { checkContent } from './check-content.ts';
import { checkMatching } from './check-matching.ts';
import { checkPeers } from './check-peers.ts';

/**
 * Finds what each file alone cannot show: names that another file does not have, and names that are
 * used twice. Reports every fault with the file to mend.
 */
export function checkProtocol(protocol: Protocol): readonly ProtocolFault[] {
  const { signatories, issuers, schedules, bases, policies, remedies, gateOrder, custodians } = protocol;
  const faults: ProtocolFault[] = [];
  const fault = (file: string, problem: string): void => {
    faults.push({ file, problem });
  };

  const organisations = signatories.map(({ organisation }) => organisation);
  for (const twice of repeated(organisations)) fault('signatories.yaml', `organisation ${twice} is listed twice`);
  for (const { issuer, organisations: bound } of issuers) {
    for (const missing of without(bound, organisations)) {
      fault('signatories.yaml', `issuer ${issuer} is bound to ${missing}, which is not among the signatories`);
    }
  }
  for (const missing of without(
    issuers.flatMap(({ mediators }) => mediators),
    issuers.map(({ issuer }) => issuer),
  )) {
    fault('signatories.yaml', `mediators names ${missing}, which is not among the issuers`);
  }
  const agencies = Object.keys(protocol.discloserKinds);
  for (const { reference, recipients, disclosers } of protocol.courtOrders) {
    for (const missing of without(recipients, organisations)) {
      fault('signatories.yaml', `court order ${reference} names ${missing}, which is not among the signatories`);
    }
    for (const missing of without(disclosers, agencies)) {
      fault('signatories.yaml', `court order ${reference}: agency ${missing} has no discloserKinds entry`);
    }
  }
  const references = protocol.courtOrders.map(({ reference }) => reference);
  for (const twice of repeated(references)) fault('signatories.yaml', `court order ${twice} is listed twice`);
  if (agencies.includes(protocol.accessLog.discloser)) {
    fault('settings.yaml', 'accessLog.discloser is an agency; the gateway needs a name of its own');
  }
  const named = [
    ...signatories.flatMap(({ agency }) => agency ?? []),
    ...custodians.shield,
    ...custodians.parentalResponsibility,
    ...custodians.participation,
    ...custodians.consent,
    ...Object.values(custodians.relationship).flatMap((list) => list.filter((agency) => agency !== 'OWN_SYSTEM')),
  ];
  for (const missing of without(named, agencies))
    fault('signatories.yaml', `agency ${missing} has no discloserKinds entry`);
  for (const missing of without([...protocol.agencyOrder, ...protocol.nameOrder], agencies)) {
    fault('settings.yaml', `agency ${missing} has no discloserKinds entry in signatories.yaml`);
  }

  const { duties, indexTeam, sourceOwners } = protocol.control;
  // A kind that nothing owes would be a duty that is never enforced.
  for (const missing of without(
    Object.keys(duties),
    protocol.obligations.rules.map(({ kind }) => kind),
  )) {
    fault('settings.yaml', `control.duties names ${missing}, which is not among obligations.yaml`);
  }
  for (const missing of without([indexTeam], organisations)) {
    fault('settings.yaml', `control.indexTeam is ${missing}, which is not among the signatories`);
  }
  for (const missing of without(Object.values(sourceOwners), organisations)) {
    fault('settings.yaml', `control.sourceOwners names ${missing}, which is not among the signatories`);
  }
  for (const missing of without(agencies, Object.keys(sourceOwners))) {
    fault('settings.yaml', `control.sourceOwners says of no organisation that it answers for ${missing}`);
  }

  const scheduleIds = schedules.map(({ id }) => id);
  for (const twice of repeated(scheduleIds)) fault('schedules.yaml', `schedule ${twice} is listed twice`);
  for (const { id, validFrom, validUntil } of schedules) {
    if (validUntil < validFrom) fault('schedules.yaml', `schedule ${id} ends before it begins`);
    if (!policies.some(({ schedule }) => schedule === id)) {
      fault('schedules.yaml', `schedule ${id} has no policies; write tier2/${id}.cedar or remove it`);
    }
  }
  for (const { file, schedule } of policies) {
    if (schedule !== null && !scheduleIds.includes(schedule)) {
      fault(file, `there is no schedule ${schedule}; add it to schedules.yaml`);
    }
  }

  const codes = bases.map(({ code }) => code);
  for (const twice of repeated(codes)) fault('bases.yaml', `basis ${twice} is listed twice`);
  for (const [purpose, byKind] of Object.entries(protocol.allowedBases)) {
    for (const missing of without(Object.values(byKind).flat(), codes)) {
      fault('bases.yaml', `allowed.${purpose} names ${missing}, which is not among the bases`);
    }
  }

  faults.push(...checkContent(protocol), ...checkMatching(protocol.matching), ...checkPeers(protocol));

  const remedyNames = remedies.map(({ name }) => name);
  for (const { id, file, annotations } of policies) {
    const { gate, remedy, outranks } = annotations;
    if (gate !== undefined && !gateOrder.includes(gate)) fault(file, `policy ${id}: gate ${gate} is not in gateOrder`);
    if (outranks !== undefined && !gateOrder.includes(outranks)) {
      fault(file, `policy ${id}: @outranks ${outranks} is not in gateOrder`);
    }
    if (remedy !== undefined && !remedyNames.includes(remedy)) {
      fault(file, `policy ${id}: there is no remedy ${remedy}; add it to settings.yaml`);
    }
  }
  if (!remedyNames.includes(protocol.codes.consent.remedy)) {
    fault('settings.yaml', 'codes.consent.remedy is not among the remedies');
  }
  for (const { gate } of [protocol.codes.notPermitted, protocol.codes.policyError, protocol.codes.consent]) {
    if (!gateOrder.includes(gate)) fault('settings.yaml', `gate ${gate} of codes is not in gateOrder`);
  }
  return faults.filter((one, index) => faults.findIndex((other) => same(one, other)) === index);
}

function without(names: readonly string[], known: readonly string[]): readonly string[] {
  return names.filter((name) => !known.includes(name));
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function same(one: ProtocolFault, other: ProtocolFault): boolean {
  return one.file === other.file && one.problem === other.problem;
}

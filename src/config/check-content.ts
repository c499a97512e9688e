import type { PolicyText, Protocol, ProtocolFault } from '../model/protocol.ts';
import { schemaCodes } from './schema-codes.ts';

type Report = (file: string, problem: string) => void;

/**
 * Finds what does not fit together in the lawful content of the protocol: legal bases, slots,
 * jurisdictions, schedules, obligations, notices. Every fault says which file to mend, and how.
 */
export function checkContent(protocol: Protocol): readonly ProtocolFault[] {
  const faults: ProtocolFault[] = [];
  const report: Report = (file, problem) => void faults.push({ file, problem });
  checkSlots(protocol, report);
  checkBases(protocol, report);
  checkSignatories(protocol, report);
  checkSchedules(protocol, report);
  checkObligations(protocol, report);
  checkNotices(protocol, report);
  return faults;
}

function checkSlots({ slots, cedarSchema }: Protocol, report: Report): void {
  const known = slots.codes.map(({ code }) => code);
  for (const twice of repeated(known)) report('slots.yaml', `code ${twice} is listed twice`);
  const kinds = schemaCodes(cedarSchema, 'AgencyKind');
  const named = [...slots.publicTask, ...slots.codes.flatMap(({ disclosers }) => disclosers)];
  for (const missing of without(named, kinds)) {
    report('slots.yaml', `${missing} is no kind of agency; see AgencyKind in schema.cedarschema`);
  }
  const classes = schemaCodes(cedarSchema, 'Class');
  for (const missing of without([...slots.specialClasses, ...slots.criminalClasses], classes)) {
    report('slots.yaml', `${missing} is no class; see Class in schema.cedarschema`);
  }
  const exemptions = schemaCodes(cedarSchema, 'Exemption').filter((code) => code !== 'NONE');
  for (const missing of without(exemptions, Object.keys(slots.exemptions))) {
    report('slots.yaml', `exemptions does not say what ${missing} fills the confidence slot with; add it`);
  }
}

function checkBases({ bases, slots, jurisdictions, cedarSchema }: Protocol, report: Report): void {
  const places = Object.keys(jurisdictions.profiles);
  if (!places.includes(jurisdictions.default)) {
    report('jurisdictions.yaml', `default is ${jurisdictions.default}, which is not among the profiles`);
  }
  const classes = schemaCodes(cedarSchema, 'Class');
  const kinds = schemaCodes(cedarSchema, 'AgencyKind');
  const filling = (slot: 'ART6' | 'ART9' | 'ART10'): readonly string[] =>
    slots.codes.filter(({ fills }) => fills.includes(slot)).map(({ code }) => code);
  for (const basis of bases) {
    const { code } = basis;
    for (const missing of without(basis.jurisdictions, places)) {
      report('bases.yaml', `${code}: jurisdiction ${missing} has no profile in jurisdictions.yaml`);
    }
    for (const missing of without([...basis.covers, ...basis.consentFor], classes)) {
      report('bases.yaml', `${code}: ${missing} is no class; see Class in schema.cedarschema`);
    }
    for (const missing of without([...basis.recipients, ...basis.disclosers], kinds)) {
      report('bases.yaml', `${code}: ${missing} is no kind of agency; see AgencyKind in schema.cedarschema`);
    }
    for (const [key, slot] of [['art6', 'ART6'] as const, ['art9', 'ART9'] as const, ['art10', 'ART10'] as const]) {
      for (const missing of without(basis[key], filling(slot))) {
        report('bases.yaml', `${code}: ${key} names ${missing}, which slots.yaml does not list as filling ${slot}`);
      }
    }
    if (basis.purposes.length > 0 && basis.art6.length === 0) {
      report('bases.yaml', `${code}: serves a purpose but art6 is empty, so it could never be relied on; fill it`);
    }
  }
}

function checkSignatories({ signatories, bases, jurisdictions }: Protocol, report: Report): void {
  const organisations = signatories.map(({ organisation }) => organisation);
  const places = Object.keys(jurisdictions.profiles);
  for (const [place, { missingEducation }] of Object.entries(jurisdictions.profiles)) {
    if (missingEducation === undefined) continue;
    const { duty, report: reported } = missingEducation;
    if (!bases.some(({ code }) => code === duty)) {
      report('jurisdictions.yaml', `${place}: missingEducation.duty is ${duty}, which bases.yaml does not list`);
    }
    if (!organisations.includes(reported.to)) {
      report('jurisdictions.yaml', `${place}: missingEducation.report goes to ${reported.to}, which is no signatory`);
    }
  }
  for (const { organisation, jurisdiction, actingFor, designatedFor, signedOn, chiefOfficer } of signatories) {
    if (jurisdiction !== undefined && !places.includes(jurisdiction)) {
      report('signatories.yaml', `${organisation}: jurisdiction ${jurisdiction} has no profile in jurisdictions.yaml`);
    }
    if ((actingFor ?? null) !== null && !organisations.includes(actingFor ?? '')) {
      report('signatories.yaml', `${organisation}: actingFor names ${actingFor}, which is not among the signatories`);
    }
    const designating = bases.filter(({ designation }) => designation).map(({ code }) => code);
    for (const missing of without(designatedFor ?? [], designating)) {
      report('signatories.yaml', `${organisation}: ${missing} is no basis that rests on designation (bases.yaml)`);
    }
    if (signedOn !== null && (chiefOfficer ?? null) === null) {
      report('signatories.yaml', `${organisation} has signed, so it names its chiefOfficer by title; add it`);
    }
  }
}

function checkSchedules({ schedules, bases, policies, splitClasses }: Protocol, report: Report): void {
  const known = bases.map(({ code }) => code);
  for (const { id, path, conditions, bases: named, purposes, classes } of schedules) {
    for (const missing of without(named ?? [], known)) {
      report('schedules.yaml', `schedule ${id}: ${missing} is not among the bases`);
    }
    const serving = bases.filter(({ code }) => named?.includes(code) === true);
    for (const purpose of purposes.filter((each) => !serving.some((basis) => basis.purposes.includes(each)))) {
      report('schedules.yaml', `schedule ${id}: none of its bases serves ${purpose}; add one or drop the purpose`);
    }
    if (path === 1 && conditions?.designatedOfficers !== true) {
      report(
        'schedules.yaml',
        `schedule ${id}: path 1 is between designated officers; set conditions.designatedOfficers`,
      );
    }
    for (const policy of policies.filter(({ schedule }) => schedule === id)) {
      for (const extra of without(classesOf(policy, splitClasses), classes ?? [])) {
        report(
          'schedules.yaml',
          `schedule ${id}: policy ${policy.id} gives ${extra}, which \`classes\` does not list; add it`,
        );
      }
    }
  }
}

/** The classes that a policy speaks of, also by the values of one that is decided value by value. */
function classesOf({ text }: PolicyText, splitClasses: Protocol['splitClasses']): readonly string[] {
  const named = [...text.matchAll(/Class::"(\w+)"/g)].flatMap(([, code]) => code ?? []);
  const split = Object.entries(splitClasses).flatMap(([code, type]) => (text.includes(`${type}::"`) ? [code] : []));
  return [...new Set([...named, ...split])];
}

function checkObligations({ obligations, bases, cedarSchema }: Protocol, report: Report): void {
  const codes = bases.map(({ code }) => code);
  const lists = {
    mode: schemaCodes(cedarSchema, 'AccessMode'),
    purpose: schemaCodes(cedarSchema, 'Purpose'),
    role: schemaCodes(cedarSchema, 'Role'),
    organisationKind: schemaCodes(cedarSchema, 'AgencyKind'),
    exemption: schemaCodes(cedarSchema, 'Exemption'),
    basis: codes,
  };
  for (const { kind, when } of obligations.rules) {
    for (const [name, known] of Object.entries(lists)) {
      for (const missing of without(when[name as keyof typeof lists] ?? [], known)) {
        report('obligations.yaml', `${kind}: when.${name} names ${missing}, which is not known`);
      }
    }
  }
}

function checkNotices({ notices, cedarSchema }: Protocol, report: Report): void {
  const written = notices.classes.map((notice) => notice.class);
  const classes = schemaCodes(cedarSchema, 'Class');
  for (const twice of repeated(written)) report('notices.yaml', `class ${twice} is written twice`);
  for (const missing of without(classes, written)) {
    report('notices.yaml', `class ${missing} has no privacy notice and consent guidance; write them`);
  }
  for (const extra of without(written, classes)) {
    report('notices.yaml', `${extra} is no class; see Class in schema.cedarschema`);
  }
}

function without(names: readonly string[], known: readonly string[]): readonly string[] {
  return names.filter((name) => !known.includes(name));
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

import type { Basis, Schedule } from '../../src/model/protocol.ts';
import type { LocalDate } from '../../src/model/words.ts';
import type { Expression } from './expression.ts';
import { type Finding, fault, warning } from './finding.ts';
import { isEverAllowed } from './is-ever-allowed.ts';
import { classesOf } from './matrix-cells.ts';
import { actionOf, matterOf, type RuleBook } from './rule-book.ts';

/** A schedule that ends within so many days is told of. */
const noticeDays = 90;

/** Finds what is sound, but does not work (yet, any more, or for anybody), on a day. */
export function checkUse(book: RuleBook, date: LocalDate): readonly Finding[] {
  return [
    ...book.protocol.schedules.flatMap((schedule) => dates(schedule, date)),
    ...unusedBases(book, date),
    ...purposesWithoutBasis(book, date),
    ...unseenClasses(book, date),
    ...organisationsWithoutSchedule(book),
    ...rolesWithoutSchedule(book),
  ];
}

function dates({ id, validFrom, validUntil }: Schedule, date: LocalDate): readonly Finding[] {
  const told = (problem: string, fix: string): readonly Finding[] => [
    warning('schedules.yaml', `schedule ${id} ${problem}`, fix),
  ];
  if (validUntil < date) return told(`ended ${daysBetween(validUntil, date)} days ago`, 'renew or remove it');
  if (validFrom > date)
    return told(`begins in ${daysBetween(date, validFrom)} days`, 'nothing, or an earlier validFrom');
  const left = daysBetween(date, validUntil);
  return left <= noticeDays ? told(`ends in ${left} days`, 'renew it in time') : [];
}

/** Bases that policies wait for. */
function unusedBases({ protocol, rules }: RuleBook, date: LocalDate): readonly Finding[] {
  return protocol.bases
    .filter((basis) => !isInForce(basis, date))
    .flatMap(({ code, effectiveFrom }) => {
      const waiting = rules.filter(({ formula }) => names(formula, code)).map(({ policy }) => policy.id);
      if (waiting.length === 0) return [];
      const since = effectiveFrom === null ? 'is not commenced' : 'is not in force';
      return [
        warning(
          'bases.yaml',
          `${code} ${since}, and policies wait for it: ${waiting.join(', ')}`,
          'nothing, or set effectiveFrom',
        ),
      ];
    });
}

function purposesWithoutBasis({ protocol }: RuleBook, date: LocalDate): readonly Finding[] {
  return protocol.schedules.flatMap(({ id, purposes, organisationKinds, validUntil }) =>
    purposes.flatMap((purpose): readonly Finding[] => {
      const allowed = Object.values(protocol.allowedBases[purpose] ?? {}).flat();
      const suiting = protocol.bases.filter(
        ({ code, purposes: served, recipients }) =>
          allowed.includes(code) &&
          served.includes(purpose) &&
          (recipients.length === 0 || organisationKinds.some((kind) => recipients.includes(kind))),
      );
      const codes = suiting.map(({ code }) => code).join(', ');
      if (suiting.length === 0) {
        const problem = `schedule ${id}: for ${purpose} its organisations may rely on no basis, so that every request is refused`;
        return [fault('bases.yaml', problem, `add one to allowed.${purpose}, with its purpose and recipients`)];
      }
      if (date > validUntil || suiting.some((basis) => isInForce(basis, date))) return [];
      const problem = `schedule ${id}: for ${purpose} its organisations may rely only on what is not in force: ${codes}`;
      return [warning('bases.yaml', problem, 'nothing, or set effectiveFrom')];
    }),
  );
}

function unseenClasses(book: RuleBook, date: LocalDate): readonly Finding[] {
  return classesOf(book)
    .filter((name) => !isEverSeen(book, name, date))
    .map((name) =>
      warning('tier2/', `nobody may ever see the class ${name}`, 'name it in a policy, if somebody should'),
    );
}

/** Whether some facts let somebody know of a class, by the schedules of a day. */
function isEverSeen(book: RuleBook, name: string, date: LocalDate): boolean {
  const { protocol, vector } = book;
  const splitType = protocol.splitClasses[name];
  const resources =
    splitType === undefined
      ? [{ type: 'Class', id: name }]
      : vector.codesOf(splitType).map((id) => ({ type: splitType, id }));
  const actions = ['read', 'know'].flatMap((action) => actionOf(book, action) ?? []);
  return protocol.schedules.some(({ purposes, roles, organisationKinds, mode }) =>
    purposes.some((purpose) =>
      roles.some((role) => {
        const access = mode === 'BREAK_GLASS' ? 'BREAK_GLASS' : 'USUAL';
        const matter = matterOf(book, role, purpose, organisationKinds[0] ?? '', date, access);
        return actions.some((action) => resources.some((each) => isEverAllowed(book, matter, action, each)));
      }),
    ),
  );
}

function organisationsWithoutSchedule({ protocol }: RuleBook): readonly Finding[] {
  return protocol.signatories
    .filter(({ kind }) => !protocol.schedules.some(({ organisationKinds }) => organisationKinds.includes(kind)))
    .map(({ organisation, kind }) =>
      warning(
        'signatories.yaml',
        `${organisation} (${kind}) has no schedule, and may ask for nothing`,
        `add ${kind} to a schedule, if it should`,
      ),
    );
}

function rolesWithoutSchedule({ protocol }: RuleBook): readonly Finding[] {
  return protocol.issuers.flatMap(({ issuer, roles, organisations }) => {
    const kinds = protocol.signatories
      .filter(({ organisation }) => organisations.includes(organisation))
      .map(({ kind }) => kind);
    const isServed = (role: string): boolean =>
      protocol.schedules.some(
        (schedule) => schedule.roles.includes(role) && schedule.organisationKinds.some((kind) => kinds.includes(kind)),
      );
    return roles
      .filter((role) => !isServed(role))
      .map((role) =>
        warning(
          'signatories.yaml',
          `issuer ${issuer.replace(/^.*\/\/[^/]*\//, '')} asserts ${role}, which no schedule serves at its organisations`,
          'add the role to a schedule, if it should',
        ),
      );
  });
}

function names(formula: Expression, basis: string): boolean {
  switch (formula.kind) {
    case 'HOLDS':
      return 'type' in formula.element && formula.element.type === 'Basis' && formula.element.id === basis;
    case 'NOT':
      return names(formula.of, basis);
    case 'AND':
    case 'OR':
      return formula.of.some((each) => names(each, basis));
    default:
      return false;
  }
}

function isInForce({ effectiveFrom, effectiveUntil }: Basis, date: LocalDate): boolean {
  return effectiveFrom !== null && effectiveFrom <= date && (effectiveUntil === null || date <= effectiveUntil);
}

function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

import type { Random } from '../random.ts';
import type { Person } from './people.ts';
import names from './names.json' with { type: 'json' };

/** The columns of a generated file, in order. */
export const columns = [
  'record_id',
  'source',
  'person',
  'twins',
  'given_name',
  'family_name',
  'former_family_name',
  'known_as',
  'date_of_birth',
  'expected_date',
  'sex',
  'postcode',
  'previous_postcodes',
  'nhs_number',
  'nhs_verified',
  'upn',
  'former_upn',
  'severed',
  'cross_references',
] as const;

/** One record as a system wrote it. */
export type GeneratedRecord = Readonly<Record<(typeof columns)[number], string>>;

/** A system: which children it has a record of, and how it knows their numbers. */
type System = {
  readonly name: string;
  readonly holds: number;
  readonly ages: readonly [number, number];
  readonly nhsNumber: number;
  readonly isNhsVerified: boolean;
  readonly upn: number;
  /** How careless its records are, beside the usual. */
  readonly carelessness: number;
};

const systems: readonly System[] = [
  { name: 'education', holds: 0.95, ages: [4, 17], nhsNumber: 0, isNhsVerified: false, upn: 0.97, carelessness: 1 },
  { name: 'health', holds: 0.97, ages: [0, 17], nhsNumber: 0.99, isNhsVerified: true, upn: 0, carelessness: 1 },
  {
    name: 'social-care',
    holds: 0.3,
    ages: [-1, 17],
    nhsNumber: 0.5,
    isNhsVerified: false,
    upn: 0.4,
    carelessness: 1.5,
  },
  { name: 'housing', holds: 0.2, ages: [0, 17], nhsNumber: 0, isNhsVerified: false, upn: 0, carelessness: 2 },
  { name: 'voluntary', holds: 0.15, ages: [0, 17], nhsNumber: 0.05, isNhsVerified: false, upn: 0.05, carelessness: 3 },
];

/** How often a record is wrong, by what is wrong with it, at carelessness 1. */
const errors = {
  calledBy: 0.05,
  typo: 0.015,
  initial: 0.004,
  noGiven: 0.004,
  secondAsFirst: 0.006,
  oldFamily: 0.35,
  partOfFamily: 0.2,
  swappedDay: 0.01,
  wrongComponent: 0.01,
  placeholderDay: 0.002,
  noDate: 0.003,
  otherDate: 0.002,
  noSex: 0.01,
  wrongSex: 0.002,
  oldPostcode: 0.35,
  postcodeHistory: 0.6,
  wrongPostcode: 0.01,
  noPostcode: 0.01,
  pseudoPostcode: 0.004,
  relativesNumber: 0.003,
  mistypedNumber: 0.003,
  strangersNumber: 0.0005,
  duplicate: 0.01,
};

/** Makes the records that several systems hold of people, with the errors that such records have. */
export function makeRecords(people: readonly Person[], today: string, random: Random): readonly GeneratedRecord[] {
  const records: GeneratedRecord[] = [];
  const households = Map.groupBy(people, ({ household }) => household);
  for (const person of people) {
    const relatives = (households.get(person.household) ?? []).filter((other) => other !== person);
    for (const system of systems) {
      const age = ageOf(person, today);
      if (age < system.ages[0] || age > system.ages[1] || !random.chance(system.holds)) continue;
      const copies = random.chance(errors.duplicate) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        records.push(makeRecord(person, relatives, { system, place: records.length, people, random }));
      }
    }
  }
  return records;
}

type Writing = {
  readonly system: System;
  readonly place: number;
  readonly people: readonly Person[];
  readonly random: Random;
};

function makeRecord(person: Person, relatives: readonly Person[], writing: Writing): GeneratedRecord {
  const { system, place, random } = writing;
  const isUnborn = person.bornOn === null;
  const holdsOldFamily = person.formerFamily !== null && random.chance(errors.oldFamily);
  const holdsOldPostcode = person.formerPostcode !== null && random.chance(errors.oldPostcode);
  const hasHistory = random.chance(errors.postcodeHistory);
  return {
    record_id: `${system.name}-${place}`,
    source: system.name,
    person: person.id,
    twins: person.twins,
    given_name: isUnborn ? 'Unborn' : writtenGiven(person, writing),
    family_name: writtenFamily(holdsOldFamily ? (person.formerFamily ?? '') : person.family, writing),
    former_family_name: !holdsOldFamily && hasHistory ? (person.formerFamily ?? '') : '',
    known_as: person.knownAs !== null && random.chance(0.5) ? person.knownAs : '',
    date_of_birth: isUnborn ? '' : writtenDate(person.bornOn, writing),
    expected_date: person.expectedOn ?? '',
    sex: writtenSex(person.sex, isUnborn, writing),
    postcode: writtenPostcode(holdsOldPostcode ? (person.formerPostcode ?? '') : person.postcode, writing),
    previous_postcodes: !holdsOldPostcode && hasHistory ? (person.formerPostcode ?? '') : '',
    nhs_number: isUnborn ? '' : writtenNhsNumber(person, relatives, writing),
    nhs_verified: system.isNhsVerified ? 'true' : 'false',
    upn: isUnborn ? '' : writtenUpn(person, relatives, writing),
    former_upn: random.chance(system.upn) ? (person.formerUpn ?? '') : '',
    severed: String(person.isSevered),
    cross_references: person.isSevered ? `NHS_NUMBER:${person.nhsNumber};UPN:${person.upn}` : '',
  };
}

function writtenGiven(person: Person, { system, random }: Writing): string {
  const isWrong = (share: number): boolean => random.chance(share * system.carelessness);
  if (isWrong(errors.noGiven)) return random.pick(['', 'Baby', 'Unknown']);
  if (isWrong(errors.initial)) return person.given.slice(0, 1);
  if (person.second !== null && isWrong(errors.secondAsFirst)) return person.second;
  const called: Readonly<Record<string, readonly string[]>> = names.calledBy;
  const forms = called[person.given];
  const given = forms !== undefined && isWrong(errors.calledBy * 3) ? random.pick(forms) : person.given;
  const spelt = isWrong(errors.typo) ? misspelt(given, random) : given;
  return person.second !== null && random.chance(0.5) ? `${spelt} ${person.second}` : spelt;
}

function writtenFamily(family: string, { system, random }: Writing): string {
  const parts = family.split('-');
  const written = parts.length > 1 && random.chance(errors.partOfFamily) ? random.pick(parts) : family;
  if (random.chance(errors.typo * system.carelessness)) return misspelt(written, random);
  return random.chance(0.1) ? written.replace('-', ' ').toUpperCase() : written;
}

function writtenDate(date: string | null, { system, random }: Writing): string {
  const isWrong = (share: number): boolean => random.chance(share * system.carelessness);
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  if (isWrong(errors.noDate)) return '';
  if (isWrong(errors.placeholderDay)) return `${year}-01-01`;
  if (day <= '12' && isWrong(errors.swappedDay * 2)) return `${year}-${day}-${month}`;
  const two = (value: number): string => String(value).padStart(2, '0');
  if (isWrong(errors.wrongComponent)) {
    return random.pick([
      `${Number(year) + (random.chance(0.5) ? 1 : -1)}-${month}-${month === '02' ? '28' : day}`,
      `${year}-${two(1 + random.below(12))}-${day > '28' ? '28' : day}`,
      `${year}-${month}-${two(1 + random.below(28))}`,
    ]);
  }
  if (isWrong(errors.otherDate))
    return `${Number(year) - random.below(3)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;
  return date ?? '';
}

function writtenSex(sex: Person['sex'], isUnborn: boolean, { system, random }: Writing): string {
  if (isUnborn || random.chance(errors.noSex * system.carelessness)) return 'U';
  return random.chance(errors.wrongSex * system.carelessness) ? (sex === 'F' ? 'M' : 'F') : sex;
}

function writtenPostcode(postcode: string, { system, random, people }: Writing): string {
  const isWrong = (share: number): boolean => random.chance(share * system.carelessness);
  if (isWrong(errors.noPostcode)) return '';
  if (isWrong(errors.pseudoPostcode)) return random.pick(['ZZ99 3VZ', 'ZZ99 3WZ']);
  if (isWrong(errors.wrongPostcode)) return random.pick(people).postcode;
  return random.chance(0.1) ? postcode.replace(' ', '').toLowerCase() : postcode;
}

/** What a register confirms may be another's too: the wrong patient was picked, most often of the family. */
function writtenNhsNumber(person: Person, relatives: readonly Person[], { system, random, people }: Writing): string {
  if (!random.chance(system.nhsNumber)) return '';
  if (relatives.length > 0 && random.chance(errors.relativesNumber)) return random.pick(relatives).nhsNumber;
  if (random.chance(errors.strangersNumber)) return random.pick(people).nhsNumber;
  if (random.chance(errors.mistypedNumber)) return mistyped(person.nhsNumber, random);
  return person.nhsNumber;
}

function writtenUpn(person: Person, relatives: readonly Person[], { system, random }: Writing): string {
  if (!random.chance(system.upn)) return '';
  if (relatives.length > 0 && random.chance(errors.relativesNumber)) return random.pick(relatives).upn;
  if (random.chance(errors.mistypedNumber)) return mistyped(person.upn, random);
  return person.upn;
}

/** Two of its last digits in each other's place. */
function mistyped(number: string, random: Random): string {
  const at = 5 + random.below(number.length - 6);
  return number.slice(0, at) + (number[at + 1] ?? '') + (number[at] ?? '') + number.slice(at + 2);
}

/** A letter left out, doubled, replaced, or exchanged with the next; never the first. */
function misspelt(name: string, random: Random): string {
  if (name.length < 4) return `${name}${name.slice(-1)}`;
  const at = 1 + random.below(name.length - 2);
  const [before, letter, next, after] = [name.slice(0, at), name[at] ?? '', name[at + 1] ?? '', name.slice(at + 2)];
  return random.pick([
    before + next + after,
    before + letter + letter + next + after,
    `${before}${random.pick(Array.from('aeioulnrst'))}${next}${after}`,
    before + next + letter + after,
  ]);
}

/** In years; an unborn child's is -1. */
function ageOf({ bornOn }: Person, today: string): number {
  if (bornOn === null) return -1;
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

import type { Calendar } from '../records/calendar.ts';
import type { CarerDefinition, Home } from '../records/child-definition.ts';
import { type Choices, choicesOf } from '../records/random.ts';
import { familyName, givenName } from './generated-names.ts';

/** How many children live in the households of one street. */
export const childrenOfStreet = 12;

/** A child as the household has it; what agencies hold of the child is another matter. */
export type HouseholdChild = {
  readonly given: string;
  readonly family: string;
  /** The family name until a parent married again; null: it is the same. */
  readonly formerFamily: string | null;
  readonly sex: 'F' | 'M';
  readonly age: number;
  readonly dateOfBirth: string;
  readonly home: Home;
  /** Where the household lived before; null: always here. */
  readonly formerHome: Home | null;
  readonly carers: readonly CarerDefinition[];
};

/**
 * The children of one street, household by household: siblings, twins, two families of one name, families that
 * moved here, children who took a step-parent's name. The same on every day but for the dates.
 */
export const childrenOfStreetAt = (street: number, calendar: Calendar): readonly HouseholdChild[] => {
  const children: HouseholdChild[] = [];
  for (let household = 0; children.length < childrenOfStreet; household += 1) {
    children.push(...childrenOfHousehold(street, household, calendar));
  }
  return children.slice(0, childrenOfStreet);
};

const childrenOfHousehold = (street: number, household: number, calendar: Calendar): readonly HouseholdChild[] => {
  const choices = choicesOf(`household ${street} ${household}`);
  // Neighbours who are cousins.
  const family = choices.chance(0.05) ? familyName(choicesOf(`household ${street} 0`)) : familyName(choices);
  const home = homeAt(street, household, choices);
  const hasMoved = choices.chance(0.25);
  const formerHome = hasMoved ? homeAt(choices.below(5_000), household, choices) : null;
  const formerFamily = choices.chance(0.05) ? familyName(choices) : null;
  const carers = carersOf(family, `${street * 20 + household}`, choices);
  const children: HouseholdChild[] = [];
  const size = choices.pick([1, 1, 1, 2, 2, 2, 3, 3, 4]);
  let born = { age: choices.below(15), days: choices.below(365) };
  for (let index = 0; index < size; index += 1) {
    const elder = children[index - 1];
    const isTwin = elder !== undefined && choices.chance(0.06);
    if (elder !== undefined && !isTwin) {
      born = { age: Math.min(17, born.age + 1 + choices.below(4)), days: choices.below(365) };
    }
    const sex = choices.pick(['F', 'M'] as const);
    children.push({
      given: givenOf(sex, children, choices),
      family,
      formerFamily,
      sex,
      age: born.age,
      dateOfBirth: calendar.bornYearsAgo(born.age, born.days),
      home,
      formerHome,
      carers,
    });
  }
  return children;
};

/** One or two given names, the first of which no sibling has. */
const givenOf = (sex: 'F' | 'M', siblings: readonly HouseholdChild[], choices: Choices): string => {
  const taken = new Set(siblings.map(({ given }) => given.split(' ')[0]));
  let first = givenName(sex, choices);
  while (taken.has(first)) first = givenName(sex, choices);
  const second = givenName(sex, choices);
  return choices.chance(0.3) && second !== first ? `${first} ${second}` : first;
};

const carersOf = (family: string, number: string, choices: Choices): readonly CarerDefinition[] => {
  const mother: CarerDefinition = {
    name: `${givenName('F', choices)} ${choices.chance(0.2) ? familyName(choices) : family}`,
    relationship: 'MOTHER',
    parentalResponsibility: true,
    phone: `07700 9${number.padStart(5, '0').slice(-5)}`,
    email: `carer${number}@home.example`,
  };
  const father: CarerDefinition = {
    name: `${givenName('M', choices)} ${family}`,
    relationship: 'FATHER',
    parentalResponsibility: true,
  };
  return choices.chance(0.6) ? [mother, father] : [mother];
};

/** A home in a street; the households of a street share two postcodes. The postcode area WX is not in use. */
const homeAt = (street: number, household: number, choices: Choices): Home => ({
  lines: [`${1 + choices.below(180)} Street ${street + 1}`, 'Wexborough'],
  postcode: `WX${10 + (Math.floor(street / 200) % 80)} ${street % 10}${letterAt(Math.floor(street / 10))}${letterAt(household % 2 === 0 ? street : street + 7)}`,
  authority: 'LA:001',
});

const letters = 'ABDEFGHJLNPQRSTUWXYZ';
const letterAt = (number: number): string => letters.charAt(number % letters.length);

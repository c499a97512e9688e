import { comparableName } from '../../../src/matching/normalise-name.ts';
import type { Random } from '../random.ts';
import { testNhsNumber, testUpn } from './identifiers.ts';
import names from './names.json' with { type: 'json' };

/** One person as they are, whatever a system wrote of them. */
export type Person = {
  /** The truth: an adopted child's two identities are two persons that never meet (domain.md 5.2 R0). */
  readonly id: string;
  /** The multiple birth that they are of; empty: none. */
  readonly twins: string;
  readonly household: number;
  readonly given: string;
  readonly second: string | null;
  readonly knownAs: string | null;
  readonly family: string;
  /** The family name before a marriage, a divorce or a change of carers. */
  readonly formerFamily: string | null;
  /** Null: not born yet. */
  readonly bornOn: string | null;
  readonly expectedOn: string | null;
  readonly sex: 'F' | 'M';
  readonly postcode: string;
  /** Where they lived before; null: always there. */
  readonly formerPostcode: string | null;
  readonly nhsNumber: string;
  readonly upn: string;
  readonly formerUpn: string | null;
  /** The identity after an adoption: its records are severed from all others. */
  readonly isSevered: boolean;
};

/** How often things happen to people. */
const shares = {
  twins: 0.04,
  alikeTwins: 0.25,
  secondName: 0.35,
  knownAs: 0.08,
  rareGiven: 0.2,
  rareFamily: 0.35,
  doubleFamily: 0.05,
  stepFamily: 0.1,
  moved: 0.25,
  formerUpn: 0.04,
  unborn: 0.01,
  adopted: 0.01,
};
const youngest = 0;
const oldest = 17;
/** As of a town of which the people are a sample: few families share a postcode. */
const postcodeCount = 4000;

/**
 * Makes people of families in an invented town: siblings, twins, movers, step-families, adopted and
 * unborn children. Numbers are of the ranges that are given to nobody. `today` is YYYY-MM-DD.
 */
export function makePeople(count: number, today: string, random: Random): readonly Person[] {
  const people: Person[] = [];
  const postcodes = postcodesFor(random);
  for (let household = 0; people.length < count; household += 1) {
    people.push(...makeFamily(household, people.length, { postcodes, today, random }));
  }
  return people.slice(0, count);
}

type Town = { readonly postcodes: readonly string[]; readonly today: string; readonly random: Random };

function makeFamily(household: number, first: number, town: Town): readonly Person[] {
  const { random, postcodes } = town;
  const family = familyName(random);
  const postcode = random.pick(postcodes);
  const formerPostcode = random.chance(shares.moved) ? random.pick(postcodes) : null;
  const formerFamily = random.chance(shares.stepFamily) ? familyName(random) : null;
  const children: Person[] = [];
  const births = 1 + random.below(3);
  for (let birth = 0; birth < births; birth += 1) {
    const isTwins = random.chance(shares.twins);
    const bornOn = birthday(town);
    const twins = isTwins ? `T${household}-${birth}` : '';
    const alike = isTwins && random.chance(shares.alikeTwins) ? random.pick(names.twinPairs) : null;
    for (let child = 0; child < (isTwins ? 2 : 1); child += 1) {
      const place = first + children.length;
      const sex = random.chance(0.5) ? 'F' : 'M';
      const given = alike?.[child] ?? otherName(sex, children, random);
      children.push(
        makeChild(
          { place, household, family, formerFamily, postcode, formerPostcode, bornOn, twins, sex, given },
          town,
        ),
      );
    }
  }
  const eldest = children[0];
  return eldest !== undefined && random.chance(shares.adopted)
    ? [...children, adopted(eldest, first + children.length, town)]
    : children;
}

function makeChild(
  known: Pick<
    Person,
    'household' | 'family' | 'formerFamily' | 'postcode' | 'formerPostcode' | 'twins' | 'sex' | 'given'
  > & {
    readonly place: number;
    readonly bornOn: string;
  },
  { random }: Town,
): Person {
  const { place, bornOn, ...family } = known;
  const { sex } = known;
  const isUnborn = family.twins === '' && random.chance(shares.unborn);
  return {
    ...family,
    id: `P${place}`,
    second: random.chance(shares.secondName) ? givenName(sex, random) : null,
    knownAs: random.chance(shares.knownAs) ? givenName(sex, random) : null,
    bornOn: isUnborn ? null : bornOn,
    expectedOn: isUnborn ? bornOn : null,
    nhsNumber: testNhsNumber(place),
    upn: testUpn(place * 2),
    formerUpn: random.chance(shares.formerUpn) ? testUpn(place * 2 + 1) : null,
    isSevered: false,
  };
}

/** A name that no sister or brother is called by, nor by another form of it. */
function otherName(sex: 'F' | 'M', siblings: readonly Person[], random: Random): string {
  const formOf = (given: string): string => comparableName({ given, family: null, kind: null }).givenReduced.join(' ');
  const taken = new Set(siblings.map(({ given }) => formOf(given)));
  for (;;) {
    const given = givenName(sex, random);
    if (!taken.has(formOf(given))) return given;
  }
}

/** The new identity of an adopted child: another family, home and numbers, the same birthday. */
function adopted(child: Person, place: number, { random, postcodes }: Town): Person {
  return {
    ...child,
    id: `P${place}`,
    twins: '',
    household: -place,
    given: random.chance(0.5) ? child.given : givenName(child.sex, random),
    knownAs: null,
    family: familyName(random),
    formerFamily: null,
    postcode: random.pick(postcodes),
    formerPostcode: null,
    nhsNumber: testNhsNumber(place),
    upn: testUpn(place * 2),
    formerUpn: null,
    isSevered: true,
  };
}

function postcodesFor(random: Random): readonly string[] {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const postcodes = new Set<string>();
  while (postcodes.size < postcodeCount) {
    const letter = (): string => letters[random.below(letters.length)] ?? 'A';
    postcodes.add(`WX${1 + random.below(30)} ${random.below(10)}${letter()}${letter()}`);
  }
  return [...postcodes];
}

function birthday({ today, random }: Town): string {
  const year = Number(today.slice(0, 4)) - oldest + random.below(oldest - youngest);
  const day = new Date(Date.UTC(year, 0, 1 + random.below(365)));
  return day.toISOString().slice(0, 10);
}

/** By rank: a name on place twenty is about half as frequent as on place ten. */
function givenName(sex: 'F' | 'M', random: Random): string {
  if (random.chance(shares.rareGiven)) return random.pick(names.rareGiven);
  const list = sex === 'F' ? names.girls : names.boys;
  return list[Math.floor(list.length * random.next() ** 1.7)] ?? random.pick(list);
}

function familyName(random: Random): string {
  const one = oneFamilyName(random);
  return random.chance(shares.doubleFamily) ? `${one}-${oneFamilyName(random)}` : one;
}

const familyTotal = names.family.reduce((sum, [, share]) => sum + Number(share), 0);

function oneFamilyName(random: Random): string {
  if (random.chance(shares.rareFamily))
    return random.pick(names.rareFamilyBeginnings) + random.pick(names.rareFamilyEndings);
  let left = random.next() * familyTotal;
  for (const [name, share] of names.family) {
    left -= Number(share);
    if (left <= 0) return String(name);
  }
  return 'Smith';
}

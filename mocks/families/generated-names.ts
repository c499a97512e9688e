import type { Choices } from '../records/random.ts';

const listOf = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Given names, the frequent ones first; spellings of one name stand side by side. */
const givenNames = {
  F: listOf(`
    Olivia Amelia Sophie Sofia Emily Isla Ava Aisha Ayesha Grace Chloe Khloe Fatima Fatimah Katherine
    Catherine Kathryn Leanne Leeann Ellie Elly Maryam Mariam Zara Zahra Hannah Hanna Sarah Sara Isabel
    Isobel Isabelle Lucy Niamh Elizabeth Elisabeth Rebecca Abigail Phoebe Megan Meghan Nicole Anna Ana
    Zofia Wiktoria Victoria Priya Simran Jasmine Yasmin Imogen Freya Tamsin Willa Xanthe
  `),
  M: listOf(`
    Muhammad Mohammed Mohammad Oliver George Noah Jack Leo Arthur Harry Oscar Thomas Tomas Steven
    Stephen Daniel Yusuf Yousef Ahmed Ahmad James Jaxon Jackson Jacob Jakub William Callum Calum Connor
    Conor Jayden Jaden Matthew Mathew Kai Philip Phillip Christopher Kristopher Michael Mikael Alexander
    Aleksander Samuel Adam Ibrahim Ebrahim Arjun Harpreet Dylan Dillon Sean Shaun Shawn Rhys Reece
    Fergus
  `),
} as const;

/** Family names, the frequent ones first. */
const frequentFamilies = listOf(`
  Smith Jones Khan Taylor Williams Ahmed Brown Hussain Davies Patel Evans Wilson Ali Thomas Johnson
  Roberts Singh Walker Wright Robinson Thompson Thomson White Hughes Begum Edwards Green Hall Wood
  Harris Lewis Martin Clarke Clark Jackson Turner Hill Cooper Ward Morris Moore Kaur Baker Harrison
  Morgan Allen Allan Mohammed Scott Watson Bennett Bennet O'Brien O'Connor Nowak Kowalski Stephens
  Stevens Macdonald Mcdonald Phillips Philips Reid Reed Campbell Rahman Rehman Okafor Mensah
`);

const beginnings = [
  'Ald',
  'Bram',
  'Cald',
  'Dun',
  'Eld',
  'Farn',
  'Gar',
  'Hather',
  'Inger',
  'Kels',
  'Mar',
  'Nether',
  'Ormes',
];
const middles = ['by', 'combe', 'den', 'field', 'gate', 'holm', 'ing', 'kirk', 'low', 'mere', 'ness', 'ridge', 'wick'];
const ends = [
  'ard',
  'bourne',
  'croft',
  'dale',
  'esk',
  'firth',
  'grove',
  'hurst',
  'ley',
  'shaw',
  'ton',
  'well',
  'worth',
];

/** Short forms that schools and clinics write down as the name. */
const shortForms: Readonly<Record<string, string>> = {
  Katherine: 'Katie',
  Catherine: 'Cathy',
  Elizabeth: 'Beth',
  Rebecca: 'Becky',
  Abigail: 'Abby',
  Victoria: 'Tori',
  Muhammad: 'Mo',
  Thomas: 'Tom',
  Steven: 'Steve',
  Stephen: 'Steve',
  Daniel: 'Dan',
  Matthew: 'Matt',
  William: 'Billy',
  Christopher: 'Chris',
  Michael: 'Mike',
  Alexander: 'Alex',
  Samuel: 'Sam',
};

/** A given name, frequent ones more often. */
export const givenName = (sex: 'F' | 'M', choices: Choices): string => frequent(givenNames[sex], choices);

/** A family name: every other one is frequent, the rest are rare. */
export const familyName = (choices: Choices): string =>
  choices.chance(0.5)
    ? frequent(frequentFamilies, choices)
    : `${choices.pick(beginnings)}${choices.pick(middles)}${choices.pick(ends)}`;

/** The short form of a name; the name itself where there is none. */
export const shortFormOf = (name: string): string => shortForms[name] ?? name;

/** How somebody else might have written a given name down: another spelling where there is one, else a slip. */
export const misspelt = (name: string, choices: Choices): string => {
  for (const list of Object.values(givenNames)) {
    const at = list.indexOf(name);
    const other = [list[at - 1], list[at + 1]].find((next) => at >= 0 && next?.slice(-2) === name.slice(-2));
    if (other !== undefined) return other;
  }
  return withSlip(name, choices);
};

/** A slip of the keyboard: two neighbouring letters swapped, or one doubled. */
export const withSlip = (name: string, choices: Choices): string => {
  const at = 1 + choices.below(Math.max(1, name.length - 2));
  const [before, one, two, after] = [name.slice(0, at), name.charAt(at), name.charAt(at + 1), name.slice(at + 2)];
  return choices.chance(0.5) ? `${before}${two}${one}${after}` : `${before}${one}${one}${two}${after}`;
};

/** One of a list, the chance falling with the place. */
const frequent = (list: readonly string[], choices: Choices): string => {
  // The lesser of two draws: the first is twice as likely as one in the middle, the last is rare.
  const at = Math.min(choices.below(list.length), choices.below(list.length));
  return list[at] ?? list[0] ?? '';
};

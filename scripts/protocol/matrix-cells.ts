import type { AgencyName, LocalDate } from '../../src/model/words.ts';
import { areAllowed, findBlock, type Region } from './blocks.ts';
import type { Action, Dimension } from './closed-vector.ts';
import type { Entity } from './expression.ts';
import { type LegalFacts, legalFacts } from './legal-facts.ts';
import { closed, degreeOf, letterOf, type Openness } from './matrix-letter.ts';
import { questionFor } from './question-for.ts';
import {
  type Access,
  actionOf,
  freeDimensions,
  type Matter,
  matterOf,
  purposeType,
  type Rule,
  type RuleBook,
  rulesFor,
} from './rule-book.ts';
import { type Assignment, type Domains, domainsOf, others, spellOut, type Variable } from './truth.ts';

/** What a matrix is asked for. */
export type MatrixQuestion = {
  readonly purpose: string;
  readonly date: LocalDate;
  readonly access: Access;
  /** Kinds of organisation that are looked at. */
  readonly organisationKinds: readonly string[];
  /** Bases that the caller names; empty: derived. */
  readonly bases: readonly string[];
};

/** One role of some kinds of organisation: its cells by class. */
export type MatrixColumn = {
  readonly role: string;
  readonly organisationKinds: readonly string[];
  readonly cells: ReadonlyMap<string, Cell>;
};

/** A cell in the letters of domain.md 7.4, and what out of the ordinary must be so for it. */
export type Cell = { readonly letter: string; readonly onlyWith: string };

/** The facts of an ordinary request about an ordinary child. A cell that is closed in them is looked for in others. */
const ordinary: Readonly<Record<string, string>> = {
  mode: 'NORMAL',
  link: 'MATCH',
  lifecycle: 'CHILD',
  shield: 'NONE',
  aspect: 'PLAIN',
  basis: 'VALID',
  competence: 'NOT_PRESUMED',
  hasReason: 'yes',
  isSignatory: 'yes',
  isTrained: 'yes',
  isVetted: 'yes',
  isPolicyHead: 'yes',
  isPresenceKnown: 'yes',
};

/** Facts that no search varies: they are what the matrix is before, or another matrix. */
const unvaried: readonly string[] = [
  'mode',
  'shield',
  'isRefusedBySource',
  'isDetrimental',
  'isPresenceKnown',
  'isMediator',
  'isCrossBorder',
];

/** The facts of an item, and what may stand in for consent: what the letters are about. */
const itemNames: readonly string[] = ['isOwn', 'isRelevant', 'consent', 'isExempt', 'exemption'];
const noConsent = { consent: 'NONE', isExempt: 'no', exemption: 'NONE' } as const;
const withConsent = { ...noConsent, consent: 'GIVEN' } as const;
const never: Cell = { letter: closed, onlyWith: '' };

/** Works out the matrix of a purpose: a column for each role that a schedule serves on the day. */
export function matrixColumns(book: RuleBook, question: MatrixQuestion): readonly MatrixColumn[] {
  const columns = new Map<string, MatrixColumn>();
  for (const role of rolesInOrder(book, question.purpose)) {
    for (const kind of question.organisationKinds) {
      const matter = matterOf(book, role, question.purpose, kind, question.date, question.access);
      if (matter.cover.state !== 'VALID') continue;
      const asking = askingOf(book, matter, kind, question);
      if (asking === null) continue;
      const cells = cellsOf(asking);
      const key = JSON.stringify([role, [...cells]]);
      const known = columns.get(key);
      columns.set(key, { role, organisationKinds: [...(known?.organisationKinds ?? []), kind], cells });
    }
  }
  return [...columns.values()];
}

/** The classes, in the order of the matrix. */
export function classesOf({ vector }: RuleBook): readonly string[] {
  return vector.codesOf('Class');
}

type Asking = {
  readonly book: RuleBook;
  readonly matter: Matter;
  readonly kind: string;
  readonly question: MatrixQuestion;
  readonly know: Action;
  readonly read: Action;
  /** What is left of the rules of an action for this matter, whatever it is about. */
  readonly settled: ReadonlyMap<Action, readonly Rule[]>;
  /** The questions that come first, by kind of discloser: the request, and the record. */
  readonly earlier: ReadonlyMap<string, readonly (readonly Rule[])[]>;
  readonly dimensions: readonly Dimension[];
};

function askingOf(book: RuleBook, matter: Matter, kind: string, question: MatrixQuestion): Asking | null {
  const [know, read] = ['know', 'read'].map((name) => actionOf(book, name));
  if (know === undefined || read === undefined) return null;
  const before = ['ask', 'enter'].flatMap((name) => actionOf(book, name) ?? []);
  const settled = new Map([...before, know, read].map((action) => [action, rulesFor(book, matter, action, null)]));
  const earlier = new Map(
    disclosersOf(book).map((discloser) => [
      discloser,
      before.map((action) => {
        const purpose = action.resources.find(({ type, id }) => type === purposeType && id === matter.purpose);
        const resource = purpose ?? { type: 'AgencyKind', id: discloser };
        return rulesFor(book, matter, action, resource, settled.get(action));
      }),
    ]),
  );
  const dimensions = uniqueByName([...before, know].flatMap((action) => freeDimensions(action, matter)));
  return { book, matter, kind, question, know, read, settled, earlier, dimensions };
}

function disclosersOf({ protocol }: RuleBook): readonly string[] {
  return [...new Set(Object.values(protocol.discloserKinds))];
}

/** Roles in the order in which the schedules name them. */
function rolesInOrder({ protocol }: RuleBook, purpose: string): readonly string[] {
  const serving = protocol.schedules.filter(({ purposes }) => purposes.includes(purpose));
  return [...new Set(serving.flatMap(({ roles }) => roles))];
}

function cellsOf(asking: Asking): ReadonlyMap<string, Cell> {
  const { book } = asking;
  return new Map(
    classesOf(book).map((name) => {
      const splitType = book.protocol.splitClasses[name];
      if (splitType === undefined) return [name, cellOf(asking, { type: 'Class', id: name }, name)];
      const parts = book.vector
        .codesOf(splitType)
        .map((id) => ({ id, ...cellOf(asking, { type: splitType, id }, name) }))
        .filter(({ letter }) => letter !== closed);
      const letter = parts.map((part) => `${part.id} ${part.letter}`).join(', ');
      return [name, parts.length === 0 ? never : { letter, onlyWith: parts[0]?.onlyWith ?? '' }];
    }),
  );
}

/** The cell at the agency at which it is most open. */
function cellOf(asking: Asking, resource: Entity, name: string): Cell {
  const { book, kind, question, know, read } = asking;
  const { purpose, bases, date } = question;
  const [knowRules, readRules] = [rulesAbout(asking, know, resource), rulesAbout(asking, read, resource)];
  if (![...knowRules, ...readRules].some(({ policy }) => policy.effect === 'permit')) return never;

  let best: { readonly cell: Cell; readonly degree: number } = { cell: never, degree: 0 };
  const tried = new Set<string>();
  for (const agency of book.protocol.agencyOrder) {
    const legal = legalFacts(book, { organisationKind: kind, purpose, bases, agency, class: name, date });
    // Agencies that neither the law nor any policy tells apart have the same cell.
    const key = JSON.stringify([legal, likenessOf(asking, [...knowRules, ...readRules], agency)]);
    if (tried.has(key)) continue;
    tried.add(key);
    // What content does not open, existence may.
    const circumstances =
      findCircumstances(asking, readRules, agency, legal) ?? findCircumstances(asking, knowRules, agency, legal);
    if (circumstances === null) continue;
    const openness = opennessOf(asking, resource, circumstances);
    const degree = degreeOf(openness);
    if (degree > best.degree) {
      best = { cell: { letter: letterOf(openness), onlyWith: circumstances.onlyWith }, degree };
    }
  }
  return best.cell;
}

/** What policies can tell of the kind of discloser that an agency is. */
function likenessOf({ book, earlier, dimensions }: Asking, rules: readonly Rule[], agency: AgencyName): string {
  const discloser = book.protocol.discloserKinds[agency] ?? '';
  const named = domainsOf(
    rules.map(({ formula }) => formula),
    dimensions.filter(({ name }) => name === 'discloser'),
  ).get('discloser');
  const isNamed = named?.some(({ value }) => value === discloser) === true;
  const before = earlier.get(discloser)?.map((each) => each.map(({ policy }) => policy.id));
  return JSON.stringify([isNamed ? discloser : others, before]);
}

function rulesAbout({ book, matter, settled }: Asking, action: Action, resource: Entity): readonly Rule[] {
  return rulesFor(book, matter, action, resource, settled.get(action));
}

function opennessOf(
  { book, matter, know, read }: Asking,
  resource: Entity,
  { assignment, domains }: Circumstances,
): Openness {
  const mask = (action: Action, facts: Readonly<Record<string, string>>): number =>
    [0, 1, 2, 3].reduce((sum, kind) => {
      const item = { ...facts, isOwn: (kind & 2) === 0 ? 'no' : 'yes', isRelevant: (kind & 1) === 0 ? 'no' : 'yes' };
      const asked = new Map([...assignment, ...Object.entries(item)]);
      const question = questionFor(book, matter, action, resource, asked, domains);
      return book.engine.ask(question).kind === 'ALLOWED' ? sum | (1 << kind) : sum;
    }, 0);
  const exemptions = book.vector.codesOf('Exemption').filter((code) => code !== noConsent.exemption);
  return {
    read: mask(read, noConsent),
    consented: mask(read, withConsent),
    exempt: exemptions.reduce((sum, exemption) => sum | mask(read, { ...noConsent, exemption, isExempt: 'yes' }), 0),
    know: mask(know, noConsent),
    knowConsented: mask(know, withConsent),
    isConcealed: book.protocol.concealedClasses.includes(resource.id),
  };
}

type Circumstances = { readonly assignment: Assignment; readonly domains: Domains; readonly onlyWith: string };

/**
 * Finds facts beside those of the item under which the request, the agency's record and something of
 * the class are open: the ordinary ones where they suffice. Null: there are none at all.
 */
function findCircumstances(
  { book, matter, know, earlier, dimensions }: Asking,
  rules: readonly Rule[],
  agency: AgencyName,
  legal: LegalFacts,
): Circumstances | null {
  const discloser = book.protocol.discloserKinds[agency] ?? '';
  const all = [...(earlier.get(discloser) ?? []), rules];
  const kept = keptCodes(dimensions, { ...ordinary, ...legal, discloser });
  const formulas = all.flat().map(({ formula }) => formula);
  const domains = domainsOf(formulas, dimensions, kept);
  const questions = all.map((each) => each.map((rule) => ({ ...rule, formula: spellOut(rule.formula, domains) })));
  const usual = usualValues(book, matter.role, domains, discloser, legal);
  const assignment = findBlock(domains, areAllowed(questions), (answer) => answer, usual.region);
  return assignment === null ? null : completed(assignment, domains, usual.first, know);
}

/** Codes that must be told apart, so that they can be named. */
function keptCodes(
  dimensions: readonly Dimension[],
  named: Readonly<Record<string, string | readonly string[]>>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    dimensions.flatMap((dimension) => {
      if (dimension.kind === 'FLAG') return [];
      return [
        [dimension.name, itemNames.includes(dimension.name) ? dimension.values : [named[dimension.name] ?? []].flat()],
      ];
    }),
  );
}

/** The value of each fact that is tried first, and those that are tried at all, in this order. */
function usualValues(
  { protocol }: RuleBook,
  role: string,
  domains: Domains,
  discloser: string,
  legal: LegalFacts,
): { readonly region: Region; readonly first: Assignment } {
  const region = new Map<Variable, readonly string[]>();
  // The kinds of callers that may have the role, by the issuers that may assert it; none known: any.
  const kinds = [
    ...new Set(protocol.issuers.filter(({ roles }) => roles.includes(role)).flatMap((issuer) => issuer.kinds)),
  ];
  const settled: Readonly<Record<string, string>> = { discloser, slots: legal.slots, consentRule: legal.consentRule };
  for (const [name, domain] of domains) {
    const values = domain.map(({ value }) => value);
    const [fact, code = ''] = name.split('∋');
    const only = settled[name];
    if (only !== undefined) region.set(name, [only]);
    else if (fact === 'bases') {
      const isHeld = code === others ? legal.bases.length > 0 : legal.bases.includes(code);
      region.set(name, [isHeld ? 'yes' : 'no']);
    } else if (name === 'kind')
      region.set(name, kinds.length === 0 ? values : kinds.map((kind) => (values.includes(kind) ? kind : others)));
    // The most that an item can have; the letters say what it needs.
    else if (name === 'consent') region.set(name, [withConsent.consent]);
    else if (itemNames.includes(name))
      region.set(
        name,
        [...values].sort((one) => (one === 'yes' ? -1 : 1)),
      );
    else {
      const usual = ordinary[name] ?? (values.includes('no') && !name.includes('∋') ? 'no' : values[0]) ?? others;
      const first = values.includes(usual) ? usual : others;
      region.set(name, unvaried.includes(name) ? [first] : [first, ...values.filter((value) => value !== first)]);
    }
  }
  return { region, first: new Map([...region].map(([name, values]) => [name, values[0] ?? ''])) };
}

/** Fills in what the block leaves open, and says in what it is not ordinary. */
function completed(found: Assignment, domains: Domains, first: Assignment, know: Action): Circumstances {
  const told = know.dimensions.map(({ name }) => name);
  const unusual = [...found].filter(
    ([name, value]) => told.includes(name) && !itemNames.includes(name) && value !== first.get(name),
  );
  const assignment = new Map([...first, ...found].filter(([name]) => !itemNames.includes(name)));
  return {
    assignment,
    domains,
    onlyWith: unusual.map(([name, value]) => `${name} ${value === others ? 'other' : value}`).join(', '),
  };
}

function uniqueByName(dimensions: readonly Dimension[]): readonly Dimension[] {
  return dimensions.filter(({ name }, index) => dimensions.findIndex((each) => each.name === name) === index);
}

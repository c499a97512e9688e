import { type IdentifierScheme, testIdentifier } from '../../mocks/identifiers/test-identifier.ts';
import { personasOn } from '../../mocks/identity/personas.ts';
import { namedChild } from '../harness/named-children.ts';
import { type Criteria, detailsOf, pickDetails, recordsOfNamed, strangerLike } from '../harness/search.ts';
import type { Answer } from '../harness/world.ts';
import type { CaseWorld } from './check-case.ts';
import type { Case } from './read-cases.ts';
import { wholeView } from './whole-view.ts';

const everything = wholeView();
/** What one authority tells another (protocol/peers.yaml), whichever agencies each has. */
const index = wholeView(
  new Set([
    'identity',
    'addresses',
    'carers',
    'universalServices',
    'involvements',
    'indicators',
    'assessments',
    'missingEducation',
  ]),
);
/** Valid numbers that no mocked record bears. */
const unknownOrdinal = 499_999;
const tokens = new Map<object, string>();

/** Asks what a case asks; of `NOBODY`: the same of somebody whom no agency knows. */
export async function askCase(world: CaseWorld, each: Case, of: 'CHILD' | 'NOBODY'): Promise<Answer> {
  const token = await tokenOfCase(world, each.who);
  const { purpose, ...declared } = each.declares;
  // Objects go as variables: they hold what may not stand in a document.
  const objects = Object.entries(declared).filter(([name]) => name in inputTypes);
  const more = Object.entries(declared).map(
    ([name, argument]) => `, ${name}: ${name in inputTypes ? `$${name}` : literal(argument)}`,
  );
  const typed = objects.map(([name]) => `, $${name}: ${inputTypes[name]}!`);
  const access = `@access(purpose: ${String(purpose)}, reason: $why${more.join('')})`;
  const child = `${each.asks ?? (each.authorities === undefined ? everything : index)} sources { agency state } withheld { path class state code route { kind needs } }`;
  const disclosure = 'disclosure { recordId bases { bases } obligations { kind } }';
  const variables = { why: `row ${each.row} of the cases`, ...Object.fromEntries(objects) };
  if (each.search !== undefined) {
    const by = criteriaOf(each.search);
    return world.ask(
      token,
      `query Case($by: ChildSearch!, $why: String!${typed.join('')}) ${access} {
        found: findChildren(by: $by) {
          outcome incomplete needs sources { agency state }
          candidates { outcome reason flags agreements { field agreement } child { id ${child} } }
        }
        ${disclosure}
      }`,
      { by: of === 'CHILD' ? by : strangerLike(by), ...variables },
    );
  }
  const { scheme, value } = of === 'CHILD' ? keyOfCase(each) : { scheme: schemeOf(each), value: unknownValue(each) };
  return world.ask(
    token,
    `query Case($scheme: IdentifierScheme!, $value: String!, $why: String!${typed.join('')}) ${access} {
      child: childByIdentifier(scheme: $scheme, value: $value) { ${child} }
      ${disclosure}
    }`,
    { scheme, value, ...variables },
  );
}

/** The identifier that a case looks a child up by; of a search: one of the child who is looked for. */
export function keyOfCase(each: Case): { readonly scheme: string; readonly value: string } {
  if (each.search !== undefined) {
    const [[scheme, value] = ['', '']] = Object.entries(namedChild(each.search.for).identifiers);
    return { scheme, value };
  }
  const scheme = schemeOf(each);
  const value =
    each.authorities === undefined
      ? namedChild(each.child ?? '').identifiers[scheme]
      : recordsOfNamed(each.child ?? '')[0]?.identifiers.find((held) => held.scheme === scheme)?.value;
  if (value === undefined) throw new Error(`${each.child} has no ${scheme}`);
  return { scheme, value };
}

/** A persona's token, or one with claims that differ from the persona's as the case says. */
export async function tokenOfCase(world: CaseWorld, who: Case['who']): Promise<string> {
  if (typeof who === 'string') return world.tokenOf(who);
  const known = tokens.get(who);
  if (known !== undefined) return known;
  const { persona: name, ...claims } = who;
  const persona = personasOn(new Date().toISOString().slice(0, 10)).find((each) => each.name === name);
  if (persona === undefined) throw new Error(`no persona ${String(name)}`);
  const token = await world.tokenWith({ issuer: persona.issuer, ...persona.claims, ...claims });
  tokens.set(who, token);
  return token;
}

/** What is given of the child who is looked for: what the case names, as it is held or as the case has it. */
function criteriaOf({ for: slug, as, by, instead = {} }: NonNullable<Case['search']>): Criteria {
  return pickDetails({ ...detailsOf(slug, as), ...(instead as Criteria) }, [
    ...new Set([...by, ...Object.keys(instead)]),
  ]);
}

function schemeOf({ by }: Case): string {
  if (by === undefined) throw new Error('the case looks nobody up');
  return by;
}

function unknownValue(each: Case): string {
  return testIdentifier(schemeOf(each) as IdentifierScheme, unknownOrdinal);
}

/** The arguments of `@access` that are objects, and their types. */
const inputTypes: Readonly<Record<string, string>> = {
  written: 'WrittenRequest',
  courtOrder: 'CourtOrder',
  override: 'ShieldOverride',
  breakGlass: 'BreakGlass',
};

/** A value of YAML as GraphQL writes it: codes bare, other texts quoted. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([name, each]) => `${name}: ${literal(each)}`)
      .join(', ')}}`;
  return typeof value === 'string' && !/^[A-Z][A-Z0-9_]*$/.test(value) ? JSON.stringify(value) : String(value);
}

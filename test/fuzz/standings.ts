import { decodeJwt } from 'jose';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { type Persona, type PersonaClaims, personasOn } from '../../mocks/identity/personas.ts';
import type { World } from '../harness/world.ts';
import type { Asker } from './asker.ts';

/** As whom, beside themself, and by which declaration somebody asks. */
export type Standing =
  | { readonly kind: 'PLAIN' }
  | {
      readonly kind: 'BREAK_GLASS';
      readonly ground: string;
      readonly acknowledged: boolean;
      /** Whether the account has broken the glass as often today as it may. */
      readonly isSpent: boolean;
    }
  | { readonly kind: 'OVERRIDE'; readonly acknowledged: boolean; readonly isGranted: boolean }
  | { readonly kind: 'ORDER'; readonly reference: string; readonly classes: readonly string[]; readonly days: number }
  | { readonly kind: 'MEDIATED'; readonly mediator: keyof typeof mediators }
  /** The index team suspended the account. */
  | { readonly kind: 'SUSPENDED' };

const mediators = {
  MEDIATOR: {},
  /** Who may not come near the child whom `conflict-of-interest` is about. */
  EXCLUDED: { staffIds: [{ scheme: 'SWE', value: 'SW990001' }] },
  UNTRAINED: { trainedUntil: '2020-01-01' },
  OTHER_ROLE: { roles: ['SOCIAL_WORKER'] },
  MORE_ROLES: { roles: ['MEDIATOR', 'SOCIAL_WORKER'] },
} as const satisfies Readonly<Record<string, Partial<PersonaClaims>>>;
export const mediatorKinds = Object.keys(mediators) as readonly (keyof typeof mediators)[];

const personas = new Map(personasOn(new Date().toISOString().slice(0, 10)).map((each) => [each.name, each]));

/** A persona by name. */
export function personaOf(name: string): Persona {
  const found = personas.get(name);
  if (found === undefined) throw new Error('no such persona');
  return found;
}

/** What of a case is declared. */
export type Declared = {
  readonly persona: string;
  readonly purpose: string;
  readonly exemption: string | null;
  readonly written: string | null;
  readonly standing: Standing;
  readonly dryRun: boolean;
};

/** Who asks in a case, and what they declare. */
export function askerOf({ persona, purpose, exemption, dryRun, written, standing }: Declared): Asker {
  const is = <K extends Standing['kind']>(kind: K): Extract<Standing, { kind: K }> | null =>
    standing.kind === kind ? (standing as Extract<Standing, { kind: K }>) : null;
  const order = is('ORDER');
  return {
    claims: claimsOf(persona, standing),
    purpose,
    exemption,
    dryRun,
    written,
    order: order === null ? null : { ...order, expiresOn: dayIn(order.days) },
    breakGlass: is('BREAK_GLASS'),
    override: is('OVERRIDE'),
    isSuspended: standing.kind === 'SUSPENDED',
  };
}

function claimsOf(persona: string, standing: Standing): PersonaClaims {
  const { claims } = personaOf(persona);
  if (standing.kind === 'OVERRIDE') return { ...claims, mayOverrideShield: standing.isGranted };
  if (standing.kind !== 'MEDIATED') return claims;
  const mediator = personaOf('mediator');
  const act = { ...mediator.claims, ...mediators[standing.mediator], iss: mediator.issuer, sub: mediator.name };
  return { ...claims, act };
}

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What is declared: variables with their types and values, and the arguments of `@access`. */
export type DeclaredAccess = {
  readonly types: string;
  readonly args: string;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** The declaration of a case; `isPlain`: leaving out all that makes the request a special one. */
export function declaredAccess(given: Declared, isPlain = false): DeclaredAccess {
  const { purpose, exemption, dryRun, written, standing } = given;
  const asker = askerOf({ ...given, exemption, dryRun });
  const args = [`purpose: ${purpose}`, 'reason: $zz_why'];
  const types = ['$zz_why: String!'];
  const variables: Record<string, unknown> = { zz_why: 'zq-reason: fuzz' };
  const declare = (name: string, type: string, value: unknown): void => {
    args.push(`${name}: $zz_${name}`);
    types.push(`$zz_${name}: ${type}`);
    variables[`zz_${name}`] = value;
  };
  if (exemption !== null) args.push(`exemption: ${exemption}`);
  if (dryRun && !isPlain) args.push('dryRun: true');
  if (purpose === 'OFFENDING_PREVENTION') args.push('emergency: true');
  if (purpose === 'CRIME_INVESTIGATION' && asker.claims.roles.includes('POLICE_CP'))
    args.push('basis: [CDA98_S115, CA89_S47]');
  if (written !== null) declare('written', 'WrittenRequest', { reference: written, madeAt: '2026-01-02T03:04:05Z' });
  if (!isPlain) {
    if (standing.kind === 'BREAK_GLASS')
      declare('breakGlass', 'BreakGlass', { ground: standing.ground, acknowledged: standing.acknowledged });
    if (standing.kind === 'OVERRIDE')
      declare('override', 'ShieldOverride', { acknowledged: standing.acknowledged, reason: 'zq-reason: fuzz' });
    if (asker.order !== null) {
      const { reference, classes, expiresOn } = asker.order;
      declare('courtOrder', 'CourtOrder', { reference, classes, expiresOn });
    }
  }
  return { types: types.join(', '), args: args.join(', '), variables };
}

/** A token of the asker of a case: of an account of its own where the account takes something from it. */
export async function tokenFor(world: World, given: Declared): Promise<string> {
  const { persona, standing } = given;
  if (standing.kind === 'PLAIN' || standing.kind === 'ORDER') return world.tokenOf(persona);
  const token = await world.tokenWith({ ...claimsOf(persona, standing), issuer: personaOf(persona).issuer });
  if (standing.kind === 'SUSPENDED') await suspend(world, token);
  if (standing.kind === 'BREAK_GLASS' && standing.isSpent) {
    const { types, args, variables } = declaredAccess(given);
    for (let time = 1; time <= 3; time += 1)
      await world.ask(
        token,
        `query (${types}, $zz_of: String!) @access(${args}) {
          childByIdentifier(scheme: NHS_NUMBER, value: $zz_of) { __typename }
        }`,
        { ...variables, zz_of: testNhsNumber(400_001) },
      );
  }
  return token;
}

async function suspend(world: World, token: string): Promise<void> {
  const { iss, sub } = decodeJwt(token);
  const { errors } = await world.ask(
    await world.tokenOf('index-team'),
    `mutation ($who: ID!, $of: String!, $why: String!) {
      suspendAccount(subject: $who, organisation: $of, reason: $why) { suspended }
    }`,
    { who: `${iss}|${sub}`, of: 'LA:001-CSC', why: 'zq-reason: fuzz' },
  );
  if (errors !== undefined) throw new Error('the account was not suspended');
}

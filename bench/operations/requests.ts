import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'undici';
import { calendarOf } from '../../mocks/records/calendar.ts';
import { benchChildren, numberOf } from '../agencies/children.ts';
import type { Criteria } from '../gateways/floor-script.ts';
import type { World } from '../gateways/world.ts';
import { ask, type Request, type Target } from '../measure/load.ts';
import type { Asker, Operation } from './operations.ts';

/** Makes requests that vary practitioner, children and reason, so that no memo serves what real use would not find. */
export type Requests = {
  /** The next request for the operation; no two of a run are the same to Childview. */
  readonly next: (target: Target, operation: Operation) => Request;
  /** One and the same request for all targets, by its number. */
  readonly at: (target: Target, operation: Operation, turn: number) => Request;
};

type Practitioners = { readonly tokens: readonly string[]; readonly sealedIds: readonly string[] };

const root = join(import.meta.dirname, '../..');
const practitionersOfEach = 8;

/** Has the practitioners signed in and the children's ids sealed for their organisation. */
export async function prepareRequests(
  world: World,
  operations: readonly Operation[],
  count: number,
): Promise<Requests> {
  const people = benchChildren(count, calendarOf(new Date().toISOString().slice(0, 10)));
  const numbers = people.map((_, position) => numberOf(position));
  const criteria = people.map(
    ({ given, family, dateOfBirth, sex, home }): Criteria => ({
      givenName: given,
      familyName: family,
      dateOfBirth,
      sex,
      postcode: home?.postcode,
    }),
  );
  const practitioners = new Map<Asker, Practitioners>();
  for (const { asker, declared } of operations) {
    if (practitioners.has(asker)) continue;
    const tokens = tokensOf(world, asker);
    practitioners.set(asker, { tokens, sealedIds: await sealedIdsOf(world, tokens[0] ?? '', declared, numbers) });
  }

  const at = (target: Target, operation: Operation, turn: number): Request => {
    const { tokens, sealedIds } = practitioners.get(operation.asker) ?? { tokens: [], sealedIds: [] };
    const first = (turn * operation.children) % count;
    const ids = Array.from({ length: operation.children }, (_, step) => {
      const position = (first + step) % count;
      return (target.kind === 'childview' ? sealedIds[position] : numbers[position]) ?? '';
    });
    const variables =
      operation.root === 'findChildren'
        ? { by: criteria[first] }
        : operation.root === 'child'
          ? { id: ids[0] }
          : { ids };
    switch (target.kind) {
      case 'childview':
        return {
          headers: { authorization: `Bearer ${tokens[turn % tokens.length]}` },
          body: JSON.stringify({ query: operation.childview, variables: { ...variables, why: `Reason ${turn}` } }),
        };
      case 'floor':
        return { headers: {}, body: JSON.stringify({ operation: operation.name, variables }) };
      case 'other':
        return { headers: {}, body: JSON.stringify({ query: operation.others, variables }) };
    }
  };
  let turn = 0;
  return {
    at,
    next: (target, operation) => {
      turn += 1;
      return at(target, operation, turn);
    },
  };
}

/** Tokens of several practitioners of one kind, real ones of the mocked identity provider. */
function tokensOf(world: World, asker: Asker): readonly string[] {
  const token = (args: readonly string[]): string =>
    execFileSync(process.execPath, [join(root, 'scripts/token.ts'), ...args], { encoding: 'utf8' }).trim();
  const claims = JSON.parse(token(['--show-claims', asker])) as {
    readonly staffIds: readonly { readonly scheme: string; readonly value: string }[];
  };
  return Array.from({ length: practitionersOfEach }, (_, index) => {
    const file = join(world.directory, `${asker}-${index}.json`);
    const staffIds = claims.staffIds.map(({ scheme, value }) => ({ scheme, value: `${value.slice(0, -1)}${index}` }));
    writeFileSync(file, JSON.stringify({ ...claims, sub: `bench-${asker}-${index}`, staffIds }));
    return token(['--claims', file, '--issuer-base', world.issuer]);
  });
}

async function sealedIdsOf(
  world: World,
  token: string,
  declared: string,
  numbers: readonly string[],
): Promise<readonly string[]> {
  const query = `query Ids($nhs: String!, $why: String!) @access(${declared}, reason: $why) { childByIdentifier(scheme: NHS_NUMBER, value: $nhs) { id } }`;
  const pool = new Pool(world.childview.origin, { connections: 8, pipelining: 1 });
  const idOf = async (nhs: string): Promise<string> => {
    const text = await ask(pool, world.childview, {
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables: { nhs, why: 'Sealed ids' } }),
    });
    const { data } = JSON.parse(text) as { data?: { childByIdentifier: { id: string } | null } | null };
    if (data?.childByIdentifier == null) throw new Error(`A child of the bench is not found: ${text.slice(0, 300)}`);
    return data.childByIdentifier.id;
  };
  try {
    return await Promise.all(numbers.map(idOf));
  } finally {
    await pool.close();
  }
}

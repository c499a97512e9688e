/**
 * `npm run -s token -- PERSONA [--mediator PERSONA] | --list | --claims FILE | --show-claims PERSONA [--issuer-base URL]`
 * Prints an access token of the mocked identity provider and nothing else.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mockIssuers } from '../mocks/identity/issuers.ts';
import { type Persona, personasOn } from '../mocks/identity/personas.ts';
import type { ClientListing } from '../mocks/identity/start-identity-provider.ts';

const usage =
  'Usage: npm run -s token -- PERSONA [--mediator PERSONA] | --list | --claims FILE | --show-claims PERSONA [--issuer-base URL]';

/** A fault of the command line, told in one line. */
class UsageError extends Error {}

try {
  process.stdout.write(`${await run(process.argv.slice(2))}\n`);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function run(args: readonly string[]): Promise<string> {
  const { values, positionals } = readArguments(args);
  const base = values['issuer-base'].replace(/\/+$/, '');
  const personas = personasOn(new Date().toISOString().slice(0, 10));
  const shown = values['show-claims'];
  if (values.list) return listOf(personas);
  if (shown !== undefined) return claimsOf(personaNamed(personas, shown));
  if (values.claims !== undefined) {
    return await fetchToken(await askProvider<ClientListing>(`${base}/__personas`, readClaims(values.claims)));
  }
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) throw new UsageError(`Name one persona.\n${usage}`);
  const persona = personaNamed(personas, name);
  if (values.mediator !== undefined) {
    const { issuer, claims, name: sub } = personaNamed(personas, values.mediator);
    const act = { ...claims, iss: issuer, sub };
    const mediated = { ...persona.claims, sub: persona.name, issuer: persona.issuer, act };
    return await fetchToken(await askProvider<ClientListing>(`${base}/__personas`, mediated));
  }
  const listed = await askProvider<{ personas: readonly ClientListing[] }>(`${base}/__personas`);
  const client = listed.personas.find((one) => one.name === name);
  if (client === undefined) throw new UsageError(`The provider at ${base} does not know this persona: restart it.`);
  return await fetchToken(client);
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        list: { type: 'boolean', default: false },
        claims: { type: 'string' },
        mediator: { type: 'string' },
        'show-claims': { type: 'string' },
        'issuer-base': { type: 'string', default: 'http://127.0.0.1:4100' },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'Bad arguments.'}\n${usage}`);
  }
}

function listOf(personas: readonly Persona[]): string {
  const width = Math.max(...personas.map(({ name }) => name.length)) + 2;
  const organisationWidth = Math.max(...personas.map(({ claims }) => claims.organisation.length)) + 2;
  return personas
    .map(({ name, claims, about }) => {
      const organisation = claims.organisation.padEnd(organisationWidth);
      return `${name.padEnd(width)}${organisation}${claims.roles.join(', ')}  (${about})`;
    })
    .join('\n');
}

/** A starting point for `--claims`: the persona's own token, its client included. */
function claimsOf({ name, issuer, claims }: Persona): string {
  const client = mockIssuers.find(({ path }) => path === issuer)?.client;
  return JSON.stringify({ sub: name, client_id: client, ...claims }, null, 2);
}

function personaNamed(personas: readonly Persona[], name: string): Persona {
  const found = personas.find((persona) => persona.name === name);
  if (found !== undefined) return found;
  const near = personas.filter((persona) => isNear(name.toLowerCase(), persona.name)).map((persona) => persona.name);
  const hint =
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are: ${personas.map((p) => p.name).join(', ')}.`;
  throw new UsageError(`There is no persona "${name}". ${hint}`);
}

function isNear(typed: string, name: string): boolean {
  if (typed.length >= 3 && (name.includes(typed) || typed.includes(name))) return true;
  return editDistance(typed, name) <= Math.max(1, Math.floor(name.length / 4));
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

function readClaims(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`The claims file ${file} cannot be read.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`The claims file ${file} is not JSON. See: npm run -s token -- --show-claims teacher`);
  }
}

/** GET, or POST of `body` where there is one. */
async function askProvider<Answer>(url: string, body?: unknown): Promise<Answer> {
  const response = await reach(url, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  const answer = (await response.json()) as Answer & { message?: string };
  if (!response.ok) throw new UsageError(answer.message ?? `The identity provider answered ${response.status}.`);
  return answer;
}

async function fetchToken(client: ClientListing): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: client.clientId, client_secret: client.clientSecret };
  const response = await reach(client.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
  const answer = (await response.json()) as { access_token?: string };
  if (answer.access_token === undefined)
    throw new UsageError(`The provider gave no token (status ${response.status}).`);
  return answer.access_token;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new UsageError(
      `No identity provider answers at ${new URL(url).origin}. Start it with \`npm start\`, or name another by --issuer-base.`,
    );
  }
}

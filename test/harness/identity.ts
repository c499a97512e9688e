import type { Answer } from './world.ts';

type Credentials = { readonly clientId: string; readonly clientSecret: string; readonly tokenUrl: string };

/** An access token of a persona, of the identity provider at an origin. */
export async function requestTokenOf(origin: string, persona: string): Promise<string> {
  const { personas } = (await (await fetch(`${origin}/__personas`)).json()) as {
    readonly personas: readonly (Credentials & { readonly name: string })[];
  };
  const found = personas.find(({ name }) => name === persona);
  if (found === undefined) throw new Error(`no persona ${persona}`);
  return requestToken(found);
}

/** An access token with any claims, through the provider's own registration. */
export async function requestTokenWith(origin: string, claims: Readonly<Record<string, unknown>>): Promise<string> {
  const response = await fetch(`${origin}/__personas`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(claims),
  });
  return requestToken((await response.json()) as Credentials);
}

/** Asks a gateway as a client does. */
export async function postQuery(
  url: string,
  token: string | null,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data, errors, extensions } = JSON.parse(text) as Pick<Answer, 'data' | 'errors' | 'extensions'>;
  return { status: response.status, text, headers: response.headers, data, errors, extensions };
}

async function requestToken({ clientId, clientSecret, tokenUrl }: Credentials): Promise<string> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  });
  const body = (await response.json()) as { access_token?: string };
  if (body.access_token === undefined) throw new Error(`no token (HTTP ${response.status})`);
  return body.access_token;
}

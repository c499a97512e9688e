import type { JSONWebKeySet } from 'jose';
import { Agent, type Dispatcher, request } from 'undici';
import { z } from 'zod';
import type { FetchJwks } from './key-sets.ts';

const longestBody = 256 * 1024;
const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional() })).max(50) });

/**
 * Fetches an issuer's keys over HTTP: its OpenID discovery document names where they are. Follows no
 * redirect, reads at most 256 KiB, and rejects when anything is amiss or `timeoutMs` pass.
 * `jwksUris` names the place for issuers that publish no discovery document.
 */
export function createFetchJwks(options: {
  readonly timeoutMs: number;
  readonly jwksUris?: Readonly<Record<string, string>>;
}): { readonly fetchJwks: FetchJwks; readonly close: () => Promise<void> } {
  // Said outright, so that no variable of the environment can switch it off.
  const connect = { rejectUnauthorized: true };
  const agent = new Agent({ connections: 2, keepAliveTimeout: 1000, connect });
  return {
    fetchJwks: async (issuer) => {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), options.timeoutMs);
      try {
        const from = (url: string): Promise<unknown> => readJson(url, agent, controller.signal);
        const uri = options.jwksUris?.[issuer] ?? (await jwksUriOf(issuer, from));
        return keySet.parse(await from(uri)) as JSONWebKeySet;
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => agent.close(),
  };
}

async function jwksUriOf(issuer: string, from: (url: string) => Promise<unknown>): Promise<string> {
  const found = discovery.parse(await from(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`));
  // OpenID Connect Discovery 4.3: a document that speaks for another issuer is not this one's.
  if (found.issuer !== issuer) throw new Error('the discovery document names another issuer');
  return found.jwks_uri;
}

async function readJson(url: string, dispatcher: Dispatcher, signal: AbortSignal): Promise<unknown> {
  const { statusCode, body } = await request(url, { dispatcher, signal, headers: { accept: 'application/json' } });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error('the issuer did not answer with 200');
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';

const privateKey = z.looseObject({
  kty: z.enum(['OKP', 'EC']),
  kid: z.string().min(1).max(100),
  alg: z.enum(['EdDSA', 'ES256']),
  d: z.string().min(1),
});

/**
 * Loads the own authority's signing key, a private JWK with `kid` and `alg`. With `mayCreate` (development only)
 * a missing one is made, mode 0600; its public half must then be brought to the registry.
 *
 * @throws Error naming the file, never what it holds.
 */
export async function loadPeerKey(file: string, options: { readonly mayCreate: boolean }): Promise<JWK> {
  const state = statSync(file, { throwIfNoEntry: false });
  if (state === undefined) {
    if (!options.mayCreate) throw new Error(`The key file ${file} is missing.`);
    await createOnce(file);
  } else if ((state.mode & 0o027) !== 0) {
    throw new Error(`The key file ${file} is open to others. Give it mode 600, or 640 for a group.`);
  }
  try {
    return privateKey.parse(JSON.parse(readFileSync(file, 'utf8'))) as JWK;
  } catch {
    throw new Error(`The key file ${file} holds no private JWK with kid and alg (EdDSA or ES256).`);
  }
}

/** A link appears whole or not at all, and never replaces a file that another process made first. */
async function createOnce(file: string): Promise<void> {
  const { privateKey: made } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = await exportJWK(made);
  const kid = await calculateJwkThumbprint(jwk);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify({ ...jwk, alg: 'EdDSA', kid })}\n`, { flag: 'wx', mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
}

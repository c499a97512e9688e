import type { Config } from '../../src/config/load-config.ts';
import { createFetchJwks } from '../../src/identity/fetch-jwks.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import { clock } from './check-agencies.ts';
import { type Finding, mend, ok } from './finding.ts';
import { reach } from './reach.ts';

/** Every issuer of the protocol: whether its keys can be had, and its clock. */
export async function checkIdentity(config: Config, protocol: Protocol): Promise<readonly Finding[]> {
  const jwks = createFetchJwks({
    timeoutMs: config.deadlineMs,
    jwksUris: Object.fromEntries(config.identity.jwks.map(({ issuer, url }) => [issuer, url])),
  });
  const issuers = [...new Set(protocol.issuers.map(({ issuer }) => issuer))];
  const found = await Promise.all(
    issuers.map(async (issuer): Promise<readonly Finding[]> => {
      const what = `issuer ${issuer}`;
      const fix = 'See that its discovery document or `identity.jwks` is right, and that it is reached from here.';
      try {
        const { keys } = await jwks.fetchJwks(issuer);
        const reached = await reach(issuer, { timeoutMs: config.deadlineMs });
        return [
          keys.length === 0 ? mend(what, 'publishes no key', fix) : ok(what, `${keys.length} keys`),
          ...(reached.kind === 'ANSWERED' ? clock(`${what}: clock`, reached.clockAhead) : []),
        ];
      } catch (error) {
        return [mend(what, `its keys cannot be had (${error instanceof Error ? error.name : 'unknown'})`, fix)];
      }
    }),
  );
  await jwks.close();
  return found.flat();
}

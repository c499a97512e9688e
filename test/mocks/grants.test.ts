import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadOrCreateGrantKey } from '../../mocks/grant-key.ts';
import { type AgencyUnderTest, identifierOf, startAgencyUnderTest } from './agency-under-test.ts';

let education: AgencyUnderTest;
const document = 'query($by: [RecordKey!]!) { pupilsByIdentifier(by: $by) { recordId } }';
const variables = { by: [{ scheme: 'UPN', value: identifierOf('leeann', 'UPN') }] };

beforeAll(async () => {
  education = await startAgencyUnderTest('education', 'PLAIN');
});
afterAll(() => education.server.close());
beforeEach(() => education.control('DELETE', '/__requests'));

describe('an agency that checks grants', () => {
  it('answers a call with a right grant, once', async () => {
    const grant = await education.signed(document, variables);
    const first = await education.ask(document, variables, { grant });
    expect(first.body).toEqual({ data: { pupilsByIdentifier: [{ recordId: 'ED-000001' }] } });
    const replayed = await education.ask(document, variables, { grant });
    expect(replayed.status).toBe(403);
    expect(replayed.body).toEqual({
      errors: [
        {
          message: 'The grant of this call is not valid here.',
          extensions: { code: 'GRANT_INVALID', refusal: 'GRANT_REPLAYED' },
        },
      ],
    });
  });

  const now = () => Math.floor(Date.now() / 1000);
  it.each([
    ['no grant', { grant: null }, 401, 'GRANT_MISSING'],
    ['no token at all', { grant: 'not.a.token' }, 401, 'GRANT_SIGNATURE'],
    ["another agency's key", { key: new Uint8Array(randomBytes(32)) }, 401, 'GRANT_SIGNATURE'],
    ['another audience', { claims: { aud: 'health' } }, 403, 'GRANT_AUDIENCE'],
    ['another issuer', { claims: { iss: 'somebody' } }, 401, 'GRANT_CLAIMS'],
    ['an end that is past', { claims: { iat: now() - 50, exp: now() - 20 } }, 401, 'GRANT_EXPIRED'],
    ['a longer life than a minute', { claims: { exp: now() + 600 } }, 401, 'GRANT_CLAIMS'],
    ['another document', { claims: { doc: 'AAAA' } }, 403, 'GRANT_DOCUMENT'],
    ['other variables', { claims: { vars: 'AAAA' } }, 403, 'GRANT_VARIABLES'],
    ['no purpose', { claims: { purpose: undefined } }, 401, 'GRANT_CLAIMS'],
    ['no id', { claims: { jti: undefined } }, 401, 'GRANT_CLAIMS'],
  ] as const)('refuses a call with %s, and gives no data', async (_, changes, status, refusal) => {
    const reply = await education.ask(document, variables, changes);
    expect([reply.status, reply.body.errors?.[0]?.extensions, reply.body.data]).toEqual([
      status,
      { code: 'GRANT_INVALID', refusal },
      undefined,
    ]);
    const { body } = await education.control('GET', '/__requests');
    expect(body).toMatchObject([{ document, variables, accepted: false, refusal }]);
  });

  it('refuses an unsigned token that claims the right things', async () => {
    const [, payload] = (await education.signed(document, variables)).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    const reply = await education.ask(document, variables, { grant: `${header}.${payload}.` });
    expect(reply.status).toBe(401);
  });

  it('refuses a changed document and changed variables under a grant made for others', async () => {
    const forOther = await education.signed('{ pupilsById(ids: []) { recordId } }', variables);
    expect((await education.ask(document, variables, { grant: forOther })).status).toBe(403);
    const forOthers = await education.signed(document, { by: [] });
    expect((await education.ask(document, variables, { grant: forOthers })).status).toBe(403);
  });
});

describe('the key of grants', () => {
  it('is made once, for its owner only, and read by whoever comes later', () => {
    const dir = mkdtempSync(join(tmpdir(), 'grant-key-'));
    try {
      const key = loadOrCreateGrantKey(join(dir, 'keys'), 'health');
      expect(key).toHaveLength(32);
      expect(loadOrCreateGrantKey(join(dir, 'keys'), 'health')).toEqual(key);
      expect(loadOrCreateGrantKey(join(dir, 'keys'), 'education')).not.toEqual(key);
      expect(statSync(join(dir, 'keys', 'grant-health.key')).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('is refused when the file holds something else', () => {
    const dir = mkdtempSync(join(tmpdir(), 'grant-key-'));
    try {
      writeFileSync(join(dir, 'grant-health.key'), 'x'.repeat(64));
      expect(() => loadOrCreateGrantKey(dir, 'health')).toThrow('64 hexadecimal digits');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

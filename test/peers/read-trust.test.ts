import { describe, expect, it } from 'vitest';
import { readTrust } from '../../src/peers/read-trust.ts';
import { keyPair } from './peer-tokens.ts';

const keys = await keyPair('registry');
describe('the keys by which a registry is believed', () => {
  it('are a set of public ones', () => {
    expect(readTrust(JSON.stringify({ keys: [keys.public] }), 'trust.json')).toEqual({ keys: [keys.public] });
  });

  it.each([
    ['no JSON', 'keys'],
    ['a key and no set', JSON.stringify(keys.public)],
    ['a set without a key', '{"keys":[]}'],
    ['a private key among them', JSON.stringify({ keys: [keys.public, keys.private] })],
    ['a key of another kind', '{"keys":[{"kty":"oct","k":"AAAA"}]}'],
  ])('are not %s, which is told at the start, and not quoted', (_what, content) => {
    expect(() => readTrust(content, 'trust.json')).toThrow(
      'peers.registry.trustFile: trust.json holds no JWK set of public keys (EdDSA or ES256). Give the registry\'s, without "d".',
    );
  });
});

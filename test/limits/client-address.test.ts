import { describe, expect, test } from 'vitest';
import { createClientAddress } from '../../src/limits/client-address.ts';

const from = (trusted: readonly string[], remoteAddress: string | undefined, forwardedFor?: string) =>
  createClientAddress(trusted)({ remoteAddress, forwardedFor });

describe('where a request comes from', () => {
  test('is the other end of the connection, whatever a header says, where no proxy is trusted', () => {
    expect(from([], '192.0.2.1', '198.51.100.7')).toBe('192.0.2.1');
  });

  test('is what a trusted proxy saw, and nothing that was written before it', () => {
    const trusted = ['10.0.0.0/8', '192.0.2.9'];
    expect(from(trusted, '10.1.2.3', '198.51.100.7')).toBe('198.51.100.7');
    expect(from(trusted, '10.1.2.3', '203.0.113.5, 198.51.100.7')).toBe('198.51.100.7');
    expect(from(trusted, '10.1.2.3', '203.0.113.5, 198.51.100.7, 192.0.2.9')).toBe('198.51.100.7');
    expect(from(trusted, '11.1.2.3', '198.51.100.7')).toBe('11.1.2.3');
  });

  test('is the proxy itself where that wrote nothing, or no address', () => {
    expect(from(['10.0.0.0/8'], '10.1.2.3')).toBe('10.1.2.3');
    expect(from(['10.0.0.0/8'], '10.1.2.3', '198.51.100.7, unknown')).toBe('10.1.2.3');
    expect(from(['10.0.0.0/8'], '10.1.2.3', '')).toBe('10.1.2.3');
  });

  test('is the first of all where every hop is a trusted proxy', () => {
    expect(from(['10.0.0.0/8'], '10.1.2.3', '10.0.0.5, 10.0.0.4')).toBe('10.0.0.5');
  });

  test('may be written with a port, in brackets, or as IPv4 in IPv6', () => {
    expect(from(['10.0.0.0/8'], '::ffff:10.1.2.3', '198.51.100.7:4711')).toBe('198.51.100.7');
    expect(from(['::1'], '::1', '[2001:db8:1:2:3::4]:443')).toBe('2001:db8:1:2::/64');
  });

  test('is a network of IPv6, since one machine has all addresses of it', () => {
    const one = from([], '2001:db8:1:2:aaaa::1');
    expect([from([], '2001:db8:1:2:bbbb::2'), from([], '2001:0db8:0001:0002::')]).toEqual([one, one]);
    expect(from([], '2001:db8:1:3::1')).not.toBe(one);
    expect([from([], '::1'), from([], 'fe80::1%eth0')]).toEqual(['0:0:0:0::/64', 'fe80:0:0:0::/64']);
  });

  test('is one and the same for all that have none', () => {
    expect([from([], undefined), from([], 'no address')]).toEqual(['unknown', 'unknown']);
  });
});

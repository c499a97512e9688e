import { BlockList, isIP } from 'node:net';

/** Finds where a request comes from: an address to count by. */
export type ClientAddress = (request: {
  /** The other end of the connection. */
  readonly remoteAddress: string | undefined;
  /** `X-Forwarded-For`, several joined by commas; anybody can write it. */
  readonly forwardedFor: string | undefined;
}) => string;

/**
 * Makes the reader of client addresses. `X-Forwarded-For` is believed only of a connection from one of
 * `trustedProxies` (addresses or networks such as 10.0.0.0/8), and only as far back as such proxies
 * wrote it: what stands before that came from outside. Of an IPv6 address the network (/64) counts,
 * as a single machine has as many addresses in it as it likes.
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = new BlockList();
  for (const proxy of trustedProxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string): boolean => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return ({ remoteAddress, forwardedFor }) => {
    let client = plain(remoteAddress ?? '');
    if (client === null) return 'unknown';
    const hops = trustedProxies.length === 0 ? [] : (forwardedFor ?? '').split(',').toReversed();
    for (const hop of hops) {
      if (!isTrusted(client)) break;
      const before = plain(hop.trim());
      // A proxy of ours that writes no address: what it said before that cannot be told from anything.
      if (before === null) break;
      client = before;
    }
    return networkOf(client);
  };
}

/** An address as it is compared: IPv4 not as IPv6, without port and zone; null: none. */
function plain(written: string): string | null {
  // Nearly every address is written like this.
  if (isIP(written) === 4) return written;
  const [address = ''] = written.replace(/^::ffff:(?=\d+\.)/i, '').split('%');
  const bare = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  return isIP(bare) === 0 ? null : bare;
}

function networkOf(address: string): string {
  if (isIP(address) === 4) return address;
  // The URL parser writes an IPv6 address in its one canonical form.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const start = head === '' ? [] : head.split(':');
  const end = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - start.length - end.length }, () => '0');
  return `${[...start, ...zeros, ...end].slice(0, 4).join(':')}::/64`;
}

import { isIPv4 } from 'node:net';
import { valueAt } from './value-at.ts';

type Fault = { readonly path: readonly (string | number)[]; readonly problem: string };

const section = ['ledger', 'postgresql'];

/** What is wrong with the section `ledger.postgresql` as a whole: half of a certificate's pair, production in the clear. */
export function checkPostgresql(postgresql: unknown, isDevelopment: boolean): readonly Fault[] {
  if (typeof postgresql !== 'object' || postgresql === null) return [];
  const tls = valueAt(postgresql, 'tls');
  if (typeof tls !== 'object' || tls === null) {
    return isDevelopment || isThisHost(valueAt(postgresql, 'url'))
      ? []
      : [{ path: [...section, 'tls'], problem: 'is missing, and the address is of another machine' }];
  }
  const isGiven = (key: string): boolean => valueAt(tls, key) !== undefined;
  if (isGiven('certificateFile') === isGiven('keyFile')) return [];
  const [missing, given] = isGiven('keyFile') ? ['certificateFile', 'keyFile'] : ['keyFile', 'certificateFile'];
  return [{ path: [...section, 'tls', missing ?? ''], problem: `is missing beside a ${given}` }];
}

/** An address that cannot be read is another fault. */
function isThisHost(url: unknown): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return true;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));
}

import { valueAt } from './value-at.ts';

type Fault = { readonly path: readonly (string | number)[]; readonly problem: string };

/** What keeps an agency's section `tls` from having an effect: an address without TLS, half of a certificate's pair. */
export function checkAgencyTls(agencies: readonly unknown[]): readonly Fault[] {
  return agencies.flatMap((agency, index) => {
    const path = ['agencies', index, 'tls'];
    const tls = valueAt(agency, 'tls');
    if (typeof tls !== 'object' || tls === null) return [];
    const isGiven = (key: string): boolean => valueAt(tls, key) !== undefined;
    const url = valueAt(agency, 'url');
    const isPlain = typeof url === 'string' && URL.canParse(url) && new URL(url).protocol === 'http:';
    return [
      ...(isPlain
        ? [{ path: ['agencies', index, 'url'], problem: 'is of http, so that nothing of its tls counts' }]
        : []),
      ...(isGiven('certificateFile') && !isGiven('keyFile')
        ? [{ path: [...path, 'keyFile'], problem: 'is missing beside a certificateFile' }]
        : []),
      ...(isGiven('keyFile') && !isGiven('certificateFile')
        ? [{ path: [...path, 'certificateFile'], problem: 'is missing beside a keyFile' }]
        : []),
    ];
  });
}

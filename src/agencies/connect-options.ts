/** Certificates and a key, PEM. */
export type AgencyTls = {
  /** The authorities that may vouch for the agency, in place of the usual ones; absent: the usual ones. */
  readonly ca?: string | undefined;
  /** What the gateway shows of itself; both or none. */
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
};

/** How connections to one agency are made; `timeoutMs` for each to come about. */
export function connectOptions(timeoutMs: number, tls: AgencyTls | undefined) {
  return {
    timeout: timeoutMs,
    // Said outright, so that no variable of the environment can switch it off.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
    ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls?.certificate === undefined ? {} : { cert: tls.certificate }),
    ...(tls?.key === undefined ? {} : { key: tls.key }),
  };
}

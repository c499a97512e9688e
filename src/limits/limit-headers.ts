import type { Counted, Counter } from './counter.ts';

/**
 * The `RateLimit-Policy` header of some counters: draft-ietf-httpapi-ratelimit-headers-10, structured
 * fields (RFC 9651). `q` is how many, `w` the time in seconds.
 */
export function policyHeader(counters: readonly Pick<Counter, 'name' | 'rate'>[]): string {
  return counters.map(({ name, rate }) => `"${name}";q=${rate.count};w=${rate.seconds}`).join(', ');
}

/** The headers of the same draft for one counter: `r` is how many are left, `t` the seconds until it begins anew. */
export function limitHeaders(
  { name }: Pick<Counter, 'name'>,
  { left, endsInMs }: Pick<Counted, 'left' | 'endsInMs'>,
  policy: string,
): Readonly<Record<string, string>> {
  return { 'ratelimit-policy': policy, ratelimit: `"${name}";r=${left};t=${Math.ceil(endsInMs / 1000)}` };
}

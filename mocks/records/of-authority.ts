/** Whose the systems are when nothing else is said, and whose the named families are. */
export const homeAuthority = 'LA:001';

/**
 * Something told of the home authority as if it had been told of another: every organisation code that begins
 * with the home authority's code begins with the other's. Everything else is as it is.
 */
export const ofAuthority = <T>(told: T, authority: string): T => {
  if (authority === homeAuthority || told === undefined) return told;
  return JSON.parse(JSON.stringify(told).replaceAll(`"${homeAuthority}`, `"${authority}`)) as T;
};

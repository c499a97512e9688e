/** One issuer of the mocked provider: its path, and the organisations whose staff it signs in. */
export type MockIssuer = { readonly path: string; readonly organisations: readonly string[] };

/** The issuers, each mounted under its path; `protocol/signatories.yaml` binds them the same way. */
export const mockIssuers: readonly MockIssuer[] = [
  { path: 'schools', organisations: ['URN:100001', 'URN:100002', 'URN:100003'] },
  { path: 'nhs', organisations: ['ODS:Y99001', 'ODS:Y99002', 'ODS:Y99003', 'ODS:Y99004'] },
  { path: 'authority', organisations: ['LA:001', 'LA:001-CSC', 'ORG:childview-audit'] },
  { path: 'justice', organisations: ['ORG:wexborough-yot', 'ORG:wexshire-police'] },
  { path: 'community', organisations: ['ORG:riverside-youth-club'] },
  { path: 'citizens', organisations: ['ORG:citizens'] },
];

/** What the tokens are for: the `aud` claim. */
export const tokenAudience = 'https://childview.example/graphql';

/** How long a token lives, in seconds. */
export const tokenLifetimeSeconds = 600;

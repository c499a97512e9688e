/**
 * One issuer of the mocked provider: its path, the organisations whose staff it signs in, and the
 * system through which they sign in (the `client_id` claim, unless a claims file says otherwise).
 */
export type MockIssuer = { readonly path: string; readonly client: string; readonly organisations: readonly string[] };

/** The issuers, each mounted under its path; `protocol/signatories.yaml` binds them the same way. */
export const mockIssuers: readonly MockIssuer[] = [
  { path: 'schools', client: 'schools-records', organisations: ['URN:100001', 'URN:100002', 'URN:100003'] },
  {
    path: 'nhs',
    client: 'nhs-records',
    organisations: ['ODS:Y99001', 'ODS:Y99002', 'ODS:Y99003', 'ODS:Y99004', 'ODS:Y99005'],
  },
  {
    path: 'authority',
    client: 'authority-records',
    organisations: ['LA:001', 'LA:001-CSC', 'ORG:wexborough-housing', 'ORG:wexshire-fire', 'ORG:childview-audit'],
  },
  {
    path: 'justice',
    client: 'justice-records',
    organisations: ['ORG:wexborough-yot', 'ORG:wexshire-police', 'ORG:wexshire-probation'],
  },
  {
    path: 'community',
    client: 'community-records',
    organisations: ['ORG:riverside-youth-club', 'ORG:wexborough-family-centre'],
  },
  { path: 'courts', client: 'court-service', organisations: ['ORG:wexshire-family-court'] },
  {
    path: 'scotland',
    client: 'scotland-records',
    organisations: [
      'SEED:9999901',
      'SEED:9999902',
      'SEED:9999903',
      'ORG:kilbrannoch-council',
      'ORG:kilbrannoch-social-work',
      'ORG:kilbrannoch-community-health',
      'ORG:kilbrannoch-surgery',
      'ORG:kilbrannoch-hospital',
    ],
  },
  { path: 'citizens', client: 'citizens-portal', organisations: ['ORG:citizens'] },
];

/** What the tokens are for: the `aud` claim. */
export const tokenAudience = 'https://childview.example/graphql';

/** How long a token lives, in seconds. */
export const tokenLifetimeSeconds = 600;

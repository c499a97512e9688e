/** The query that `npm start` prints, and that a test runs as printed. */
export const exampleDocument = `query ChildView($nhs: String!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
  childByIdentifier(scheme: NHS_NUMBER, value: $nhs) {
    id
    identity { givenName familyName dateOfBirth names { given family kind sources } }
    addresses { lines postcode use }
    carers { name relationship parentalResponsibility phone }
    universalServices { kind name phone }
    involvements { agency service practitioner { name phone } leadProfessional }
    health { contacts { id on service } }
    socialCare { protectionPlans { planType startedOn } events { __typename } }
    sources { agency state }
    withheld { path class state code route { kind needs contact { organisation phone } } }
  }
}`;

/** The whole command, with a token of the persona; Trent's NHS number is test data of the 999 range. */
export function exampleQuery(nhsNumber = '9990000018'): string {
  const body = JSON.stringify({
    query: exampleDocument.replace(/\s+/g, ' '),
    variables: { nhs: nhsNumber, why: 'Review at home before the two-year check' },
  });
  return `curl -s http://127.0.0.1:4000/graphql -H 'content-type: application/json' \\
  -H "authorization: Bearer $(npm run -s token -- health-visitor)" \\
  -d '${body}'`;
}

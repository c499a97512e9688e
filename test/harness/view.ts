import { namedChild } from './named-children.ts';
import type { Answer, World } from './world.ts';

/** A selection over everything an operation can ask of a child. */
export const wholeChild = `
  id
  identity { givenName familyName dateOfBirth sex names { given family kind sources } }
  addresses { id lines postcode use }
  carers { id name relationship parentalResponsibility phone email }
  householdMembers { id name relationship }
  universalServices { id kind name organisation phone }
  involvements { id agency dutyPhone service practitioner { name phone } leadProfessional namedPerson }
  indicators { id agency contactName contactPhone placedOn }
  assessments { id agency completedOn holder development childComments }
  restrictedServices { id note service contactName }
  education {
    attendanceSummaries { id present authorised unauthorised }
    specialNeeds { id provision types support }
    concerns { id at teller account }
  }
  health {
    contacts { __typename id on ... on HealthVisitorContact { summary childSeen } ... on GpConsultation { summary } }
    conditions { id name statement statedBy }
    immunisations { id vaccine status }
    allergies { id substance critical }
  }
  socialCare {
    cases { id status openedOn primaryNeed }
    protectionPlans { id planType startedOn abuseCategory }
    lastSeen { id seenOn notSeenSince }
    events {
      __typename
      ... on Referral { id receivedOn summary }
      ... on SocialCareAssessment { id conclusion }
      ... on Account { id teller account }
    }
  }
  youthJustice {
    interventions { id kind state requirements }
    outcomes { id offence gravity }
  }
  sources { agency state }
  withheld { path class state code route { kind needs contact { organisation phone hours } } }
`;

/** What a request says of itself. */
export type Request = {
  readonly purpose: string;
  readonly reason?: string;
  readonly selection?: string;
  /** More arguments of `@access`, e.g. `, informed: UNSAFE`. */
  readonly more?: string;
};

const reasonWithMarker = 'zq-reason: review before the meeting';

/** Asks for a named child by one of its identifiers. */
export async function askFor(
  world: World,
  persona: string | { readonly token: string },
  slug: string | { readonly scheme: string; readonly value: string },
  scheme: string,
  request: Request,
): Promise<Answer> {
  const value = typeof slug === 'string' ? namedChild(slug).identifiers[scheme] : slug.value;
  if (value === undefined) throw new Error(`the child has no ${scheme}`);
  const token = typeof persona === 'string' ? await world.tokenOf(persona) : persona.token;
  return world.ask(
    token,
    `query View($scheme: IdentifierScheme!, $value: String!, $why: String!)
      @access(purpose: ${request.purpose}, reason: $why${request.more ?? ''}) {
      childByIdentifier(scheme: $scheme, value: $value) { ${request.selection ?? wholeChild} }
      disclosure { recordId granted { class mode } withheld { path class state code } }
    }`,
    { scheme, value, why: request.reason ?? reasonWithMarker },
  );
}

/** The child of an answer; fails with the answer's own codes when there is none. */
export function childOf(answer: Answer): Record<string, any> {
  const child = answer.data?.['childByIdentifier'] as Record<string, any> | null | undefined;
  if (child === null || child === undefined) {
    throw new Error(
      `no child: ${JSON.stringify(answer.errors?.map(({ extensions }) => extensions['code']) ?? answer.extensions)}`,
    );
  }
  return child;
}

/** The withheld entries of a child whose path starts so. */
export function withheldAt(child: Record<string, any>, ...path: readonly string[]): readonly Record<string, any>[] {
  const entries = child['withheld'] as readonly { readonly path: readonly string[] }[];
  return entries.filter((entry) => path.every((part, index) => entry.path[index] === part));
}

/** All documents one agency received since the last clearing, joined. */
export async function documentsOf(world: World, agency: Parameters<World['receivedBy']>[0]): Promise<string> {
  return (await world.receivedBy(agency)).map(({ document }) => document).join('\n');
}

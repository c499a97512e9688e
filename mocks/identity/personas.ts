/** Claims of a token beyond the registered ones; also the shape of a file for `npm run token -- --claims`. */
export type PersonaClaims = {
  readonly kind: string;
  readonly organisation: string;
  readonly roles: readonly string[];
  readonly trainedUntil?: string;
  readonly vettedOn?: string;
  readonly designatedOfficer?: boolean;
  readonly staffIds?: readonly { readonly scheme: string; readonly value: string }[];
  readonly teams?: readonly string[];
  readonly groups?: readonly string[];
  readonly declaredConflicts?: readonly { readonly scheme: string; readonly value: string }[];
  readonly personId?: { readonly scheme: string; readonly value: string };
};

/** A fictional person who can sign in; the name is also the client id and the `sub` claim. */
export type Persona = {
  readonly name: string;
  /** Path of the issuer that signs this person in. */
  readonly issuer: string;
  /** One line on who this is, for people who choose a persona. */
  readonly about: string;
  readonly claims: PersonaClaims;
};

type Practice = Omit<Partial<PersonaClaims>, 'kind' | 'organisation' | 'roles'>;

/**
 * All personas as they are on `today` (`YYYY-MM-DD`): training is current for another 180 days and
 * vetting is 200 days old, so that neither depends on when the mocks are started.
 */
export function personasOn(today: string): readonly Persona[] {
  const practitioner = (
    name: string,
    issuer: string,
    organisation: string,
    roles: readonly string[],
    about: string,
    practice: Practice = {},
  ): Persona => ({
    name,
    issuer,
    about,
    claims: {
      kind: 'PRACTITIONER',
      organisation,
      roles,
      trainedUntil: addDays(today, 180),
      vettedOn: addDays(today, -200),
      designatedOfficer: false,
      staffIds: [],
      teams: [],
      groups: [],
      declaredConflicts: [],
      ...practice,
    },
  });
  const citizen = (name: string, kind: string, role: string, about: string, personId: string): Persona => ({
    name,
    issuer: 'citizens',
    about,
    claims: { kind, organisation: 'ORG:citizens', roles: [role], personId: { scheme: 'PERSON', value: personId } },
  });

  return [
    practitioner('teacher', 'schools', 'URN:100001', ['TEACHER'], 'class teacher of 4B', {
      staffIds: [{ scheme: 'TRN', value: '9900001' }],
      groups: ['4B'],
    }),
    practitioner(
      'safeguarding-lead',
      'schools',
      'URN:100001',
      ['HEAD', 'DSL'],
      'head teacher and designated safeguarding lead',
    ),
    practitioner('classroom-assistant', 'schools', 'URN:100001', ['CLASSROOM_ASSISTANT'], 'classroom assistant in 4B', {
      groups: ['4B'],
    }),
    practitioner('nursery', 'schools', 'URN:100002', ['NURSERY_STAFF'], 'nursery nurse'),
    practitioner('school-nurse', 'nhs', 'ODS:Y99001', ['SCHOOL_NURSE'], 'school nurse, team sn-oakfield', {
      staffIds: [{ scheme: 'NMC', value: '99S0002E' }],
      teams: ['sn-oakfield'],
    }),
    practitioner('health-visitor', 'nhs', 'ODS:Y99001', ['HEALTH_VISITOR'], 'health visitor, team hv-north', {
      staffIds: [{ scheme: 'NMC', value: '99H0001E' }],
      teams: ['hv-north'],
    }),
    practitioner('gp', 'nhs', 'ODS:Y99002', ['GP'], 'general practitioner', {
      staffIds: [{ scheme: 'GMC', value: '9900003' }],
    }),
    practitioner('ed-clinician', 'nhs', 'ODS:Y99003', ['ED_CLINICIAN'], 'doctor in an emergency department'),
    practitioner('camhs', 'nhs', 'ODS:Y99004', ['CAMHS_CLINICIAN'], 'child and adolescent mental health clinician', {
      staffIds: [{ scheme: 'HCPC', value: 'PYL990004' }],
      teams: ['camhs-north'],
    }),
    practitioner(
      'social-worker',
      'authority',
      'LA:001-CSC',
      ['SOCIAL_WORKER'],
      'child protection social worker, team cp-north',
      { staffIds: [{ scheme: 'SWE', value: 'SW990001' }], teams: ['cp-north'] },
    ),
    practitioner('emergency-duty', 'authority', 'LA:001-CSC', ['EDT'], 'out-of-hours emergency duty team'),
    practitioner(
      'yot-worker',
      'justice',
      'ORG:wexborough-yot',
      ['YOT_WORKER', 'YOT_DESIGNATED'],
      'youth offending team worker, designated officer',
      { designatedOfficer: true, staffIds: [{ scheme: 'YOT', value: 'Y-9901' }] },
    ),
    practitioner('police-cp', 'justice', 'ORG:wexshire-police', ['POLICE_CP'], 'police child protection officer'),
    practitioner('education-welfare', 'authority', 'LA:001', ['EWO'], 'education welfare officer'),
    practitioner(
      'youth-club',
      'community',
      'ORG:riverside-youth-club',
      ['VCSO_WORKER'],
      'voluntary worker of an organisation that has not signed',
    ),
    practitioner('untrained', 'nhs', 'ODS:Y99001', ['HEALTH_VISITOR'], 'health visitor whose training ran out', {
      trainedUntil: addDays(today, -30),
      teams: ['hv-north'],
    }),
    practitioner('auditor', 'authority', 'ORG:childview-audit', ['AUDITOR'], 'auditor of the ledger'),
    citizen('parent', 'PARENT', 'PARENT', 'Corinne, who holds parental responsibility', 'P-CORINNE'),
    citizen('steve', 'PARENT', 'PARENT', 'Steve, who holds none', 'P-STEVE'),
    citizen('child-13', 'SUBJECT', 'CHILD', 'a child of 13 asking about themself', 'P-CHILD13'),
  ];
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

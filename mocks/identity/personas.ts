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
  readonly mayOverrideShield?: boolean;
  /** Whoever mediates, as RFC 8693 names an actor; `iss` may be the path of a mocked issuer. */
  readonly act?: { readonly iss: string; readonly sub: string } & Omit<PersonaClaims, 'act'>;
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

  const people = [
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
    practitioner(
      'shield-override',
      'authority',
      'LA:001-CSC',
      ['SOCIAL_WORKER'],
      'social worker with the granted right to look behind a shield',
      { staffIds: [{ scheme: 'SWE', value: 'SW990003' }], teams: ['cp-north'], mayOverrideShield: true },
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
    practitioner(
      'police-designated',
      'justice',
      'ORG:wexshire-police',
      ['POLICE_DESIGNATED'],
      'police officer of the youth prevention team, designated officer',
      { designatedOfficer: true, staffIds: [{ scheme: 'COLLAR', value: 'WX-9902' }], teams: ['youth-prevention'] },
    ),
    practitioner(
      'police-general',
      'justice',
      'ORG:wexshire-police',
      ['POLICE_GENERAL'],
      'police officer of a neighbourhood team',
      { staffIds: [{ scheme: 'COLLAR', value: 'WX-9903' }], teams: ['neighbourhood-north'] },
    ),
    practitioner(
      'probation-officer',
      'justice',
      'ORG:wexshire-probation',
      ['PROBATION_OFFICER'],
      'probation officer in the youth offending team, designated officer',
      { designatedOfficer: true, staffIds: [{ scheme: 'PROBATION', value: 'PR-9901' }] },
    ),
    practitioner('senco', 'schools', 'URN:100001', ['SENCO'], 'co-ordinator of special educational needs'),
    practitioner('midwife', 'nhs', 'ODS:Y99003', ['MIDWIFE'], 'community midwife', {
      staffIds: [{ scheme: 'NMC', value: '99M0003E' }],
      teams: ['midwives'],
    }),
    // No role is a restricted service's own: its clinicians hold the one of those who treat in such a service.
    practitioner(
      'sexual-health',
      'nhs',
      'ODS:Y99005',
      ['CAMHS_CLINICIAN'],
      "specialist nurse of the young people's clinic, a restricted service",
      { staffIds: [{ scheme: 'NMC', value: '99N0005E' }], teams: ['young-peoples-clinic'] },
    ),
    practitioner(
      'csc-manager',
      'authority',
      'LA:001-CSC',
      ['CSC_MANAGER'],
      'manager of the child protection team cp-north',
      { teams: ['cp-north'] },
    ),
    practitioner(
      'personal-adviser',
      'authority',
      'LA:001-CSC',
      ['PERSONAL_ADVISER'],
      'personal adviser, leaving care',
      {
        staffIds: [{ scheme: 'LA', value: 'PA-9901' }],
        teams: ['leaving-care'],
      },
    ),
    practitioner('housing-officer', 'authority', 'ORG:wexborough-housing', ['HOUSING_OFFICER'], 'housing officer', {
      staffIds: [{ scheme: 'HOUSING', value: 'HO-9901' }],
      teams: ['tenancy-east'],
    }),
    practitioner(
      'fire-officer',
      'authority',
      'ORG:wexshire-fire',
      ['FIRE_OFFICER'],
      'home-safety officer, fire and rescue',
    ),
    practitioner('index-team', 'authority', 'LA:001', ['CPMT'], 'index team: quality of the data, brokered contact'),
    practitioner('data-manager', 'authority', 'LA:001', ['DATA_MANAGER'], 'data manager of archived records'),
    practitioner('reviewer', 'authority', 'LA:001-CSC', ['REVIEWER'], 'reviewer, who asks through the data manager'),
    practitioner('mediator', 'authority', 'LA:001', ['MEDIATOR'], 'mediator in the hub, who asks for others'),
    practitioner('admin', 'authority', 'LA:001', ['ADMIN'], 'administrator of systems'),
    practitioner(
      'voluntary-worker',
      'community',
      'ORG:wexborough-family-centre',
      ['VCSO_WORKER'],
      'family support worker of an organisation that has signed',
      { staffIds: [{ scheme: 'VCSO', value: 'FC-9901' }], teams: ['family-support'] },
    ),
    {
      name: 'guardian',
      issuer: 'courts',
      about: 'guardian of a child before the family court',
      claims: { kind: 'COURT', organisation: 'ORG:wexshire-family-court', roles: ['GUARDIAN'] },
    },
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
    practitioner(
      'scottish-head',
      'scotland',
      'SEED:9999901',
      ['HEAD', 'DSL'],
      'head teacher in Scotland, named person of the pupils and their child protection co-ordinator',
      { staffIds: [{ scheme: 'GTCS', value: '990601' }] },
    ),
    practitioner(
      'scottish-social-worker',
      'scotland',
      'ORG:kilbrannoch-social-work',
      ['SOCIAL_WORKER'],
      'child protection social worker in Scotland, team cp-north',
      { staffIds: [{ scheme: 'SSSC', value: '3990601' }], teams: ['cp-north'] },
    ),
    practitioner('auditor', 'authority', 'ORG:childview-audit', ['AUDITOR'], 'auditor of the ledger'),
    citizen('parent', 'PARENT', 'PARENT', 'Corinne, who holds parental responsibility', 'P-CORINNE'),
    citizen('steve', 'PARENT', 'PARENT', 'Steve, who holds none', 'P-STEVE'),
    citizen('child-13', 'SUBJECT', 'CHILD', 'a child of 13 asking about themself', 'P-CHILD13'),
  ];
  return [
    ...people,
    mediated('teacher-by-mediator', 'teacher', 'mediator', 'the class teacher, on the telephone to the mediator'),
  ];

  function mediated(name: string, asks: string, by: string, about: string): Persona {
    const claimsOf = (who: string) => people.find((person) => person.name === who);
    const requester = claimsOf(asks);
    const mediator = claimsOf(by);
    if (requester === undefined || mediator === undefined) throw new Error(`persona ${name} names an unknown persona`);
    const act = { ...mediator.claims, iss: mediator.issuer, sub: mediator.name };
    return { ...requester, name, about, claims: { ...requester.claims, act } };
  }
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

import {
  GraphQLError,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  parse,
  validate,
  validateSchema,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { printPublicSchema } from '../../src/graph/compose/merge-public-schema.ts';
import { composeShippedGraph, readProjectFile } from './shipped-graph.ts';

const { schema, contracts, childFields } = composeShippedGraph();
const objectTypes = Object.values(schema.getTypeMap()).filter(
  (type) => isObjectType(type) && !type.name.startsWith('__'),
);

describe('the public schema', () => {
  test('is what schemas/childview.graphql says', () => {
    const file = readProjectFile('schemas', 'childview.graphql');
    expect(file.slice(file.indexOf('"""')) === printPublicSchema(schema), 'run `npm run compose`').toBe(true);
  });

  test('is a valid schema', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  test('answers the query of the design', () => {
    const query = parse(`
      query ChildView($id: ID!, $why: String!, $after: ID) @access(purpose: CHILD_PROTECTION, basis: [CA89_S47], reason: $why) {
        child(id: $id) {
          id
          identity { givenName familyName dateOfBirth sex names { given family kind sources } }
          identifiers { scheme value }
          addresses(first: 10, after: $after) { lines postcode use custodian recordedAt }
          carers { name phone } householdMembers { name } characteristics { kind value } universalServices { name }
          involvements { agency service practitioner { name phone } leadProfessional }
          indicators { contactName } assessments { completedOn development } restrictedServices { note }
          education { attendance(from: "2026-09-01") { on codeClass } attendanceMarks { code } specialNeeds { provision types } }
          health {
            contacts { __typename id on service ... on GpConsultation { presentingComplaint } ... on HospitalAttendance { diagnosis } }
            allergies { substance critical } conditions { name statement }
          }
          socialCare {
            protectionPlans { planType emergencyDutyPhone abuseCategory } lastSeen { seenOn notSeenSince }
            events { ... on RecordedItem { id } ... on Referral { summary } ... on Account { teller account } }
          }
          youthJustice { interventions { kind state } assetSections { section score } judgements { riskOfSeriousHarm } }
          sources { agency state }
          withheld { path class state code route { kind needs contact { organisation phone hours } } }
        }
        me { organisation } protocol { version } disclosure { recordId }
      }
    `);
    expect(validate(schema, query)).toEqual([]);
  });

  test('shows no way into an agency’s system', () => {
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).sort()).toEqual([
      'breakGlassReviews',
      'child',
      'childByIdentifier',
      'children',
      'disclosure',
      'findChildren',
      'matchVerdicts',
      'me',
      'myCaseload',
      'protocol',
      'services',
    ]);
    expect(schema.getSubscriptionType()).toBeUndefined();
  });

  test('changes nothing but the gateway’s own state', () => {
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort()).toEqual([
      'fulfilObligation',
      'justifyBreakGlass',
      'liftSuspension',
      'recordMatchVerdict',
      'reportInaccuracy',
      'reviewBreakGlass',
      'suspendAccount',
      'withdrawMatchVerdict',
    ]);
  });

  test('shows no fact that is not disclosed, and nothing that only facts need', () => {
    const child = schema.getType('Child');
    const shown = isObjectType(child) ? Object.keys(child.getFields()) : [];
    expect(shown).toEqual([...childFields.keys()]);
    for (const hidden of [
      'recordId',
      'recordedIdentity',
      'lifecycle',
      'restrictions',
      'consents',
      'relationship',
      'custodian',
      'postcodes',
      'corroborates',
    ]) {
      expect(shown).not.toContain(hidden);
    }
    const internal = [
      'LifecycleFacts',
      'RecordRestrictions',
      'ConsentRecord',
      'RelationshipFacts',
      'PractitionerClaim',
      'RecordKey',
      'RecordedIdentity',
      'PersonSearch',
      'HeldPostcode',
      'Corroboration',
      'StaffId',
      'Restriction',
      'About',
    ];
    expect(internal.filter((name) => schema.getType(name))).toEqual([]);
  });

  test('shows no marker that is not disclosed and no argument that the gateway sets', () => {
    for (const type of objectTypes) {
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        expect(['relevance', 'restrictions', 'about'], `${type.name}.${field.name}`).not.toContain(field.name);
        for (const { name } of field.args)
          expect(['relevantTo', 'exclude', 'heldBy'], `${type.name}.${field.name}`).not.toContain(name);
      }
    }
  });

  test('keeps @disclosure, @contact, @critical, @access, @public and @cost, and no other directive', () => {
    const own = schema
      .getDirectives()
      .map(({ name }) => name)
      .filter((name) => !['include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].includes(name));
    expect([...own].sort()).toEqual(['access', 'contact', 'cost', 'critical', 'disclosure', 'public']);
    const used = new Set(readProjectFile('schemas', 'childview.graphql').match(/ @\w+/g));
    // `@access` appears where it is defined: `directive @access(`.
    expect([...used].sort()).toEqual([' @access', ' @contact', ' @cost', ' @critical', ' @disclosure', ' @public']);
  });

  test('classes every field of an agency as that agency does', () => {
    for (const type of objectTypes) {
      for (const contract of contracts.values()) {
        const theirs = contract.schema.getType(type.name);
        if (!isObjectType(type) || !isObjectType(theirs) || type.name === 'Query') continue;
        for (const field of Object.values(type.getFields())) {
          const disclosure = contract.fieldOf(type.name, field.name)?.disclosure;
          if (!disclosure) continue;
          const shown = field.astNode?.directives?.find(({ name }) => name.value === 'disclosure')?.arguments ?? [];
          const shownClass = shown.find(({ name }) => name.value === 'class')?.value;
          expect(shownClass, `${type.name}.${field.name}`).toMatchObject({ value: disclosure.class });
        }
      }
    }
  });

  test('has lists of items of an interface and of a union', () => {
    const [contacts, events] = [schema.getType('HealthContact'), schema.getType('SocialCareEvent')];
    expect([isInterfaceType(contacts), isUnionType(events)]).toEqual([true, true]);
    expect([
      contracts.get('health')?.isItem('HealthContact'),
      contracts.get('social-care')?.isItem('SocialCareEvent'),
    ]).toEqual([true, true]);
  });
});

describe('the schema’s own scalars', () => {
  const cases = [
    { scalar: 'LocalDate', value: '2026-02-28', becomes: '2026-02-28' },
    { scalar: 'LocalDate', value: '2026-02-29', becomes: null },
    { scalar: 'LocalDate', value: '2026-02-28T00:00:00Z', becomes: null },
    { scalar: 'LocalDate', value: 20260228, becomes: null },
    { scalar: 'DateTime', value: '2026-02-28T10:15:30+01:00', becomes: '2026-02-28T09:15:30.000Z' },
    { scalar: 'DateTime', value: '2026-02-28', becomes: null },
    { scalar: 'DateTime', value: { at: '2026-02-28T10:15:30Z' }, becomes: null },
    { scalar: 'OrganisationCode', value: 'LA:001-CSC', becomes: 'LA:001-CSC' },
    { scalar: 'OrganisationCode', value: `ORG:${'x'.repeat(61)}`, becomes: null },
    { scalar: 'OrganisationCode', value: 'somebody', becomes: null },
  ];

  test.each(cases)('$scalar reads $value as $becomes, on the way in and out', ({ scalar, value, becomes }) => {
    const type = schema.getType(scalar);
    if (!isScalarType(type)) throw new Error('no such scalar');
    for (const read of [type.parseValue, type.serialize]) {
      if (becomes === null) expect(() => read(value)).toThrow(GraphQLError);
      else expect(read(value)).toBe(becomes);
    }
  });

  test('never quote a value that they refuse', () => {
    for (const name of ['LocalDate', 'DateTime', 'OrganisationCode']) {
      const type = schema.getType(name);
      expect(() => isScalarType(type) && type.parseValue('planted-value')).toThrow(/^(?!.*planted-value)/);
    }
  });
});

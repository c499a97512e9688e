import type { Calendar } from '../records/calendar.ts';
import type { Family, RecordDefinition } from '../records/child-definition.ts';
import type { JsonObject, Ties } from '../records/stored-record.ts';
import { staff } from './staff.ts';

/** Restricted services: recorded only with consent to record or reasonable cause (domain.md 2.2). */
export const sensitiveService = (calendar: Calendar): Family => {
  const service = (slug: string, permission: JsonObject, custodian = 'ODS:Y99004'): JsonObject => ({
    note: 'INVOLVED',
    service: `Service by name zq-health-${slug}-service-${custodian.slice(-1)}`,
    contactName: custodian === 'ODS:Y99004' ? staff.camhsClinician.name : 'Evander Coldbrook',
    contactPhone: '01632 960241',
    from: calendar.daysAgo(70),
    custodian,
    relevance: ['CHILD_PROTECTION', 'DIRECT_CARE'],
    ...permission,
  });
  const registered: Ties['registrations'] = [
    { organisation: 'ODS:Y99002', team: null, from: calendar.daysAgo(900), until: null },
    { organisation: 'ODS:Y99001', team: 'sn-oakfield', from: calendar.daysAgo(900), until: null },
  ];
  /** The clinic's own record: it says of itself that it is involved, and holds what it did. */
  const attended = (slug: string, permission: JsonObject): RecordDefinition => ({
    ties: {
      work: [
        {
          organisation: 'ODS:Y99005',
          staffIds: staff.sexualHealthNurse.staffIds,
          teams: staff.sexualHealthNurse.teams,
          from: calendar.daysAgo(40),
          until: null,
        },
      ],
      contacts: [{ organisation: 'ODS:Y99005', on: calendar.daysAgo(12) }],
    },
    details: {
      restrictedServices: [
        {
          note: 'INVOLVED',
          service: `Clinic by name zq-sexual-health-${slug}-service`,
          contactName: staff.sexualHealthNurse.name,
          contactPhone: staff.sexualHealthNurse.phone,
          from: calendar.daysAgo(40),
          relevance: ['CHILD_PROTECTION', 'DIRECT_CARE'],
          ...permission,
        },
      ],
      restrictedCare: {
        visits: [
          {
            on: calendar.daysAgo(12),
            reason: `Advice zq-sexual-health-${slug}-reason`,
            competent: true,
            summary: `Understood and decided for herself zq-sexual-health-${slug}-visit`,
            relevance: ['CHILD_PROTECTION', 'DIRECT_CARE'],
          },
        ],
        treatments: [
          {
            on: calendar.daysAgo(12),
            name: `Treatment zq-sexual-health-${slug}-treatment`,
            advice: `Come back in a month zq-sexual-health-${slug}-advice`,
            relevance: ['DIRECT_CARE'],
          },
        ],
      },
    },
  });
  const treated = (restrictedServices: readonly JsonObject[]): RecordDefinition => ({
    ties: {
      registrations: registered,
      // Work of the restricted service itself: answers whom it treats, never listed as an involvement.
      work: [
        {
          organisation: 'ODS:Y99004',
          staffIds: staff.camhsClinician.staffIds,
          teams: staff.camhsClinician.teams,
          from: calendar.daysAgo(70),
          until: null,
        },
      ],
      referrals: [{ to: 'ODS:Y99004', openedOn: calendar.daysAgo(75), closedOn: null }],
    },
    details: { restrictedServices },
  });
  const school: RecordDefinition = {
    custodian: 'URN:100003',
    ties: {
      enrolments: [
        { organisation: 'URN:100003', groups: ['10C'], from: calendar.daysAgo(700), until: null },
        // Comes to Oakfield one day a week as a helper: its safeguarding lead is responsible that day.
        { organisation: 'URN:100001', groups: ['helpers'], from: calendar.daysAgo(100), until: null },
      ],
    },
  };
  const born = calendar.bornYearsAgo(15, 60);
  return {
    family: 'sensitive-service',
    children: [
      {
        slug: 'sensitive-recorded',
        shows:
          '15, consented to the recording of three restricted services of two agencies: one placeholder and brokered contact, no name, no number of them',
        ordinal: 15,
        given: 'Thessaly',
        family: 'Brackenridge',
        sex: 'F',
        dateOfBirth: born,
        schemes: ['UPN', 'NHS_NUMBER'],
        records: {
          education: school,
          health: treated([
            service('sensitive-recorded', { consentToRecord: true }),
            // A substance service, which is in the shared record of health.
            service('sensitive-recorded', { consentToRecord: true }, 'ODS:Y99006'),
          ]),
          'sexual-health': attended('sensitive-recorded', { consentToRecord: true }),
        },
      },
      {
        slug: 'sensitive-unrecorded',
        shows: '15, did not consent to the recording of a restricted service: as if there were none',
        ordinal: 16,
        given: 'Lysander',
        family: 'Wintergale',
        sex: 'M',
        dateOfBirth: born,
        schemes: ['UPN', 'NHS_NUMBER'],
        records: {
          education: school,
          health: treated([service('sensitive-unrecorded', { consentToRecord: false })]),
          'sexual-health': { ...attended('sensitive-unrecorded', { consentToRecord: false }), unlisted: true },
        },
      },
      {
        slug: 'sensitive-harm',
        shows: '15, did not consent, but there is reasonable cause to suspect significant harm: recorded all the same',
        ordinal: 17,
        given: 'Ismenia',
        family: 'Oldacre',
        sex: 'F',
        dateOfBirth: born,
        schemes: ['UPN', 'NHS_NUMBER'],
        records: {
          education: school,
          health: treated([service('sensitive-harm', { consentToRecord: false, significantHarm: true })]),
          'sexual-health': attended('sensitive-harm', { consentToRecord: false, significantHarm: true }),
        },
      },
      {
        slug: 'sensitive-clinic',
        shows:
          "15, a young people's clinic and nothing else restricted, consented to its recording: the same placeholder as anybody's",
        ordinal: 42,
        given: 'Ottavia',
        family: 'Larkhill-Grey',
        sex: 'F',
        dateOfBirth: born,
        schemes: ['UPN', 'NHS_NUMBER'],
        records: {
          education: school,
          health: { ties: { registrations: registered } },
          'sexual-health': attended('sensitive-clinic', { consentToRecord: true }),
        },
      },
    ],
  };
};

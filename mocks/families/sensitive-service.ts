import type { Calendar } from '../records/calendar.ts';
import type { Family, RecordDefinition } from '../records/child-definition.ts';
import type { JsonObject } from '../records/stored-record.ts';
import { staff } from './staff.ts';

/** Restricted services: recorded only with consent to record or reasonable cause (domain.md 2.2). */
export const sensitiveService = (calendar: Calendar): Family => {
  const service = (slug: string, permission: JsonObject, custodian = 'ODS:Y99004'): JsonObject => ({
    note: 'A restricted service is involved.',
    service: `Service by name zq-health-${slug}-service-${custodian.slice(-1)}`,
    contactName: custodian === 'ODS:Y99004' ? staff.camhsClinician.name : 'Evander Coldbrook',
    contactPhone: '01632 960241',
    from: calendar.daysAgo(70),
    custodian,
    relevance: ['CHILD_PROTECTION', 'DIRECT_CARE'],
    ...permission,
  });
  const treated = (restrictedServices: readonly JsonObject[]): RecordDefinition => ({
    ties: {
      registrations: [
        { organisation: 'ODS:Y99002', team: null, from: calendar.daysAgo(900), until: null },
        { organisation: 'ODS:Y99001', team: 'sn-oakfield', from: calendar.daysAgo(900), until: null },
      ],
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
          '15, consented to the recording of a restricted service, and of another one: a placeholder and brokered contact, no name',
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
            service('sensitive-recorded', { consentToRecord: true }, 'ODS:Y99005'),
          ]),
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
        records: { education: school, health: treated([service('sensitive-unrecorded', { consentToRecord: false })]) },
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
        },
      },
    ],
  };
};

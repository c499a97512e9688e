import type { AgencyName } from '../records/stored-record.ts';

/** What an agency's system is like, beside its contract. */
export type AgencyProfile = {
  /** Prefix of record ids and item ids. */
  readonly prefix: string;
  /** In plain words, as index details name the agency. */
  readonly title: string;
  /** The organisation whose copy a record is when the family does not say. */
  readonly custodian: string;
  /** Organisations whose items the system holds, the usual one first. */
  readonly holders: readonly string[];
  /** The duty telephone. */
  readonly dutyPhone: string;
};

/** The systems. Telephone numbers are from the ranges kept for drama (01632 960). */
export const agencyProfiles: Readonly<Record<AgencyName, AgencyProfile>> = {
  education: {
    prefix: 'ED',
    title: 'Education',
    custodian: 'URN:100001',
    holders: ['URN:100001', 'LA:001', 'URN:100003'],
    dutyPhone: '01632 960110',
  },
  health: {
    prefix: 'HE',
    title: 'Health',
    custodian: 'ODS:Y99001',
    holders: ['ODS:Y99001', 'ODS:Y99002', 'ODS:Y99003'],
    dutyPhone: '01632 960130',
  },
  'social-care': {
    prefix: 'SO',
    title: "Children's social care",
    custodian: 'LA:001-CSC',
    holders: ['LA:001-CSC', 'LA:001-CSC', 'ORG:wexshire-police'],
    dutyPhone: '01632 960120',
  },
  'youth-justice': {
    prefix: 'YJ',
    title: 'Youth justice',
    custodian: 'ORG:wexborough-yot',
    holders: ['ORG:wexborough-yot', 'ORG:wexborough-yot', 'ORG:wexshire-police'],
    dutyPhone: '01632 960140',
  },
  police: {
    prefix: 'PO',
    title: 'Police',
    custodian: 'ORG:wexshire-police',
    holders: ['ORG:wexshire-police'],
    dutyPhone: '01632 960150',
  },
  voluntary: {
    prefix: 'VO',
    title: 'Family centre',
    custodian: 'ORG:wexborough-family-centre',
    holders: ['ORG:wexborough-family-centre'],
    dutyPhone: '01632 960161',
  },
  'sexual-health': {
    prefix: 'RS',
    title: 'Restricted service',
    custodian: 'ODS:Y99005',
    holders: ['ODS:Y99005'],
    dutyPhone: '01632 960134',
  },
  housing: {
    prefix: 'HO',
    title: 'Housing',
    custodian: 'ORG:wexborough-housing',
    holders: ['ORG:wexborough-housing'],
    dutyPhone: '01632 960190',
  },
};

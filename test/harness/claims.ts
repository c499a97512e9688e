const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Claims of a practitioner who may ask, and of whom nothing special is said; organisation and roles are missing. */
export const inPractice = {
  kind: 'PRACTITIONER',
  issuer: 'authority',
  trainedUntil: inDays(30),
  vettedOn: inDays(-30),
  designatedOfficer: false,
  staffIds: [],
  teams: [],
  groups: [],
  declaredConflicts: [],
};

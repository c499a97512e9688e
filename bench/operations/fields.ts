/** Who the child is, as gateways are asked for it, and as an agency records it. */
export const identity = 'identity { givenName familyName dateOfBirth sex }';
export const recordedIdentity = 'recordedIdentity { names { given family } dateOfBirth sex }';

/** What is asked of each agency's section: with the identity about 60 leaf fields. */
export const sectionFields: Readonly<Record<string, string>> = {
  education: `education {
    attendanceSummaries { id from until school possible present authorised unauthorised }
    specialNeeds { id provision types from until support }
    exclusions { id kind from sessions }
  }`,
  health: `health {
    immunisations { id on vaccine dose status }
    conditions { id name statement statedBy from until }
  }`,
  'social-care': `socialCare {
    cases { id status openedOn closedOn recordedAt }
    placements { id placementType from until endReason }
    legalStatuses { id code from }
  }`,
  'youth-justice': `youthJustice {
    interventions { id kind state from until }
  }`,
};

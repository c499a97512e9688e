/** The four agencies of the bench, and the field of `Child` that each one's section is. */
export const sections: Readonly<Record<string, string>> = {
  education: 'education',
  health: 'health',
  'social-care': 'socialCare',
  'youth-justice': 'youthJustice',
};

import { z } from 'zod';

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_]{0,63}$/);
const organisation = z.string().regex(/^[A-Z]+:[A-Za-z0-9-]{1,60}$/);
const attributes = [
  'trainedUntil',
  'vettedOn',
  'designatedOfficer',
  'staffIds',
  'teams',
  'groups',
  'declaredConflicts',
] as const;

/** `protocol/peers.yaml` as it is written; a protocol without the file has nothing to do with other authorities. */
export const peersFile = z.strictObject({
  purposes: z.array(code),
  schemes: z.array(code),
  classes: z.array(code),
  origins: z.array(
    z.strictObject({
      authority: organisation,
      organisations: z.array(organisation).min(1),
      roles: z.array(code).min(1),
      attributes: z.array(z.enum(attributes)),
    }),
  ),
});

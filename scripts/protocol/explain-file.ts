import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { mustBeOneOf, UsageError } from './command-line.ts';
import type { RuleBook } from './rule-book.ts';

const code = z.string();
const codes = z.array(code);

const consent = z.strictObject({
  decision: z.enum(['GIVEN', 'REFUSED']).default('GIVEN'),
  by: z.enum(['PARENT', 'CHILD']).default('PARENT'),
  classes: codes.min(1),
  /** WITHDRAWN or EXPIRED: it was given, and has ended. */
  ended: z.enum(['WITHDRAWN', 'EXPIRED']).optional(),
});

const record = z.strictObject({
  link: z.enum(['MATCH', 'POSSIBLE', 'CONFLICT']).default('MATCH'),
  relationship: codes.default([]),
  excludesCaller: z.boolean().default(false),
  refuses: codes.default([]),
  detriment: codes.default([]),
  consents: z.array(consent).default([]),
});

const requestFile = z.strictObject({
  who: z.strictObject({
    organisation: z.string(),
    roles: codes.min(1),
    kind: code.default('PRACTITIONER'),
    trained: z.boolean().default(true),
    vetted: z.boolean().default(true),
    designatedOfficer: z.boolean().default(false),
    suspended: z.boolean().default(false),
    mayOverrideShield: z.boolean().default(false),
  }),
  why: z.strictObject({
    purpose: code,
    reasonGiven: z.boolean().default(true),
    basis: codes.default([]),
    informed: code.optional(),
    exemption: code.optional(),
    written: z.boolean().default(false),
    emergency: z.boolean().default(false),
    overrideShield: z.boolean().default(false),
    breakGlass: z.boolean().default(false),
    courtOrder: z.strictObject({ reference: z.string(), classes: codes.min(1) }).optional(),
  }),
  child: z
    .strictObject({
      age: z.int().min(0).max(40).default(9),
      unborn: z.boolean().default(false),
      diedYearsAgo: z.int().min(0).max(40).optional(),
      participates: z.boolean().default(false),
      shielded: z.boolean().default(false),
      records: z.record(z.string(), record.prefault({})).default({}),
      silent: z.array(z.string()).default([]),
    })
    .prefault({}),
  about: z.strictObject({ agency: z.string(), class: code, aspect: code.default('PLAIN') }),
});

/** A request to be explained, as it is written: closed lists and yes or no, nobody's name. */
export type RequestFile = z.infer<typeof requestFile>;
export type RecordFile = RequestFile['child']['records'][string];

/**
 * Reads a request from a file (YAML or JSON; none: empty) and from `KEY=VALUE` settings, which win.
 *
 * @throws UsageError naming the field, and for a code all that are allowed.
 */
export function readRequestFile(path: string | undefined, settings: readonly string[], book: RuleBook): RequestFile {
  const content = path === undefined ? {} : parsed(path);
  const result = requestFile.safeParse(settings.reduce(withSetting, content));
  if (!result.success) {
    const faults = result.error.issues.map((issue) => {
      const field = issue.path.map(String).join('.') || 'the request';
      const unknown = issue.code === 'unrecognized_keys' ? ` (${issue.keys.join(', ')})` : '';
      return `${field}: ${issue.message}${unknown}`;
    });
    throw new UsageError(`cannot read the request:\n  ${faults.join('\n  ')}`);
  }
  mustKnowCodes(result.data, book);
  return result.data;
}

/** Relationships as records state them (domain.md 7.0). */
export const statedRelationships = [
  'ALLOCATED',
  'TEAM',
  'ROLL',
  'REGISTERED',
  'OPEN_REFERRAL',
  'CONTACT_MADE',
  'RESIDENT',
  'SELF',
  'PARENT_OF',
  'REFERENCE',
] as const;

function mustKnowCodes({ who, why, child, about }: RequestFile, { vector, protocol }: RuleBook): void {
  const { codesOf } = vector;
  const organisations = protocol.signatories.map(({ organisation }) => organisation);
  const agencies = Object.keys(protocol.discloserKinds);
  const one = (what: string, value: string | undefined, allowed: readonly string[]): void => {
    if (value !== undefined) mustBeOneOf(what, value, allowed);
  };
  const each = (what: string, values: readonly string[], allowed: readonly string[]): void => {
    for (const value of values) mustBeOneOf(what, value, allowed);
  };
  one('who.organisation', who.organisation, organisations);
  each('who.roles', who.roles, codesOf('Role'));
  one('who.kind', who.kind, codesOf('CallerKind'));
  one('why.purpose', why.purpose, codesOf('Purpose'));
  each('why.basis', why.basis, codesOf('Basis'));
  one('why.exemption', why.exemption, codesOf('Exemption'));
  each('why.courtOrder.classes', why.courtOrder?.classes ?? [], codesOf('Class'));
  each('child.records', Object.keys(child.records), agencies);
  each('child.silent', child.silent, agencies);
  for (const [agency, held] of Object.entries(child.records)) {
    const place = `child.records.${agency}`;
    each(`${place}.relationship`, held.relationship, statedRelationships);
    each(`${place}.refuses`, held.refuses, codesOf('Class'));
    each(`${place}.detriment`, held.detriment, codesOf('Class'));
    for (const given of held.consents) each(`${place}.consents.classes`, given.classes, codesOf('Class'));
  }
  one('about.agency', about.agency, agencies);
  one('about.class', about.class, codesOf('Class'));
  one('about.aspect', about.aspect, codesOf('Aspect'));
}

function parsed(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`cannot read ${path}`);
  }
  try {
    return parse(text) ?? {};
  } catch {
    throw new UsageError(`${path} is not YAML`);
  }
}

/** `why.exemption=SIGNIFICANT_HARM`, laid over what the file says. */
function withSetting(content: unknown, setting: string): unknown {
  const at = setting.indexOf('=');
  if (at < 1) throw new UsageError(`--set takes KEY=VALUE, not ${setting}`);
  let value: unknown;
  try {
    value = parse(setting.slice(at + 1));
  } catch {
    throw new UsageError(`--set ${setting.slice(0, at)}: the value is not YAML`);
  }
  return put(content, setting.slice(0, at).split('.'), value);
}

function put(content: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const map = typeof content === 'object' && content !== null ? (content as Readonly<Record<string, unknown>>) : {};
  // Only what was written can be built upon, never what every object has.
  const known = Object.hasOwn(map, name) ? map[name] : undefined;
  return { ...map, [name]: put(known, rest, value) };
}

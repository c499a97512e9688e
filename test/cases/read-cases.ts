import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

const directory = fileURLToPath(new URL('.', import.meta.url));

/** What a case can be waiting for; `README.md` says what each means. */
export const needs = ['acting'] as const;

const codeOrState = z.string().regex(/^[A-Z_]+$/, 'a code or a state in capitals');
const withheld = z.union([
  codeOrState,
  z.strictObject({
    state: codeOrState,
    code: codeOrState.nullable().optional(),
    class: codeOrState.optional(),
    route: codeOrState.optional(),
    needs: z.array(codeOrState).optional(),
  }),
]);
const path = z.string().regex(/^[a-zA-Z_.]+$/, 'field names joined by dots, as in the graph');

const field = z.enum(['givenName', 'familyName', 'dateOfBirth', 'sex', 'postcode', 'carer', 'school', 'yearGroup']);
const person = z.strictObject({ givenName: z.string(), familyName: z.string() });

const fields = {
  row: z.union([z.int(), z.string()]),
  title: z.string(),
  needs: z.enum(needs).optional(),
  story: z.record(z.string(), z.string()).optional(),
  before: z
    .array(z.strictObject({ agency: z.string(), child: z.string(), patch: z.record(z.string(), z.unknown()) }))
    .optional(),
  silent: z.array(z.string()).optional(),
  authorities: z.strictObject({ down: z.array(z.string()).optional() }).optional(),
  who: z.union([z.string(), z.record(z.string(), z.unknown())]),
  declares: z.record(z.string(), z.unknown()),
  child: z.string().optional(),
  by: z.string().optional(),
  search: z
    .strictObject({
      for: z.string(),
      as: z.string().optional(),
      by: z.array(field).min(1),
      instead: z.partialRecord(field, z.union([z.string(), person])).optional(),
    })
    .optional(),
  outcome: codeOrState.optional(),
  candidates: z.int().min(0).optional(),
  flags: z.array(codeOrState).optional(),
  agreements: z.partialRecord(field, codeOrState).optional(),
  incomplete: z.boolean().optional(),
  asks: z.string().optional(),
  released: z.array(path).optional(),
  only: z.boolean().optional(),
  containing: z.record(path, z.array(z.string())).optional(),
  without: z.record(path, z.array(z.string())).optional(),
  withheld: z.record(path, withheld).optional(),
  absent: z.array(path).optional(),
  nobody: z.boolean().optional(),
  refused: codeOrState.optional(),
  sources: z.record(z.string(), codeOrState).optional(),
  obligations: z.array(codeOrState).optional(),
  bases: z.array(codeOrState).optional(),
  recorded: z
    .strictObject({
      refused: codeOrState.optional(),
      child: codeOrState.optional(),
      mode: codeOrState.optional(),
      withheld: z.record(z.string(), codeOrState).optional(),
      released: z.array(z.string()).optional(),
    })
    .optional(),
};

const ofSearches = ['outcome', 'candidates', 'flags', 'agreements', 'incomplete'] as const;
const caseSchema = z.strictObject(fields).superRefine((each, context) => {
  const problem = (message: string): void => context.addIssue({ code: 'custom', message });
  if (each.search === undefined) {
    if (each.child === undefined || each.by === undefined) problem('needs `child` and `by`, or `search`');
    for (const key of ofSearches) if (each[key] !== undefined) problem(`\`${key}\` is for searches only`);
  } else {
    if (each.child !== undefined || each.by !== undefined) problem('`child` and `by` are not for searches');
    if (each.outcome === undefined && each.refused === undefined) problem('a search needs `outcome` or `refused`');
  }
});

/** One case of the decision table (domain.md 7.5), as `README.md` describes it. */
export type Case = z.infer<typeof caseSchema> & { readonly file: string };

/**
 * Reads every `*.yaml` file of this folder.
 *
 * @throws Error that names the file, the case and the key when one cannot be understood.
 */
export function readCases(): readonly Case[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => {
      const listed: unknown = parse(readFileSync(`${directory}${file}`, 'utf8'));
      if (!Array.isArray(listed)) throw new Error(`${file}: expected a list of cases, each starting with "- row:"`);
      return listed.map((each, index) => {
        const read = caseSchema.safeParse(each);
        if (read.success) return { ...read.data, file };
        const problems = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
        throw new Error(`${file}, case ${index + 1}: ${problems.join('; ')}`);
      });
    });
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Remedy } from '../../src/model/protocol.ts';
import type { Dimension } from './closed-vector.ts';
import { type Finding, fault } from './finding.ts';
import { root } from './read-version.ts';
import type { RuleBook } from './rule-book.ts';
import { type Entry, yamlEntries } from './yaml-entries.ts';

/** Where a file names a code, by file and place, whether as a key or as a value, and of which list it must be. */
const places: readonly (readonly [place: RegExp, part: Entry['part'], entityType: string])[] = [
  [/^signatories\.yaml signatories\.[^.]*\.kind$/, 'VALUE', 'AgencyKind'],
  [/^signatories\.yaml signatories\.[^.]*\.jurisdiction$/, 'VALUE', 'Jurisdiction'],
  [/^signatories\.yaml signatories\.[^.]*\.designatedFor\b/, 'VALUE', 'Basis'],
  [/^signatories\.yaml courtOrders\.[^.]*\.classes\b/, 'VALUE', 'Class'],
  [/^signatories\.yaml discloserKinds\.[^.]*$/, 'VALUE', 'AgencyKind'],
  [/^signatories\.yaml issuers\.[^.]*\.kinds\b/, 'VALUE', 'CallerKind'],
  [/^signatories\.yaml issuers\.[^.]*\.roles\b/, 'VALUE', 'Role'],
  [/^signatories\.yaml custodians\.relationship\.[^.]*$/, 'KEY', 'Relationship'],
  [/^schedules\.yaml schedules\.[^.]*\.purposes\b/, 'VALUE', 'Purpose'],
  [/^schedules\.yaml schedules\.[^.]*\.roles\b/, 'VALUE', 'Role'],
  [/^schedules\.yaml schedules\.[^.]*\.organisationKinds\b/, 'VALUE', 'AgencyKind'],
  [/^schedules\.yaml schedules\.[^.]*\.classes\b/, 'VALUE', 'Class'],
  [/^schedules\.yaml schedules\.[^.]*\.bases\b/, 'VALUE', 'Basis'],
  [/^bases\.yaml bases\.[^.]*\.jurisdictions\b/, 'VALUE', 'Jurisdiction'],
  [/^bases\.yaml bases\.[^.]*\.code$/, 'VALUE', 'Basis'],
  [/^bases\.yaml bases\.[^.]*\.purposes\b/, 'VALUE', 'Purpose'],
  [/^bases\.yaml bases\.[^.]*\.(recipients|disclosers)\b/, 'VALUE', 'AgencyKind'],
  [/^bases\.yaml bases\.[^.]*\.exemptions\b/, 'VALUE', 'Exemption'],
  [/^bases\.yaml bases\.[^.]*\.(covers|consentFor)\b/, 'VALUE', 'Class'],
  [/^bases\.yaml allowed\.[^.]*$/, 'KEY', 'Purpose'],
  [/^bases\.yaml allowed\.[^.]*\.(?!ANY$)[^.]*$/, 'KEY', 'AgencyKind'],
  [/^bases\.yaml allowed\.[^.]*\.[^.]*\b/, 'VALUE', 'Basis'],
  [/^slots\.yaml publicTask\b/, 'VALUE', 'AgencyKind'],
  [/^slots\.yaml (specialClasses|criminalClasses)\b/, 'VALUE', 'Class'],
  [/^slots\.yaml codes\.[^.]*\.disclosers\b/, 'VALUE', 'AgencyKind'],
  [/^slots\.yaml codes\.[^.]*\.purposes\b/, 'VALUE', 'Purpose'],
  [/^jurisdictions\.yaml default$/, 'VALUE', 'Jurisdiction'],
  [/^jurisdictions\.yaml profiles\.[^.]*$/, 'KEY', 'Jurisdiction'],
  [/^settings\.yaml control\.reviewers\.[^.]*\.role$/, 'VALUE', 'Role'],
  [/^settings\.yaml control\.suspenders\b/, 'VALUE', 'Role'],
  [/^settings\.yaml ownGroupsOnlyRoles\b/, 'VALUE', 'Role'],
  [/^settings\.yaml consentWaivedFor\b/, 'VALUE', 'Purpose'],
  [/^settings\.yaml concealedClasses\b/, 'VALUE', 'Class'],
  [/^settings\.yaml splitClasses\.[^.]*$/, 'KEY', 'Class'],
  [/^settings\.yaml restrictedSchemes\.[^.]*$/, 'KEY', 'Identifier'],
  [/^settings\.yaml restrictedSchemes\b/, 'VALUE', 'AgencyKind'],
  [/^settings\.yaml presence\.[^.]*$/, 'KEY', 'AgencyKind'],
  [/^settings\.yaml presence\.[^.]*$/, 'VALUE', 'Class'],
  [/^settings\.yaml thirdParty\.class$/, 'VALUE', 'Class'],
  [/^settings\.yaml thirdParty\.restriction$/, 'VALUE', 'Restriction'],
  [/^settings\.yaml search\.classes\.[^.]*$/, 'VALUE', 'Class'],
  [/^settings\.yaml neverReleased\b/, 'VALUE', 'Restriction'],
  [/^settings\.yaml untoldKinds\b/, 'VALUE', 'CallerKind'],
];

/** Finds codes that the policies do not know, and codes for callers that nobody explains. */
export function checkCodes(book: RuleBook, directory: string): readonly Finding[] {
  return [...unknownCodes(book, directory), ...unknownFacts(book), ...undocumentedCodes(book)];
}

function unknownCodes({ vector }: RuleBook, directory: string): readonly Finding[] {
  return yamlEntries(directory).flatMap(({ file, where, part, value }) =>
    places.flatMap(([place, wanted, entityType]) => {
      if (wanted !== part || !place.test(`${file} ${where}`)) return [];
      if (vector.codesOf(entityType).includes(value)) return [];
      const fix = `correct it, or add it to entity ${entityType} in schema.cedarschema`;
      return [fault(file, `${where}: ${value} is not a ${entityType} that the policies know`, fix)];
    }),
  );
}

/** A remedy that sets a fact no policy can read would never turn an answer. */
function unknownFacts({ protocol, vector }: RuleBook): readonly Finding[] {
  const dimensions = vector.actions.flatMap((action) => action.dimensions);
  const isValue = (dimension: Dimension, value: string | boolean): boolean =>
    dimension.kind === 'FLAG' ? typeof value === 'boolean' : dimension.values.includes(String(value));
  return protocol.remedies.flatMap(({ name, set, when }: Remedy) =>
    Object.entries({ ...when, ...set }).flatMap(([fact, value]) =>
      dimensions.some((dimension) => dimension.name === fact && isValue(dimension, value))
        ? []
        : [
            fault(
              'settings.yaml',
              `remedies.${name}: ${fact} ${String(value)} is not a fact that the policies know`,
              'name a fact of schema.cedarschema and one of its values',
            ),
          ],
    ),
  );
}

function undocumentedCodes({ protocol }: RuleBook): readonly Finding[] {
  const documented = new Set(
    [...readFileSync(join(root, 'docs/errors.md'), 'utf8').matchAll(/^\| `([A-Z_0-9]+)` \|/gm)].map(([, code]) => code),
  );
  const { notPermitted, policyError, noRecord, consent } = protocol.codes;
  const used: readonly (readonly [file: string, where: string, code: string | undefined])[] = [
    ...protocol.policies.flatMap(({ id, file, annotations }) =>
      (['code', 'unanswered'] as const).map((name) => [file, `policy ${id} @${name}`, annotations[name]] as const),
    ),
    ...[notPermitted, policyError, noRecord].map(({ code }) => ['settings.yaml', 'codes', code] as const),
    ...[consent.untold, ...Object.values(consent.states)].map(
      (code) => ['settings.yaml', 'codes.consent', code] as const,
    ),
  ];
  return used.flatMap(([file, where, code]) =>
    code === undefined || documented.has(code)
      ? []
      : [
          fault(
            file,
            `${where}: nobody explains the code ${code} to callers`,
            'correct it, or add it to docs/errors.md',
          ),
        ],
  );
}

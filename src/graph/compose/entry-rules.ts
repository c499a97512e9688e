import { readAnnotations } from './annotations.ts';
import type { AnyField, ContractRule, ReportFault } from './contract-rule.ts';
import { type EntryKind, entryKinds } from './contract-words.ts';

const entriesAreComplete: ContractRule = (schema, report) => {
  const found = new Map<string, string>();
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const coordinate = `Query.${field.name}`;
    const { entry, hasMerge } = readAnnotations(field.astNode);
    if (entry === null) {
      report(
        'FIELD_UNCLASSIFIED',
        coordinate,
        'give it @entry(kind:), or remove it: the gateway enters by entries only.',
      );
      continue;
    }
    if (found.has(entry))
      report('ENTRY_DUPLICATE', coordinate, `Query.${found.get(entry)} is the ${entry} entry already.`);
    found.set(entry, field.name);
    const expected = entry in entryKinds ? entryKinds[entry as EntryKind] : undefined;
    if (expected) reportMisshapenEntry(field, expected, report);
    if (entry === 'RECORD' && !hasMerge)
      report('ENTRY_INVALID', coordinate, 'the RECORD entry needs @merge(keyField:).');
  }
  for (const [kind, { isRequired }] of Object.entries(entryKinds)) {
    if (isRequired && !found.has(kind))
      report('ENTRY_MISSING', 'Query', `offer a root field with @entry(kind: ${kind}).`);
  }
};

const reportMisshapenEntry = (
  field: AnyField,
  expected: { readonly arguments: Readonly<Record<string, string>>; readonly returns: string },
  report: ReportFault,
): void => {
  const coordinate = `Query.${field.name}`;
  if (String(field.type) !== expected.returns)
    report('ENTRY_INVALID', coordinate, `it must return ${expected.returns}.`);
  for (const [name, type] of Object.entries(expected.arguments)) {
    if (String(field.args.find((argument) => argument.name === name)?.type) !== type) {
      report('ENTRY_INVALID', `${coordinate}(${name}:)`, `it must take \`${name}: ${type}\`.`);
    }
  }
};

const onlyQueriesAreOffered: ContractRule = (schema, report) => {
  for (const type of [schema.getMutationType(), schema.getSubscriptionType()]) {
    if (type) report('ROOT_NOT_SUPPORTED', type.name, 'a contract offers Query only.');
  }
};

/** How the gateway may enter an agency's system: by entries of a known shape, and by nothing else. */
export const entryRules: readonly ContractRule[] = [onlyQueriesAreOffered, entriesAreComplete];

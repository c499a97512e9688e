import { isRequiredArgument } from 'graphql';
import { readAnnotations } from './annotations.ts';
import type { AnyField, ContractRule, ReportFault } from './contract-rule.ts';
import { type ActKind, actKinds, type EntryKind, entryKinds } from './contract-words.ts';

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
    if (expected) reportMisshapen('Query', field, expected, report);
    if (entry === 'RECORD' && !hasMerge)
      report('ENTRY_INVALID', coordinate, 'the RECORD entry needs @merge(keyField:).');
  }
  for (const [kind, { isRequired }] of Object.entries(entryKinds)) {
    if (isRequired && !found.has(kind))
      report('ENTRY_MISSING', 'Query', `offer a root field with @entry(kind: ${kind}).`);
  }
};

const actsAreKnown: ContractRule = (schema, report) => {
  const found = new Map<string, string>();
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { act } = readAnnotations(field.astNode);
    const expected = act !== null && act in actKinds ? actKinds[act as ActKind] : undefined;
    if (act === null || expected === undefined) {
      report('ROOT_NOT_SUPPORTED', 'Mutation', 'give each of its fields @act(kind:) of a known kind, or remove it.');
      continue;
    }
    if (found.has(act))
      report('ENTRY_DUPLICATE', `Mutation.${field.name}`, `Mutation.${found.get(act)} is the ${act} act already.`);
    found.set(act, field.name);
    reportMisshapen('Mutation', field, expected, report);
  }
};

const reportMisshapen = (
  root: 'Query' | 'Mutation',
  field: AnyField,
  expected: { readonly arguments: Readonly<Record<string, string>>; readonly returns: string },
  report: ReportFault,
): void => {
  const coordinate = `${root}.${field.name}`;
  if (String(field.type) !== expected.returns)
    report('ENTRY_INVALID', coordinate, `it must return ${expected.returns}.`);
  for (const [name, type] of Object.entries(expected.arguments)) {
    if (String(field.args.find((argument) => argument.name === name)?.type) !== type) {
      report('ENTRY_INVALID', `${coordinate}(${name}:)`, `it must take \`${name}: ${type}\`.`);
    }
  }
  for (const argument of field.args) {
    if (isRequiredArgument(argument) && !Object.hasOwn(expected.arguments, argument.name)) {
      report('ENTRY_INVALID', `${coordinate}(${argument.name}:)`, 'nobody gives it a value: make it optional.');
    }
  }
};

const nothingIsSubscribedTo: ContractRule = (schema, report) => {
  const type = schema.getSubscriptionType();
  if (type) report('ROOT_NOT_SUPPORTED', type.name, 'a contract offers Query, and acts of known kinds.');
};

/** How the gateway may enter an agency's system and what it may bring about there: in known shapes, and nothing else. */
export const entryRules: readonly ContractRule[] = [nothingIsSubscribedTo, entriesAreComplete, actsAreKnown];

import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyText, ProtocolFault, ReadPolicies } from '../model/protocol.ts';
import { policyJson } from './policy-json.ts';

type Read = { readonly policies: readonly PolicyText[]; readonly faults: readonly ProtocolFault[] };

/**
 * Splits policy files, gives each policy the id of its `@id` annotation, and validates all of them
 * strictly against the schema. Reports every fault; the policies are usable only when there is none.
 */
export const readPolicies: ReadPolicies = ({ schema, files }) => {
  const read = files.map(readFile);
  const policies = read.flatMap((file) => file.policies);
  const faults = [...read.flatMap((file) => file.faults), ...duplicates(policies), ...annotationFaults(policies)];
  const all = faults.length > 0 ? faults : invalid(policies, schema);
  // Where the schema cannot be read, that is what is wrong: nothing is said of policies.
  const ofSchema = all.length > 0 ? schemaFaults(schema) : [];
  return ofSchema.length > 0 ? { policies: [], faults: ofSchema } : { policies, faults: all };
};

function schemaFaults(schema: string): readonly ProtocolFault[] {
  const answer = cedar.checkParseSchema(schema);
  return answer.type === 'failure' ? [{ file: 'schema.cedarschema', problem: messagesOf(answer.errors) }] : [];
}

function readFile({ file, schedule, text }: Parameters<ReadPolicies>[0]['files'][number]): Read {
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === 'failure') return { policies: [], faults: [{ file, problem: messagesOf(parts.errors) }] };
  if (parts.policy_templates.length > 0)
    return { policies: [], faults: [{ file, problem: 'templates are not used; write the policy out' }] };
  // The engine hands the parts back in no useful order; gates of equal rank are tried in the order of the file.
  const ordered = [...parts.policies].sort((a, b) => text.indexOf(a) - text.indexOf(b));
  const read = ordered.map((part): Read => {
    const json = policyJson(part);
    if (json.type === 'failure') return { policies: [], faults: [{ file, problem: messagesOf(json.errors) }] };
    const annotations = json.json.annotations ?? {};
    const id = annotations['id'];
    if (id === undefined || id === '') {
      return { policies: [], faults: [{ file, problem: `a policy has no @id: ${part.slice(0, 60)}` }] };
    }
    return { policies: [{ id, effect: json.json.effect, file, schedule, text: part, annotations }], faults: [] };
  });
  return { policies: read.flatMap((part) => part.policies), faults: read.flatMap((part) => part.faults) };
}

function duplicates(policies: readonly PolicyText[]): readonly ProtocolFault[] {
  return policies
    .filter(({ id }, index) => policies.findIndex((other) => other.id === id) !== index)
    .map(({ id, file }) => ({ file, problem: `@id("${id}") is used twice; give each policy its own` }));
}

function annotationFaults(policies: readonly PolicyText[]): readonly ProtocolFault[] {
  return policies.flatMap(({ id, file, effect, annotations }) => {
    const needed = effect === 'forbid' ? ['gate', 'code', 'ground'] : ['ground'];
    return needed
      .filter((name) => (annotations[name] ?? '') === '')
      .map((name) => ({ file, problem: `policy ${id} has no @${name}; annotate it` }));
  });
}

function invalid(policies: readonly PolicyText[], schema: string): readonly ProtocolFault[] {
  const answer = cedar.validate({
    schema,
    validationSettings: { mode: 'strict' },
    policies: { staticPolicies: Object.fromEntries(policies.map(({ id, text }) => [id, text])) },
  });
  if (answer.type === 'failure') return [{ file: 'tier1.cedar', problem: messagesOf(answer.errors) }];
  const seen = new Set<string>();
  return [...answer.validationErrors, ...answer.validationWarnings].flatMap(({ policyId, error }) => {
    const file = policies.find(({ id }) => id === policyId)?.file ?? '';
    const problem = `policy ${policyId}: ${messagesOf([error])}`;
    if (seen.has(problem)) return [];
    seen.add(problem);
    return [{ file, problem }];
  });
}

function messagesOf(errors: readonly cedar.DetailedError[]): string {
  return errors.map(({ message, help }) => (help === null ? message : `${message} (${help})`)).join('; ');
}

import type { GraphQLArgument, GraphQLField } from 'graphql';
import type { OrganisationCode, Purpose, Restriction } from '../model/words.ts';
import { maxPage } from './coerce-inputs.ts';
import type { OperationInputs, PlannedField } from './graph-step.ts';
import type { ItemFilter } from './item-rules.ts';
import type { PageArguments } from './paging.ts';

/** What the variables of one content request are filled from. */
export type VariableValues = {
  readonly args: OperationInputs['args'];
  readonly organisation: OrganisationCode;
  readonly purpose: Purpose;
  readonly excluded: readonly Restriction[];
  /** Lists are asked for whole, because the gateway cuts the page. */
  readonly isPagedHere: boolean;
};

/** The variables of one document to an agency: every argument is one, nothing is printed into the text. */
export type UpstreamVariables = {
  /** Prints a field's arguments, parenthesised, or nothing; `filter` null: not a field of items. */
  argumentsOf(offered: Offered, planned: PlannedField, options: ArgumentOptions): string;
  /** Whether the contract offers what a filter needs. */
  canFilter(offered: Offered, filter: ItemFilter): boolean;
  /** Null: the field has no pages. */
  pageOf(offered: Offered, planned: PlannedField): PageArguments | null;
  /** The declarations so far, as printed in a document. */
  declared(): readonly string[];
  fill(values: VariableValues): Readonly<Record<string, unknown>>;
};

/** `isWhole`: the list is the record's own, so that the gateway may have to cut its page. */
export type ArgumentOptions = { readonly filter: ItemFilter | null; readonly isWhole: boolean };

type Offered = GraphQLField<unknown, unknown>;
type Fill = (values: VariableValues) => unknown;

/** The page when a list is asked for without `first`, or with null (DESIGN 4). */
export const defaultPage = 50;

const isOwnFilter: ReadonlySet<ItemFilter | null> = new Set(['OWN', 'OWN_OR_RELEVANT'] as const);
const isRelevantFilter: ReadonlySet<ItemFilter | null> = new Set(['RELEVANT', 'OWN_OR_RELEVANT'] as const);

/** Starts the variables of one document; `collected` are the lists whose pages the gateway always cuts. */
export function startVariables(collected: ReadonlySet<PlannedField>): UpstreamVariables {
  const variables = new Map<string, { readonly type: string; readonly fill: Fill }>();
  const declare = (name: string, argument: GraphQLArgument, fill: Fill): string => {
    variables.set(name, { type: String(argument.type), fill });
    return `${argument.name}: $${name}`;
  };
  const print = (
    argument: GraphQLArgument,
    planned: PlannedField,
    { filter, isWhole }: ArgumentOptions,
  ): string | null => {
    if (filter !== null) {
      if (argument.name === 'exclude') return declare('exclude', argument, ({ excluded }) => excluded);
      if (argument.name === 'heldBy') {
        return isOwnFilter.has(filter) ? declare('own', argument, ({ organisation }) => [organisation]) : null;
      }
      if (argument.name === 'relevantTo') {
        return isRelevantFilter.has(filter) ? declare('purpose', argument, ({ purpose }) => purpose) : null;
      }
    }
    const index = planned.argsIndex;
    if (index === null) return null;
    const given: Fill = ({ args }) => args[index]?.[argument.name];
    const isPaged = (values: VariableValues): boolean => isWhole && (collected.has(planned) || values.isPagedHere);
    const name = `${argument.name}_${index}`;
    if (argument.name === 'first')
      return declare(name, argument, (values) => (isPaged(values) ? maxPage : given(values)));
    if (argument.name === 'after')
      return declare(name, argument, (values) => (isPaged(values) ? undefined : given(values)));
    return declare(name, argument, given);
  };

  return {
    argumentsOf: (offered, planned, options) => {
      const printed = offered.args.flatMap((argument) => print(argument, planned, options) ?? []);
      return printed.length === 0 ? '' : `(${printed.join(', ')})`;
    },
    canFilter: (offered, filter) => {
      const has = (name: string): boolean => offered.args.some((argument) => argument.name === name);
      return (
        has('exclude') &&
        (!isOwnFilter.has(filter) || has('heldBy')) &&
        (!isRelevantFilter.has(filter) || has('relevantTo'))
      );
    },
    pageOf: (offered, planned) => {
      const index = planned.argsIndex;
      if (index === null || !offered.args.some((argument) => argument.name === 'first')) return null;
      return (args) => {
        const first = args[index]?.['first'];
        const after = args[index]?.['after'];
        return {
          first: typeof first === 'number' ? first : defaultPage,
          after: typeof after === 'string' ? after : null,
        };
      };
    },
    declared: () => [...variables].map(([name, { type }]) => `$${name}: ${type}`),
    fill: (values) => {
      const filled: Record<string, unknown> = {};
      for (const [name, { fill }] of variables) {
        const value = fill(values);
        // An absent or null argument leaves the agency its default.
        if (value !== undefined && value !== null) filled[name] = value;
      }
      return filled;
    },
  };
}

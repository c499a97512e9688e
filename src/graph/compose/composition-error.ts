import type { AgencyName } from '../../model/words.ts';

/** Every rule of composition that a contract can break; stable. */
export const compositionFaultCodes = [
  'SDL_INVALID',
  'DESCRIPTION_MISSING',
  'FIELD_UNCLASSIFIED',
  'CLASS_UNKNOWN',
  'ANNOTATION_INVALID',
  'FIELD_NOT_NULLABLE',
  'FACT_NOT_COMMON',
  'CLASS_DISAGREES',
  'TYPE_DISAGREES',
  'TYPE_TAKEN',
  'MARKER_MISSING',
  'ITEM_ID_MISSING',
  'ITEM_NESTED',
  'FILTER_ARGUMENT_MISSING',
  'LEAF_OUTSIDE_ITEM',
  'ORDER_INVALID',
  'GENERALISED_INVALID',
  'ENTRY_MISSING',
  'ENTRY_DUPLICATE',
  'ENTRY_INVALID',
  'ROOT_NOT_SUPPORTED',
  'CHILD_FIELD_TAKEN',
  'SECTION_SHARED',
  'BUILT_FROM_UNKNOWN',
  'AGENCY_ORDER_INCOMPLETE',
  'SCALAR_UNKNOWN',
] as const;

export type CompositionFaultCode = (typeof compositionFaultCodes)[number];

/** One broken rule. */
export type CompositionFault = {
  readonly code: CompositionFaultCode;
  /** Where: `Type`, `Type.field`, `Type.field(argument:)`, or the agency's name for a file as a whole. */
  readonly coordinate: string;
  /** In whose contract; empty: in the gateway's own SDL. */
  readonly agencies: readonly AgencyName[];
  /** What to do about it. */
  readonly fix: string;
};

/** The graph cannot be composed. Carries all faults, not the first; contracts hold no case data, so the message may quote them. */
export class CompositionError extends Error {
  readonly faults: readonly CompositionFault[];

  constructor(faults: readonly CompositionFault[]) {
    super(['The contracts cannot be composed:', ...faults.map((fault) => `  ${describe(fault)}`)].join('\n'));
    this.name = 'CompositionError';
    this.faults = faults;
  }
}

const describe = ({ code, coordinate, agencies, fix }: CompositionFault): string =>
  `${code} ${coordinate} (${agencies.length > 0 ? agencies.join(', ') : 'gateway'}): ${fix}`;

/** Joins faults that several agencies share, such as those of the common part; the order of first appearance is kept. */
export const joinFaults = (faults: readonly CompositionFault[]): readonly CompositionFault[] => {
  const joined = new Map<string, CompositionFault>();
  for (const fault of faults) {
    const key = JSON.stringify([fault.code, fault.coordinate, fault.fix]);
    const before = joined.get(key);
    joined.set(key, before ? { ...fault, agencies: [...new Set([...before.agencies, ...fault.agencies])] } : fault);
  }
  return [...joined.values()];
};

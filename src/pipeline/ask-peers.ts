import type { ChildPart, ContentCall } from '../graph/graph-step.ts';
import type { LinkedChild } from '../model/child-record.ts';
import type { DisclosureClass, Purpose } from '../model/words.ts';
import type { PipelineParts } from './request-parts.ts';

/** The parts with those agencies only that are asked for a purpose: other authorities are not for every one. */
export function partsFor(purpose: Purpose, parts: PipelineParts): PipelineParts {
  const isAsked = ({ isPeer }: PipelineParts['agencies'][number]): boolean =>
    isPeer !== true || parts.protocol.peers.purposes.includes(purpose);
  if (parts.agencies.every(isAsked)) return parts;
  return { ...parts, agencies: parts.agencies.filter(isAsked) };
}

/**
 * Marks other authorities that were not to be asked for this purpose: of them it is not told whether they hold
 * the child, never that they do not.
 */
export function withUntold<Child extends LinkedChild>(
  linked: Child,
  asked: Pick<PipelineParts, 'agencies'>,
  all: Pick<PipelineParts, 'agencies'>,
): Child {
  if (asked.agencies.length === all.agencies.length) return linked;
  const names = new Set(asked.agencies.map(({ name }) => name));
  const left = all.agencies.flatMap(({ name }) => (names.has(name) ? [] : [name]));
  return { ...linked, untold: new Set([...(linked.untold ?? []), ...left]), leftOut: new Set(left) };
}

/**
 * The classes that tell of an agency's presence and that the practitioner may know of at the agency asked, for
 * every child of the call: another authority's agencies of any other class are left out by it, as ours would be.
 */
export function knowableClasses(
  { call, recordIds }: ContentCall,
  children: readonly ChildPart[],
  { agencies, protocol }: Pick<PipelineParts, 'agencies' | 'protocol'>,
): readonly DisclosureClass[] {
  if (agencies.find(({ name }) => name === call.agency)?.isPeer !== true) return [];
  const wanted = new Set(recordIds);
  const decisions = children.flatMap(({ linked, decision }) =>
    decision.kind === 'DECIDED' &&
    linked.records.some(({ record }) => record.agency === call.agency && wanted.has(record.recordId))
      ? [decision]
      : [],
  );
  // What the other authority itself refuses, all that is not of the index, says nothing of what may be known.
  return [...new Set(Object.values(protocol.presence))].filter((each) =>
    decisions.every((decision) => decision.cellOf(call.agency, each, 'PLAIN').mayKnowExistence),
  );
}

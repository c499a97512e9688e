import {
  type ChildInput,
  type ChildParts,
  contentRow,
  holdsNothing,
  noteRefusedRow,
  type Side,
} from './agency-side.ts';
import { buildIdentity, type IdentityCopy } from './build-identity.ts';
import type { AgencyShapes, RootShapes } from './content-shapes.ts';
import type { ChildField } from './contract.ts';
import { compileFact, type FactField, placeOf } from './fact-fields.ts';
import type { PlannedField } from './graph-step.ts';
import { addCopies, compileCopies } from './identity-copies.ts';
import type { FoundItems } from './member.ts';
import { cutPage, cutTimedPage, wholeList } from './paging.ts';
import { childType } from './planned-cells.ts';
import { withPlaceholder } from './placeholder.ts';
import type { Place } from './reading.ts';
import { defaultPage } from './upstream-variables.ts';

/** Reads one field of a child from what its agencies answered; null is noted. `sides` are in the root's order. */
export type ChildFieldReader = (input: ChildInput, sides: readonly Side[]) => unknown;

/** Compiles a field that one agency alone offers. */
export function compileSection(root: RootShapes, field: PlannedField, offeredBy: string): ChildFieldReader {
  const position = root.positionOf.get(offeredBy) ?? -1;
  const shapes = root.agencies[position];
  if (shapes === undefined) return () => null;
  const path = [field.key];
  const read = shapes.asked.has(field)
    ? compileContentSection(field, placeOf(shapes, field.field, path))
    : compileFactSection(compileFact({ ...shapes, fieldName: field.field, planned: field, path }));
  return (input, sides) => {
    const side = sides[position];
    return side === undefined ? null : read(side, input);
  };
}

/** Compiles a list that several agencies offer, joined by date where the contracts order it; null when none delivered one. */
export function compileCollected(
  root: RootShapes,
  field: PlannedField,
  offeredBy: readonly string[],
): ChildFieldReader {
  const offered = root.agencies.filter(({ contract }) => offeredBy.includes(contract.agency));
  const finders = offered.map((shapes) => ({
    position: root.positionOf.get(shapes.contract.agency) ?? -1,
    find: compileFinder(shapes, field),
  }));
  const isTimed = offered.some(({ contract }) => contract.fieldOf(childType, field.field)?.orderedBy != null);
  const cut = isTimed ? cutTimedPage : cutPage;
  return (input, sides) => {
    const lists: FoundItems[] = [];
    for (const { position, find } of finders) {
      const side = sides[position];
      const found = side === undefined ? null : find(side, input);
      if (found !== null) lists.push(found);
    }
    if (lists.length === 0) return null;
    const args = field.argsIndex === null ? undefined : input.request.inputs.args[field.argsIndex];
    const joined = withPlaceholder(lists);
    if (args === undefined || !('first' in args)) return cut(joined, wholeList);
    const first = typeof args['first'] === 'number' ? args['first'] : defaultPage;
    return cut(joined, { first, after: typeof args['after'] === 'string' ? args['after'] : null });
  };
}

/** Compiles the identity: built from the copies of all agencies that were granted; null when there is none. */
export function compileIdentity(
  parts: ChildParts,
  root: RootShapes,
  field: PlannedField,
  made: Extract<ChildField, { kind: 'BUILT' }>,
): ChildFieldReader {
  const { agencyOrder, formerNameKinds } = parts.options;
  const readers = compileCopies(parts.options, root, field, made);
  const placeAt = new Map(readers.map((reader) => [reader.agency, reader]));
  const showsAll = (field.on?.['Identity'] ?? []).some((selected) => selected.field === 'names');
  const complete = parts.own(childType, field);
  const former = new Set(formerNameKinds);
  const none: ReadonlySet<string> = new Set();
  return (input, sides) => {
    const copies: IdentityCopy[] = [];
    for (const reader of readers) {
      const side = sides[reader.position];
      if (side !== undefined) addCopies(copies, reader, side, input);
    }
    const isSevered = input.part.linked.records.some(({ record }) => record.isLinkLocked);
    const identity = buildIdentity(copies, agencyOrder, isSevered ? former : none, showsAll);
    if (identity === null) return null;
    for (const { agency } of showsAll ? copies : copies.slice(0, 1)) {
      const reader = placeAt.get(agency);
      if (reader !== undefined) sides[reader.position]?.findings.release(reader.place.cell);
    }
    return complete(identity);
  };
}

type SideReader = (side: Side, input: ChildInput) => unknown;

function compileContentSection(field: PlannedField, offered: Place | null): SideReader {
  return (side) => {
    const { shape, findings } = side;
    const member = shape.members.get(field);
    const place = member?.place ?? null;
    if (member === undefined || place === null) return null;
    if (member.mask === 0) {
      const isResolved = findings.decisionOf(place).explanation?.state === 'EXISTS' && holdsNothing(side);
      findings.note(place, isResolved ? 'NOT_HELD' : 'CLOSED');
      return null;
    }
    const own = offered ?? place;
    const row = contentRow(side, own);
    if (row === null) return null;
    return row.row === null
      ? noteRefusedRow(side, own, row)
      : member.read(row.row, row.error, null, shape.position, side.context);
  };
}

/** A section that is a fact too: shown from the facts row. */
function compileFactSection(fact: FactField | null): SideReader {
  if (fact === null) return () => null;
  const { place } = fact;
  return ({ cells, findings, silence, matched }, { request }) => {
    if (!fact.isOpen(cells)) {
      findings.note(place, 'CLOSED');
      return null;
    }
    if (silence !== null) findings.note(place, silence);
    const [record] = matched.records;
    if (record === undefined) return null;
    return fact.read(record, record.custodian === request.viewer.organisation, cells, findings);
  };
}

type ItemsFinder = (side: Side, input: ChildInput) => FoundItems | null;

function compileFinder(shapes: AgencyShapes, field: PlannedField): ItemsFinder {
  const path = [field.key];
  return shapes.asked.has(field)
    ? compileContentFinder(field, placeOf(shapes, field.field, path))
    : compileFactFinder(compileFact({ ...shapes, fieldName: field.field, planned: field, path }));
}

function compileContentFinder(field: PlannedField, offered: Place | null): ItemsFinder {
  return (side) => {
    const { shape, findings } = side;
    const member = shape.members.get(field);
    const place = member?.place ?? null;
    if (member === undefined || place === null) return null;
    const { items } = member;
    if (member.mask === 0 || items === null) {
      findings.note(place, 'CLOSED');
      return null;
    }
    const own = offered ?? place;
    if (holdsNothing(side)) return emptyList(side, own);
    const row = contentRow(side, own);
    if (row === null) return null;
    return row.row === null ? noteRefusedRow(side, own, row) : items(row.row, row.error, side.context);
  };
}

const noItems: FoundItems = { ids: [], times: [], isFull: false, build: () => [] };

/** An agency without a record adds nothing to a list, unless even that must look withheld. */
function emptyList({ findings }: Side, place: Place): FoundItems | null {
  if (!findings.concealsEmpty(place)) return noItems;
  findings.note(place, 'CONCEALED');
  return null;
}

function compileFactFinder(fact: FactField | null): ItemsFinder {
  if (fact === null) return () => null;
  const { place } = fact;
  return ({ cells, findings, matched, silence }, { request }) => {
    if (fact.decisionOf(cells)?.explanation != null) findings.note(place, 'CLOSED');
    if (!fact.isOpen(cells)) return null;
    if (silence !== null) {
      findings.note(place, silence);
      return null;
    }
    const items: unknown[] = [];
    for (const record of matched.records) {
      const isOwn = record.custodian === request.viewer.organisation;
      const list = fact.read(record, isOwn, cells, findings);
      if (Array.isArray(list)) for (const item of list) items.push(item);
    }
    // Small enough to come whole: a fact has no pages.
    return {
      ids: items.map(() => ''),
      times: items.map(() => null),
      isFull: false,
      build: (start, end) => items.slice(start, end),
    };
  };
}

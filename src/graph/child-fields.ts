import type { AgencyName } from '../model/words.ts';
import {
  type ChildInput,
  type ChildParts,
  contentRow,
  holdsNothing,
  noteRefusedRow,
  type Side,
} from './agency-side.ts';
import { buildIdentity, type IdentityCopy, wholeCopy } from './build-identity.ts';
import { createFactFields, factPlace } from './fact-fields.ts';
import type { PlannedField } from './graph-step.ts';
import type { FoundItems } from './member.ts';
import { cutPage, cutTimedPage, wholeList } from './paging.ts';
import { childType } from './planned-cells.ts';
import { withPlaceholder } from './placeholder.ts';
import type { Place } from './reading.ts';
import { defaultPage } from './upstream-variables.ts';

/** Reads a field that one agency alone offers; null is noted. */
export function readSection(side: Side, input: ChildInput, field: PlannedField): unknown {
  const { shape, findings, shapes } = side;
  const member = shape.members.get(field);
  if (member === undefined) return readFactSection(side, input, field);
  const { place } = member;
  if (place === null) return null;
  if (member.mask === 0) {
    const told = input.decision.cellOf(place.cell.agency, place.cell.class, place.cell.aspect).explanation;
    const isResolved = told?.state === 'EXISTS' && holdsNothing(side);
    findings.note(place, isResolved ? 'NOT_HELD' : 'CLOSED');
    return null;
  }
  const own = factPlace(shapes.contract, field.field, place.path) ?? place;
  const row = contentRow(side, own);
  if (row === null) return null;
  return row.row === null
    ? noteRefusedRow(side, own, row)
    : member.read([row.row], [row.error], shape.position, side.content.context);
}

/** Joins the lists of several agencies, by date where the contracts order them; null when none delivered one. */
export function readCollected(sides: readonly Side[], input: ChildInput, field: PlannedField): unknown {
  const lists = sides.flatMap((side): readonly FoundItems[] => {
    const found = side.shape.members.has(field) ? findItemsOf(side, field) : findFactItems(side, input, field);
    return found === null ? [] : [found];
  });
  if (lists.length === 0) return null;
  const args = field.argsIndex === null ? undefined : input.request.inputs.args[field.argsIndex];
  const isTimed = sides.some(({ shapes }) => shapes.contract.fieldOf(childType, field.field)?.orderedBy != null);
  const cut = isTimed ? cutTimedPage : cutPage;
  const joined = withPlaceholder(lists);
  if (args === undefined || !('first' in args)) return cut(joined, wholeList);
  const first = typeof args['first'] === 'number' ? args['first'] : defaultPage;
  return cut(joined, { first, after: typeof args['after'] === 'string' ? args['after'] : null });
}

function findItemsOf(side: Side, field: PlannedField): FoundItems | null {
  const { shape, findings, shapes } = side;
  const member = shape.members.get(field);
  if (member?.place == null) return null;
  const { place, items } = member;
  if (member.mask === 0 || items === null) {
    findings.note(place, 'CLOSED');
    return null;
  }
  const own = factPlace(shapes.contract, field.field, place.path) ?? place;
  if (holdsNothing(side)) return emptyList(side, own);
  const row = contentRow(side, own);
  if (row === null) return null;
  return row.row === null ? noteRefusedRow(side, own, row) : items([row.row], [row.error], side.content.context);
}

/** Builds the identity from the copies of all agencies that were granted; null when there is none. */
export function readIdentity(
  parts: ChildParts,
  input: ChildInput,
  sides: readonly Side[],
  field: PlannedField,
  from: string,
  offeredBy: readonly AgencyName[],
): unknown {
  const { nameOrder, agencyOrder, formerNameKinds } = parts.options;
  const copies: IdentityCopy[] = [];
  for (const agency of nameOrder) {
    const side = sides.find((one) => one.agency === agency);
    if (side === undefined || !offeredBy.includes(agency)) continue;
    copies.push(...identityCopies(side, input, field, from));
  }
  const isSevered = input.part.linked.records.some(({ record }) => record.isLinkLocked);
  const identity = buildIdentity(copies, agencyOrder, new Set(isSevered ? formerNameKinds : []));
  if (identity === null) return null;
  const showsAll = (field.on?.['Identity'] ?? []).some((selected) => selected.field === 'names');
  for (const { agency } of showsAll ? copies : copies.slice(0, 1)) {
    const side = sides.find((one) => one.agency === agency);
    const place = side === undefined ? null : factPlace(side.shapes.contract, from, [field.key]);
    if (place !== null) side?.findings.release(place.cell);
  }
  return parts.own('Child', field)(identity);
}

/** One agency's copies of the identity that were granted; what was not is noted. */
export function identityCopies(
  side: Side,
  input: ChildInput,
  field: PlannedField,
  from: string,
): readonly IdentityCopy[] {
  const { facts, findings, matched, shapes, silence, agency } = side;
  const place = factPlace(shapes.contract, from, [field.key]);
  if (place === null) return [];
  if (facts.isOpen(from) && silence !== null) findings.note(place, silence);
  // What is read is a copy to build from: whether it is shown, and where, is known only afterwards.
  const quiet = createFactFields(shapes.contract, input.decision, {
    ...findings,
    release: () => {},
    note: ({ cell }, finding) => findings.note({ path: place.path, cell }, finding),
  });
  const copies = matched.records.flatMap((record): IdentityCopy[] => {
    const isOwn = record.custodian === input.request.viewer.organisation;
    const copy = quiet.read(record, isOwn, from, wholeCopy, place.path);
    return typeof copy === 'object' && copy !== null ? [{ agency, copy: { ...copy } }] : [];
  });
  if (copies.length === 0 && facts.decisionOf(from)?.explanation != null) findings.note(place, 'CLOSED');
  return copies;
}

/** A section that is a fact too: shown from the facts row. */
function readFactSection(side: Side, input: ChildInput, field: PlannedField): unknown {
  const place = factPlace(side.shapes.contract, field.field, [field.key]);
  if (place === null) return null;
  if (!side.facts.isOpen(field.field)) {
    side.findings.note(place, 'CLOSED');
    return null;
  }
  if (side.silence !== null) side.findings.note(place, side.silence);
  const [record] = side.matched.records;
  if (record === undefined) return null;
  return side.facts.read(record, record.custodian === input.request.viewer.organisation, field.field, field, [
    field.key,
  ]);
}

const noItems: FoundItems = { ids: [], times: [], isFull: false, build: () => [] };

/** An agency without a record adds nothing to a list, unless even that must look withheld. */
function emptyList({ findings }: Side, place: Place): FoundItems | null {
  if (!findings.concealsEmpty(place.cell)) return noItems;
  findings.note(place, 'CONCEALED');
  return null;
}

function findFactItems(side: Side, input: ChildInput, field: PlannedField): FoundItems | null {
  const { facts, findings, matched, shapes, silence } = side;
  const place = factPlace(shapes.contract, field.field, [field.key]);
  if (place === null) return null;
  if (facts.decisionOf(field.field)?.explanation != null) findings.note(place, 'CLOSED');
  if (!facts.isOpen(field.field)) return null;
  if (silence !== null) {
    findings.note(place, silence);
    return null;
  }
  const items: unknown[] = [];
  for (const record of matched.records) {
    const isOwn = record.custodian === input.request.viewer.organisation;
    const list = facts.read(record, isOwn, field.field, field, [field.key]);
    if (Array.isArray(list)) items.push(...list);
  }
  // Small enough to come whole: a fact has no pages.
  return {
    ids: items.map(() => ''),
    times: items.map(() => null),
    isFull: false,
    build: (start, end) => items.slice(start, end),
  };
}

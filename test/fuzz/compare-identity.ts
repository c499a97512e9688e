import type { FieldNode } from 'graphql';
import { selectionsOf } from './asked-fields.ts';
import { type Bounds, nothing } from './bounds.ts';
import { type Comparison, fault, isExplained, objectType, type Path, shownOf } from './comparison.ts';
import { disclosedBy } from './disclosed-fields.ts';
import type { Held } from './held-data.ts';
import { isAnything, isObject, own } from './held-places.ts';
import type { Permit } from './permitted.ts';

/** The records of one child, and what may be shown of them. */
export type OfChild = { readonly records: readonly Held[]; readonly permit: Permit };

/** How far the core identity that a record holds may be shown. */
export function identityAt(each: Held, permit: Permit): Bounds {
  const names = disclosedBy(each.agency, 'RecordedIdentity', 'names');
  return names === undefined ? nothing : permit.of(each, names, []);
}

/** Core identity: each part is in a copy that may be shown. */
export function checkIdentity(
  on: Comparison,
  value: unknown,
  nodes: readonly FieldNode[],
  path: Path,
  { records, permit }: OfChild,
): void {
  const open = records.filter((each) => identityAt(each, permit).may > 0);
  const must = records.filter((each) => identityAt(each, permit).must > 0);
  if (value === null || value === undefined) {
    if (must.length > 0) fault(on, path, `of ${must[0]?.agency ?? '?'}, missing`);
    if (records.length > 0 && !isExplained(on, path)) fault(on, path, 'null without a word');
    return;
  }
  if (!isObject(value)) return;
  const copies: Readonly<Record<string, readonly unknown[]>> = {
    givenName: open.flatMap((each) => namesOf(each).map(({ given }) => given)),
    familyName: open.flatMap((each) => namesOf(each).map(({ family }) => family)),
    dateOfBirth: open.map(({ record }) => record.recordedIdentity.dateOfBirth),
    expectedDateOfDelivery: open.map(({ record }) => record.recordedIdentity.expectedDateOfDelivery),
    sex: open.map(({ record }) => record.recordedIdentity.sex),
  };
  for (const [key, inner] of on.asked.fieldsOf(objectType(on, 'Identity'), selectionsOf(nodes))) {
    const name = inner[0]?.name.value ?? '';
    const found = own(value, key);
    const at = [...path, key];
    const known = copies[name];
    if (known !== undefined) {
      if (found !== null && !known.includes(found)) fault(on, at, 'in no copy that may be shown');
      if (found === null && must.some((each) => isAnything(copyOf(each, name)))) fault(on, at, 'missing');
    } else if (name === 'names' && Array.isArray(found)) checkNames(on, found, inner, at, open);
  }
}

function checkNames(
  on: Comparison,
  found: readonly unknown[],
  nodes: readonly FieldNode[],
  at: Path,
  open: readonly Held[],
): void {
  for (const each of found) {
    if (!isObject(each)) continue;
    const shown = shownOf(on, objectType(on, 'Name'), nodes, each);
    const sources = shown.get('sources');
    const holders = open.filter((holder) =>
      namesOf(holder).some((name) => isShownOf(shown, name, ['given', 'family', 'kind'])),
    );
    if (holders.length === 0) fault(on, at, 'a name in no copy that may be shown');
    if (Array.isArray(sources) && !sources.every((source) => holders.some(({ agency }) => agency === source)))
      fault(on, at, 'a source that does not have this name, or may not be known');
  }
}

/** Identifiers: each is the child's, and may be shown; and those that have to be are there. */
export function checkNumbers(
  on: Comparison,
  value: unknown,
  nodes: readonly FieldNode[],
  path: Path,
  { records, permit }: OfChild,
): void {
  const all = records.flatMap((holder) =>
    holder.record.identifiers.map((id) => ({ id, agency: holder.agency, bounds: permit.number(holder, id.scheme) })),
  );
  if (!Array.isArray(value)) {
    if (all.length > 0 && !isExplained(on, path)) fault(on, path, 'null without a word');
    for (const { agency } of all.filter(({ bounds }) => bounds.must > 0)) fault(on, path, `of ${agency}, missing`);
    return;
  }
  const shown = value.filter(isObject).map((each) => shownOf(on, objectType(on, 'Identifier'), nodes, each));
  for (const each of shown) {
    if (!all.some(({ id, bounds }) => bounds.may > 0 && isShownOf(each, id, ofIdentifiers)))
      fault(on, path, "a number that is not this child's, or not permitted");
  }
  for (const { id, agency, bounds } of all) {
    if (bounds.must > 0 && !shown.some((each) => isShownOf(each, id, ['scheme', 'value'])))
      fault(on, path, `a number of ${agency} is missing`);
  }
}
const ofIdentifiers = ['scheme', 'value', 'verified', 'former'] as const;

/** Whether what was shown of something is what is held, in these parts of it as far as they were asked for. */
function isShownOf<K extends string>(
  shown: ReadonlyMap<string, unknown>,
  held: Readonly<Record<K, unknown>>,
  parts: readonly K[],
): boolean {
  return parts.every((part) => !shown.has(part) || shown.get(part) === held[part]);
}

/** The names that a record gives: a severed identity's former ones are never among them. */
function namesOf({ record }: Held): Held['record']['recordedIdentity']['names'] {
  return record.recordedIdentity.names.filter(({ kind }) => !(record.restrictions.linkLocked && kind === 'FORMER'));
}

function copyOf({ record }: Held, name: string): unknown {
  const { recordedIdentity } = record;
  if (name === 'givenName' || name === 'familyName') return recordedIdentity.names[0];
  return recordedIdentity[name as 'dateOfBirth' | 'expectedDateOfDelivery' | 'sex'];
}

import type { LocalDate } from '../model/words.ts';
import { type ChildInput, noteRefusedRow, type ReceivedRecord, type Side } from './agency-side.ts';
import { wholeCopy } from './build-identity.ts';
import { contentCopyOf } from './built-content.ts';
import type { ChildField } from './contract.ts';
import type { RootShapes } from './content-shapes.ts';
import { compileFact, type FactField, placeOf } from './fact-fields.ts';
import type { EducationDuty, PlannedField } from './graph-step.ts';
import { everyItem } from './item-rules.ts';
import { type Findings, isRow, type Place, type Row } from './reading.ts';
import { isOfSchoolAge } from './school-age.ts';
import type { SourceState } from './source-state.ts';

/** The value of `type EducationSource`. */
type SourceAnswer = {
  readonly agency: string;
  readonly state: SourceState;
  readonly place: unknown;
  readonly since: unknown;
  readonly evidence: unknown;
  readonly handedOverTo: unknown;
};

type Built = Extract<ChildField, { kind: 'BUILT' }>;
type EducationValue = Readonly<Record<string, unknown>> | null;

/** One education source: what it is asked for, and where its part is told of. */
type Source = { readonly position: number; readonly copy: PlannedField; readonly place: Place };

/**
 * Compiles the value of `type MissingEducation`: worked out from what every education source answered about
 * this child in this operation (domain.md 1.9, CME-1 to CME-4). One source that has the child in education is
 * enough; that nobody has is said only where each source answered, and the caller may know of each. Null
 * where none may be known of; which are closed is explained in the findings.
 */
export function compileMissingEducation(
  root: RootShapes,
  field: PlannedField,
  made: Built,
): (input: ChildInput, sides: readonly Side[]) => EducationValue {
  const sources = root.agencies.flatMap((shapes, position): readonly Source[] => {
    const copy = made.offeredBy.includes(shapes.contract.agency) ? contentCopyOf(shapes.contract, field, made) : null;
    const place = placeOf(shapes, made.from, [field.key]);
    return copy === null || place === null ? [] : [{ position, copy, place }];
  });
  const identities = root.agencies.map((shapes) =>
    compileFact({ ...shapes, fieldName: wholeCopy.field, planned: wholeCopy, path: [], isCopy: true }),
  );
  return (input, sides) => {
    const answers = sources.map((source) => answersOf(input, sides, source));
    const told = answers.flatMap((answer) => answer ?? []);
    if (told.length === 0) return null;
    const said = stateOf(told, ageOf(identities, sides, input));
    // What a closed source holds may be the very place that nobody else knows of.
    const state = said === 'SUSPECTED' && answers.includes(null) ? 'UNKNOWN' : said;
    for (const [index, { position, place }] of sources.entries()) {
      const isReleased = answers[index]?.some((answer) => answer.state === 'RELEASED') === true;
      if (isReleased) sides[position]?.findings.release(place.cell);
    }
    return { state, sources: told, duty: input.request.education?.duty ?? null, route: routeOf(state, told, input) };
  };
}

function stateOf(sources: readonly SourceAnswer[], age: Age): string {
  if (age === 'NOT_OF_AGE') return 'NOT_APPLICABLE';
  const places = new Set(sources.map(({ place }) => place));
  if (places.has('ON_ROLL')) return 'IN_EDUCATION';
  if (places.has('HOME_EDUCATED')) return 'HOME_EDUCATED';
  const isConfirmed = sources.some(({ place, evidence }) => place === 'DESTINATION_CONFIRMED' && evidence !== null);
  if (isConfirmed) return 'DESTINATION_CONFIRMED';
  // Whoever did not answer, or could not say, may have the child on a roll.
  const isAnswered = sources.every(
    ({ state, place }) => state === 'NOT_HELD' || (state === 'RELEASED' && place !== null && place !== 'UNKNOWN'),
  );
  return isAnswered && age === 'OF_AGE' ? 'SUSPECTED' : 'UNKNOWN';
}

function routeOf(state: string, sources: readonly SourceAnswer[], { request }: ChildInput): unknown {
  if (state === 'SUSPECTED') return request.education?.report ?? null;
  const isSilent = sources.some(({ state: answer }) => answer === 'NO_RESPONSE' || answer === 'SOURCE_ERROR');
  return state === 'UNKNOWN' && isSilent ? request.routes.silent : null;
}

/** What one source said, once for each of its records; null: the caller may not know, which is noted. */
function answersOf(
  input: ChildInput,
  sides: readonly Side[],
  { position, copy, place }: Source,
): readonly SourceAnswer[] | null {
  const side = sides[position];
  if (side === undefined || side.matched.isLeftOut) return [];
  const { agency, matched, findings, silence, received } = side;
  const { read } = findings.decisionOf(place);
  // Whose record it would be is not known of a child that the source does not hold, nor of one that it may hold.
  const isOpen = matched.records.length > 0 && !matched.isPossible ? read !== 0 : read === everyItem;
  if (!isOpen || !input.decision.mayKnowOf(agency) || findings.concealsEmpty(place)) {
    findings.note(place, 'CLOSED');
    return null;
  }
  if (silence !== null) {
    findings.note(place, silence);
    return [unanswered(agency, silence)];
  }
  const possible = matched.isPossible
    ? [unanswered(agency, matched.isUntold ? 'WITHHELD_OR_NONE' : 'POSSIBLE_MATCH')]
    : [];
  if (matched.records.length === 0) return matched.isPossible ? possible : [unanswered(agency, 'NOT_HELD')];
  const found = matched.records.map((_record, index) => readOne(received[index], side, copy, place));
  // What is open for some items only and did not come may be one of the others.
  if (read !== everyItem && found.some(({ state }) => state === 'WITHHELD_OR_NONE')) return null;
  return [...possible, ...found];
}

/** Several records of one child are read one by one: joined, the first one's answer would hide the others'. */
function readOne(record: ReceivedRecord | undefined, side: Side, copy: PlannedField, place: Place): SourceAnswer {
  const { agency, shape, findings, context } = side;
  if (record?.kind !== 'ROW' || record.found === null) {
    const silence = record?.kind === 'SILENT' ? record.silence : 'SOURCE_ERROR';
    findings.note(place, silence);
    return unanswered(agency, silence);
  }
  const { row, error } = record.found;
  if (row === null) {
    noteRefusedRow(side, place, record.found);
    return unanswered(agency, 'WITHHELD_OR_NONE');
  }
  const value = shape.members
    .get(copy)
    ?.read(row, error, null, shape.position, { ...context, findings: toldAt(place, findings) });
  if (!isRow(value)) return unanswered(agency, 'WITHHELD_OR_NONE');
  const { kind, since, evidence, handedOverTo } = value;
  if (kind === null) return unanswered(agency, 'SOURCE_ERROR');
  return { agency, state: 'RELEASED', place: kind, since, evidence, handedOverTo };
}

/** Told where the built field is, not where it came from; released is what is built in the end. */
function toldAt({ path }: Place, findings: Findings): Findings {
  return {
    guard: findings.guard,
    release: () => {},
    note: ({ cell, at }, finding, code) => findings.note({ path, cell, at }, finding, code),
    concealsEmpty: (place) => findings.concealsEmpty(place),
    isConcealed: (place, position) => findings.isConcealed(place, position),
  };
}

function unanswered(agency: string, state: SourceAnswer['state']): SourceAnswer {
  return { agency, state, place: null, since: null, evidence: null, handedOverTo: null };
}

type Age = 'OF_AGE' | 'NOT_OF_AGE' | 'UNCERTAIN';

/** From the copies of the identity that the caller may see; copies that disagree about it leave it uncertain. */
function ageOf(identities: readonly (FactField | null)[], sides: readonly Side[], input: ChildInput): Age {
  const { education } = input.request;
  if (education === undefined) return 'NOT_OF_AGE';
  const found = new Set(
    sides.flatMap((side, position) => agesAt(identities[position] ?? null, side, input, education)),
  );
  const [age] = found;
  return found.size === 1 && age !== undefined ? age : 'UNCERTAIN';
}

function agesAt(
  identity: FactField | null,
  { matched, cells }: Side,
  { request }: ChildInput,
  { today, schoolAge }: EducationDuty,
): readonly Age[] {
  if (identity === null) return [];
  return matched.records.flatMap((record): readonly Age[] => {
    const copy = identity.read(record, record.custodian === request.viewer.organisation, cells, null);
    if (!isRow(copy)) return [];
    return ageIn(copy, record.lifecycle.diedOn, (born) => isOfSchoolAge(born, today, schoolAge));
  });
}

function ageIn(copy: Row, diedOn: LocalDate | null, isOfAge: (born: LocalDate) => boolean): readonly Age[] {
  const { dateOfBirth, expectedDateOfDelivery } = copy;
  if (diedOn !== null) return ['NOT_OF_AGE'];
  if (typeof dateOfBirth === 'string') return [isOfAge(dateOfBirth) ? 'OF_AGE' : 'NOT_OF_AGE'];
  return typeof expectedDateOfDelivery === 'string' ? ['NOT_OF_AGE'] : [];
}

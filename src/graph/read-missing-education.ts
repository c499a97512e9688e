import type { LocalDate } from '../model/words.ts';
import { type ChildInput, noteRefusedRow, type ReceivedRecord, type Side } from './agency-side.ts';
import { wholeCopy } from './build-identity.ts';
import { contentCopyOf } from './built-content.ts';
import type { ChildField } from './contract.ts';
import { createFactFields, factPlace } from './fact-fields.ts';
import type { EducationDuty, PlannedField } from './graph-step.ts';
import { everyItem } from './item-rules.ts';
import { isRow, type Place, type Row } from './reading.ts';
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

/**
 * The value of `type MissingEducation`: worked out from what every education source answered about this
 * child in this operation (domain.md 1.9, CME-1 to CME-4). One source that has the child in education is
 * enough; that nobody has is said only where each source answered, and the caller may know of each. Null
 * where none may be known of; which are closed is explained in the findings.
 */
export function readMissingEducation(
  input: ChildInput,
  sides: readonly Side[],
  field: PlannedField,
  made: Extract<ChildField, { kind: 'BUILT' }>,
): Readonly<Record<string, unknown>> | null {
  const answers = sides
    .filter(({ agency }) => made.offeredBy.includes(agency))
    .map((side) => answersOf(input, side, field, made));
  const sources = answers.flatMap((answer) => answer ?? []);
  if (sources.length === 0) return null;
  const said = stateOf(sources, ageOf(sides, input));
  // What a closed source holds may be the very place that nobody else knows of.
  const state = said === 'SUSPECTED' && answers.includes(null) ? 'UNKNOWN' : said;
  for (const { agency, state: answer } of sources) if (answer === 'RELEASED') release(sides, agency, made.from);
  return { state, sources, duty: input.request.education?.duty ?? null, route: routeOf(state, sources, input) };
}

function release(sides: readonly Side[], agency: string, from: string): void {
  const side = sides.find((one) => one.agency === agency);
  const place = side === undefined ? null : factPlace(side.shapes.contract, from, []);
  if (place !== null) side?.findings.release(place.cell);
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
  side: Side,
  field: PlannedField,
  made: Extract<ChildField, { kind: 'BUILT' }>,
): readonly SourceAnswer[] | null {
  const { agency, shapes, matched, findings, silence } = side;
  const copy = contentCopyOf(shapes.contract, field, made);
  const place = factPlace(shapes.contract, made.from, [field.key]);
  if (copy === null || place === null) return [];
  const { read } = input.decision.cellOf(agency, place.cell.class, place.cell.aspect);
  // Whose record it would be is not known of a child that the source does not hold, nor of one that it may hold.
  const isOpen = matched.records.length > 0 && !matched.isPossible ? read !== 0 : read === everyItem;
  if (!isOpen || !input.decision.mayKnowOf(agency) || findings.concealsEmpty(place.cell)) {
    findings.note(place, 'CLOSED');
    return null;
  }
  if (silence !== null) {
    findings.note(place, silence);
    return [unanswered(agency, silence)];
  }
  const possible = matched.isPossible ? [unanswered(agency, 'POSSIBLE_MATCH')] : [];
  if (matched.records.length === 0) return matched.isPossible ? possible : [unanswered(agency, 'NOT_HELD')];
  const received = input.received.get(agency) ?? [];
  const found = matched.records.map((_record, index) => readOne(received[index], side, copy, place));
  // What is open for some items only and did not come may be one of the others.
  if (read !== everyItem && found.some(({ state }) => state === 'WITHHELD_OR_NONE')) return null;
  return [...possible, ...found];
}

/** Several records of one child are read one by one: joined, the first one's answer would hide the others'. */
function readOne(record: ReceivedRecord | undefined, side: Side, copy: PlannedField, place: Place): SourceAnswer {
  const { agency, shape, findings, content } = side;
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
  const value = shape.members.get(copy)?.read([row], [error], shape.position, {
    ...content.context,
    // Told where the built field is, not where it came from; released is what is built in the end.
    findings: {
      ...findings,
      release: () => {},
      note: ({ cell }, finding, code) => findings.note({ path: place.path, cell }, finding, code),
    },
  });
  if (!isRow(value)) return unanswered(agency, 'WITHHELD_OR_NONE');
  const { kind, since, evidence, handedOverTo } = value;
  if (kind === null) return unanswered(agency, 'SOURCE_ERROR');
  return { agency, state: 'RELEASED', place: kind, since, evidence, handedOverTo };
}

function unanswered(agency: string, state: SourceAnswer['state']): SourceAnswer {
  return { agency, state, place: null, since: null, evidence: null, handedOverTo: null };
}

type Age = 'OF_AGE' | 'NOT_OF_AGE' | 'UNCERTAIN';

/** From the copies of the identity that the caller may see; copies that disagree about it leave it uncertain. */
function ageOf(sides: readonly Side[], input: ChildInput): Age {
  const { education } = input.request;
  if (education === undefined) return 'NOT_OF_AGE';
  const found = new Set(sides.flatMap((side) => agesAt(side, input, education)));
  const [age] = found;
  return found.size === 1 && age !== undefined ? age : 'UNCERTAIN';
}

function agesAt(side: Side, input: ChildInput, { today, schoolAge }: EducationDuty): readonly Age[] {
  const { shapes, matched, findings } = side;
  const quiet = createFactFields(shapes.contract, input.decision, { ...findings, release: () => {}, note: () => {} });
  return matched.records.flatMap((record): readonly Age[] => {
    const isOwn = record.custodian === input.request.viewer.organisation;
    const copy = quiet.read(record, isOwn, wholeCopy.field, wholeCopy, []);
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

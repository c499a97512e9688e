import type { StoredRecord } from '../../mocks/records/stored-record.ts';
import { type Asker, today } from './asker.ts';

/** A stage of life, as domain reference 7.0 has it. */
export type Stage = 'UNBORN' | 'CHILD' | 'PARTICIPATING' | 'DECEASED' | 'ARCHIVED_Y1' | 'ARCHIVED';

/** Domain reference 7.0, Lifecycle: a function of facts. */
export function stageOf(record: StoredRecord): Stage {
  const { unborn, diedOn, participatingUntil } = record.lifecycle;
  if (unborn) return 'UNBORN';
  if (diedOn !== null) return yearsSince(diedOn) < 1 ? 'DECEASED' : 'ARCHIVED';
  const age = ageOf(record) ?? 0;
  if (age < 18) return 'CHILD';
  if (age <= 25 && participatingUntil !== null && participatingUntil >= today()) return 'PARTICIPATING';
  return age === 18 ? 'ARCHIVED_Y1' : 'ARCHIVED';
}

/** In whole years; null when the record does not say. */
export function ageOf({ lifecycle: { dateOfBirth } }: StoredRecord): number | null {
  return dateOfBirth === null ? null : yearsSince(dateOfBirth);
}

/** G7: whether a child of these stages may be looked into for the asker's purpose. */
export function mayEnter({ claims, purpose }: Asker, stages: readonly Stage[]): boolean {
  if (stages.length === 0) return false;
  const isArchived = (stage: Stage): boolean => stage === 'ARCHIVED' || stage === 'ARCHIVED_Y1';
  if (!stages.every(isArchived)) return true;
  return purpose === 'REVIEW' && claims.roles.includes('DATA_MANAGER') && stages.includes('ARCHIVED_Y1');
}

function yearsSince(day: string): number {
  const now = today();
  return Number(now.slice(0, 4)) - Number(day.slice(0, 4)) - (now.slice(5) < day.slice(5) ? 1 : 0);
}

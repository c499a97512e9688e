import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Control, openControl } from '../../src/ledger/open-control.ts';
import type { ControlChange, Duty, OwingOperation } from '../../src/model/control-state.ts';

export const hourMs = 60 * 60 * 1000;
export const dayMs = 24 * hourMs;

/** A control state of one test, with a clock that the test sets. */
export type ControlHome = {
  readonly directory: string;
  readonly noticesFile: string;
  clock: number;
  /** Another process's view, as far as the store can tell. */
  open(): Promise<Control>;
  /** The notices sent so far. */
  notices(): readonly SentNotice[];
};

export type SentNotice = {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly organisation: string;
  readonly recordId: string | null;
};

export function makeControlHome(): ControlHome {
  const data = mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'control-'));
  const noticesFile = join(data, 'notices.jsonl');
  const home: ControlHome = {
    directory: join(data, 'ledger'),
    noticesFile,
    clock: Date.now(),
    open: () => openControl({ directory: home.directory, noticesFile, now: () => home.clock, tickMs: 20 }),
    notices: () =>
      existsSync(noticesFile)
        ? readFileSync(noticesFile, 'utf8')
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as SentNotice)
        : [],
  };
  return home;
}

export function operationOf(
  differs: Partial<OwingOperation> & Pick<OwingOperation, 'recordId' | 'at'>,
): OwingOperation {
  return {
    subject: 'https://issuer.example|duty',
    mediator: null,
    organisation: 'LA:001-CSC',
    roles: ['EDT'],
    purpose: 'CHILD_PROTECTION',
    mode: 'BREAK_GLASS',
    ...differs,
  };
}

/** What a break-glass owes: a justification in 24 hours, a review in a week. */
export function dutiesAt(at: number): readonly Duty[] {
  return [
    { kind: 'JUSTIFY_BREAK_GLASS', effect: 'JUSTIFY', dueBy: at + dayMs },
    { kind: 'INDEPENDENT_REVIEW', effect: 'REVIEW', dueBy: at + 7 * dayMs },
  ];
}

export function oweOf(
  differs: Partial<OwingOperation> & Pick<OwingOperation, 'recordId' | 'at'>,
  seen = 0,
): ControlChange {
  return {
    kind: 'OWE',
    operation: operationOf(differs),
    duties: dutiesAt(differs.at),
    seen: { breakGlassesToday: seen },
  };
}

import { normaliseIdentifier } from '../../src/matching/identifiers.ts';
import type { ChildRecord, HeldIdentifier, HeldName } from '../../src/model/child-record.ts';
import { UsageError } from './command-line.ts';
import { dateDigits } from './linkage/field-kinds.ts';
import { isDay, noDay, notADate } from './linkage-profile.ts';
import type { Source } from './load-sources.ts';
import type { Row, Table } from './read-table.ts';

/** The rows as records of agencies; how many of their dates are no day of the calendar, and of their numbers none. */
export type ReadRecords = {
  readonly records: readonly ChildRecord[];
  readonly dayless: number;
  readonly numberless: number;
};

/** What to do with a date that no calendar has. */
export type BadDates = 'error' | 'accept';

const noSuchDay = Symbol('no such day');
const needed = ['given', 'family', 'date-of-birth'] as const;

/**
 * Reads rows as agencies' records of children, in the order of the files. The agency is the source
 * column's value, else the file.
 *
 * @throws UsageError for a file without a column of given or family name or date of birth; naming file, line
 * and column of a date that is none.
 */
export function childRecords(sources: readonly Source[], badDates: BadDates): ReadRecords {
  let dayless = 0;
  const records: ChildRecord[] = [];
  for (const { table, columns } of sources) {
    for (const role of needed) {
      if (!columns.has(role)) {
        throw new UsageError(
          `${table.file} has no column that is known as ${role}; name it by --column ${role}=NAME, or use --profile linkage`,
        );
      }
    }
    for (const row of table.rows) {
      const value = (role: Parameters<typeof columns.get>[0]): string => row.values[columns.get(role) ?? -1] ?? '';
      const date = (role: 'date-of-birth' | 'expected-date'): string | null => {
        const read = readDate(table, row, columns.get(role));
        if (read === noSuchDay) {
          if (badDates === 'error') throw noDay(table.file, row.line, table.columns[columns.get(role) ?? 0] ?? '');
          dayless += 1;
          return null;
        }
        return read;
      };
      records.push(recordOf(value, date, { agency: value('source') || table.file, place: records.length }));
    }
  }
  const numbers = records.flatMap(({ identifiers }) => identifiers);
  const isNone = ({ scheme, value }: HeldIdentifier): boolean => normaliseIdentifier(scheme, value).kind !== 'VALID';
  return { records, dayless, numberless: numbers.filter(isNone).length };
}

function readDate(table: Table, { line, values }: Row, place: number | undefined): string | null | typeof noSuchDay {
  const text = place === undefined ? '' : (values[place] ?? '');
  if (text === '') return null;
  const digits = dateDigits(text);
  if (digits === null) throw notADate(table.file, line, table.columns[place ?? 0] ?? '');
  return isDay(digits) ? `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}` : noSuchDay;
}

function recordOf(
  value: (role: Parameters<Source['columns']['get']>[0]) => string,
  date: (role: 'date-of-birth' | 'expected-date') => string | null,
  known: { readonly agency: string; readonly place: number },
): ChildRecord {
  const dateOfBirth = date('date-of-birth');
  const expectedDateOfDelivery = date('expected-date');
  const unborn = dateOfBirth === null && expectedDateOfDelivery !== null;
  return {
    agency: known.agency,
    recordId: String(known.place),
    identifiers: identifiersOf(value),
    names: namesOf(value),
    dateOfBirth,
    expectedDateOfDelivery,
    sex: value('sex').slice(0, 1).toUpperCase() || null,
    postcodes: [
      ...[value('postcode')].filter((text) => text !== '').map((postcode) => ({ postcode, isCurrent: true })),
      ...listed(value('previous-postcodes')).map((postcode) => ({ postcode, isCurrent: false })),
    ],
    corroborates: { carer: false, school: false },
    custodian: known.agency,
    lifecycle: { unborn, dateOfBirth, diedOn: null, participatingUntil: null },
    isShielded: false,
    isLinkLocked: isYes(value('severed')),
    cannotLink: [],
    crossReferences: listed(value('cross-references')).map((text) => {
      const [scheme = '', number = ''] = text.split(':');
      return { scheme, value: number };
    }),
    refusedClasses: [],
    detrimentClasses: [],
    consents: [],
    relationship: {
      allocated: false,
      team: false,
      roll: false,
      registered: false,
      openReferral: false,
      contactMadeOn: null,
      resident: false,
      isSelf: false,
      holdsParentalResponsibility: false,
      referenced: false,
      excluded: false,
    },
    unredacted: {},
  };
}

function namesOf(value: (role: 'given' | 'family' | 'former-family' | 'known-as') => string): readonly HeldName[] {
  const [given, family] = [value('given') || null, value('family') || null];
  return [
    { given, family, kind: 'LEGAL' },
    ...listed(value('former-family')).map((former) => ({ given, family: former, kind: 'FORMER' })),
    ...listed(value('known-as')).map((alias) => ({ given: alias, family, kind: 'KNOWN_AS' })),
  ];
}

function identifiersOf(
  value: (role: 'nhs-number' | 'nhs-verified' | 'upn' | 'former-upn') => string,
): readonly HeldIdentifier[] {
  const held = (scheme: string, text: string, verified: boolean, former: boolean): readonly HeldIdentifier[] =>
    listed(text).map((number) => ({ scheme, value: number, verified, former }));
  return [
    ...held('NHS_NUMBER', value('nhs-number'), isYes(value('nhs-verified')), false),
    ...held('UPN', value('upn'), false, false),
    ...held('UPN', value('former-upn'), false, true),
  ];
}

/** Several values of one cell are separated by semicolons. */
function listed(text: string): readonly string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isYes(text: string): boolean {
  return /^(true|yes|y|1)$/i.test(text);
}

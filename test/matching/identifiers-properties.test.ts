import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseIdentifier, normaliseOrganisationCode, normaliseStaffId } from '../../src/matching/identifiers.ts';
import { normalisePostcode } from '../../src/matching/identifiers/postcode.ts';

// Numbers are made here by the words of domain.md 4.1, not by the code under test.

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const oneOf = (characters: string) => fc.constantFrom(...characters.split(''));
const upnLetters = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const policeLetters = 'ZABCDEFGHJKLMNPQRTUVWXY';
const thisYear = 2024;

/** Σ dᵢ·(11−i), i = 1..9. */
const sumOfNine = (nine: string) =>
  Array.from(nine).reduce((sum, digit, index) => sum + Number(digit) * (10 - index), 0);

const nhsNumbers = digits(9)
  .filter((nine) => sumOfNine(nine) % 11 !== 1 && !/^(\d)\1{8}$/.test(nine))
  .map((nine) => `${nine}${(11 - (sumOfNine(nine) % 11)) % 11}`);

const chiNumbers = fc
  .tuple(fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), digits(3))
  .map(([date, serial]) => {
    const [year = '', month = '', day = ''] = date.toISOString().slice(2, 10).split('-');
    return `${day}${month}${year}${serial}`;
  })
  .filter((nine) => sumOfNine(nine) % 11 !== 1 && !/^(\d)\1{8}$/.test(nine))
  .map((nine) => `${nine}${(11 - (sumOfNine(nine) % 11)) % 11}`);

const ulns = digits(9)
  .filter((nine) => /^[1-9]/.test(nine) && sumOfNine(nine) % 11 !== 0)
  .map((nine) => `${nine}${10 - (sumOfNine(nine) % 11)}`);

const authorities = fc.constantFrom('001', '005', '201', '213', '350', '420', '660', '850', '896', '908', '941');
const upns = fc.tuple(authorities, digits(8), oneOf(`${upnLetters}0123456789`)).map(([authority, eight, last]) => {
  const twelve = `${authority}${eight}${last}`;
  const sum = Array.from(twelve).reduce((total, character, index) => {
    const value = /\d/.test(character) ? Number(character) : upnLetters.indexOf(character);
    return total + (index + 2) * value;
  }, 0);
  return `${upnLetters.charAt(sum % 23)}${twelve}`;
});

const policeLetter = (number: string) => policeLetters.charAt(Number(BigInt(number) % 23n));
const years = fc.integer({ min: 1925, max: thisYear }).map(String);
const pncIds = fc
  .tuple(years, digits(7))
  .map(([year, serial]) => `${year}/${serial}${policeLetter(`${year.slice(2)}${serial}`)}`);
const croNumbers = fc.oneof(
  fc.tuple(digits(6), digits(2)).map(([serial, year]) => `${serial}/${year}${policeLetter(`${year}${serial}`)}`),
  fc
    .tuple(fc.stringMatching(/^\d{1,6}$/), digits(2))
    .map(([serial, year]) => `SF${year}/${serial}${policeLetter(`${year}${serial}`)}`),
);

const postcodes = fc
  .tuple(
    fc.constantFrom(
      /^[A-PR-UWYZ]\d{1,2}$/,
      /^[A-PR-UWYZ][A-HK-Y]\d{1,2}$/,
      /^[A-PR-UWYZ]\d[A-HJKPSTUW]$/,
      /^[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY]$/,
    ),
    fc.stringMatching(/^\d[ABD-HJLNP-UW-Z]{2}$/),
  )
  .chain(([outward, inward]) => fc.stringMatching(outward).map((text) => `${text} ${inward}`));

const registrations = fc.oneof(
  digits(7).map((value) => ['GMC', value] as const),
  digits(7).map((value) => ['TRN', value] as const),
  fc.stringMatching(/^\d{2}[A-Z]\d{4}[A-Z]$/).map((value) => ['NMC', value] as const),
  fc.stringMatching(/^[A-Z]{2,3}\d{1,6}$/).map((value) => ['HCPC', value] as const),
  fc.stringMatching(/^SW\d{1,10}$/).map((value) => ['SWE', value] as const),
);
const codes = fc.oneof(
  digits(6).map((value) => ['URN', value] as const),
  digits(7).map((value) => ['SEED', value] as const),
  fc.tuple(authorities, digits(4)).map(([authority, school]) => ['LAESTAB', authority + school] as const),
  authorities.map((value) => ['LA', value] as const),
  fc.stringMatching(/^[A-Z0-9]{3,10}$/).map((value) => ['ODS', value] as const),
);

const numbers = fc.oneof(
  nhsNumbers.map((value) => ['NHS_NUMBER', value] as const),
  chiNumbers.map((value) => ['CHI_NUMBER', value] as const),
  ulns.map((value) => ['ULN', value] as const),
  upns.map((value) => ['UPN', value] as const),
  pncIds.map((value) => ['PNC_ID', value] as const),
  croNumbers.map((value) => ['CRO_NUMBER', value] as const),
);

const read = (scheme: string, text: string) => normaliseIdentifier(scheme, text, thisYear);
const kindOf = (scheme: string, text: string) => read(scheme, text).kind;

describe('whatever the number', () => {
  it('a valid one is read as itself, so that reading twice is reading once', () => {
    fc.assert(
      fc.property(numbers, ([scheme, value]) => {
        expect(read(scheme, value)).toEqual({ kind: 'VALID', value });
      }),
    );
    fc.assert(
      fc.property(registrations, ([scheme, value]) => {
        expect(normaliseStaffId(scheme, value)).toEqual({ kind: 'VALID', value });
      }),
    );
    fc.assert(
      fc.property(codes, ([scheme, value]) => {
        expect(normaliseOrganisationCode(scheme, value)).toEqual({ kind: 'VALID', value });
      }),
    );
    fc.assert(
      fc.property(postcodes, (value) => {
        expect(normalisePostcode(value)).toEqual({ kind: 'VALID', value });
      }),
    );
  });

  it('spaces, hyphens, dashes and lower case are only how it is shown', () => {
    const separators = fc.constantFrom('', ' ', '  ', '-', '\u2011', '\u00a0');
    fc.assert(
      fc.property(numbers, fc.array(separators, { minLength: 15, maxLength: 15 }), ([scheme, value], between) => {
        const shown = Array.from(value.toLowerCase())
          .map((character, index) => `${between[index]}${character}`)
          .join('');
        expect(read(scheme, shown)).toEqual({ kind: 'VALID', value });
      }),
    );
    fc.assert(
      fc.property(postcodes, separators, (value, between) => {
        expect(normalisePostcode(value.toLowerCase().replace(' ', between))).toEqual({ kind: 'VALID', value });
      }),
    );
  });

  it('what is left out of a police number is filled in', () => {
    fc.assert(
      fc.property(pncIds, (value) => {
        const [year = '', rest = ''] = value.split('/');
        // Of a hundred years the last ones are meant.
        expect(read('PNC_ID', `${year.slice(2)}/${rest.replace(/^0{1,6}/, '')}`)).toEqual({ kind: 'VALID', value });
      }),
    );
    fc.assert(
      fc.property(
        croNumbers.filter((value) => !value.startsWith('SF')),
        (value) => {
          expect(read('CRO_NUMBER', value.replace(/^0{1,5}/, ''))).toEqual({ kind: 'VALID', value });
        },
      ),
    );
  });

  it('any one wrong digit or letter is told, but for the century of a PNC id', () => {
    fc.assert(
      fc.property(
        numbers.filter(([scheme]) => scheme !== 'CRO_NUMBER'),
        fc.nat(),
        oneOf('0123456789ABCDEFGHJKLMNPQRTUVWXYZ'),
        ([scheme, value], at, other) => {
          const start = scheme === 'PNC_ID' ? 2 : 0;
          const index = start + (at % (value.length - start));
          fc.pre(value[index] !== other && value[index] !== '/');
          expect(kindOf(scheme, `${value.slice(0, index)}${other}${value.slice(index + 1)}`)).toBe('INVALID');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('two neighbouring digits swapped are told by the checks of ten digits', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          nhsNumbers.map((value) => ['NHS_NUMBER', value] as const),
          ulns.map((value) => ['ULN', value] as const),
        ),
        fc.integer({ min: 0, max: 8 }),
        ([scheme, value], at) => {
          fc.pre(value[at] !== value[at + 1]);
          const swapped = `${value.slice(0, at)}${value[at + 1]}${value[at]}${value.slice(at + 2)}`;
          expect(kindOf(scheme, swapped)).toBe('INVALID');
        },
      ),
    );
  });

  it('no number is an NHS number and a ULN', () => {
    fc.assert(
      fc.property(nhsNumbers, ulns, (nhs, uln) => {
        expect([kindOf('ULN', nhs), kindOf('NHS_NUMBER', uln)]).toEqual(['INVALID', 'INVALID']);
      }),
    );
  });

  it('any text is read or refused with a place inside it, and an answer that holds none of it', () => {
    const schemes = ['NHS_NUMBER', 'CHI_NUMBER', 'ULN', 'UPN', 'PNC_ID', 'CRO_NUMBER', 'YOT_ID', 'ANOTHER'];
    const texts = fc.oneof(
      fc.string({ maxLength: 70, unit: 'grapheme' }),
      numbers.map(([, value]) => `${value}X`),
    );
    fc.assert(
      fc.property(fc.constantFrom(...schemes), texts, (scheme, text) => {
        const answers = [read(scheme, text), normalisePostcode(text), normaliseOrganisationCode('LAESTAB', text)];
        for (const answer of answers) {
          if (answer.kind === 'VALID') continue;
          expect(Object.keys(answer).filter((key) => !['kind', 'reasonCode', 'position'].includes(key))).toEqual([]);
          expect(answer.position ?? 1).toBeGreaterThanOrEqual(1);
          expect(answer.position ?? 1).toBeLessThanOrEqual(Math.max(1, text.length));
        }
      }),
      { numRuns: 500 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { loadContract } from '../../mocks/engine/contract-schema.ts';
import { fillDetails } from '../../mocks/engine/fill-details.ts';
import { markersOf } from '../../mocks/engine/markers-of.ts';
import { allFamilies } from '../../mocks/families/all-families.ts';
import { generateChildren } from '../../mocks/families/generate-children.ts';
import { listFamilies } from '../../mocks/families/list-families.ts';
import { isNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { isUpn } from '../../mocks/identifiers/upn.ts';
import { recordsOf } from '../../mocks/records/build-records.ts';
import { calendarOf } from '../../mocks/records/calendar.ts';
import { agencyNames, type AgencyName, type StoredRecord } from '../../mocks/records/stored-record.ts';
import { calendar, today } from './agency-under-test.ts';

const named = allFamilies(calendar).flatMap((family) => family.children);
const recordsAt = (agency: AgencyName): readonly StoredRecord[] =>
  named.flatMap((child) => recordsOf(child, agency, calendar));
const record = (slug: string, agency: AgencyName): StoredRecord => {
  const found = recordsAt(agency).find((each) => each.slug === slug);
  if (found === undefined) throw new Error(`${agency} holds no ${slug}`);
  return found;
};

describe('the named families', () => {
  it('hold every case that the issue names', () => {
    const slugs = named.map(({ slug }) => slug);
    const needed = [
      'leeann',
      'trent',
      'greg',
      'known-to-many',
      'participating-19',
      'not-participating-19',
      'shielded',
      'sensitive-recorded',
      'sensitive-unrecorded',
      'consent-given',
      'consent-refused',
      'consent-withdrawn',
      'consent-expired',
      'twin-isolde',
      'twin-isadora',
      'adopted-before',
      'adopted-after',
      'unborn',
      'deceased-recently',
      'deceased-long-ago',
      'looked-after',
      'at-risk-of-offending',
      'convicted',
      'wrong-nhs-number',
      'wrong-nhs-owner',
      'child-13',
      'sensitive-clinic',
      'early-help',
    ];
    expect(needed.filter((slug) => !slugs.includes(slug))).toEqual([]);
    expect(new Set(slugs).size).toBe(slugs.length);
  });

  it('have identifiers of the test ranges that pass their checks and stay the same on every day', () => {
    const listed = listFamilies(allFamilies(calendar));
    for (const { identifiers } of listed) {
      if (identifiers['NHS_NUMBER'] !== undefined) expect(isNhsNumber(identifiers['NHS_NUMBER'])).toBe(true);
      if (identifiers['UPN'] !== undefined) expect(isUpn(identifiers['UPN'])).toBe(true);
    }
    const { recordedIdentity } = record('trent', 'health');
    expect(listed.find(({ slug }) => slug === 'trent')?.details).toMatchObject({
      givenName: recordedIdentity.names[0]?.given,
      familyName: recordedIdentity.names[0]?.family,
      dateOfBirth: recordedIdentity.dateOfBirth,
    });
    const onAnotherDay = listFamilies(allFamilies(calendarOf('2027-12-31')));
    expect(onAnotherDay.map(({ identifiers }) => identifiers)).toEqual(listed.map(({ identifiers }) => identifiers));
  });

  it('spell Leeann in two ways, with one number and one birthday', () => {
    const [atSchool, atHealth] = [record('leeann', 'education'), record('leeann', 'health')];
    expect(atSchool.recordedIdentity.names[0]?.given).toBe('Leeann');
    expect(atHealth.recordedIdentity.names[0]?.given).toBe('Leanne');
    expect(atHealth.recordedIdentity.dateOfBirth).toBe(atSchool.recordedIdentity.dateOfBirth);
    expect(atHealth.identifiers).toContainEqual(atSchool.identifiers[0]);
  });

  it('tell of the Friday only after it', () => {
    const before = allFamilies(calendar, { girfec: 'BEFORE_FRIDAY' }).flatMap((family) => family.children);
    const text = (children: typeof named) =>
      JSON.stringify(
        children
          .filter(({ slug }) => slug === 'leeann')
          .flatMap((child) => agencyNames.flatMap((agency) => recordsOf(child, agency, calendar))),
      );
    expect(text(named)).toContain('Steve did it; the bath was to cool down');
    expect(text(before)).not.toContain('bath');
    expect(text(before)).toContain('Disruptive in class');
  });

  it('give a wrong NHS number to one record of social care, whose owner shares neither name nor birthday', () => {
    const wrong = record('wrong-nhs-number', 'social-care');
    const owner = record('wrong-nhs-owner', 'health');
    expect(wrong.identifiers.find(({ scheme }) => scheme === 'NHS_NUMBER')?.value).toBe(
      owner.identifiers.find(({ scheme }) => scheme === 'NHS_NUMBER')?.value,
    );
    expect(wrong.recordedIdentity.dateOfBirth).not.toBe(owner.recordedIdentity.dateOfBirth);
    expect(wrong.recordedIdentity.names).not.toEqual(owner.recordedIdentity.names);
  });

  it('keep ages whatever the day, leap days included', () => {
    for (const day of ['2028-02-29', '2028-03-01', '2029-04-09', today]) {
      const born = calendarOf(day).bornYearsAgo(9, 40);
      const birthday = calendarOf(day).daysAgo(40);
      expect(Number(birthday.slice(0, 4)) - Number(born.slice(0, 4))).toBe(9);
      expect(new Date(`${born}T00:00:00Z`).toISOString().slice(0, 10)).toBe(born);
    }
  });

  it('bear a marker in every free text, none of them shared between two children', () => {
    for (const agency of agencyNames) {
      const { schema } = loadContract(agency, 'PLAIN');
      const owners = new Map<string, string>();
      for (const each of recordsAt(agency)) {
        const markers = markersOf([each], (one) => fillDetails(one, { schema, agency, calendar }));
        expect(markers.length).toBeGreaterThan(5);
        for (const text of markers.filter((marker) => marker.includes('zq-'))) {
          expect(owners.get(text) ?? each.slug).toBe(each.slug);
          owners.set(text, each.slug);
        }
      }
    }
  });
});

describe('the generator', () => {
  it('makes as many children as asked for, each with numbers and a name of its own', () => {
    const children = generateChildren(10_000, calendar);
    const records = children.flatMap((child) => agencyNames.flatMap((agency) => recordsOf(child, agency, calendar)));
    const numbers = new Set(
      records.flatMap((each) => each.identifiers.map(({ scheme, value }) => `${scheme} ${value}`)),
    );
    expect(children).toHaveLength(10_000);
    expect(new Set(children.map(({ slug }) => slug)).size).toBe(10_000);
    expect(numbers.size).toBe(children.reduce((sum, { schemes }) => sum + schemes.length, 0));
    const taken = new Set(agencyNames.flatMap(recordsAt).flatMap((each) => each.identifiers.map(({ value }) => value)));
    expect([...numbers].filter((number) => taken.has(number.split(' ')[1] ?? ''))).toEqual([]);
  });

  it('makes the same children every time, however many are asked for', () => {
    expect(generateChildren(50, calendar)).toEqual(generateChildren(200, calendar).slice(0, 50));
  });

  it('refuses a number that it cannot make', () => {
    expect(() => generateChildren(-1, calendar)).toThrow('children');
    expect(() => generateChildren(400_001, calendar)).toThrow('children');
  });
});

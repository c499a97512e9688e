import { describe, expect, it } from 'vitest';
import { directoryFile } from '../../src/config/directory-file.ts';
import { directoryOf } from '../../src/config/directory-of.ts';
import type { Signatory } from '../../src/model/protocol.ts';
import { protocol } from '../access/support.ts';

const signatory: Signatory = {
  organisation: 'URN:1',
  name: 'School',
  kind: 'SCHOOL',
  agency: null,
  signedOn: null,
  contact: { organisation: 'School office', phone: '01632 960001', hours: 'Mornings' },
};
const service = {
  id: 'one',
  organization: 'URN:1',
  name: 'One',
  description: 'First',
  taxonomy: ['schools'],
  assuredOn: '2030-01-01',
};
const written = (differs: Readonly<Record<string, unknown>> = {}) => ({
  staleAfterMonths: 12,
  taxonomy: { schools: 'Schools' },
  services: [service],
  ...differs,
});
const made = (differs: Readonly<Record<string, unknown>> = {}, signatories = [signatory]) =>
  directoryOf(directoryFile.parse(written(differs)), signatories);
const problems = (differs: Readonly<Record<string, unknown>>) => made(differs).faults.map(({ problem }) => problem);

describe('the public directory', () => {
  it('takes an organisation’s name, telephone and hours from the signatories, where they are written once', () => {
    expect(made().directory.services[0]).toMatchObject({
      organization: { id: 'URN:1', name: 'School', url: null },
      contacts: [{ title: 'School office', phones: [{ number: '01632 960001', description: 'Mornings' }] }],
      taxonomyTerms: [{ id: 'schools', name: 'Schools' }],
      minimumAge: null,
      status: 'ACTIVE',
    });
  });

  it('follows them when they are corrected', () => {
    const moved = { ...signatory, contact: { ...signatory.contact, phone: '01632 960002' } };
    expect(made({}, [moved]).directory.services[0]?.contacts[0]?.phones[0]?.number).toBe('01632 960002');
  });

  it('takes a service’s own contact, or that of another organisation, where it is reached otherwise', () => {
    const contact = { title: 'Desk', phone: '01632 960003', hours: null };
    const own = made({ services: [{ ...service, contact }] });
    expect(own.directory.services[0]?.contacts).toEqual([
      { title: 'Desk', phones: [{ number: '01632 960003', description: null }] },
    ]);
    const organizations = [{ id: 'ORG:two', name: 'Two', contactOf: 'URN:1' }];
    const others = made({ organizations, services: [{ ...service, organization: 'ORG:two' }] });
    expect(others.faults).toEqual([]);
    expect(others.directory.services[0]).toMatchObject({
      organization: { name: 'Two' },
      contacts: [{ title: 'School office' }],
    });
  });

  it('is sorted by name, whatever the order of the file', () => {
    const services = ['b', 'c', 'a'].map((name) => ({ ...service, id: name, name }));
    expect(made({ services }).directory.services.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['an organisation that nobody names', { services: [{ ...service, organization: 'ORG:x' }] }, /neither in/],
    [
      'an organisation that is written twice',
      {
        organizations: [{ id: 'URN:1', name: 'Again', contact: { phone: '01632 960009' } }],
      },
      /write it once/,
    ],
    ['a contact of nobody', { organizations: [{ id: 'ORG:z', name: 'Z', contactOf: 'ORG:y' }] }, /contactOf ORG:y/],
    ['a service that is listed twice', { services: [service, service] }, /listed twice/],
    [
      'a term that is not in the taxonomy',
      { services: [{ ...service, taxonomy: ['nonsense'] }] },
      /not in the taxonomy/,
    ],
    ['ages the wrong way round', { services: [{ ...service, minimumAge: 9, maximumAge: 3 }] }, /below minimumAge/],
    [
      'a service that cannot be reached',
      {
        services: [{ ...service, contact: { title: 'Desk' } }],
      },
      /cannot be reached/,
    ],
  ])('finds %s, and says what to mend', (_what, differs, problem) => {
    expect(problems(differs)).toEqual([expect.stringMatching(problem)]);
  });

  it.each([
    ['an unknown key', { services: [{ ...service, secret: true }] }],
    ['a page that is not safe', { services: [{ ...service, url: 'http://example.org' }] }],
    ['a telephone that is none', { services: [{ ...service, contact: { phone: 'ask Jo' } }] }],
    [
      'an organisation reached in two ways',
      {
        organizations: [{ id: 'ORG:z', name: 'Z', contact: { phone: '01632 960009' }, contactOf: 'URN:1' }],
      },
    ],
    ['a day that is none', { services: [{ ...service, schedules: [{ days: ['XX'] }] }] }],
  ])('does not read %s', (_what, differs) => {
    expect(directoryFile.safeParse(written(differs)).success).toBe(false);
  });

  it('as shipped names no person and only pretended telephones', () => {
    const phones = protocol.directory.services.flatMap(({ contacts }) => contacts.flatMap((each) => each.phones));
    expect(phones.length).toBeGreaterThan(10);
    expect(phones.filter(({ number }) => !number.startsWith('01632 960'))).toEqual([]);
  });
});

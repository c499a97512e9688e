import type { Directory, DirectoryService } from '../model/directory.ts';
import type { ProtocolFault, Signatory } from '../model/protocol.ts';
import type { DirectoryFile } from './directory-file.ts';

const file = 'directory.yaml';

type Organization = DirectoryService['organization'];
type Offering = {
  readonly organization: Organization;
  readonly contact: { readonly title: string | null; readonly phone: string | null; readonly hours: string | null };
};

/**
 * Makes the public directory of its file and of the signatories, whose names and contacts are written in
 * one place only. Reports every fault with what to mend.
 */
export function directoryOf(
  written: DirectoryFile,
  signatories: readonly Signatory[],
): { readonly directory: Directory; readonly faults: readonly ProtocolFault[] } {
  const faults: ProtocolFault[] = [];
  const fault = (problem: string): void => {
    faults.push({ file, problem });
  };
  const offerings = new Map<string, Offering>(
    signatories.map((signatory) => {
      const { organisation, name } = signatory;
      const organization = { id: organisation, name, url: null };
      return [organisation, { organization, contact: contactOfSignatory(signatory) }];
    }),
  );
  for (const { id, name, url, contact, contactOf } of written.organizations) {
    if (offerings.has(id)) {
      fault(`organization ${id} is in signatories.yaml, or listed twice; write it once`);
    }
    const signatory = signatories.find(({ organisation }) => organisation === contactOf);
    if (contactOf !== null && signatory === undefined) {
      fault(`organization ${id}: contactOf ${contactOf} is not in signatories.yaml`);
    }
    offerings.set(id, { organization: { id, name, url }, contact: contact ?? contactOfSignatory(signatory) });
  }

  const services = written.services.flatMap((service, index): readonly DirectoryService[] => {
    const { id, organization, minimumAge, maximumAge, taxonomy } = service;
    const isTwice = written.services.findIndex((other) => other.id === id) !== index;
    if (isTwice) fault(`service ${id} is listed twice`);
    if (minimumAge !== null && maximumAge !== null && maximumAge < minimumAge) {
      fault(`service ${id}: maximumAge is below minimumAge`);
    }
    for (const term of taxonomy) {
      if (!Object.hasOwn(written.taxonomy, term)) fault(`service ${id}: ${term} is not in the taxonomy`);
    }
    const offering = offerings.get(organization);
    if (offering === undefined) {
      fault(`service ${id}: organization ${organization} is neither in signatories.yaml nor in organizations`);
      return [];
    }
    if ((service.contact ?? offering.contact).phone === null) fault(`service ${id} cannot be reached; give a phone`);
    return [serviceOf(service, offering, written.taxonomy)];
  });
  services.sort((one, other) => compare(one.name, other.name) || compare(one.id, other.id));
  return {
    directory: {
      staleAfterMonths: written.staleAfterMonths,
      taxonomyTerms: Object.entries(written.taxonomy).map(([id, name]) => ({ id, name })),
      services,
    },
    faults,
  };
}

function contactOfSignatory(signatory: Signatory | undefined): Offering['contact'] {
  const { organisation = null, phone = null, hours = null } = signatory?.contact ?? {};
  return { title: organisation, phone, hours };
}

function serviceOf(
  service: DirectoryFile['services'][number],
  offering: Offering,
  taxonomy: DirectoryFile['taxonomy'],
): DirectoryService {
  const { id, name, description, url, status, minimumAge, maximumAge, eligibility, assuredOn } = service;
  const { title, phone, hours } = service.contact ?? offering.contact;
  return {
    id,
    name,
    description,
    url,
    status,
    minimumAge,
    maximumAge,
    eligibilityDescription: eligibility,
    organization: offering.organization,
    contacts: [
      {
        title: title ?? offering.organization.name,
        phones: phone === null ? [] : [{ number: phone, description: hours }],
      },
    ],
    schedules: service.schedules.map(({ days, ...rest }) => ({ byDay: days, ...rest })),
    serviceAtLocations: service.locations.map((location) => ({ location })),
    costOptions: service.costs,
    taxonomyTerms: service.taxonomy.map((term) => ({ id: term, name: taxonomy[term] ?? term })),
    assuredDate: assuredOn,
  };
}

/** By code unit: the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

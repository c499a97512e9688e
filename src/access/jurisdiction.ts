import type { Protocol, Signatory } from '../model/protocol.ts';
import type { AgencyName, OrganisationCode } from '../model/words.ts';

/** The code of the law that an organisation is under (domain.md GIR-7); of one that nobody knows, the default. */
export function jurisdictionOf(organisation: OrganisationCode, protocol: Protocol): string {
  return jurisdictionFor(
    protocol.signatories.find((signatory) => signatory.organisation === organisation),
    protocol,
  );
}

/** As `jurisdictionOf`, of a signatory at hand. */
export function jurisdictionFor(signatory: Signatory | undefined, protocol: Protocol): string {
  return signatory?.jurisdiction ?? protocol.jurisdictions.default;
}

/** The laws under which the records that one agency's system holds are kept. */
export function jurisdictionsAt(agency: AgencyName, protocol: Protocol): ReadonlySet<string> {
  const kept = protocol.signatories.filter((signatory) => signatory.agency === agency);
  return new Set(
    kept.length === 0 ? [protocol.jurisdictions.default] : kept.map((one) => jurisdictionFor(one, protocol)),
  );
}

import type { Protocol, ProtocolFault } from '../model/protocol.ts';

/** Finds what `peers.yaml` says and other files do not bear out. */
export function checkPeers({ peers, signatories, schedules }: Protocol): readonly ProtocolFault[] {
  const problems: string[] = [];
  const organisations = new Set(signatories.map(({ organisation }) => organisation));
  const purposes = new Set(schedules.flatMap((schedule) => schedule.purposes));
  for (const purpose of peers.purposes) {
    if (!purposes.has(purpose)) problems.push(`purposes names ${purpose}, which is in no schedule`);
  }
  const authorities = peers.origins.map(({ authority }) => authority);
  for (const [index, authority] of authorities.entries()) {
    if (authorities.indexOf(authority) < index) problems.push(`origin ${authority} is listed twice`);
  }
  for (const { authority, organisations: named } of peers.origins) {
    for (const organisation of named) {
      if (!organisations.has(organisation)) {
        problems.push(`origin ${authority} names ${organisation}, which is not among the signatories`);
      }
    }
  }
  return problems.map((problem) => ({ file: 'peers.yaml', problem }));
}

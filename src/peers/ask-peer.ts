import type { AgencyAnswer, AgencyCall, CallKind } from '../model/agency-call.ts';
import type { OriginalRequest } from '../model/peer.ts';
import type { AgencyName, OrganisationCode } from '../model/words.ts';
import type { ListedPeer } from './peer-list.ts';
import type { SignPeerRequest } from './sign-request.ts';

/** An authority that is asked, as the configuration names it. */
export type ConnectedPeer = {
  readonly name: AgencyName;
  readonly authority: OrganisationCode;
  readonly deadlineMs?: number | undefined;
};

/** Sends one request and gives what came of it; never rejects, sends once, reads no more than the limits allow. */
export type PostToPeer = (request: {
  readonly agency: AgencyName;
  readonly kind: CallKind;
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}) => Promise<AgencyAnswer>;

/** Asks another authority's gateway; always resolves. */
export type AskPeer = (call: AgencyCall, original: OriginalRequest, signal: AbortSignal) => Promise<AgencyAnswer>;

/**
 * Makes the asker. A peer that is not listed is silent, as one that does not answer is: never "not known".
 * `deadlineMs` is the default for one call.
 */
export function createAskPeer(options: {
  readonly peers: readonly ConnectedPeer[];
  readonly findPeer: (authority: OrganisationCode) => ListedPeer | null;
  readonly sign: SignPeerRequest;
  readonly post: PostToPeer;
  readonly deadlineMs: number;
}): AskPeer {
  const connected = new Map(options.peers.map((peer) => [peer.name, peer]));
  return async (call, original, signal) => {
    const peer = connected.get(call.agency);
    const listed = peer === undefined ? null : options.findPeer(peer.authority);
    if (peer === undefined || listed === null) return { kind: 'NO_RESPONSE', cause: 'NOT_LISTED' };
    const body = JSON.stringify({ query: call.document, variables: call.variables });
    return options.post({
      agency: call.agency,
      kind: call.kind,
      url: listed.url,
      authorization: `Peer ${await options.sign(original, peer.authority, body)}`,
      body,
      signal,
      timeoutMs: peer.deadlineMs ?? options.deadlineMs,
    });
  };
}

import { GatewayError } from '../model/errors.ts';
import { idOfText } from './known-documents.ts';

/**
 * What trusted documents are for. `OFF`: nothing. `LOG`: they may be asked for by id, and others are told of.
 * `ENFORCE`: no other is answered.
 */
export type TrustMode = 'off' | 'log' | 'enforce';

/** A body whose document is there as text, with the text's id where it is known; or why there is none. */
export type Resolved =
  | { readonly kind: 'BODY'; readonly body: unknown; readonly id: string | null; readonly isTrusted: boolean }
  | { readonly kind: 'FAULT'; readonly fault: GatewayError };

/** Documents that whoever runs the gateway vouches for, by the SHA-256 of their text. */
export type TrustedDocuments = {
  readonly mode: TrustMode;
  readonly resolve: (body: unknown) => Resolved;
  /** Takes the place of all, from the next request on. */
  readonly replace: (documents: ReadonlyMap<string, string>) => void;
};

/**
 * Makes the store of trusted documents. It is filled from a manifest alone: a request can name a document by
 * id (`documentId`, or `extensions.persistedQuery.sha256Hash`) and never register one, so that nobody plants a
 * document that somebody else then sends.
 */
export function createTrustedDocuments(mode: TrustMode, initial: ReadonlyMap<string, string>): TrustedDocuments {
  let documents = initial;
  return {
    mode,
    resolve: (body) => {
      const asked = idIn(body);
      const text = textIn(body);
      if (asked !== null) {
        if (text !== null) return refused(notBoth());
        const known = mode === 'off' ? undefined : documents.get(asked);
        if (known !== undefined) {
          return { kind: 'BODY', body: { ...(body as object), query: known }, id: asked, isTrusted: true };
        }
        return refused(mode === 'enforce' ? notTrusted() : notSupported());
      }
      if (mode === 'off' || text === null) return { kind: 'BODY', body, id: null, isTrusted: mode === 'off' };
      const id = idOfText(text);
      const isTrusted = documents.has(id);
      return mode === 'enforce' && !isTrusted ? refused(notTrusted()) : { kind: 'BODY', body, id, isTrusted };
    },
    replace: (replacing) => {
      documents = replacing;
    },
  };
}

/** The id of a document that the body names; null: none. What is no id names a document that nobody knows. */
function idIn(body: unknown): string | null {
  if (!isObject(body)) return null;
  const { documentId, extensions } = body;
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '');
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined;
  if (!isObject(persisted)) return null;
  const { sha256Hash } = persisted;
  return typeof sha256Hash === 'string' ? sha256Hash : '';
}

function textIn(body: unknown): string | null {
  return isObject(body) && typeof body['query'] === 'string' && body['query'] !== '' ? body['query'] : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(fault: GatewayError): Resolved {
  return { kind: 'FAULT', fault };
}

function notTrusted(): GatewayError {
  return new GatewayError('DOCUMENT_NOT_TRUSTED', 'Only documents that are registered with this gateway are answered.');
}

/** The code that makes clients with automatic persisted queries send the text instead. */
function notSupported(): GatewayError {
  return new GatewayError('PERSISTED_QUERY_NOT_SUPPORTED', 'No document is known by this id: send its text.');
}

function notBoth(): GatewayError {
  return new GatewayError(
    'PERSISTED_QUERY_NOT_SUPPORTED',
    'Send a document or the id of one that is known: none is registered by sending both.',
  );
}

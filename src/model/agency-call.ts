import type { AgencyName, DisclosureClass } from './words.ts';

/** Which wave a call belongs to, or that it is a report; signed into the grant. */
export type CallKind = 'CASELOAD' | 'FACTS' | 'CONTENT' | 'REPORT';

/** One request to one agency's system. */
export type AgencyCall = {
  readonly agency: AgencyName;
  readonly kind: CallKind;
  /** The GraphQL document, printed once per plan and grant set. */
  readonly document: string;
  /** SHA-256 of `document`, base64url. */
  readonly documentHash: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The classes asked for, for the signed grant; empty for facts. */
  readonly classes: readonly DisclosureClass[];
};

/** An error of an agency's answer, reduced to what may be acted on: path and code, never text. */
export type AgencyError = { readonly path: readonly (string | number)[]; readonly code: string };

/** What came of a call. Text and values of a failed answer are dropped where they arrive. */
export type AgencyAnswer =
  | {
      readonly kind: 'ANSWERED';
      readonly data: Readonly<Record<string, unknown>>;
      readonly errors: readonly AgencyError[];
    }
  | { readonly kind: 'NO_RESPONSE'; readonly cause: string }
  | { readonly kind: 'SOURCE_ERROR'; readonly cause: string };

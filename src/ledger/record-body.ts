/** What a stored record says in clear, whichever its format. Hashes are texts (base64). */
export type RecordBody = {
  readonly format: 1 | 2;
  readonly store: string;
  readonly writer: string;
  readonly sequence: number;
  readonly segment: number;
  readonly month: string;
  /** When the writer took it, milliseconds since the epoch. */
  readonly writtenAt: number;
  readonly kind: 'GRANTED' | 'RELEASED' | 'REFUSED' | 'CONTROL';
  readonly recordId: string;
  readonly at: number;
  readonly organisation: string;
  readonly roles: readonly string[];
  readonly subjects: readonly string[];
  readonly purpose: string | null;
  readonly bases: readonly string[];
  readonly policyVersion: string;
  readonly dryRun: boolean;
  readonly mode?: string | undefined;
  /** Of a request that another authority's gateway forwarded. */
  readonly origin?: { readonly authority: string; readonly recordId: string } | undefined;
  readonly shape: { readonly roots: readonly string[]; readonly classes: readonly string[] };
  readonly refusal: string | null;
  /** Absent in records of before there was an access log: such a one is never shown there. */
  readonly heldBackUntil?: string | null | undefined;
  readonly control?:
    | {
        readonly act: string;
        readonly outcome: string | null;
        readonly obligations: readonly { readonly kind: string; readonly dueBy: number | null }[];
      }
    | undefined;
  readonly children: readonly (readonly string[])[];
  readonly looks?: readonly (readonly string[])[] | undefined;
  readonly searches?: readonly { readonly fields: readonly string[]; readonly hashes: readonly string[] }[] | undefined;
  readonly identifierKey: string;
  readonly dataKey: string;
  /** Nonce, ciphertext and tag; as text (base64) in the first format. */
  readonly sealed: string | Uint8Array;
};

/** The hashes by which a record is found, each once. */
export function lookupsOf({
  subjects,
  children,
  looks = [],
}: Pick<RecordBody, 'subjects' | 'children' | 'looks'>): readonly string[] {
  return [...new Set([...subjects, ...children.flat(), ...looks.flat()])];
}

/** What a token is called, as far as it says so. */
export type TokenNames = {
  readonly issuer: string;
  /** `jti`. */
  readonly tokenId: string | null;
  /** `sid`: the session at the issuer that it comes from. */
  readonly session: string | null;
  /** Everybody it speaks for, as `issuer|sub`: the caller, and a mediator. */
  readonly subjects: readonly string[];
  /** `iat`, seconds since the epoch. */
  readonly issuedAt: number;
};

/** The same, made ready to be looked up at each request: kept with a verified token. */
export type TokenMarks = {
  readonly own: readonly string[];
  readonly subjects: readonly string[];
  readonly issuedAt: number;
};

/** What of the tokens was revoked before its time, as far as this process knows. */
export type Revocations = {
  readonly marksOf: (token: TokenNames) => TokenMarks;
  /**
   * UNCERTAIN: what was revoked lately is not known, and the token is not so new that its issuer must
   * have thought well of it a moment ago.
   */
  readonly standingOf: (marks: TokenMarks) => 'USABLE' | 'REVOKED' | 'UNCERTAIN';
};

/** What a check found: a FAULT makes the protocol wrong, a WARNING is for its owner to judge. */
export type Finding = {
  readonly severity: 'FAULT' | 'WARNING';
  readonly file: string;
  readonly problem: string;
  readonly fix: string;
};

export function fault(file: string, problem: string, fix: string): Finding {
  return { severity: 'FAULT', file, problem, fix };
}

export function warning(file: string, problem: string, fix: string): Finding {
  return { severity: 'WARNING', file, problem, fix };
}

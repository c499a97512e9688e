/** What was looked at, and what came of it. */
export type Finding = {
  readonly what: string;
  /** MEND: the gateway would not work, or not safely. ADVICE: it works, but should not stay so. */
  readonly state: 'OK' | 'MEND' | 'ADVICE' | 'NOT_CHECKED';
  /** What is the matter, or what was seen. Never a value of a key. */
  readonly detail: string;
  /** What to do; empty where nothing is to be done. */
  readonly fix: string;
};

export const ok = (what: string, detail = ''): Finding => ({ what, state: 'OK', detail, fix: '' });
export const mend = (what: string, detail: string, fix: string): Finding => ({ what, state: 'MEND', detail, fix });
export const advice = (what: string, detail: string, fix: string): Finding => ({ what, state: 'ADVICE', detail, fix });
export const notChecked = (what: string, detail: string, fix = ''): Finding => ({
  what,
  state: 'NOT_CHECKED',
  detail,
  fix,
});

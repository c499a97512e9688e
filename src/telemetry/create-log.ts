import { type DestinationStream, pino } from 'pino';

/**
 * What a line of the log may say, besides its event. Every key is here because somebody needs it to
 * run the gateway and because it cannot refer to a child: no argument, no answer, no identifier, no
 * reason. All other keys are dropped.
 */
const allowedKeys = [
  'requestId',
  'recordId',
  'code',
  'gate',
  'agency',
  'cause',
  'kind',
  'state',
  'worker',
  'count',
  'children',
  'agencies',
  'waves',
  'calls',
  'durationMs',
  'status',
  'bytes',
  'host',
  'port',
  'url',
  'signal',
  'policyVersion',
  'schemaHash',
  'documentId',
  'coordinate',
  'class',
  'key',
  'error',
] as const;

type LogKey = (typeof allowedKeys)[number];

/** The details of one line; `error` is reduced to its name, code and stack frames. */
export type LogFields = {
  readonly [K in LogKey]?: K extends 'error' ? unknown : string | number | boolean | undefined;
};

/** Writes one line: an event in fixed words (`LISTENING`), never text that is put together. */
export type WriteLog = (event: string, fields?: LogFields) => void;

/** The gateway's log. */
export type Log = {
  readonly debug: WriteLog;
  readonly info: WriteLog;
  readonly warn: WriteLog;
  readonly error: WriteLog;
};

/** A log whose level can be changed. */
export type LevelledLog = Log & { readonly setLevel: (level: string) => void };

const allowed: ReadonlySet<string> = new Set(allowedKeys);
const eventForm = /^[A-Z][A-Z0-9_]{0,63}$/;
/** Codes, names, addresses: nothing with a space in it, and nothing long. */
const textForm = /^[A-Za-z0-9_.:/@|-]{1,200}$/;
const digitsForm = /\d{6,}/;
/** Random ids of our own, which may have a run of digits in them. */
const ownIds: ReadonlySet<string> = new Set<LogKey>([
  'requestId',
  'recordId',
  'policyVersion',
  'schemaHash',
  'documentId',
]);

/**
 * Makes the log (pino, JSON lines). What may be logged is a list, not a habit: a key that is not on
 * it is dropped, and so is a text that does not look like a code, whoever passes it; messages of
 * errors, which libraries fill with the input they failed on, are never written.
 */
export function createLog(options: { readonly level: string; readonly destination?: DestinationStream }): LevelledLog {
  const logger = pino(
    { level: options.level, base: null, formatters: { level: (label) => ({ level: label }) } },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error'): WriteLog =>
    (event, fields) => {
      logger[level]({ event: eventForm.test(event) ? event : 'UNNAMED', ...permitted(fields ?? {}) });
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setLevel: (level) => {
      logger.level = level;
    },
  };
}

function permitted(fields: LogFields): Readonly<Record<string, unknown>> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (!allowed.has(key)) continue;
    if (key === 'error') kept[key] = reduceError(value);
    else if (typeof value === 'number' || typeof value === 'boolean') kept[key] = value;
    else if (typeof value === 'string' && isCode(value, key)) kept[key] = value;
  }
  return kept;
}

/** A run of digits may be somebody's number, even under a key that is allowed. */
function isCode(value: string, key: string): boolean {
  return textForm.test(value) && (ownIds.has(key) || !digitsForm.test(value));
}

function reduceError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: 'NOT_AN_ERROR' };
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    name: textForm.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && isCode(code, 'code') ? { code } : {}),
    // The first lines of a stack are the message; the frames are places in source code.
    frames: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at .*\.[cm]?[jt]s:\d+:\d+\)?$/.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: reduceError(error.cause) }),
  };
}

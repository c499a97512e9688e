import { describe, expect, it } from 'vitest';
import { createLog, type LogFields } from '../../src/telemetry/create-log.ts';

const planted = 'PLANTED-9990000018';

/** The lines that are written, without the time. */
const linesOf = (write: (log: ReturnType<typeof createLog>) => void, level = 'debug'): readonly unknown[] => {
  const written: string[] = [];
  write(createLog({ level, destination: { write: (line) => void written.push(line) } }));
  return written.map((line) => {
    const { time: _time, ...rest } = JSON.parse(line);
    return rest;
  });
};

describe('the log', () => {
  it('writes the event, the level and the details that are on the list', () => {
    expect(
      linesOf((log) => log.warn('AGENCY_SILENT', { agency: 'north', cause: 'DEADLINE', durationMs: 12.5 })),
    ).toEqual([{ level: 'warn', event: 'AGENCY_SILENT', agency: 'north', cause: 'DEADLINE', durationMs: 12.5 }]);
  });

  it('drops a key that is not on the list, whatever it holds', () => {
    const fields = { code: 'INTERNAL', variables: { id: planted }, name: planted, msg: planted, level: planted };
    expect(linesOf((log) => log.info('OPERATION', fields))).toEqual([
      { level: 'info', event: 'OPERATION', code: 'INTERNAL' },
    ]);
  });

  it.each<[string, LogFields]>([
    ['with a space', { code: 'Corin Ashdown' }],
    ['with a run of digits', { code: 'N9990000018' }],
    ['that is long', { cause: 'X'.repeat(201) }],
    ['that is not text', { cause: { [planted]: planted } as never }],
    ['with a line break', { agency: 'north\nforged' }],
  ])('drops a text %s under a key that is on the list', (_title, fields) => {
    expect(linesOf((log) => log.info('OPERATION', fields))).toEqual([{ level: 'info', event: 'OPERATION' }]);
  });

  it('does not write an event that is put together', () => {
    expect(linesOf((log) => log.error(`no record of ${planted}`))).toEqual([{ level: 'error', event: 'UNNAMED' }]);
  });

  it('keeps of an error its name, code and places, and never its message', () => {
    const cause = new SyntaxError(`Unexpected token in ${planted}`);
    const error = Object.assign(new Error(`failed on\n    at ${planted}`, { cause }), { code: 'E_TEST' });
    const [line] = linesOf((log) => log.error('FAILED', { error }));
    expect(line).toMatchObject({ error: { name: 'Error', code: 'E_TEST', cause: { name: 'SyntaxError' } } });
    expect(JSON.stringify(line)).toContain('create-log.test.ts');
    expect(JSON.stringify(line)).not.toContain('PLANTED');
  });

  it('writes nothing of a thing thrown that is no error', () => {
    expect(linesOf((log) => log.error('FAILED', { error: planted }))).toEqual([
      { level: 'error', event: 'FAILED', error: { name: 'NOT_AN_ERROR' } },
    ]);
  });

  it('writes ids of its own whole, as some of them are digits only', () => {
    expect(linesOf((log) => log.info('OPERATION', { requestId: '0192837465' }))).toEqual([
      { level: 'info', event: 'OPERATION', requestId: '0192837465' },
    ]);
  });

  it('writes nothing below its level', () => {
    expect(linesOf((log) => log.info('OPERATION'), 'warn')).toEqual([]);
  });
});

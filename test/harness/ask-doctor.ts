import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { examine } from '../../scripts/doctor/examine.ts';
import type { Finding } from '../../scripts/doctor/finding.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type { Finding };

/** All that the doctor says of a configuration, without a process of its own for each question. */
export const askDoctor: (file: string) => Promise<readonly Finding[]> = examine;

/** The same by its command, as operators ask. */
export async function runDoctor(
  file: string,
): Promise<{ readonly code: number; readonly findings: readonly Finding[] }> {
  const args = ['scripts/doctor.ts', '--config', file, '--json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root }, (error, out) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number' && out !== '') resolve({ code, findings: JSON.parse(out) as readonly Finding[] });
      else reject(error ?? new Error('The doctor said nothing.'));
    });
  });
}

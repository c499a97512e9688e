import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line of what the doctor says. */
export type Finding = {
  readonly what: string;
  readonly state: string;
  readonly detail: string;
  readonly fix: string;
};

/** All that the doctor says of a configuration. */
export async function askDoctor(file: string): Promise<readonly Finding[]> {
  const said = await new Promise<string>((resolve) => {
    const args = ['scripts/doctor.ts', '--config', file, '--json'];
    execFile(process.execPath, args, { cwd: root }, (_error, out) => resolve(out));
  });
  return JSON.parse(said) as readonly Finding[];
}

import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createLog, type LevelledLog } from './create-log.ts';

/** Opens the log on standard output or, for its owner alone, a file that several processes may append to. */
export function openLog({ level, file }: { readonly level: string; readonly file?: string | undefined }): LevelledLog {
  if (file === undefined) return createLog({ level });
  mkdirSync(dirname(file), { recursive: true });
  return createLog({ level, destination: createWriteStream(file, { flags: 'a', mode: 0o600 }) });
}

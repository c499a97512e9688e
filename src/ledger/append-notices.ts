import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Appends notices, one a line, and waits until they are on disk, without holding up the event loop. */
export async function appendNotices(path: string, texts: readonly string[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    // A line that a crash cut short is ended first, so that it spoils nothing but itself.
    const separator = size === 0 || last.toString('latin1') === '\n' ? '' : '\n';
    await file.appendFile(`${separator}${texts.join('\n')}\n`, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

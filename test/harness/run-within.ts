import { vi } from 'vitest';

/** What a command printed, and its exit code. */
export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a command within this process, which has read its code before; nothing that it prints shows. One at a time. */
export async function runWithin(command: () => Promise<number>): Promise<Ran> {
  const [out, err] = [keep('log'), keep('error')];
  try {
    return { code: await command(), out: out.kept(), err: err.kept() };
  } finally {
    out.end();
    err.end();
  }
}

/** What a method of the console prints, as a stream would have it. */
function keep(method: 'log' | 'error'): { readonly kept: () => string; readonly end: () => void } {
  let kept = '';
  const spy = vi.spyOn(console, method).mockImplementation((...said: readonly unknown[]) => {
    kept += `${said.join(' ')}\n`;
  });
  return { kept: () => kept, end: () => spy.mockRestore() };
}

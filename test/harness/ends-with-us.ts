/** Of util-linux, which Debian always has. */
export const setpriv = 'setpriv';

/**
 * A command of somebody else's server so that the kernel ends it with whoever started it, whatever became of them: a
 * test that fails before it could stop one leaves nothing behind that holds our output open, and with it the whole run.
 */
export function endingWithUs(command: string, args: readonly string[]): [string, string[]] {
  return [setpriv, ['--pdeathsig', 'KILL', command, ...args]];
}

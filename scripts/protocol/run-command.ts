import { ProtocolError } from '../../src/config/protocol-error.ts';
import { type Command, createRunCommand } from '../named-commands.ts';
import { exit, UsageError } from './command-line.ts';
import { UnreadablePolicyError } from './expression.ts';

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).check,
  matrix: async () => (await import('./matrix.ts')).matrix,
  explain: async () => (await import('./explain.ts')).explain,
  diff: async () => (await import('./diff.ts')).diff,
  approve: async () => (await import('./approve.ts')).approve,
  mutate: async () => (await import('./mutate.ts')).mutate,
};

const usage = `Usage: npm run -s protocol -- COMMAND [options]

  check     whether the protocol is sound: every fault with its file and its fix
  matrix    which role may have which class, for a purpose
  explain   one request: what decides it, and what would lawfully change the answer
  diff      who gains and who loses between two versions, over the whole decision space
  approve   keeps every decision in a file, once the differences are signed off
  mutate    whether the tests would notice if a policy were removed or widened

  COMMAND --help lists the options of a command.`;

/** Runs a command; prints what it says and gives its exit code. */
export const runCommand = createRunCommand({
  usage,
  commands,
  tell: (error, name) => {
    if (error instanceof UsageError) {
      return {
        text: `${name} ${error.message}\n(npm run -s protocol -- ${name} --help says how it is used)`,
        code: exit.usage,
      };
    }
    const isFault = error instanceof ProtocolError || error instanceof UnreadablePolicyError;
    return isFault ? { text: error.message, code: exit.faults } : null;
  },
});

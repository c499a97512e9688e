import { ProtocolError } from '../../src/config/protocol-error.ts';
import { type Command, exit, UsageError } from './command-line.ts';
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

/** Runs the command whose name is first with the arguments that follow; prints what it says and gives its exit code. */
export async function runCommand([name, ...args]: readonly string[]): Promise<number> {
  if (name === '--help' || name === 'help') {
    console.log(usage);
    return exit.done;
  }
  const load = Object.hasOwn(commands, name ?? '') ? commands[name ?? ''] : undefined;
  if (load === undefined) {
    console.error(name === undefined ? usage : `There is no command ${name}.\n\n${usage}`);
    return exit.usage;
  }
  const command = await load();
  if (args.includes('--help')) {
    console.log(command.usage);
    return exit.done;
  }
  try {
    return await command.run(args);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${name} ${error.message}\n(npm run -s protocol -- ${name} --help says how it is used)`);
      return exit.usage;
    }
    if (!(error instanceof ProtocolError) && !(error instanceof UnreadablePolicyError)) throw error;
    console.error(error.message);
    return exit.faults;
  }
}

import { ProtocolError } from '../../src/config/protocol-error.ts';
import { type Command, exit, UsageError } from './command-line.ts';

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  evaluate: async () => (await import('./evaluate.ts')).evaluateCommand,
  calibrate: async () => (await import('./calibrate.ts')).calibrateCommand,
  generate: async () => (await import('./generate.ts')).generateCommand,
  report: async () => (await import('./report.ts')).reportCommand,
};

const usage = `Usage: npm run -s matching -- COMMAND [options]

  evaluate FILE...   links or de-duplicates CSV files; precision, recall, F1, the threshold curve, the worst mistakes
  calibrate FILE...  estimates the weights from records, by expectation maximisation
  generate           writes test people of England with their records in several systems, and who is who
  report             makes docs/matching.md with its numbers and pictures

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
    if (!(error instanceof UsageError) && !(error instanceof ProtocolError)) throw error;
    console.error(`${error.message}\n(npm run -s matching -- ${name} --help says how it is used)`);
    return exit.usage;
  }
}

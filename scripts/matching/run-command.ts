import { ProtocolError } from '../../src/config/protocol-error.ts';
import { type Command, createRunCommand } from '../named-commands.ts';
import { exit, UsageError } from './command-line.ts';

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

/** Runs a command; prints what it says and gives its exit code. */
export const runCommand = createRunCommand({
  usage,
  commands,
  tell: (error, name) => {
    if (!(error instanceof UsageError) && !(error instanceof ProtocolError)) return null;
    return {
      text: `${error.message}\n(npm run -s matching -- ${name} --help says how it is used)`,
      code: exit.usage,
    };
  },
});

/**
 * `npm run matching -- COMMAND`: how well records are matched, and by what weights. `--help` of each command
 * lists its options and exit codes.
 */
import { runCommand } from './matching/run-command.ts';

process.exitCode = await runCommand(process.argv.slice(2));

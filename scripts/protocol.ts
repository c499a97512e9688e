/**
 * `npm run protocol -- COMMAND`: the sharing protocol for those who own it. `--help` of each command
 * lists its options and exit codes.
 */
import { runCommand } from './protocol/run-command.ts';

process.exitCode = await runCommand(process.argv.slice(2));

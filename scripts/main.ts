import dotenv from 'dotenv';
import { runCommand } from './program.ts';
import { openTerminal } from './terminal.ts';

dotenv.config({ quiet: true });
const terminal = openTerminal(process);
process.exitCode = await runCommand(process.argv, { env: process.env, terminal });

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import dotenv from 'dotenv';
import { hardenProcess } from './cli/hardened-process.ts';
import { openTerminal } from './cli/terminal.ts';
import { configFolder } from './cli/token-file.ts';

dotenv.config({ quiet: true });
const { env, argv } = process;
// « plateau man | head »: who reads has what was wanted, and the rest goes nowhere.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

if (argv[2] === 'serve') hardenProcess(process);
// The workstation is opened twenty times a day by people who wait for it: compiled once for every start, in the agent's own
// folder, where nobody else can put code for us.
if (argv[2] === 'agent') enableCompileCache(join(configFolder(env), 'code'));

const { runCommand } = await import('./program.ts');
const status = await runCommand(argv, { env, terminal: openTerminal(process) });
// A signal that ended the workstation has said its own already.
if (status !== 0) process.exitCode = status;

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import dotenv from 'dotenv';
import type { RegisterCommand } from './cli/run-command.ts';
import { openTerminal } from './cli/terminal.ts';
import { configFolder } from './cli/token-file.ts';

dotenv.config({ quiet: true });
const { env, argv } = process;
// « plateau man | head »: who reads has what was wanted, and the rest goes nowhere.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** The workstation is opened twenty times a day by people who wait for it: the other commands are not read for it. */
async function commandsFor(name: string | undefined): Promise<readonly RegisterCommand[]> {
  if (name !== 'agent') return (await import('./program.ts')).COMMANDS;
  // Compiled once for every start; in the agent's own folder, where nobody else can put code for us.
  enableCompileCache(join(configFolder(env), 'code'));
  return [(await import('./commands/agent.ts')).registerAgent];
}

const commands = await commandsFor(argv[2]);
const { runOneOf } = await import('./cli/run-command.ts');
const status = await runOneOf(commands, { argv, context: { env, terminal: openTerminal(process) } });
// A signal that ended the workstation has said its own already.
if (status !== 0) process.exitCode = status;

import { Command, CommanderError } from 'commander';
import { isAppError } from '../shared/errors.ts';
import { registerAccount } from './account.ts';
import { registerAgent } from './agent.ts';
import { registerAudit } from './audit.ts';
import { registerBackup } from './backup.ts';
import { registerBounces } from './bounces.ts';
import { registerCampaign } from './campaign.ts';
import type { CommandContext } from './command-context.ts';
import { registerConfig } from './config.ts';
import { registerCorrect } from './correct.ts';
import { registerDecision } from './decision.ts';
import { registerDeliver } from './deliver.ts';
import { registerDemo } from './demo.ts';
import { registerDoctor } from './doctor.ts';
import { registerEmails } from './emails.ts';
import { registerEnrich } from './enrich.ts';
import { registerFigures } from './figures.ts';
import { registerFloor } from './floor.ts';
import { speakFrench } from './french-commander.ts';
import { registerFrozen } from './frozen.ts';
import { registerImport } from './import.ts';
import { registerKeys } from './keys.ts';
import { registerLists } from './lists.ts';
import { registerLogin } from './login.ts';
import { registerMandate } from './mandate.ts';
import { registerMessage } from './message.ts';
import { registerPerson } from './person.ts';
import { registerPurge } from './purge.ts';
import { registerReassign } from './reassign.ts';
import { registerReview } from './review.ts';
import { registerServe } from './serve.ts';
import { registerSimulate } from './simulate.ts';
import { registerSsh } from './ssh.ts';
import { registerStatus } from './status.ts';
import { systemRefusal } from './system-refusal.ts';
import { registerTouches } from './touches.ts';
import { registerTraining } from './training.ts';

/** Every command: its file declares the flags, calls one step or one procedure, and prints. */
const COMMANDS: readonly ((program: Command, context: CommandContext) => void)[] = [
  registerAgent,
  registerTouches,
  registerLogin,
  registerFloor,
  registerReassign,
  registerMessage,
  registerFrozen,
  registerTraining,
  registerImport,
  registerLists,
  registerEnrich,
  registerMandate,
  registerDeliver,
  registerCorrect,
  registerEmails,
  registerBounces,
  registerFigures,
  registerReview,
  registerDecision,
  registerStatus,
  registerCampaign,
  registerAccount,
  registerAudit,
  registerBackup,
  registerPerson,
  registerPurge,
  registerKeys,
  registerServe,
  registerSsh,
  registerDoctor,
  registerConfig,
  registerDemo,
  registerSimulate,
];

export function buildProgram(context: CommandContext): Command {
  const program = new Command('plateau');
  speakFrench(program, context.terminal).description(
    'Plateau : appels aux donateurs, du clavier au dépôt de l’association.',
  );
  for (const register of COMMANDS) register(program, context);
  const walk = (command: Command) => {
    for (const sub of command.commands) {
      speakFrench(sub, context.terminal);
      walk(sub);
    }
  };
  walk(program);
  return program;
}

/** Runs one command line and answers the exit status: 0 done, 1 refused or failed, 2 misused. Nothing is thrown. */
export async function runCommand(argv: readonly string[], context: CommandContext): Promise<number> {
  const { terminal } = context;
  try {
    await buildProgram(context).parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const refusal = isAppError(error) ? error : systemRefusal(error);
    if (refusal) {
      terminal.warn(`plateau : ${refusal.message} [${refusal.code}]`);
      terminal.warn(`Que faire : ${refusal.hint}`);
    } else {
      // A bug: its class only, since its message and its stack may carry a value.
      terminal.warn(`plateau : le programme a rencontré un défaut (${kindOf(error)}).`);
      terminal.warn('Que faire : recommencez ; si cela dure, transmettez cette ligne à l’exploitation.');
    }
    return 1;
  }
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error ? `${error.name}, ${String(error.code)}` : error.name;
}

import type { Command } from 'commander';
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
import { commandProgram, type RegisterCommand, runOneOf } from './run-command.ts';
import { registerServe } from './serve.ts';
import { registerSimulate } from './simulate.ts';
import { registerSsh } from './ssh.ts';
import { registerStatus } from './status.ts';
import { registerTouches } from './touches.ts';
import { registerTraining } from './training.ts';

/** Every command: its file declares the flags, calls one step or one procedure, and prints. */
export const COMMANDS: readonly RegisterCommand[] = [
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
  return commandProgram(COMMANDS, context);
}

/** Runs one command line (run-command.ts). */
export function runCommand(argv: readonly string[], context: CommandContext): Promise<number> {
  return runOneOf(COMMANDS, { argv, context });
}

import type { Command } from 'commander';
import { registerAccount } from './account.ts';
import { registerAgent } from './agent.ts';
import { registerApproval } from './approval.ts';
import { registerAudit } from './audit.ts';
import { registerBackup } from './backup.ts';
import { registerBounces } from './bounces.ts';
import { registerBreach } from './breach.ts';
import { registerCampaign } from './campaign.ts';
import type { CommandContext } from './command-context.ts';
import { registerCompletion } from './completion.ts';
import { registerConfig } from './config.ts';
import { registerConsent } from './consent.ts';
import { registerCorrect } from './correct.ts';
import { registerDecision } from './decision.ts';
import { registerDeliver } from './deliver.ts';
import { registerDemo } from './demo.ts';
import { registerDoctor } from './doctor.ts';
import { registerEmails } from './emails.ts';
import { registerEnrich } from './enrich.ts';
import { registerEvidence } from './evidence.ts';
import { registerFigures } from './figures.ts';
import { registerFloor } from './floor.ts';
import { registerFrozen } from './frozen.ts';
import { registerHours } from './hours.ts';
import { registerImport } from './import.ts';
import { registerIncident } from './incident.ts';
import { registerKeys } from './keys.ts';
import { registerLists } from './lists.ts';
import { registerLogin } from './login.ts';
import { registerMandate } from './mandate.ts';
import { registerMessage } from './message.ts';
import { registerObserve } from './observe.ts';
import { registerPapers } from './papers.ts';
import { registerPerson } from './person.ts';
import { registerProfile } from './profile.ts';
import { registerPurge } from './purge.ts';
import { registerQuality } from './quality.ts';
import { registerReassign } from './reassign.ts';
import { registerReview } from './review.ts';
import { commandProgram, type RegisterCommand, runOneOf } from './run-command.ts';
import { registerScript } from './script.ts';
import { registerServe } from './serve.ts';
import { registerSimulate } from './simulate.ts';
import { registerSsh } from './ssh.ts';
import { registerStatus } from './status.ts';
import { registerTheme } from './theme.ts';
import { registerTouches } from './touches.ts';
import { registerTraining } from './training.ts';
import { registerVerify } from './verify.ts';

/** Every command: its file declares the flags, calls one step or one procedure, and prints. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerAgent,
  registerTouches,
  registerLogin,
  registerFloor,
  registerReassign,
  registerMessage,
  registerFrozen,
  registerIncident,
  registerQuality,
  registerHours,
  registerTraining,
  registerImport,
  registerLists,
  registerEnrich,
  registerMandate,
  registerDeliver,
  registerCorrect,
  registerVerify,
  registerConsent,
  registerEmails,
  registerBounces,
  registerFigures,
  registerReview,
  registerDecision,
  registerStatus,
  registerCampaign,
  registerScript,
  registerProfile,
  registerTheme,
  registerAccount,
  registerApproval,
  registerObserve,
  registerAudit,
  registerBackup,
  registerPerson,
  registerPurge,
  registerBreach,
  registerPapers,
  registerEvidence,
  registerKeys,
  registerServe,
  registerSsh,
  registerDoctor,
  registerConfig,
  registerCompletion,
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

import type { Command } from 'commander';
import type { CommandContext } from './cli/command-context.ts';
import { commandProgram, type RegisterCommand, runOneOf } from './cli/run-command.ts';
import { registerAccount } from './commands/account.ts';
import { registerAgent } from './commands/agent.ts';
import { registerApproval } from './commands/approval.ts';
import { registerAudit } from './commands/audit.ts';
import { registerBackup } from './commands/backup.ts';
import { registerBounces } from './commands/bounces.ts';
import { registerBreach } from './commands/breach.ts';
import { registerCampaign } from './commands/campaign.ts';
import { registerCompletion } from './commands/completion.ts';
import { registerConfig } from './commands/config.ts';
import { registerConsent } from './commands/consent.ts';
import { registerCorrect } from './commands/correct.ts';
import { registerDecision } from './commands/decision.ts';
import { registerDeliver } from './commands/deliver.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerEmails } from './commands/emails.ts';
import { registerEnrich } from './commands/enrich.ts';
import { registerEvidence } from './commands/evidence.ts';
import { registerFigures } from './commands/figures.ts';
import { registerFloor } from './commands/floor.ts';
import { registerFrozen } from './commands/frozen.ts';
import { registerHours } from './commands/hours.ts';
import { registerImport } from './commands/import.ts';
import { registerIncident } from './commands/incident.ts';
import { registerKeys } from './commands/keys.ts';
import { registerLists } from './commands/lists.ts';
import { registerLogin } from './commands/login.ts';
import { registerMandate } from './commands/mandate.ts';
import { registerMessage } from './commands/message.ts';
import { registerObserve } from './commands/observe.ts';
import { registerPapers } from './commands/papers.ts';
import { registerPerson } from './commands/person.ts';
import { registerProfile } from './commands/profile.ts';
import { registerPurge } from './commands/purge.ts';
import { registerQuality } from './commands/quality.ts';
import { registerReassign } from './commands/reassign.ts';
import { registerReview } from './commands/review.ts';
import { registerScript } from './commands/script.ts';
import { registerServe } from './commands/serve.ts';
import { registerSimulate } from './commands/simulate.ts';
import { registerSsh } from './commands/ssh.ts';
import { registerStatus } from './commands/status.ts';
import { registerTheme } from './commands/theme.ts';
import { registerTouches } from './commands/touches.ts';
import { registerTraining } from './commands/training.ts';
import { registerVerify } from './commands/verify.ts';

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

import type { Command } from 'commander';
import type { CommandContext } from './cli/command-context.ts';
import { commandProgram, type RegisterCommand, runOneOf } from './cli/run-command.ts';

/** The words after `plateau` that a command file declares, and the file: it alone is read when one of them is typed. */
type CommandRow = readonly [names: readonly string[], load: () => Promise<RegisterCommand>];

/**
 * THE table of commands, in the order of the help: each file declares the flags, calls one step or one procedure, and prints.
 *
 * @internal for tests
 */
export const COMMANDS: readonly CommandRow[] = [
  [['agent'], () => import('./commands/agent.ts').then((one) => one.registerAgent)],
  [['touches'], () => import('./commands/touches.ts').then((one) => one.registerTouches)],
  [['login', 'logout'], () => import('./commands/login.ts').then((one) => one.registerLogin)],
  [['floor'], () => import('./commands/floor.ts').then((one) => one.registerFloor)],
  [['reassign'], () => import('./commands/reassign.ts').then((one) => one.registerReassign)],
  [['message'], () => import('./commands/message.ts').then((one) => one.registerMessage)],
  [['frozen'], () => import('./commands/frozen.ts').then((one) => one.registerFrozen)],
  [['incident'], () => import('./commands/incident.ts').then((one) => one.registerIncident)],
  [['quality'], () => import('./commands/quality.ts').then((one) => one.registerQuality)],
  [['hours'], () => import('./commands/hours.ts').then((one) => one.registerHours)],
  [['staff'], () => import('./commands/staff.ts').then((one) => one.registerStaff)],
  [['training'], () => import('./commands/training.ts').then((one) => one.registerTraining)],
  [['import'], () => import('./commands/import.ts').then((one) => one.registerImport)],
  [
    ['withdraw', 'suppress', 'list-check'],
    () => import('./commands/lists.ts').then((one) => one.registerLists),
  ],
  [['enrich'], () => import('./commands/enrich.ts').then((one) => one.registerEnrich)],
  [['mandate'], () => import('./commands/mandate.ts').then((one) => one.registerMandate)],
  [['deliver'], () => import('./commands/deliver.ts').then((one) => one.registerDeliver)],
  [['correct'], () => import('./commands/correct.ts').then((one) => one.registerCorrect)],
  [['verify'], () => import('./commands/verify.ts').then((one) => one.registerVerify)],
  [['consent'], () => import('./commands/consent.ts').then((one) => one.registerConsent)],
  [['emails'], () => import('./commands/emails.ts').then((one) => one.registerEmails)],
  [['bounces'], () => import('./commands/bounces.ts').then((one) => one.registerBounces)],
  [['cost'], () => import('./commands/cost.ts').then((one) => one.registerCost)],
  [['offer'], () => import('./commands/offer.ts').then((one) => one.registerOffer)],
  [['rehearsal'], () => import('./commands/rehearsal.ts').then((one) => one.registerRehearsal)],
  [['figures'], () => import('./commands/figures.ts').then((one) => one.registerFigures)],
  [['review'], () => import('./commands/review.ts').then((one) => one.registerReview)],
  [['decision'], () => import('./commands/decision.ts').then((one) => one.registerDecision)],
  [['status'], () => import('./commands/status.ts').then((one) => one.registerStatus)],
  [['campaign'], () => import('./commands/campaign.ts').then((one) => one.registerCampaign)],
  [['line'], () => import('./commands/line.ts').then((one) => one.registerLine)],
  [['pledge'], () => import('./commands/pledge.ts').then((one) => one.registerPledge)],
  [['postcodes'], () => import('./commands/postcodes.ts').then((one) => one.registerPostcodes)],
  [['seat'], () => import('./commands/seat.ts').then((one) => one.registerSeat)],
  [['slot'], () => import('./commands/slot.ts').then((one) => one.registerSlot)],
  [['charity'], () => import('./commands/charity.ts').then((one) => one.registerCharity)],
  [['script'], () => import('./commands/script.ts').then((one) => one.registerScript)],
  [['profile'], () => import('./commands/profile.ts').then((one) => one.registerProfile)],
  [['theme'], () => import('./commands/theme.ts').then((one) => one.registerTheme)],
  [['account'], () => import('./commands/account.ts').then((one) => one.registerAccount)],
  [['server'], () => import('./commands/server.ts').then((one) => one.registerServer)],
  [['approval'], () => import('./commands/approval.ts').then((one) => one.registerApproval)],
  [['observe'], () => import('./commands/observe.ts').then((one) => one.registerObserve)],
  [['audit'], () => import('./commands/audit.ts').then((one) => one.registerAudit)],
  [['backup', 'restore'], () => import('./commands/backup.ts').then((one) => one.registerBackup)],
  [['record'], () => import('./commands/record.ts').then((one) => one.registerRecord)],
  [['people'], () => import('./commands/people.ts').then((one) => one.registerPeople)],
  [['group'], () => import('./commands/group.ts').then((one) => one.registerGroup)],
  [['library'], () => import('./commands/library.ts').then((one) => one.registerLibrary)],
  [['write'], () => import('./commands/write.ts').then((one) => one.registerWrite)],
  [['tag'], () => import('./commands/tag.ts').then((one) => one.registerTag)],
  [['event'], () => import('./commands/event.ts').then((one) => one.registerEvent)],
  [['shift'], () => import('./commands/shift.ts').then((one) => one.registerShift)],
  [['item'], () => import('./commands/item.ts').then((one) => one.registerItem)],
  [['newsletter'], () => import('./commands/newsletter.ts').then((one) => one.registerNewsletter)],
  [['person'], () => import('./commands/person.ts').then((one) => one.registerPerson)],
  [['purge'], () => import('./commands/purge.ts').then((one) => one.registerPurge)],
  [['breach'], () => import('./commands/breach.ts').then((one) => one.registerBreach)],
  [['papers'], () => import('./commands/papers.ts').then((one) => one.registerPapers)],
  [['instruction'], () => import('./commands/instruction.ts').then((one) => one.registerInstruction)],
  [['evidence'], () => import('./commands/evidence.ts').then((one) => one.registerEvidence)],
  [['keys'], () => import('./commands/keys.ts').then((one) => one.registerKeys)],
  [['setup'], () => import('./commands/setup.ts').then((one) => one.registerSetup)],
  [['serve'], () => import('./commands/serve.ts').then((one) => one.registerServe)],
  [['ssh'], () => import('./commands/ssh.ts').then((one) => one.registerSsh)],
  [['upgrade'], () => import('./commands/upgrade.ts').then((one) => one.registerUpgrade)],
  [['move-house'], () => import('./commands/move-house.ts').then((one) => one.registerMoveHouse)],
  [['sync'], () => import('./commands/sync.ts').then((one) => one.registerSync)],
  [['watch'], () => import('./commands/watch.ts').then((one) => one.registerWatch)],
  [['doctor'], () => import('./commands/doctor.ts').then((one) => one.registerDoctor)],
  [['config'], () => import('./commands/config.ts').then((one) => one.registerConfig)],
  [['completion', 'man'], () => import('./commands/completion.ts').then((one) => one.registerCompletion)],
  [['demo'], () => import('./commands/demo.ts').then((one) => one.registerDemo)],
  [['simulate'], () => import('./commands/simulate.ts').then((one) => one.registerSimulate)],
];

/** They tell of all the others. */
const TELL_ALL: readonly string[] = ['completion', 'man'];

/**
 * What must be read for that first word: its own file; all of them for help, for a word that nobody declares.
 *
 * @internal for tests
 */
export async function commandsFor(word: string | undefined): Promise<readonly RegisterCommand[]> {
  const own = COMMANDS.filter(([names]) => word !== undefined && names.includes(word));
  const rows = own.length === 0 || TELL_ALL.includes(word ?? '') ? COMMANDS : own;
  return Promise.all(rows.map(([, load]) => load()));
}

/**
 * The whole program: every command, with its help.
 *
 * @internal for tests
 */
export async function buildProgram(context: CommandContext): Promise<Command> {
  return commandProgram(await commandsFor(undefined), context);
}

/** Runs one command line (run-command.ts); « plateau help deliver » is « plateau deliver --help ». */
export async function runCommand(argv: readonly string[], context: CommandContext): Promise<number> {
  const [runtime = '', script = '', ...words] = argv;
  const line = words[0] === 'help' ? [...words.slice(1), '--help'] : words;
  return runOneOf(await commandsFor(line[0]), { argv: [runtime, script, ...line], context });
}

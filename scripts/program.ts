import { Command, CommanderError, Help } from 'commander';
import { isAppError } from '../shared/errors.ts';
import { registerAccount } from './account.ts';
import { registerAgent } from './agent.ts';
import { registerAudit } from './audit.ts';
import { registerCampaign } from './campaign.ts';
import type { CommandContext } from './command-context.ts';
import { registerConfig } from './config.ts';
import { registerDeliver } from './deliver.ts';
import { registerDemo } from './demo.ts';
import { registerDoctor } from './doctor.ts';
import { registerFloor } from './floor.ts';
import { registerImport } from './import.ts';
import { registerKeys } from './keys.ts';
import { registerLogin } from './login.ts';
import { registerPurge } from './purge.ts';
import { registerReassign } from './reassign.ts';
import { registerServe } from './serve.ts';
import { registerStatus } from './status.ts';

/** Every command: its file declares the flags, calls one step or one procedure, and prints. */
const COMMANDS: readonly ((program: Command, context: CommandContext) => void)[] = [
  registerAgent,
  registerLogin,
  registerFloor,
  registerReassign,
  registerImport,
  registerDeliver,
  registerStatus,
  registerCampaign,
  registerAccount,
  registerAudit,
  registerPurge,
  registerKeys,
  registerServe,
  registerDoctor,
  registerConfig,
  registerDemo,
];

const FRENCH_TITLES: Record<string, string> = {
  'Usage:': 'Usage :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
  'Arguments:': 'Arguments :',
};

const FRENCH_REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/unknown option '(.+?)'/, 'option inconnue : $1'],
  [/unknown command '(.+?)'/, 'commande inconnue : $1'],
  [/required option '(.+?)' not specified/, 'option obligatoire absente : $1'],
  [/missing required argument '(.+?)'/, 'argument absent : $1'],
  [/option '(.+?)' argument missing/, 'valeur absente pour l’option $1'],
  [/too many arguments.*/, 'trop d’arguments'],
  [/option '(.+?)' argument '(.+?)' is invalid\..*/, 'valeur refusée pour l’option $1 : $2'],
];

function frenchRefusal(text: string): string {
  for (const [pattern, french] of FRENCH_REFUSALS) {
    const match = pattern.exec(text);
    if (match) return match[0].replace(pattern, french);
  }
  return text.replace(/^error: /, '').trim();
}

export function buildProgram(context: CommandContext): Command {
  const program = new Command('plateau');
  const french = (command: Command): Command =>
    command
      .helpOption('-h, --help', 'affiche cette aide')
      .helpCommand(false)
      .configureHelp({
        styleTitle: (title: string) => FRENCH_TITLES[title] ?? title,
        commandUsage: (one: Command) => new Help().commandUsage(one).replace('[command]', '[commande]'),
        subcommandTerm: (one: Command) => subcommandTerm(one),
      } satisfies Partial<Help>)
      .configureOutput({
        writeOut: (text) => context.terminal.line(text.trimEnd()),
        writeErr: (text) => context.terminal.warn(text.trimEnd()),
        outputError: (text, write) => write(`plateau : ${frenchRefusal(text)}\nQue faire : plateau --help\n`),
      })
      .exitOverride();
  french(program).description('Plateau : appels aux donateurs, du clavier au dépôt de l’association.');
  for (const register of COMMANDS) register(program, context);
  const walk = (command: Command) => {
    for (const sub of command.commands) {
      french(sub);
      walk(sub);
    }
  };
  walk(program);
  return program;
}

function subcommandTerm(command: Command): string {
  const words = command.registeredArguments.map((one) =>
    one.required ? `<${one.name()}>` : `[${one.name()}]`,
  );
  return [command.name(), ...words].join(' ');
}

/** Runs one command line and answers the exit status: 0 done, 1 refused or failed, 2 misused. Nothing is thrown. */
export async function runCommand(argv: readonly string[], context: CommandContext): Promise<number> {
  try {
    await buildProgram(context).parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (isAppError(error)) {
      context.terminal.warn(`plateau : ${error.message} [${error.code}]`);
      if (error.hint) context.terminal.warn(`Que faire : ${error.hint}`);
      return 1;
    }
    throw error;
  }
}

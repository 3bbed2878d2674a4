import type { EventEmitter } from 'node:events';
import type { Command, Help, Option } from 'commander';

/** One command as completion and manual read it: taken from the commands themselves, so that neither can be behind. */
export interface CommandEntry {
  /** Words after `plateau`; empty for the program itself. */
  readonly path: readonly string[];
  /** `plateau reassign [options] [commande]`. */
  readonly usage: string;
  readonly description: string;
  readonly arguments: readonly ArgumentEntry[];
  readonly options: readonly OptionEntry[];
  /** What the help says after the options: examples. */
  readonly after: string;
}

interface ArgumentEntry {
  readonly term: string;
  readonly choices: readonly string[];
  readonly description: string;
}

export interface OptionEntry {
  /** `--to <identifiants>`. */
  readonly flags: string;
  readonly names: readonly string[];
  readonly takesValue: boolean;
  readonly choices: readonly string[];
  readonly description: string;
}

/** Every command of the program, itself first, each before its own. */
export function commandTable(program: Command): readonly CommandEntry[] {
  return entriesOf(program, []);
}

/** The commands right under that path, by name. */
export function subcommandsOf(
  table: readonly CommandEntry[],
  path: readonly string[],
): readonly CommandEntry[] {
  return table.filter(
    (one) => one.path.length === path.length + 1 && path.every((word, at) => one.path[at] === word),
  );
}

function entriesOf(command: Command, path: readonly string[]): readonly CommandEntry[] {
  const help = command.createHelp();
  const entry: CommandEntry = {
    path,
    usage: help.commandUsage(command),
    description: command.description(),
    arguments: command.registeredArguments.map((one) => ({
      term: one.required ? `<${one.name()}>` : `[${one.name()}]`,
      choices: one.argChoices ?? [],
      description: help.argumentDescription(one),
    })),
    options: help.visibleOptions(command).map((one) => optionEntry(one, help)),
    after: afterHelp(command),
  };
  return [entry, ...command.commands.flatMap((sub) => entriesOf(sub, [...path, sub.name()]))];
}

function optionEntry(option: Option, help: Help): OptionEntry {
  return {
    flags: option.flags,
    names: [option.short, option.long].flatMap((name) => name ?? []),
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
    description: help.optionDescription(option),
  };
}

/**
 * What `addHelpText('after', …)` says: commander keeps it as a listener, and is an emitter although its types keep that
 * to themselves.
 */
function afterHelp(command: Command): string {
  let said = '';
  (command as unknown as EventEmitter).emit('afterHelp', {
    error: false,
    command,
    write: (text: string) => (said += text),
  });
  return said.trim();
}

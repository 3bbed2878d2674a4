import { type Argument, type Command, Help, type Option } from 'commander';
import { printable, type Terminal } from './terminal.ts';

/** commander speaks English: what it says to a person is said again here, in French. */
const TITLES: Record<string, string> = {
  'Usage:': 'Usage :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
  'Arguments:': 'Arguments :',
};

const REFUSALS: readonly (readonly [RegExp, (parts: readonly string[]) => string])[] = [
  [/unknown option '(.+?)'/, ([name]) => `option inconnue : ${name}`],
  [/unknown command '(.+?)'/, ([name]) => `commande inconnue : ${name}`],
  [/required option '(.+?)' not specified/, ([name]) => `option obligatoire absente : ${name}`],
  [/missing required argument '(.+?)'/, ([name]) => `argument absent : ${name}`],
  [/option '(.+?)' argument missing/, ([name]) => `valeur absente pour l’option ${name}`],
  [/too many arguments/, () => 'trop d’arguments'],
  [
    /command-argument value '.*' is invalid for argument '(.+?)'\.\s*(.*)/s,
    ([name, why = '']) => `valeur refusée pour <${name}> : ${frenchReason(why)}`,
  ],
  [
    /option '(.+?)' argument '.*' is invalid\.\s*(.*)/s,
    ([name, why = '']) => `valeur refusée pour l’option ${name} : ${frenchReason(why)}`,
  ],
];

/** Our own parsers already speak French; the list of choices is commander's. */
function frenchReason(why: string): string {
  return why.trim().replace(/^Allowed choices are (.*)\.$/, 'au choix, $1');
}

/** The commands or options nearest to what was typed, as commander found them; nothing when none is near. */
function nearest(text: string): string {
  const found = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(text)?.[1];
  return found ? ` ; vouliez-vous dire « ${found.replaceAll(', ', ' », « ')} » ?` : '';
}

function frenchRefusal(text: string): string {
  for (const [pattern, french] of REFUSALS) {
    const match = pattern.exec(text);
    if (match) return french(match.slice(1)) + nearest(text);
  }
  return text.replace(/^error: /, '').trim();
}

const HELP_FLAGS: ReadonlySet<string> = new Set(['-h', '--help']);

/**
 * The line as it is to be read: asked for help on a command that does not exist, commander would print the help of the
 * one above and end well. Without the flag it refuses, and names the nearest.
 */
export function lineToRead(program: Command, words: readonly string[]): readonly string[] {
  let at = program;
  for (const word of words.filter((one) => !one.startsWith('-'))) {
    if (at.commands.length === 0) return words;
    const sub = at.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (!sub) return words.filter((one) => !HELP_FLAGS.has(one));
    at = sub;
  }
  return words;
}

function described(one: Option | Argument): string {
  const extras = [
    ...(one.argChoices ? [`au choix : ${one.argChoices.join(', ')}`] : []),
    ...(one.defaultValue === undefined ? [] : [`par défaut : ${one.defaultValue}`]),
  ];
  return [one.description, ...(extras.length > 0 ? [`(${extras.join(' ; ')})`] : [])].join(' ');
}

function subcommandTerm(command: Command): string {
  const words = command.registeredArguments.map((one) =>
    one.required ? `<${one.name()}>` : `[${one.name()}]`,
  );
  return [command.name(), ...words].join(' ');
}

/** `plateau deliver weekly` */
function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

/** Makes one command speak French, write through the terminal, and throw instead of ending the process. */
export function speakFrench(command: Command, terminal: Terminal): Command {
  return command
    .helpOption('-h, --help', 'affiche cette aide')
    .helpCommand(false)
    .configureHelp({
      styleTitle: (title: string) => TITLES[title] ?? title,
      commandUsage: (one: Command) => new Help().commandUsage(one).replace('[command]', '[commande]'),
      subcommandTerm,
      optionDescription: described,
      argumentDescription: described,
    } satisfies Partial<Help>)
    .configureOutput({
      writeOut: (text) => terminal.lines(text.trimEnd().split('\n')),
      writeErr: (text) => {
        for (const line of text.trimEnd().split('\n')) terminal.warn(line);
      },
      outputError: (text, write) =>
        write(`plateau : ${printable(frenchRefusal(text))}\nQue faire : ${fullName(command)} --help\n`),
    })
    .exitOverride();
}

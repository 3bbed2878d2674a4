import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { isAppError } from '../../shared/errors.ts';
import { VERSION } from '../../shared/version.ts';
import type { CommandContext } from './command-context.ts';
import { lineToRead, speakFrench } from './french-commander.ts';
import { systemRefusal } from './system-refusal.ts';

/** Declares one command and those below it. */
export type RegisterCommand = (program: Command, context: CommandContext) => void;

/** The commands that are named to it, each speaking French. */
export function commandProgram(commands: readonly RegisterCommand[], context: CommandContext): Command {
  const program = new Command('plateau');
  speakFrench(program, context.terminal).description(
    'Plateau : appels aux donateurs, du clavier au dépôt de l’association.',
  );
  program.version(VERSION, '--version', 'dit la version et s’arrête');
  for (const register of commands) register(program, context);
  const walk = (command: Command) => {
    for (const sub of command.commands) {
      speakFrench(sub, context.terminal);
      walk(sub);
    }
  };
  walk(program);
  return program;
}

/** As shells count a process that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Runs one command line and answers the exit status: 0 done, 1 refused or failed, 2 misused, 130 interrupted at a question.
 * Nothing is thrown.
 */
export async function runOneOf(
  commands: readonly RegisterCommand[],
  { argv, context }: { readonly argv: readonly string[]; readonly context: CommandContext },
): Promise<number> {
  const { terminal } = context;
  try {
    const program = commandProgram(commands, context);
    const [runtime = '', script = '', ...words] = argv;
    await program.parseAsync([runtime, script, ...lineToRead(program, words)]);
    return 0;
  } catch (error) {
    // Of an option the library has told it; read later, in the middle of a command, nobody has.
    if (error instanceof InvalidArgumentError) terminal.warn(`plateau : valeur refusée : ${error.message}.`);
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const refusal = isAppError(error) ? error : systemRefusal(error);
    if (refusal?.code === 'question-interrupted') {
      terminal.warn(refusal.message);
      return INTERRUPTED;
    }
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

import { Argument, type Command } from 'commander';
import { VERSION } from '../../shared/version.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { commandTable } from '../cli/command-table.ts';
import { completionScript, SHELLS, type Shell } from '../cli/completion-scripts.ts';
import { manPage } from '../cli/man-page.ts';

/** Completion of the shell and the manual, both made from the commands themselves. */
export function registerCompletion(program: Command, { terminal }: CommandContext): void {
  program
    .command('completion')
    .description('écrit la complétion des commandes pour votre interpréteur')
    .addArgument(new Argument('<interpréteur>', 'celui de votre terminal').choices(SHELLS))
    .addHelpText('after', '\nExemple : eval "$(plateau completion bash)"')
    .action((shell: Shell) => terminal.lines(completionScript(shell, commandTable(program)).split('\n')));
  program
    .command('man')
    .description('écrit le manuel de toutes les commandes, au format roff')
    .addHelpText(
      'after',
      '\nExemples :\n  plateau man > plateau.1 && man -l plateau.1\n  plateau man | groff -K utf8 -man -T utf8 | less',
    )
    .action(() => terminal.lines(manPage(commandTable(program), VERSION).split('\n')));
}

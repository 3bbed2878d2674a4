import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { chosenKeys } from '../cli/keys-file.ts';
import { textTable } from '../cli/terminal.ts';

/** The keys of the workstation, from the table itself and the person's own file. */
export function registerTouches(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('touches')
    .addHelpText('after', '\nExemple : plateau touches')
    .description('les touches du poste, et le nom de chaque action')
    .option('--markdown', 'la page à imprimer, sans vos touches à vous')
    .action(async (flags: { markdown?: boolean }) => {
      const { keyRows, keySheet } = await import('../../tui/keys/key-sheet.ts');
      if (flags.markdown) return terminal.lines(keySheet().trimEnd().split('\n'));
      const { tableOf } = await import('../../tui/keys/chosen-keys.ts');
      terminal.lines(textTable(['Touche', 'Action', 'Nom'], keyRows(tableOf(await chosenKeys(env)))));
    });
}

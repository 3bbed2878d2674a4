import type { Command } from 'commander';
import { CONFIG_VARIABLES } from '../../server/config/config-variables.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { textTable } from '../cli/terminal.ts';

/** Every variable with its default and sense, and whether it is set here; values are never shown (they may name secrets). */
export function registerConfig(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('config')
    .addHelpText('after', '\nExemple : plateau config')
    .description('les variables PLATEAU_* : défaut, sens, renseignée ou non')
    .option('--markdown', 'le tableau de docs/configuration.md')
    .action((flags: { markdown?: boolean }) => {
      if (flags.markdown) {
        terminal.lines(['| Variable | Défaut | Sens |', '|---|---|---|']);
        for (const one of CONFIG_VARIABLES) {
          terminal.line(`| \`${one.name}\` | ${one.fallback ? `\`${one.fallback}\`` : '—'} | ${one.about} |`);
        }
        return;
      }
      const rows = CONFIG_VARIABLES.map((one) => [
        one.name,
        env[one.name] ? 'oui' : 'non',
        one.fallback || '—',
        one.about,
      ]);
      terminal.lines(textTable(['Variable', 'Renseignée', 'Défaut', 'Sens'], rows));
    });
}

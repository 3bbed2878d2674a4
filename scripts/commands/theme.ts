import type { Command } from 'commander';
import type { ThemeShares } from '../../server/steps/floor/theme-weight.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

interface Flags extends JsonFlag {
  readonly reason: string;
  readonly apply?: boolean;
}

const shareText = (share: number | null) => (share === null ? 'trop peu' : `${Math.round(100 * share)} %`);

function sharesTable(shares: ThemeShares): readonly string[] {
  return textTable(
    ['Thème', 'Poids', 'Part des fiches', ...(shares.some(({ forWhom }) => forWhom) ? ['Pour qui'] : [])],
    shares.map(({ code, weight, share, forWhom }) => [
      code,
      weight,
      shareText(share),
      forWhom ?? 'tous les autres',
    ]),
  );
}

/** `plateau theme`: which impact theme cards show, by weight. */
export function registerTheme(program: Command, { env, terminal }: CommandContext): void {
  const theme = program
    .command('theme')
    .description('thèmes d’une campagne et leur poids (chef d’équipe, exploitation)');
  theme
    .command('weight')
    .argument('<campagne>', 'code de la campagne')
    .argument('<thème>', 'code du thème')
    .argument('<poids>', 'de 0 (plus proposé) à 9', wholeBetween(0, 9))
    .description('change la part d’un thème dans les fiches à venir ; à blanc sans --apply')
    .requiredOption('--reason <texte>', 'motif, gardé au journal (5 signes au moins)')
    .option('--apply', 'le fait ; sans elle, rien ne change')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau theme weight UPG-FR-2026 DEPISTAGE 2 --reason "Réunion du 24/11" --apply',
    )
    .action(async (campaign: string, ...[code, weight, flags]: [string, number, Flags]) => {
      const { reason, apply = false } = flags;
      const input = { campaign, theme: code, weight, reason, apply };
      const done = await callServer(env, (rpc) => rpc.profiles.weighTheme.mutate(input));
      jsonOr({ ...flags, terminal }, done, () => {
        terminal.lines(sharesTable(done.after));
        if (done.id !== null)
          terminal.line(`Fait, n° ${done.id}. Pour revenir : plateau profile undo ${done.id} --reason "…"`);
        else
          terminal.line(
            apply ? 'Ce poids est déjà le sien.' : 'À blanc. Pour le faire : la même commande avec --apply.',
          );
      });
    });
  theme
    .command('list')
    .argument('<campagne>', 'code de la campagne')
    .description('les thèmes d’une campagne, leur poids et leur part')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau theme list UPG-FR-2026')
    .action(async (campaign: string, { json }: JsonFlag) => {
      const shares = await callServer(env, (rpc) => rpc.profiles.themes.query({ campaign }));
      jsonOr({ json, terminal }, shares, () => terminal.lines(sharesTable(shares)));
    });
}

import type { Command } from 'commander';
import { frenchWeek } from '../../server/domain/files/delivery-names.ts';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { writeInto } from '../cli/files/made-files.ts';
import { weekOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { showCross } from './figures-cross.ts';
import { figuresLines } from './figures-lines.ts';

interface Flags extends JsonFlag {
  readonly week?: string;
  readonly by?: string;
  readonly measure?: string;
  readonly out?: string;
}

/** Two dimensions crossed, and their workbook where a folder is given. */
async function cross(
  { env, terminal }: CommandContext,
  campaign: string,
  { by = '', measure: ratio, week, out, json }: Flags,
): Promise<void> {
  const dimensions = by.split(',').map((one) => one.trim());
  const asked = { campaign, dimensions, ratio, week };
  const { crossing, file } = await callServer(env, async (rpc) => ({
    crossing: await rpc.review.cross.query(asked),
    file: out === undefined ? undefined : await rpc.review.crossSheet.query(asked),
  }));
  const paths = out !== undefined && file ? writeInto(out, [file]) : [];
  jsonOr({ json, terminal }, { ...crossing, paths }, () => {
    const { name, table } = crossing;
    terminal.line(`${crossing.campaign} — ${name}, jusqu’à la fin de ${frenchWeek(crossing.week)}`);
    terminal.line(
      `${table.measure.title}, par ${table.titles.rows.toLowerCase()} et ${table.titles.columns.toLowerCase()}`,
    );
    showCross(terminal, table);
    for (const path of paths) terminal.line(`Classeur écrit : ${path}`);
  });
}

function needsCross(): AppError {
  return new AppError({
    code: 'cross-missing',
    kind: 'invalid',
    message: '--measure et --out vont avec --by.',
    hint: 'Par exemple : plateau figures UPG-FR-2026 --by profil,theme --out croisement.',
  });
}

/** The 14 indicators on the terminal, or two dimensions crossed, for leads and ops. */
export function registerFigures(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  program
    .command('figures')
    .argument('<campagne>', 'code de la campagne')
    .description('les 14 indicateurs, objectifs et écarts, ou un croisement (chef d’équipe, exploitation)')
    .option('--week <semaine>', 'semaine, par exemple 2026-S47 ; par défaut, la semaine en cours', weekOf)
    .option(
      '--by <dimensions>',
      'croise deux dimensions : profil, tranche, anciennete, theme, creneau, jour, etape, script, equipe, pays, ou un profil déclaré',
    )
    .option('--measure <mesure>', 'avec --by : accords (par défaut), joints, argumentes, dons')
    .option(
      '--out <dossier>',
      'avec --by : écrit aussi le classeur, avec son image, dans un dossier vide ou nouveau',
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemples : plateau figures UPG-FR-2026 --week 2026-S47\n           plateau figures UPG-FR-2026 --by profil,theme --out croisement',
    )
    .action(async (campaign: string, flags: Flags) => {
      if (flags.by !== undefined) return cross(context, campaign, flags);
      if (flags.measure !== undefined || flags.out !== undefined) throw needsCross();
      const figures = await callServer(env, (rpc) =>
        rpc.review.figures.query({ campaign, week: flags.week }),
      );
      jsonOr({ ...flags, terminal }, figures, () => terminal.lines(figuresLines(figures, terminal.columns)));
    });
}

import type { Command } from 'commander';
import { frenchWeek } from '../../server/domain/files/delivery-names.ts';
import { standingOut } from '../../server/domain/indicators/heard-figures.ts';
import { NO_FORECAST } from '../../server/domain/indicators/indicator-forecast.ts';
import {
  casesText,
  heardInterval,
  heardShare,
  standingOutText,
} from '../../server/domain/report/heard-words.ts';
import { partText } from '../../server/domain/report/satisfaction-sheet.ts';
import { asksSomething } from '../../shared/campaign-kind.ts';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { weekOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { writeInto } from '../cli/made-files.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';
import { showCross } from './figures-cross.ts';

type Figures = Awaited<ReturnType<Rpc['review']['figures']['query']>>;

function show(terminal: Terminal, figures: Figures): void {
  const week = frenchWeek(figures.week);
  const state = figures.isRunning ? 'semaine en cours' : 'semaine finie';
  terminal.line(`${figures.campaign} — ${figures.name} (${week}, ${state}, montants en ${figures.currency})`);
  const headers = ['N°', 'Indicateur', 'Semaine', 'Cumul', 'Objectif', 'Écart'];
  terminal.lines(textTable(headers, alignedRight(headers, figures.lines)));
  terminal.line();
  terminal.lines(
    textTable(
      ['Satisfaction', 'Semaine', 'Cumul'],
      figures.satisfaction.map((one) => [one.label, partText(one, one.period), partText(one, one.cumulated)]),
    ),
  );
  const asks = asksSomething(figures.kind);
  for (const table of figures.heard) showHeard(terminal, table, asks);
  const { forecast } = figures;
  if (!forecast) {
    terminal.line(`Prévision : ${NO_FORECAST}`);
    return;
  }
  const perDay =
    forecast.perDayToTarget === null ? 'plus de jour restant' : `${forecast.perDayToTarget} par jour restant`;
  const agreements = asks
    ? ` et ${forecast.agreementsAtEnd} accords à la fin, ${forecast.agreementsWanted} visés`
    : ' à la fin';
  terminal.line(
    `Au rythme actuel (jours faits : ${forecast.elapsedDays} sur ${forecast.totalDays}) : ${forecast.processedAtEnd} fiches traitées${agreements} ; pour l’objectif de fiches traitées : ${perDay}`,
  );
}

/** Beside three columns of figures, 80 characters hold so many of a label. */
const LABEL_CHARACTERS = 38;

function shortened(label: string): string {
  return label.length <= LABEL_CHARACTERS ? label : `${label.slice(0, LABEL_CHARACTERS - 1)}…`;
}

/** What was said in the week's calls, most heard first, then where one group says it more. */
function showHeard(terminal: Terminal, table: Figures['heard'][number], asks: boolean): void {
  terminal.line();
  terminal.line(`${table.title} (${casesText(table)} dans la semaine)`);
  const headers = [
    'Entendu',
    'Part (appels)',
    'Intervalle',
    ...(table.isAnswered && asks ? ['Accords'] : []),
  ];
  const rows = table.figures.map((one) => [
    shortened(one.label),
    heardShare(one),
    heardInterval(one),
    ...(table.isAnswered && asks ? [one.told?.ends.agreement ?? ''] : []),
  ]);
  terminal.lines(textTable(headers, rows));
  for (const one of standingOut(table)) terminal.line(`  ${standingOutText(one)}`);
}

/** Texts of figures, padded on the left so that their ends stand in line; companion lines a little to the right. */
function alignedRight(headers: readonly string[], lines: readonly (readonly string[])[]): string[][] {
  const widths = headers.map((header, at) =>
    Math.max(header.length, ...lines.map((line) => line[at]?.length ?? 0)),
  );
  return lines.map((line) =>
    line.map((text, at) => {
      if (at === 1) return line[0] === '' ? `  ${text}` : text;
      return text.padStart(widths[at] ?? 0);
    }),
  );
}

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
      jsonOr({ ...flags, terminal }, figures, () => show(terminal, figures));
    });
}

import { type Command, InvalidArgumentError } from 'commander';
import { problemLine } from '../../server/domain/campaign/campaign-check-problem.ts';
import { frenchWeek } from '../../server/domain/files/delivery-names.ts';
import { dispositionOf } from '../../shared/dispositions.ts';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { listOf, wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';
import { gridOption, readGrid, registerQualitySheet } from './quality-sheet.ts';

type Scores = Record<string, number | null>;

/** `accueil=3,recapitulatif=so`: points by criterion; `so` where it did not apply. */
function scoresOf(text: string): Scores {
  const scores: Scores = {};
  for (const part of text.split(',')) {
    const [, id, value] = /^\s*([a-z][a-z0-9-]*)\s*=\s*(\d{1,2}|so)\s*$/.exec(part) ?? [];
    if (id === undefined || value === undefined)
      throw new InvalidArgumentError('critère=points, séparés par des virgules ; « so » : sans objet.');
    if (id in scores) throw new InvalidArgumentError(`« ${id} » est noté deux fois.`);
    scores[id] = value === 'so' ? null : Number(value);
  }
  return scores;
}

function registerGrid(quality: Command, { terminal }: CommandContext): void {
  quality
    .command('grid')
    .description('la grille d’écoute : un fichier, vérifié')
    .command('check')
    .argument('<fichier>', 'grille en YAML')
    .description('vérifie une grille et dit chaque défaut avec sa ligne')
    .addHelpText('after', '\nExemple : plateau quality grid check server/campaigns/grille-ecoute.yaml')
    .action(async (file: string) => {
      const { checkGrid } = await import('../../server/domain/quality/listening-grid.ts');
      const { grid, problems } = checkGrid(readGrid(file), file);
      for (const one of problems) terminal.line(problemLine(one));
      if (!grid)
        throw new AppError({
          code: 'grid-invalid',
          kind: 'invalid',
          message: `${inNumber(problems.length, 'défaut(s)')} : la grille ne peut pas servir.`,
          hint: 'Corrigez les lignes citées, puis vérifiez de nouveau.',
        });
      const { criteria, fails, version } = grid;
      terminal.line(
        `Grille ${version} valide : ${inNumber(criteria.length, 'critère(s)')}, ${inNumber(fails.length, 'fait(s) éliminatoire(s)')}.`,
      );
    });
}

function registerCalls(quality: Command, { env, terminal }: CommandContext): void {
  quality
    .command('calls')
    .description('les derniers appels de vos campagnes, à écouter')
    .option('--agent <identifiant>', 'd’un téléacteur')
    .option('--days <n>', 'depuis combien de jours, 31 au plus', wholeBetween(1, 31), 7)
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau quality calls --agent zoe --days 3')
    .action(async ({ agent, days, json }: { agent?: string; days: number } & JsonFlag) => {
      const calls = await callServer(env, (rpc) => rpc.quality.calls.query({ agent, days }));
      jsonOr({ json, terminal }, calls, () => {
        if (calls.length === 0)
          return terminal.line(
            agent === undefined
              ? 'Aucun appel à écouter.'
              : `Aucun appel de « ${agent} » à écouter. L’identifiant se vérifie dans plateau floor.`,
          );
        const rows = calls.map((one) => [
          one.callId,
          one.agent,
          one.campaign,
          shortInstant(one.endedAtMs),
          one.durationSeconds,
          dispositionOf(one.disposition)?.neutralLabel ?? one.disposition,
          one.noted ? 'notée' : '—',
        ]);
        terminal.lines(
          textTable(
            ['Appel', 'Téléacteur', 'Campagne', 'Fini', 'Secondes', 'Qualification', 'Votre note'],
            rows,
          ),
        );
      });
    });
}

interface NoteFlags extends JsonFlag {
  readonly grid: string;
  readonly scores: Scores;
  readonly fail?: string[];
  readonly comment: string;
}

function registerNote(quality: Command, { env, terminal }: CommandContext): void {
  quality
    .command('note')
    .argument('<appel>', 'numéro de l’appel ; le début suffit')
    .description('note un appel ; le téléacteur reçoit le retour et en accuse réception sur son poste')
    .addOption(gridOption())
    .requiredOption('--scores <notes>', 'critère=points,… ; « so » : sans objet', scoresOf)
    .option(
      '--fail <faits>',
      'faits éliminatoires entendus, séparés par des virgules : la note est 0',
      listOf,
    )
    .requiredOption('--comment <texte>', 'pour le téléacteur, sans nommer le donateur')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau quality note 3f1c… --scores "accueil=3,merci=4,…" --comment "Belle écoute."',
    )
    .action(async (callId: string, { grid, scores, fail, comment, json }: NoteFlags) => {
      const input = { callId, grid: readGrid(grid), points: scores, fails: fail ?? [], comment };
      const done = await callServer(env, (rpc) => rpc.quality.note.mutate(input));
      jsonOr({ json, terminal }, done, () =>
        terminal.line(`Note : ${done.score} sur 100. Le téléacteur en est prévenu sur son poste.`),
      );
    });
}

function registerTrend(quality: Command, { env, terminal }: CommandContext): void {
  quality
    .command('trend')
    .description('chaque critère semaine par semaine, sur 100')
    .option('--agent <identifiant>', 'd’un téléacteur')
    .option('--campaign <code>', 'd’une campagne')
    .option('--weeks <n>', 'combien de semaines', wholeBetween(1, 52), 12)
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau quality trend --agent zoe')
    .action(async (flags: { agent?: string; campaign?: string; weeks: number } & JsonFlag) => {
      const { json, ...input } = flags;
      const trend = await callServer(env, (rpc) => rpc.quality.trend.query(input));
      jsonOr({ json, terminal }, trend, () => {
        if (trend.sheets === 0) return terminal.line('Aucune écoute notée sur la période.');
        const rows = trend.lines.map(({ label, kind, weeks }) => [
          kind === 'fail' ? `Éliminatoire : ${label}` : label,
          ...weeks.map((value) => (value === null ? '—' : String(value))),
        ]);
        terminal.lines(textTable(['', ...trend.weeks.map(frenchWeek)], rows));
        terminal.line(`${inNumber(trend.sheets, 'écoute(s)')} ; ${trend.waiting} sans accusé de réception.`);
      });
    });
}

/** Listening to calls by a grid: leads and verifiers. */
export function registerQuality(program: Command, context: CommandContext): void {
  const quality = program
    .command('quality')
    .description('écoute des appels : grille, fiche, note, évolution (chef d’équipe, vérificateur)');
  registerGrid(quality, context);
  registerCalls(quality, context);
  registerQualitySheet(quality, context);
  registerNote(quality, context);
  registerTrend(quality, context);
}

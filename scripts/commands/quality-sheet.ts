import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { ListeningSheet } from '../../server/domain/quality/listening-sheet.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readTypedText } from '../cli/files/typed-text.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { sideBySide } from '../cli/layout/side-by-side.ts';
import { shippedPath } from '../cli/program-folder.ts';
import { callServer } from '../cli/rpc.ts';

const REFERENCE_GRID = 'server/campaigns/grille-ecoute.yaml';
const COLUMNS = 120;

export function gridOption(): Option {
  return new Option('--grid <fichier>', 'grille d’écoute').default(REFERENCE_GRID);
}

/** The text of the grid, as the server keeps it. */
export function readGrid(file: string): string {
  return readTypedText(shippedPath(file));
}

function sheetLines(sheet: ListeningSheet): readonly string[] {
  const left = [
    'L’APPEL',
    ...sheet.facts.map(([label, value]) => `${label} : ${value}`),
    '',
    'CHEMIN DANS LE SCRIPT',
    ...sheet.steps.flatMap(({ rank, title, marks, answer, objections }) => [
      `${rank}. ${title}${marks === '' ? '' : ` (${marks})`}${answer === '' ? '' : ` → ${answer}`}`,
      ...objections.map((label) => `   objection : ${label}`),
    ]),
  ];
  const right = [
    `À NOTER, DE 0 À ${sheet.scale} (so : sans objet)`,
    ...sheet.criteria.map(({ id, label, weight, source }) => `[${id}] ${label} — poids ${weight}, ${source}`),
    '',
    'UN SEUL DE CES FAITS : NOTE 0',
    ...sheet.fails.map(({ id, label, source }) => `[${id}] ${label} — ${source}`),
  ];
  return sideBySide(left, right, COLUMNS);
}

/** `plateau quality sheet`: what was said beside what to note, and no donor. */
export function registerQualitySheet(quality: Command, { env, terminal }: CommandContext): void {
  quality
    .command('sheet')
    .argument('<appel>', 'numéro de l’appel (plateau quality calls) ; le début suffit')
    .description('la fiche d’écoute : le chemin de l’appel, et ce qu’il faut noter ; aucun donateur')
    .addOption(gridOption())
    .option('--html <fichier>', 'écrit une page à imprimer')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau quality sheet 3f1c… --html ecoute.html')
    .action(async (callId: string, flags: { grid: string; html?: string } & JsonFlag) => {
      const grid = readGrid(flags.grid);
      const sheet = await callServer(env, (rpc) => rpc.quality.sheet.mutate({ callId, grid }));
      if (flags.html !== undefined) {
        const { listeningSheetPage } = await import('../../server/domain/quality/listening-sheet-page.ts');
        const file = resolve(flags.html);
        writeFileSync(file, listeningSheetPage(sheet));
        return jsonOr({ ...flags, terminal }, { file }, () => terminal.line(`Page écrite : ${file}`));
      }
      jsonOr({ ...flags, terminal }, sheet, () => {
        terminal.line(`${sheet.title} (grille ${sheet.gridVersion})`);
        terminal.line();
        for (const one of sheetLines(sheet)) terminal.line(one);
      });
    });
}

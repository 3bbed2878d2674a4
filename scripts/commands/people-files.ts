import { type Command, Option } from 'commander';
import { departmentCount, WAITING_DAYS } from '../../server/domain/people/people-dashboard.ts';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import {
  KIND_WORDS,
  PARTICIPANT_KINDS,
  PARTICIPANT_STATUSES,
  STATUS_WORDS,
} from '../../shared/people/people-words.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readGivenFile } from '../cli/files/given-file.ts';
import { roomForNew, writeNew } from '../cli/files/made-files.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { sendFile } from '../cli/people/send-file.ts';
import { unopenedCards } from '../cli/people/unopened-cards.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

/** Faults shown on the terminal; the others are counted. */
const SHOWN_FAULTS = 50;

/** Workbooks of the directory: the model to fill, the import and its report, the export. */
export function registerPeopleFiles(people: Command, context: CommandContext): void {
  registerTemplate(people, context);
  registerImport(people, context);
  registerExport(people, context);
  registerDashboard(people, context);
}

function registerTemplate(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('template')
    .description(
      'écrit le classeur à remplir : colonnes, valeurs permises, une personne fictive, mode d’emploi',
    )
    .argument('<fichier>', 'classeur à écrire (.xlsx), qui n’existe pas encore')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau people template personnes.xlsx')
    .action(async (path: string, { charity }: CharityFlag) => {
      roomForNew(path);
      const { base64 } = await callServer(env, (rpc) => rpc.people.template.mutate({ charity }));
      writeNew(path, base64);
      terminal.line(
        `${path} : remplissez la feuille PERSONNES, puis « plateau people import ${path} --check ».`,
      );
    });
}

interface ImportFlags extends CharityFlag, JsonFlag {
  readonly check?: true;
}

function registerImport(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('import')
    .description('importe un classeur de personnes : tout, ou rien si une ligne est en défaut')
    .argument('<fichier>', 'classeur .xlsx')
    .option('--check', 'dit ce qui serait fait et chaque défaut ; n’écrit rien')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau people import personnes.xlsx --check')
    .action(async (path: string, { charity, check, json }: ImportFlags) => {
      const bytes = readGivenFile(path);
      const report = await callServer(env, async (rpc) => {
        const file = await sendFile(rpc, bytes);
        return await rpc.people.import.mutate({ charity, file, isCheck: check === true });
      });
      jsonOr({ json, terminal }, report, ({ faults, created, changed }) => {
        const rows = faults
          .slice(0, SHOWN_FAULTS)
          .map(({ row, column, code, message }) => [String(row), column || '—', code, message]);
        if (rows.length > 0) terminal.lines(textTable(['Ligne', 'Colonne', 'Défaut', 'Que faire'], rows));
        if (faults.length > 0) return;
        const [made, written] = check ? ['À créer', 'à mettre à jour'] : ['Créées', 'mises à jour'];
        terminal.line(
          `${inNumber(created + changed, 'ligne(s)')}, aucun défaut. ${made} : ${created} ; ${written} : ${changed}.`,
        );
        if (report.editId !== '') {
          terminal.line(`Pour revenir, dans les 7 jours : plateau people undo ${report.editId}`);
          terminal.line(
            'Effacez maintenant ce classeur : il est lisible par qui le trouve, la base ne l’est pas.',
          );
        }
      });
      if (report.faults.length > 0)
        throw new AppError({
          code: 'people-sheet-faults',
          kind: 'invalid',
          message: `${inNumber(report.faults.length, 'défaut(s)')} : rien n’a été écrit.`,
          hint: 'Corrigez les lignes nommées, puis relancez la commande.',
        });
    });
}

interface ExportFlags extends CharityFlag {
  readonly where: string;
  readonly format: 'xlsx' | 'csv';
  readonly reason: string;
}

function registerExport(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('export')
    .description('écrit un fichier en clair des personnes d’une recherche ; le motif est gardé au journal')
    .argument('<fichier>', 'fichier à écrire, qui n’existe pas encore')
    .option('--where <recherche>', 'les personnes que trouve cette recherche ; sans elle, toutes', '')
    .addOption(new Option('--format <format>', 'forme du fichier').choices(['xlsx', 'csv']).default('xlsx'))
    .requiredOption('--reason <texte>', 'motif, gardé au journal, sans rien de personnel')
    .addOption(charityOption())
    .addHelpText(
      'after',
      '\nExemple : plateau people export caen.xlsx --where groupe:caen --reason "réunion de rentrée du groupe"',
    )
    .action(async (path: string, { charity, where, format, reason }: ExportFlags) => {
      roomForNew(path);
      const asked = { charity, where, format, reason };
      const { count, unopened, base64 } = await callServer(env, (rpc) => rpc.people.export.mutate(asked));
      writeNew(path, base64);
      terminal.line(`${path} : ${inNumber(count, 'personne(s)')}, en clair. Effacez-le dès qu’il a servi.`);
      if (unopened > 0) terminal.line(unopenedCards(unopened, 'ce fichier ne les a pas'));
    });
}

interface DashboardFlags extends CharityFlag, JsonFlag {
  readonly out?: string;
}

function registerDashboard(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('dashboard')
    .description(
      'combien de personnes, par statut, type, groupe et département ; qui attend ; sans aucun nom',
    )
    .option('--out <fichier>', 'écrit aussi un classeur .xlsx avec ses images')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau people dashboard --out annuaire.xlsx')
    .action(async ({ charity, out, json }: DashboardFlags) => {
      if (out !== undefined) roomForNew(out);
      const board = await callServer(env, (rpc) => rpc.people.dashboard.mutate({ charity }));
      jsonOr({ json, terminal }, board, ({ standing, groups, departments, total, waiting, withoutGroup }) => {
        const rows = PARTICIPANT_KINDS.map((kind) => [
          KIND_WORDS[kind],
          ...PARTICIPANT_STATUSES.map((status) => String(standing[kind][status])),
        ]);
        terminal.lines(textTable(['Type', ...PARTICIPANT_STATUSES.map((one) => STATUS_WORDS[one])], rows));
        terminal.line(
          `${inNumber(total, 'personne(s)')} ; ${inNumber(waiting, 'prospect(s)')} de plus de ${WAITING_DAYS} jours ; ${withoutGroup} sans groupe.`,
        );
        const lines = groups.map(({ name, kind, people: size, prospects }) => [
          name,
          kind,
          String(size),
          String(prospects),
        ]);
        if (lines.length > 0)
          terminal.lines(textTable(['Groupe', 'Sorte', 'Personnes', 'Dont prospects'], lines));
        const places = departments.map((one) => [one.department, departmentCount(one.people)]);
        if (places.length > 0) terminal.lines(textTable(['Département', 'Personnes'], places));
      });
      if (out === undefined) return;
      const { base64 } = await callServer(env, (rpc) => rpc.people.dashboardFile.mutate({ charity }));
      writeNew(out, base64);
      terminal.warn(`${out} : écrit.`);
    });
}

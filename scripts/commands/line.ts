import type { Command } from 'commander';
import { gathered } from '../campaign-folders/foreseen-volumes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { writeInto } from '../cli/files/made-files.ts';
import { INSTANT_FORMS, instantOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { readLine, readWholeLine } from '../cli/line/read-line.ts';
import { shippedPath } from '../cli/program-folder.ts';
import { registerLineBoard } from './line-board.ts';
import { registerLineOverflow } from './line-overflow.ts';
import { registerLinePlan } from './line-plan.ts';
import { registerLineReport } from './line-report.ts';

interface RouteFlags extends JsonFlag {
  readonly at: string[];
}

const FOLDER = 'dossier d’une ligne de promesses';

/** Pledge lines: folders of plain files judged, planned, written down for a PBX without a base; the line now. */
export function registerLine(program: Command, context: CommandContext): void {
  const line = program
    .command('line')
    .description(
      'lignes de promesses : vérifier un dossier, prévoir, écrire pour le standard, suivre en direct',
    );
  registerCheck(line, context);
  registerRoute(line, context);
  registerLinePlan(line, context);
  registerFiles(line, context);
  registerPractice(line, context);
  registerLineBoard(line, context);
  registerLineOverflow(line, context);
  registerLineReport(line, context);
}

function registerCheck(line: Command, { terminal }: CommandContext): void {
  line
    .command('check')
    .argument('<dossier>', FOLDER, shippedPath)
    .description('vérifie un dossier et dit chaque défaut avec sa ligne, puis où vont les appels')
    .addHelpText('after', '\nExemple : plateau line check pledge-line')
    .action(async (dir: string) => {
      const { showLineCheck } = await import('../cli/line/show-line-check.ts');
      await showLineCheck(terminal, dir);
    });
}

function registerRoute(line: Command, { terminal }: CommandContext): void {
  line
    .command('route')
    .argument('<dossier>', FOLDER, shippedPath)
    .description('dit où va un appel à cet instant, et pourquoi')
    .requiredOption('--at <instant>', `${INSTANT_FORMS} ; plusieurs fois`, gatheredInstant)
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau line route pledge-line --at 2026-12-06T18:00')
    .action(async (dir: string, { at, json }: RouteFlags) => {
      const { routeAt, saidRoute } = await import('../../server/domain/line/line-routes.ts');
      const settings = await readLine(dir);
      const found = at.flatMap((asked) => {
        const one = routeAt(settings, instantOf(asked));
        return one
          ? [{ at: asked, rule: one.number, site: one.route.to, why: one.why, way: saidRoute(one.route) }]
          : [];
      });
      jsonOr({ json, terminal }, found, (all) => {
        for (const one of all) terminal.line(`${one.at} → ${one.way} (règle ${one.rule} : ${one.why})`);
      });
    });
}

/** Refused as it is typed; kept as it was, to be shown again. */
function gatheredInstant(text: string, before: string[] = []): string[] {
  instantOf(text);
  return gathered(text, before);
}

function registerFiles(line: Command, { terminal }: CommandContext): void {
  line
    .command('files')
    .argument('<dossier>', FOLDER, shippedPath)
    .description('écrit pour le standard (Asterisk) où vont les appels, les files et les postes')
    .requiredOption('--out <dossier>', 'dossier vide ou nouveau')
    .addHelpText('after', '\nExemple : plateau line files pledge-line --out asterisk')
    .action(async (dir: string, { out }: { readonly out: string }) => {
      const { pbxFiles } = await import('../../server/domain/line/dialplan-text.ts');
      const settings = await readLine(dir);
      const { madeFile } = await import('../../server/steps/papers/paper-files.ts');
      const files = pbxFiles(settings).map(({ name, text }) => madeFile(name, text));
      for (const path of writeInto(out, files)) terminal.line(path);
    });
}

function registerPractice(line: Command, { terminal }: CommandContext): void {
  line
    .command('practice')
    .argument('<dossier>', FOLDER, shippedPath)
    .description('les huit appels d’exercice à jouer : ce qui se dit, se saisit et se lit')
    .addHelpText('after', '\nExemple : plateau line practice pledge-line')
    .action(async (dir: string) => {
      const { practiceLines } = await import('../cli/line/practice-lines.ts');
      terminal.lines(practiceLines(await readWholeLine(dir)));
    });
}

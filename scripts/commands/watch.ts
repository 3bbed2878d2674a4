import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { writeInto } from '../cli/files/made-files.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';

const FILE = 'fichier de la veille (YAML)';
const DIR = 'dossier des mesures ; par défaut, à côté du fichier';

interface ReportFlags extends JsonFlag {
  readonly dir?: string;
  readonly months: number;
  readonly out?: string;
}

/** The availability watch: a program for another machine, since a watch on the same one does not see it fall. */
export function registerWatch(program: Command, context: CommandContext): void {
  const watch = program
    .command('watch')
    .description('veille de disponibilité, sur une autre machine : mesurer, alerter, rendre compte');
  registerCheck(watch, context);
  registerRun(watch, context);
  registerReport(watch, context);
}

function registerCheck(watch: Command, { terminal }: CommandContext): void {
  watch
    .command('check')
    .argument('<fichier>', FILE)
    .description('vérifie le fichier et dit chaque défaut avec sa ligne')
    .addHelpText('after', '\nExemple : plateau watch check veille.yaml')
    .action(async (file: string) => {
      const { readWatchFile, watchInvalid, watchProblems } = await import(
        '../cli/host-watch/read-watch-file.ts'
      );
      const { problemLine } = await import('../../server/domain/campaign/campaign-check-problem.ts');
      const problems = watchProblems(file);
      for (const one of problems) terminal.line(problemLine(one));
      if (problems.length > 0) throw watchInvalid(problems.length);
      const { name, targets, everySeconds, mail } = readWatchFile(file);
      const witnesses = targets.filter(({ witness }) => witness).length;
      terminal.line(
        `Veille valide : ${name}, ${inNumber(targets.length, 'cible(s)')} dont ${inNumber(witnesses, 'témoin(s)')}, toutes les ${everySeconds} s, alertes à ${mail.to.join(', ')}.`,
      );
    });
}

function registerRun(watch: Command, context: CommandContext): void {
  watch
    .command('run')
    .argument('<fichier>', FILE)
    .description('mesure sans fin, alerte par e-mail et tient le flux Atom ; Ctrl-C l’arrête')
    .option('--dir <dossier>', DIR)
    .option('--once', 'un seul tour, puis la fin')
    .addHelpText('after', '\nExemple : plateau watch run veille.yaml --dir /var/lib/plateau-veille')
    .action(
      async (file: string, { dir, once = false }: { readonly dir?: string; readonly once?: boolean }) => {
        const { readWatchFile, watchDir } = await import('../cli/host-watch/read-watch-file.ts');
        const { runWatch } = await import('../cli/host-watch/run-watch.ts');
        await runWatch(context, { settings: readWatchFile(file), folder: watchDir(file, dir), once });
      },
    );
}

function registerReport(watch: Command, { terminal }: CommandContext): void {
  watch
    .command('report')
    .argument('<fichier>', FILE)
    .description('disponibilité et temps de réponse par mois, côte à côte')
    .option('--dir <dossier>', DIR)
    .option('--months <n>', 'combien de mois, les derniers mesurés', wholeBetween(1, 24), 3)
    .option('--out <dossier>', 'écrit aussi le classeur (.xlsx), dans un dossier vide ou nouveau')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau watch report veille.yaml --months 6 --out rapport')
    .action(async (file: string, { dir, months, out, json }: ReportFlags) => {
      const { readWatchFile, watchDir } = await import('../cli/host-watch/read-watch-file.ts');
      const { madeReport } = await import('../cli/host-watch/made-report.ts');
      const { reportLines } = await import('../cli/host-watch/report-lines.ts');
      const names = readWatchFile(file).targets.map(({ name }) => name);
      const asked = { names, months, wantsBook: out !== undefined };
      const { figures, book } = await madeReport(watchDir(file, dir), asked);
      const paths = out !== undefined && book ? writeInto(out, [book]) : [];
      jsonOr({ json, terminal }, { figures, paths }, () => {
        terminal.lines(reportLines(figures));
        for (const path of paths) terminal.line(`Classeur écrit : ${path}`);
      });
    });
}

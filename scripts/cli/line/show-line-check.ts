import { problemLine } from '../../../server/domain/campaign/campaign-check-problem.ts';
import type { Terminal } from '../terminal.ts';
import { routesTable } from './line-tables.ts';
import { lineInvalid, readLineFolder } from './read-line.ts';

/** Every fault of a pledge line's folder with its line; without any, where its calls go. AppError `campaign-invalid`. */
export async function showLineCheck(terminal: Terminal, dir: string): Promise<void> {
  const { settings, problems } = await readLineFolder(dir);
  for (const one of problems) terminal.line(problemLine(one));
  if (!settings || problems.length > 0) throw lineInvalid(problems, 'elle ne peut pas servir');
  terminal.lines(routesTable(settings));
  terminal.line(
    `Ligne valide : ${settings.name}, réglages, script, messages et exercices. Elle ne se charge pas encore.`,
  );
}

import { problemLine } from '../../../server/domain/campaign/campaign-check-problem.ts';
import type { Terminal } from '../terminal.ts';
import { routesTable } from './line-tables.ts';
import { lineInvalid, readLineFolder } from './read-line.ts';

/** Every fault of a pledge line's folder with its line; without any, where its calls go. AppError `campaign-invalid`. */
export async function showLineCheck(terminal: Terminal, dir: string): Promise<void> {
  const { settings, texts, problems } = await readLineFolder(dir);
  for (const one of problems) terminal.line(problemLine(one));
  if (!settings || problems.length > 0) throw lineInvalid(problems, 'elle ne peut pas servir');
  terminal.lines(routesTable(settings));
  const { longestMessage } = await import('../../../server/domain/line/link-texts.ts');
  const { SHORT_MESSAGE_SIGNS } = await import('../../../server/domain/line/short-message.ts');
  const length = texts && longestMessage(texts, settings);
  if (length !== undefined)
    terminal.line(`Message court, lien compris : ${length} signes au plus, sur ${SHORT_MESSAGE_SIGNS}.`);
  terminal.line(`Ligne valide : ${settings.name}, réglages, script, messages et exercices.`);
  terminal.line(`Elle se charge par : plateau campaign create ${dir}`);
}

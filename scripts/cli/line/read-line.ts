import type { CampaignProblem } from '../../../server/domain/campaign/campaign-check-problem.ts';
import type { LineFolder } from '../../../server/domain/line/line-folder.ts';
import type { LineSettings } from '../../../server/domain/line/line-settings.ts';
import { AppError } from '../../../shared/errors.ts';
import { civilDate } from '../../../shared/time.ts';
import type { WholeLine } from './practice-lines.ts';

/** The folder of a pledge line as it stands today, faults included. AppError `pledge-line-not-this` for another kind. */
export async function readLineFolder(dir: string): Promise<LineFolder> {
  const { openCheckingFolder, openPaperDesk } = await import('../../../server/context.ts');
  const { checkLineFolder } = await import('../../../server/domain/line/line-folder.ts');
  const { isPledgeLine } = await import('../../../server/domain/campaign/pledge-line-kind.ts');
  const files = await openCheckingFolder().read(dir);
  if (files.has('campaign.yaml') && !isPledgeLine(files)) throw notThis();
  return checkLineFolder(files, civilDate(openPaperDesk().clock.nowMs()));
}

/** A folder without a fault. AppError `campaign-invalid`: nothing is written from one that has some. */
export async function readWholeLine(dir: string): Promise<WholeLine> {
  const { settings, script, practice, texts, problems } = await readLineFolder(dir);
  if (settings && script && practice && texts && problems.length === 0)
    return { settings, script, practice, texts };
  throw lineInvalid(problems, 'rien n’en est lu');
}

/** The settings of such a folder. */
export async function readLine(dir: string): Promise<LineSettings> {
  return (await readWholeLine(dir)).settings;
}

export function lineInvalid(problems: readonly CampaignProblem[], so: string): AppError {
  const count = problems.length > 1 ? `${problems.length} défauts` : 'un défaut';
  return new AppError({
    code: 'campaign-invalid',
    kind: 'invalid',
    message: `Cette ligne de promesses a ${count} : ${so}.`,
    hint: 'Voyez-les avec plateau line check, corrigez les lignes citées, puis recommencez.',
  });
}

function notThis(): AppError {
  return new AppError({
    code: 'pledge-line-not-this',
    kind: 'invalid',
    message: 'Ce dossier n’est pas celui d’une ligne de promesses.',
    hint: 'Donnez un dossier dont campaign.yaml dit « kind: pledge-line », comme server/campaigns/pledge-line.',
  });
}

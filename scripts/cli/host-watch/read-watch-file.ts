import { basename, dirname, resolve } from 'node:path';
import type { CampaignProblem } from '../../../server/domain/campaign/campaign-check-problem.ts';
import { checkWatch } from '../../../server/domain/watch/watch-check.ts';
import type { WatchSettings } from '../../../server/domain/watch/watch-settings.ts';
import { AppError } from '../../../shared/errors.ts';
import { readTypedText } from '../files/typed-text.ts';

/** The faults of a watch file, each with its line; none means that it can run. AppError `file-refused` through the caller. */
export function watchProblems(file: string): readonly CampaignProblem[] {
  return checkWatch(basename(file), readTypedText(file)).problems;
}

/** A file that no path of it may be relative to anything but itself. AppError `watch-invalid` for one with a fault. */
export function readWatchFile(file: string): WatchSettings {
  const { settings, problems } = checkWatch(basename(file), readTypedText(file));
  if (!settings) throw watchInvalid(problems.length);
  const here = (path: string) => resolve(dirname(file), path);
  return {
    ...settings,
    ...(settings.caFile !== undefined && { caFile: here(settings.caFile) }),
    ...(settings.feedFile !== undefined && { feedFile: here(settings.feedFile) }),
    targets: settings.targets.map((one) => ({
      ...one,
      ...(one.tokenFile !== undefined && { tokenFile: here(one.tokenFile) }),
    })),
  };
}

/** Where the measures of that file are kept, unless a folder is given. */
export function watchDir(file: string, dir: string | undefined): string {
  return resolve(dir ?? `${file.replace(/\.ya?ml$/, '')}-mesures`);
}

export function watchInvalid(count: number): AppError {
  return new AppError({
    code: 'watch-invalid',
    kind: 'invalid',
    message: `Ce fichier de veille a ${count > 1 ? `${count} défauts` : 'un défaut'} : il ne peut pas servir.`,
    hint: 'Voyez-les avec plateau watch check, corrigez les lignes citées, puis recommencez.',
  });
}

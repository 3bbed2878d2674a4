import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { PROGRAM_FOLDER } from '../cli/program-folder.ts';

const MAX_RECORDS = 50_000;

/** An option that may be given several times. */
export const gathered = (text: string, before: string[] = []): string[] => [...before, text];

export interface ForeseenVolume {
  /** Of the campaign, to read. */
  readonly folder: string;
  readonly records: number;
}

/**
 * `upgrade-fr`, `./ma-campagne=4000`: a reference campaign with its ordered volume, or a folder with one’s own; the whole order
 * without a name. AppError `simulation-volume`.
 */
export async function foreseenVolumes(names: readonly string[]): Promise<readonly ForeseenVolume[]> {
  const { ORDERED_VOLUMES } = await import('../../server/steps/simulation/simulate-campaigns.ts');
  const wanted = names.length > 0 ? names : ORDERED_VOLUMES.map((one) => one.folder);
  return wanted.map((text) => {
    const [name = '', count] = text.split('=');
    const ordered = ORDERED_VOLUMES.find((one) => one.folder === name);
    const records = count === undefined ? ordered?.records : Number(count);
    if (records === undefined || !Number.isInteger(records) || records < 1 || records > MAX_RECORDS)
      throw unknownVolume(name);
    return { folder: ordered ? join(PROGRAM_FOLDER, 'server', 'campaigns', ordered.folder) : name, records };
  });
}

function unknownVolume(name: string): AppError {
  return new AppError({
    code: 'simulation-volume',
    kind: 'invalid',
    message: `Le nombre de fiches de « ${name} » n’est pas connu, ou n’est pas de 1 à ${MAX_RECORDS}.`,
    hint: 'Donnez l’une des cinq campagnes commandées, ou un dossier et ses fiches : --campaign ./ma-campagne=4000.',
  });
}

import { AppError } from '../../../shared/errors.ts';
import { parsedAs } from '../../../shared/shape-of.ts';
import { type SeatedLine, seatedLineSchema } from '../../domain/seats/seated-line.ts';
import type { StoreReader } from '../../ports/store.ts';

/**
 * The pledge line of that code, as its seats show it. AppError `line-not-laid` when nobody laid its seats, or laid them with
 * settings that this version does not read.
 */
export async function lineOfCampaign(rows: StoreReader, campaign: string): Promise<SeatedLine> {
  const folder = await rows.seats.folder(campaign);
  const line = folder && parsedAs(folder.body, seatedLineSchema);
  if (line) return line;
  throw new AppError({
    code: 'line-not-laid',
    kind: 'not-found',
    message: 'Aucune ligne de promesses de ce code n’a ses postes ici.',
    hint: 'L’exploitation les pose : plateau seat plan DOSSIER.',
  });
}

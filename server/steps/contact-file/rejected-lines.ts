import { AppError } from '../../../shared/errors.ts';
import type { RejectedLine } from '../../domain/delivery/return-file.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { ContactFileRow } from '../../ports/rows/contact-files.ts';
import type { ImportDeps } from './import-open-file.ts';
import { judgedAgain } from './import-report.ts';

/**
 * The lines of a campaign's files that were refused at import: nothing of them is kept, so the files are fetched and judged
 * again as of their day. AppErrors of `withContactFile` when one is not on the drop any more, and `rejected-lines-differ`.
 */
export async function rejectedLines(
  deps: ImportDeps,
  { campaign, files }: { readonly campaign: CampaignRow; readonly files: readonly ContactFileRow[] },
): Promise<readonly RejectedLine[]> {
  const all: RejectedLine[] = [];
  for (const file of files) {
    if (file.rejected === 0) continue;
    const { reportLines } = await judgedAgain(deps, { campaign, file });
    // A row is refused for several reasons: one line of the file all the same.
    const own = new Map<number, RejectedLine>();
    for (const { outcome, rowNumber, donorId } of reportLines)
      if (outcome === 'rejected') own.set(rowNumber, { fileName: file.name, rowNumber, donorId });
    if (own.size !== file.rejected) throw differing();
    all.push(...own.values());
  }
  return all;
}

function differing(): AppError {
  return new AppError({
    code: 'rejected-lines-differ',
    kind: 'conflict',
    message:
      'Un fichier du dépôt n’est plus celui qui a été importé : ses lignes refusées ne sont pas les mêmes.',
    hint: 'Demandez à l’association de remettre le fichier d’origine, ou réglez finalFile.rejectedRows sur « without ».',
  });
}

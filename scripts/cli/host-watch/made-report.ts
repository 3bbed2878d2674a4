import type { MonthFigures } from '../../../server/domain/watch/watch-measures.ts';
import { watchWorkbook } from '../../../server/domain/watch/watch-sheet.ts';
import { type MadeFile, madeFile } from '../../../server/steps/papers/paper-files.ts';
import { readWatchReport } from '../../../server/steps/watch/read-watch-report.ts';
import { openWatchReading } from './watch-desk.ts';

interface AskedReport {
  readonly names: readonly string[];
  readonly months: number;
  readonly wantsBook: boolean;
}

/** The figures of the folder, and their workbook where one is wanted. */
export async function madeReport(
  dir: string,
  { names, months, wantsBook }: AskedReport,
): Promise<{ readonly figures: readonly MonthFigures[]; readonly book: MadeFile | undefined }> {
  const { folder, workbooks, clock } = openWatchReading(dir);
  try {
    const figures = await readWatchReport({ folder }, { names, months });
    if (!wantsBook) return { figures, book: undefined };
    const bytes = await workbooks.writer.write(watchWorkbook(figures, clock.nowMs()));
    const last = figures.at(-1)?.month ?? 'vide';
    return { figures, book: madeFile(`veille-${last}.xlsx`, bytes) };
  } finally {
    await workbooks.close();
  }
}

import { periodOfIsoWeek } from '../../../shared/time.ts';
import { crossChart } from '../../domain/report/charts-cross.ts';
import { crossWorkbook } from '../../domain/report/cross-sheet.ts';
import type { Charts } from '../../ports/charts.ts';
import type { WorkbookWriter } from '../../ports/workbook.ts';
import { type CrossingDeps, type CrossingRequest, readCrossing } from '../indicators/read-crossing.ts';
import { type MadeFile, madeFile } from '../papers/paper-files.ts';

/** The same as a sheet and a picture; twice for a finished week gives the same bytes. AppErrors of `readCrossing`. */
export async function makeCrossingSheet(
  deps: CrossingDeps & { readonly charts: Charts; readonly workbooks: { readonly writer: WorkbookWriter } },
  request: CrossingRequest,
): Promise<MadeFile> {
  const crossing = await readCrossing(deps, request);
  const { campaign, week, table } = crossing;
  const spec = crossChart(table);
  const picture = { spec, png: await deps.charts.png(spec) };
  const createdAtMs = periodOfIsoWeek(week)?.toMs ?? 0;
  const bytes = await deps.workbooks.writer.write(crossWorkbook(crossing, { picture, createdAtMs }));
  return madeFile(`croisement-${campaign}-${request.dimensions.join('-')}-${week}.xlsx`, bytes);
}

import {
  dashboardWorkbook,
  monthsChart,
  type PeopleDashboard,
  peopleDashboard,
  standingChart,
} from '../../domain/people/people-dashboard.ts';
import type { Charts } from '../../ports/charts.ts';
import type { WorkbookWriter } from '../../ports/workbook.ts';
import { type DirectoryDeps, keepDirectory } from './fill-directory.ts';
import { soughtIn } from './find-people.ts';
import { type AskedPeople, peopleRoom, refuseWithoutOffice } from './people-access.ts';

/** The field whose value tells the department. */
const POSTCODE = 'code-postal';

/** The counts of the directory now, opened in memory. AppErrors of `peopleRoom`, `people-forbidden`. */
export async function readPeopleDashboard(deps: DirectoryDeps, asked: AskedPeople): Promise<PeopleDashboard> {
  const { room, people } = await deps.store.read(async (rows) => {
    const room = await peopleRoom(rows, asked);
    refuseWithoutOffice(room.asker, 'd’en compter les personnes');
    return { room, people: await rows.people.counted(room.base.charity) };
  });
  const { charity } = room.base;
  await keepDirectory(deps, charity, { whole: true });
  const { scopes } = soughtIn(room, '');
  const postcodes = await deps.directory.tally(charity, { key: POSTCODE, scopes });
  return peopleDashboard({ people, groups: room.groups, postcodes, nowMs: deps.clock.nowMs() });
}

/** The same as a workbook with its pictures. */
export async function peopleDashboardFile(
  deps: DirectoryDeps & { readonly charts: Charts; readonly workbooks: { readonly writer: WorkbookWriter } },
  asked: AskedPeople,
): Promise<Uint8Array> {
  const board = await readPeopleDashboard(deps, asked);
  const specs = [standingChart(board), monthsChart(board)];
  const charts = await Promise.all(specs.map(async (spec) => ({ spec, png: await deps.charts.png(spec) })));
  return await deps.workbooks.writer.write(
    dashboardWorkbook(board, { charts, createdAtMs: deps.clock.nowMs() }),
  );
}

import {
  dashboardWorkbook,
  monthsChart,
  type PeopleDashboard,
  peopleDashboard,
  standingChart,
} from '../../domain/people/people-dashboard.ts';
import type { Charts } from '../../ports/charts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { WorkbookWriter } from '../../ports/workbook.ts';
import { type AskedPeople, peopleRoom, refuseWithoutOffice } from './people-access.ts';

interface DashboardDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** The counts of the directory now; no card is opened. AppErrors of `peopleRoom`, `people-forbidden`. */
export async function readPeopleDashboard(
  { store, clock }: DashboardDeps,
  asked: AskedPeople,
): Promise<PeopleDashboard> {
  return await store.read(async (rows) => {
    const { base, groups, asker } = await peopleRoom(rows, asked);
    refuseWithoutOffice(asker, 'd’en compter les personnes');
    return peopleDashboard(await rows.people.counted(base.charity), groups, clock.nowMs());
  });
}

/** The same as a workbook with its pictures. */
export async function peopleDashboardFile(
  deps: DashboardDeps & { readonly charts: Charts; readonly workbooks: { readonly writer: WorkbookWriter } },
  asked: AskedPeople,
): Promise<Uint8Array> {
  const board = await readPeopleDashboard(deps, asked);
  const specs = [standingChart(board), monthsChart(board)];
  const charts = await Promise.all(specs.map(async (spec) => ({ spec, png: await deps.charts.png(spec) })));
  return await deps.workbooks.writer.write(
    dashboardWorkbook(board, { charts, createdAtMs: deps.clock.nowMs() }),
  );
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { AppContext } from '../../server/app-context.ts';
import type { WorkbookSpec } from '../../server/domain/files/sheets.ts';
import { closeCampaign } from '../../server/steps/campaign/close-campaign.ts';
import { deliverFinal } from '../../server/steps/delivery/deliver-final.ts';
import { deliverWeekly } from '../../server/steps/delivery/deliver-weekly.ts';
import { isoWeekOf } from '../../shared/time.ts';
import { BENCH_NOW_MS, type BenchBase, openBenchHouse } from './bench-house.ts';
import { answerParent } from './child.ts';
import { portOver } from './port-over.ts';

/** In a child: the weekly file and the final file of the base, each once, from a server that is otherwise idle. */

export interface DeliverRunRequest {
  readonly base: BenchBase;
  readonly folder: string;
  /** Where the cells written are kept for the limit: this run's times do not count. */
  readonly keepCellsIn?: string;
}

export interface BuiltFile {
  readonly rows: number;
  readonly bytes: number;
  readonly totalMs: number;
  readonly writeMs: number;
  readonly sealMs: number;
  readonly sendMs: number;
  /** Longest time that the server's main thread answered nobody. */
  readonly stalledMs: number;
}

export interface DeliverRun {
  readonly weekly: BuiltFile;
  readonly final: BuiltFile;
}

const WEEK_MS = 7 * 24 * 3600_000;
/** How often the event loop is looked at. */
const LOOK_EVERY_MS = 1;

type Spent = Record<'writeMs' | 'sealMs' | 'sendMs', number>;

function timed<Args extends unknown[], T>(
  spent: Spent,
  key: keyof Spent,
  work: (...args: Args) => Promise<T>,
) {
  return async (...args: Args): Promise<T> => {
    const startMs = performance.now();
    try {
      return await work(...args);
    } finally {
      spent[key] += performance.now() - startMs;
    }
  };
}

/** Rows are made as they are asked for, a sheet's own or fed to several in one walk: they are kept, and given again. */
async function keepCells(file: string, { feed, ...spec }: WorkbookSpec): Promise<WorkbookSpec> {
  const sheets = spec.sheets.map((sheet) => ({ ...sheet, rows: [...sheet.rows] }));
  for await (const fed of feed ?? []) sheets.find(({ name }) => name === fed.sheet)?.rows.push(...fed.rows);
  const kept = { ...spec, sheets };
  writeFileSync(file, JSON.stringify(kept));
  return kept;
}

type Keep = (spec: WorkbookSpec) => Promise<WorkbookSpec>;

function watched(app: AppContext, spent: Spent, keep: Keep | undefined): AppContext {
  const { writer } = app.workbooks;
  return {
    ...app,
    workbooks: {
      ...app.workbooks,
      writer: {
        write: timed(spent, 'writeMs', async (spec) => writer.write(keep ? await keep(spec) : spec)),
      },
    },
    exchange: portOver(app.exchange, {
      sealForCharity: timed(spent, 'sealMs', (bytes, charity) => app.exchange.sealForCharity(bytes, charity)),
    }),
    drop: portOver(app.drop, {
      deliver: timed(spent, 'sendMs', (name, bytes) => app.drop.deliver(name, bytes)),
      hashOfDelivered: timed(spent, 'sendMs', (name) => app.drop.hashOfDelivered(name)),
    }),
  };
}

type Deliver = (app: AppContext) => Promise<{ readonly rows: number; readonly sealedBytes: number }>;

async function build(app: AppContext, deliver: Deliver, keep?: Keep) {
  const spent: Spent = { writeMs: 0, sealMs: 0, sendMs: 0 };
  const delay = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
  delay.enable();
  // A stop that begins before its first look is not seen.
  await pause(10 * LOOK_EVERY_MS);
  const startMs = performance.now();
  const { rows, sealedBytes: bytes } = await deliver(watched(app, spent, keep));
  const totalMs = performance.now() - startMs;
  delay.disable();
  return { rows, bytes, totalMs, ...spent, stalledMs: delay.max / 1e6 };
}

async function deliverBoth({ base, folder, keepCellsIn }: DeliverRunRequest): Promise<DeliverRun> {
  const house = await openBenchHouse(base, folder);
  const { app } = house.server;
  const { campaign } = base;
  const actor = 'bench';
  const week = isoWeekOf(BENCH_NOW_MS - WEEK_MS);
  const keepAs = (name: string) =>
    keepCellsIn === undefined
      ? undefined
      : (spec: WorkbookSpec) => keepCells(join(keepCellsIn, `${name}.json`), spec);
  try {
    const weekly = await build(app, (at) => deliverWeekly(at, { campaign, week, actor }), keepAs('weekly'));
    await closeCampaign(app, { campaign, reason: 'mesure', actor });
    const final = await build(app, (at) => deliverFinal(at, { campaign, actor }), keepAs('final'));
    return { weekly, final };
  } finally {
    await house.close();
  }
}

answerParent(deliverBoth);

import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Client } from 'pg';
import { verifyAudit } from '../../server/steps/audit/verify-audit.ts';
import { deliverFinal } from '../../server/steps/delivery/deliver-final.ts';
import { deliverReport } from '../../server/steps/delivery/deliver-report.ts';
import { deliverWeekly } from '../../server/steps/delivery/deliver-weekly.ts';
import { isoWeekOf } from '../../shared/time.ts';
import { BENCH_NOW_MS, type BenchBase, type BenchHouse, openBenchHouse } from './bench-house.ts';
import { answerParent } from './child.ts';

/** In a child: the whole server over a copy of the base; it may build deliverables while agents call. */

export type ServerRequest =
  | {
      readonly do: 'start';
      readonly base: BenchBase;
      readonly folder: string;
      /** PostgreSQL's; absent: the file in the folder. */
      readonly databaseUrl?: string;
    }
  | { readonly do: 'build'; readonly kind: BuildKind }
  | { readonly do: 'stop-building' }
  | { readonly do: 'check' };

export type BuildKind = 'weekly' | 'report' | 'final';

export interface StartedServer {
  readonly url: string;
  readonly databaseFile: string;
}

export interface ServerCheck {
  /** Processor time of the whole process since it began to listen, milliseconds: unlike the rest, it does not count who waited. */
  readonly cpuMs: number;
  readonly leases: number;
  readonly calls: number;
  readonly auditOk: boolean;
}

/** In a thread of its own: what the bench itself clears away may not hold the loop that answers its agents. */
const FORGET = `
const { workerData } = require('node:worker_threads');
const db = new (require('node:sqlite').DatabaseSync)(workerData, { timeout: 5000 });
db.exec('PRAGMA foreign_keys = OFF; DELETE FROM delivered_line; DELETE FROM delivery');
db.close();`;

/** Between two builds, so that they do not become one. */
const BREATH_MS = 200;
const WEEK_MS = 7 * 24 * 3600_000;

let listeningSince = process.cpuUsage();
let house: BenchHouse | undefined;
let base: BenchBase | undefined;
let databaseUrl: string | undefined;
let building: { stopped: boolean; readonly done: Promise<number> } | undefined;

function opened(): { readonly house: BenchHouse; readonly base: BenchBase } {
  if (!house || !base) throw new Error('the bench server was not started');
  return { house, base };
}

/** The deliverable as if nothing had been delivered: it would not be built twice. */
async function forgetDeliveries(file: string): Promise<void> {
  if (databaseUrl !== undefined) return await forgetInPostgres(databaseUrl);
  const forgetting = new Worker(FORGET, { eval: true, workerData: file });
  const [code] = (await once(forgetting, 'exit')) as [number];
  if (code !== 0) throw new Error('the deliveries were not forgotten');
}

async function forgetInPostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `SET session_replication_role = replica; DELETE FROM delivered_line; DELETE FROM delivery_proof; DELETE FROM delivery`,
  );
  await client.end();
}

async function buildOne(kind: BuildKind): Promise<void> {
  const {
    house: { server },
    base: { campaign },
  } = opened();
  const week = isoWeekOf(BENCH_NOW_MS - WEEK_MS);
  const early = { reason: 'mesure' };
  if (kind === 'weekly') await deliverWeekly(server.app, { campaign, week, actor: 'bench' });
  else if (kind === 'report') await deliverReport(server.app, { campaign, week, actor: 'bench' });
  else await deliverFinal(server.app, { campaign, early, actor: 'bench' });
}

function buildUntilStopped(kind: BuildKind): void {
  const state = { stopped: false, done: Promise.resolve(0) };
  const loop = async () => {
    let built = 0;
    while (!state.stopped) {
      await forgetDeliveries(opened().house.databaseFile);
      await buildOne(kind);
      built += 1;
      await pause(BREATH_MS);
    }
    return built;
  };
  state.done = loop();
  // A build that fails is told when building is stopped.
  state.done.catch(() => undefined);
  building = state;
}

async function check(): Promise<ServerCheck> {
  const { house: at, base: of } = opened();
  const { user, system } = process.cpuUsage(listeningSince);
  const audit = await verifyAudit(at.server.app);
  return await at.server.app.store.read(async (rows) => ({
    cpuMs: (user + system) / 1000,
    leases: (await rows.records.countByState(of.campaign)).leased,
    calls: (await rows.calls.sums(of.campaign, { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })).calls,
    auditOk: audit.ok,
  }));
}

async function serve(request: ServerRequest): Promise<StartedServer | ServerCheck | number> {
  switch (request.do) {
    case 'start':
      base = request.base;
      databaseUrl = request.databaseUrl;
      house = await openBenchHouse(request.base, request.folder, databaseUrl);
      listeningSince = process.cpuUsage();
      return { url: house.server.url, databaseFile: house.databaseFile };
    case 'build':
      buildUntilStopped(request.kind);
      return 0;
    case 'stop-building': {
      if (!building) return 0;
      building.stopped = true;
      return building.done;
    }
    case 'check':
      return await check();
  }
}

answerParent(serve, async () => house?.close());

import { join } from 'node:path';
import type { FleetRequest, FleetResult } from './agent-fleet.ts';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { ask, inChild, start, stop } from './child.ts';
import { type Figure, type FigureLine, type LineDraft, lineOf } from './figure.ts';
import type { BuildKind, ServerCheck, ServerRequest, StartedServer } from './server-process.ts';
import { percentile } from './spread.ts';
import type { SqliteLimit } from './sqlite-limit.ts';

export interface Scene {
  readonly label: string;
  readonly agents: number;
  readonly building?: BuildKind;
  /** Milliseconds at p99; none for a scene shown for information. */
  readonly mostMs?: number;
  readonly runs: number;
  readonly seconds: number;
}

/** 20 to 40 s of talk, compressed twenty times: N agents make the load of 20 × N. */
const PAUSE_MS = [1_000, 2_000] as const;

export const SCENES: readonly Scene[] = [
  { label: '15 agents', agents: 15, mostMs: 10, runs: 3, seconds: 40 },
  {
    label: '15 agents, fichier hebdomadaire en cours',
    agents: 15,
    building: 'weekly',
    mostMs: 30,
    runs: 3,
    seconds: 30,
  },
  {
    label: '15 agents, indicateurs en cours',
    agents: 15,
    building: 'report',
    mostMs: 30,
    runs: 2,
    seconds: 30,
  },
  {
    label: '15 agents, fichier final en cours',
    agents: 15,
    building: 'final',
    mostMs: 30,
    runs: 2,
    seconds: 30,
  },
  { label: '350 agents', agents: 350, runs: 3, seconds: 20 },
];

export interface SceneRun {
  readonly fleet: FleetResult;
  readonly check: ServerCheck;
  readonly built: number;
}

/** PostgreSQL's copy of the base, as the server reaches it and as whoever checks it does. */
interface DatabaseCopy {
  readonly served: string;
  readonly direct: string;
}

/** A server over a fresh copy of the base, and its agents, each in a process of its own. */
export async function playScene(
  setting: Omit<BenchSetting, 'campaignDir'>,
  scene: Scene,
  { run, database }: { readonly run: number; readonly database?: DatabaseCopy },
): Promise<SceneRun> {
  const { base, folder } = setting;
  const server = start('./server-process.ts');
  const tell = <T>(request: ServerRequest) => ask<T>(server, request);
  try {
    const place = join(folder, `${scene.agents}-${scene.building ?? 'calme'}-${run}`);
    const { url, databaseFile } = await tell<StartedServer>({
      ...{ do: 'start', base, folder: place },
      ...(database && { databaseUrl: database.served }),
    });
    if (scene.building) await tell({ do: 'build', kind: scene.building });
    const request: FleetRequest = {
      url,
      database: database?.direct ?? databaseFile,
      tokens: base.tokens.slice(0, scene.agents),
      seconds: setting.quick ? 5 : scene.seconds,
      pauseMs: PAUSE_MS,
      seed: run + 1,
    };
    const fleet = await inChild<FleetResult>('./agent-fleet.ts', request);
    const built = await tell<number>({ do: 'stop-building' });
    return { fleet, built, check: await tell<ServerCheck>({ do: 'check' }) };
  } finally {
    await stop(server);
  }
}

export function linesOf(
  scene: Scene,
  runs: readonly SceneRun[],
  limits: readonly SqliteLimit[],
): FigureLine[] {
  const at = (share: number, key: 'nextMs' | 'saveMs') =>
    runs.map((run) => percentile(run.fleet[key], share));
  const rawP50 = { label: '1 transaction, p50', values: limits.map((one) => one.transactionP50Ms) };
  const rawP99 = { label: '1 transaction, p99', values: limits.map((one) => one.transactionP99Ms) };
  const target = scene.mostMs === undefined ? {} : { target: { most: scene.mostMs } };
  const draft = (label: string, values: readonly number[], more: Partial<LineDraft>) =>
    lineOf({ label: `${scene.label} : ${label}`, unit: 'ms', values, ...more });
  const rate = runs.map(({ fleet }) => fleet.nextMs.length + fleet.saveMs.length);
  return [
    draft('fiche suivante, p50', at(0.5, 'nextMs'), { limit: rawP50 }),
    draft('fiche suivante, p99', at(0.99, 'nextMs'), { limit: rawP99, ...target }),
    draft('enregistrer l’appel, p50', at(0.5, 'saveMs'), { limit: rawP50 }),
    draft('enregistrer l’appel, p99', at(0.99, 'saveMs'), { limit: rawP99, ...target }),
    draft('demandes mesurées', rate, { unit: '' }),
    // Files built meanwhile are in it too.
    ...(scene.building ? [] : [draft('processeur du serveur par demande', runs.map(cpuPerRequest), {})]),
    draft('erreurs', runs.map(errorsOf), { unit: '', target: { most: 0 } }),
    draft(
      'fiches sur deux écrans',
      runs.map((run) => run.fleet.doubleLeases),
      { unit: '', target: { most: 0 } },
    ),
    ...(scene.building
      ? [
          draft(
            'fichiers faits pendant ce temps',
            runs.map((run) => run.built),
            { unit: '' },
          ),
        ]
      : []),
  ];
}

function cpuPerRequest({ fleet, check }: SceneRun): number {
  return check.cpuMs / fleet.requests;
}

/** Refusals and broken calls, outcomes that the base does not have, an audit chain that does not hold. */
function errorsOf({ fleet, check }: SceneRun): number {
  const refused = Object.values(fleet.errors).reduce((sum, count) => sum + count, 0);
  return refused + (check.auditOk ? 0 : 1);
}

/** `next card` and `save outcome` over the real transport, calm and while files are built. */
export async function measureAgents(setting: BenchSetting): Promise<Figure> {
  const { base, folder, quick } = setting;
  const limits: SqliteLimit[] = [];
  const lines: FigureLine[] = [];
  const remarks = new Set<string>();
  for (const scene of SCENES) {
    const runs: SceneRun[] = [];
    for (let run = 0; run < (quick ? 1 : scene.runs); run += 1) {
      limits.push(
        await inChild<SqliteLimit>('./sqlite-limit.ts', {
          folder: join(folder, `limite-${limits.length}`),
          transactions: quick ? 300 : 1_500,
        }),
      );
      const played = await playScene(setting, scene, { run });
      const expected = base.calls + played.fleet.saved;
      if (played.check.calls !== expected)
        remarks.add(`${scene.label} : ${played.check.calls} appels dans la base, ${expected} attendus.`);
      for (const [code, count] of Object.entries(played.fleet.errors))
        remarks.add(`${scene.label} : ${count} × ${code}`);
      runs.push(played);
      reportProgress(
        `${scene.label}, tour ${run + 1} : p99 ${percentile(played.fleet.nextMs, 0.99).toFixed(1)} ms`,
      );
    }
    lines.push(...linesOf(scene, runs, limits.slice(-runs.length)));
  }
  const fsync = lineOf({
    label: 'un fdatasync de 4 Kio, p50 (p99 dans la limite)',
    unit: 'ms',
    values: limits.map((one) => one.fsyncP50Ms),
    limit: { label: 'p99', values: limits.map((one) => one.fsyncP99Ms) },
  });
  return {
    name: 'agents',
    title: `Fiche suivante et enregistrement, par tRPC sur WebSocket, base de ${base.rows} fiches`,
    lines: [...lines, fsync],
    remarks: [
      'Serveur et agents dans deux processus ; chaque agent a sa connexion (tui/client.ts) ; pauses de 20 à 40 s compressées 20 fois, donc 20 fois la charge de ces agents.',
      'À chaque fiche servie, son bail est relu dans la base par une connexion à part ; à la fin, appels comptés et chaîne d’audit vérifiée.',
      'Une fiche suivante fait deux transactions (bail, trace d’ouverture), un enregistrement aussi (trace d’ouverture, appel) ; la limite en fait une.',
      ...remarks,
    ],
  };
}

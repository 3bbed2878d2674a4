import { join } from 'node:path';
import { linesOf, playScene, SCENES, type SceneRun } from '../agents-on-line.ts';
import { reportProgress } from '../bench-progress.ts';
import type { BenchSetting } from '../bench-setting.ts';
import { inChild } from '../child.ts';
import { type Figure, type FigureLine, lineOf } from '../figure.ts';
import { percentile } from '../spread.ts';
import type { SqliteLimit } from '../sqlite-limit.ts';
import { type BenchPostgres, openBenchPostgres, type PostgresLimits } from './bench-postgres.ts';

/** One run of each scene: with the house's move, under five minutes. */
const SECONDS = 20;

async function limitsOf(
  postgres: BenchPostgres,
  { folder, quick }: BenchSetting,
): Promise<SqliteLimit & PostgresLimits> {
  const transactions = quick ? 100 : 500;
  const disk = await inChild<SqliteLimit>('./sqlite-limit.ts', {
    folder: join(folder, 'limite'),
    transactions,
  });
  return { ...disk, ...(await postgres.limits(transactions)) };
}

/** The scenes of `agents` on a PostgreSQL of this bench's own, a round trip away that is `delayMs` longer than this machine's. */
export async function measureAgentsOnPostgres(setting: BenchSetting, delayMs: number): Promise<Figure> {
  const postgres = await openBenchPostgres(setting, delayMs);
  try {
    const limits = await limitsOf(postgres, setting);
    const lines: FigureLine[] = [];
    const remarks: string[] = [];
    for (const [at, scene] of SCENES.entries()) {
      const run = await playScene(
        { ...setting, base: postgres.base },
        { ...scene, seconds: SECONDS },
        { run: 0, database: postgres.copy(`scene_${at}`) },
      );
      lines.push(...linesOf(scene, [run], [limits]));
      remarks.push(...remarksOf(scene.label, run, setting.base.calls));
      reportProgress(`${scene.label} : p99 ${percentile(run.fleet.nextMs, 0.99).toFixed(1)} ms`);
    }
    const trip = lineOf({ label: 'un aller-retour vide', unit: 'ms', values: [limits.roundTripP50Ms] });
    const fsync = lineOf({ label: 'un fdatasync de 4 Kio, p50', unit: 'ms', values: [limits.fsyncP50Ms] });
    return {
      name: 'agents',
      title: `Fiche suivante et enregistrement sur PostgreSQL, ${delayMs} ms ajoutées à chaque aller-retour`,
      lines: [...lines, trip, fsync],
      remarks: [
        'PostgreSQL, serveur et agents sur la même machine ; la limite change une ligne et en ajoute une, en un message, par le même chemin.',
        ...remarks,
      ],
    };
  } finally {
    await postgres.close();
  }
}

function remarksOf(label: string, { fleet, check }: SceneRun, callsBefore: number): readonly string[] {
  const expected = callsBefore + fleet.saved;
  const lost = check.calls === expected ? [] : [`${label} : ${check.calls} appels, ${expected} attendus.`];
  return [...lost, ...Object.entries(fleet.errors).map(([code, count]) => `${label} : ${count} × ${code}`)];
}

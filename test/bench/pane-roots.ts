import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { type Figure, lineOf } from './figure.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = 3;
const SESSIONS = 350;
const KEYS = 2000;

interface Measured {
  readonly mib: number;
  readonly clockMs: number;
  readonly keyMs: number;
  readonly inkKeyMs: number;
}

/** 350 workstations rendered by one process, without the network: what the SSH host has to carry. */
export async function measureSessions({ quick }: BenchSetting): Promise<Figure> {
  // Two folders below the root, as the sources are: the reference campaign is found from there.
  const folder = join(ROOT, 'node_modules', `.plateau-bench-${process.pid}`);
  const child = (...args: string[]) =>
    execFileSync(process.execPath, args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const runs: Measured[] = [];
  try {
    child('scripts/build.mjs', 'test/bench/pane-roots-child.tsx', folder);
    for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
      runs.push(JSON.parse(child(join(folder, 'pane-roots-child.mjs'), String(SESSIONS), String(KEYS))));
      reportProgress(`postes dans un processus, tour ${run + 1}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const values = (of: keyof Measured) => runs.map((run) => run[of]);
  const ink = { label: 'le seul texte du centre dessiné par Ink', values: values('inkKeyMs') };
  return {
    name: 'postes',
    title: `${SESSIONS} postes affichés par un seul processus, 120 × 40, sans réseau`,
    lines: [
      lineOf({ label: 'mémoire par poste', unit: 'Mio', values: values('mib'), target: { most: 2 } }),
      lineOf({ label: 'touche : processeur, tout compris', unit: 'ms', values: values('keyMs'), limit: ink }),
      lineOf({
        label: 'horloge : processeur par seconde et par poste',
        unit: 'ms',
        values: values('clockMs'),
        target: { most: 3 },
      }),
    ],
    remarks: [
      'Une touche : décodage, état, sept volets, différence et écriture. Repère : le volet central seul, mêmes lignes, en éléments Text d’Ink rendus en une chaîne, que le compositeur aurait encore à relire.',
    ],
  };
}

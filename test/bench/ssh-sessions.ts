import { join } from 'node:path';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { inChild } from './child.ts';
import { type Figure, type FigureLine, type LineDraft, lineOf } from './figure.ts';
import { percentile } from './spread.ts';
import type { SshFleetRequest, SshFleetResult } from './ssh-fleet.ts';
import type { SshShiftRequest, SshShiftResult } from './ssh-shift.ts';

interface Floor {
  readonly sessions: number;
  readonly runs: number;
  /** Milliseconds at p99 from the key to the frame; none for a floor shown for information. */
  readonly mostMs?: number;
}

const FLOORS: readonly Floor[] = [
  { sessions: 50, runs: 1 },
  { sessions: 350, runs: 1, mostMs: 50 },
];
const QUICK: readonly Floor[] = [{ sessions: 20, runs: 1 }];
/** Not compressed: a floor as it is. */
const CALL_MS = [40_000, 90_000] as const;
const SECONDS = 90;
const SHIFT = { calls: 300, everyCalls: 25 };
/** Calls after which the host has met all that a shift does. */
const WARM_CALLS = 100;

function floorLines(floor: Floor, runs: readonly SshFleetResult[]): FigureLine[] {
  const { sessions, mostMs } = floor;
  const isGoal = mostMs !== undefined;
  const draft = (label: string, values: readonly number[], more: Partial<LineDraft> = {}) =>
    lineOf({ label: `${sessions} postes : ${label}`, unit: 'ms', values, ...more });
  const within = (most: number) => (isGoal ? { target: { most } } : {});
  const at = (of: (run: SshFleetResult) => readonly number[], share: number) =>
    runs.map((run) => percentile(of(run), share));
  const each = (of: (run: SshFleetResult) => number) => runs.map(of);
  return [
    draft(
      'touche → image, p50',
      at((run) => run.keyMs, 0.5),
    ),
    draft(
      'touche → image, p99',
      at((run) => run.keyMs, 0.99),
      within(mostMs ?? 0),
    ),
    draft(
      'touche qui enregistre → image, p50',
      at((run) => run.saveMs, 0.5),
    ),
    draft(
      'touche qui enregistre → image, p99',
      at((run) => run.saveMs, 0.99),
    ),
    draft(
      'touches mesurées',
      each((run) => run.keyMs.length + run.saveMs.length),
      { unit: '' },
    ),
    draft(
      'touches sans image',
      each((run) => run.unanswered),
      { unit: '', target: { most: 0 } },
    ),
    draft(
      'de la connexion à la première fiche, par clé, p50',
      at((run) => run.loginMs, 0.5),
      within(300),
    ),
    draft(
      'de la connexion à la première fiche, par clé, p99',
      at((run) => run.loginMs, 0.99),
    ),
    draft(
      'la même par mot de passe (argon2id), p50',
      at((run) => run.passwordMs, 0.5),
    ),
    draft(
      'mémoire par poste',
      each((run) => run.mibPerSession),
      { unit: 'Mio', ...within(2) },
    ),
    draft(
      'mémoire en tout, serveur compris',
      each((run) => run.totalMib),
      { unit: 'Mio', ...within(1024) },
    ),
    draft(
      'processeur de l’hôte',
      each((run) => run.hostShare * 100),
      { unit: '%' },
    ),
  ];
}

/** Living memory at the end beside that after the warm-up. */
function shiftLines({ liveMib }: SshShiftResult, warmAt: number): FigureLine[] {
  const warm = liveMib[warmAt] ?? Number.NaN;
  const end = liveMib.at(-1) ?? Number.NaN;
  return [
    lineOf({
      label: 'huit heures (300 appels) : mémoire vive à la fin',
      unit: 'Mio',
      values: [end],
      limit: { label: `au ${WARM_CALLS}e appel`, values: [warm] },
    }),
    lineOf({
      label: 'huit heures (300 appels) : croissance après échauffement',
      unit: 'Mio',
      values: [end - warm],
      target: { most: 1 },
    }),
  ];
}

/** The floor over SSH: one host process with the whole server, its agents in another. */
export async function measureSsh({ base, folder, quick }: BenchSetting): Promise<Figure> {
  const lines: FigureLine[] = [];
  for (const floor of quick ? QUICK : FLOORS) {
    const runs: SshFleetResult[] = [];
    for (let run = 0; run < floor.runs; run += 1) {
      const request: SshFleetRequest = {
        base,
        folder: join(folder, `${floor.sessions}-${run}`),
        sessions: floor.sessions,
        seconds: quick ? 20 : SECONDS,
        callMs: quick ? [4_000, 9_000] : CALL_MS,
        seed: run + 1,
      };
      const result = await inChild<SshFleetResult>('./ssh-fleet.ts', request);
      runs.push(result);
      reportProgress(`${floor.sessions} postes : p99 ${percentile(result.keyMs, 0.99).toFixed(1)} ms`);
    }
    lines.push(...floorLines(floor, runs));
  }
  const shift = quick ? { calls: 60, everyCalls: 20 } : SHIFT;
  const request: SshShiftRequest = { base, folder: join(folder, 'journee'), ...shift };
  const result = await inChild<SshShiftResult>('./ssh-shift.ts', request);
  reportProgress(`mémoire vive : ${result.liveMib.map((mib) => mib.toFixed(1)).join(' ')} Mio`);
  lines.push(...shiftLines(result, quick ? 0 : WARM_CALLS / SHIFT.everyCalls - 1));
  return {
    name: 'ssh',
    title: `Postes par SSH, 120 × 40, base de ${base.rows} fiches`,
    lines,
    remarks: [
      'dist/plateau.mjs serve --ssh dans un processus, ses téléacteurs (client ssh2) dans un autre, sur la même machine : chiffrement aux deux bouts compris. Appels de 40 à 90 s sans compression : onze sur vingt sans réponse, cinq menés jusqu’au refus, quatre avec une note de 40 lettres.',
      'De l’écriture de la touche dans le canal à l’arrivée de l’image qui lui répond ; les images de la seule horloge ne comptent pas.',
      'Mémoire résidente (VmRSS) à la fin de la mesure ; par poste : au-delà de celle d’un seul poste ouvert. Journée : appels sans pause, mémoire vivante du fil principal après ramassage.',
    ],
  };
}

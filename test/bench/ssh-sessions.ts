import { join } from 'node:path';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { inChild } from './child.ts';
import { type Figure, type FigureLine, type LineDraft, lineOf } from './figure.ts';
import { percentile } from './spread.ts';
import type { SqliteLimit } from './sqlite-limit.ts';
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
  { sessions: 350, runs: 2, mostMs: 50 },
];
const QUICK: readonly Floor[] = [{ sessions: 20, runs: 1 }];
/** Not compressed: a floor as it is. */
const CALL_MS = [40_000, 90_000] as const;
const SECONDS = 90;
const SHIFT = { calls: 300, everyCalls: 25 };

/** One floor, and what the disk itself took just before: whoever saves makes every keyboard of the process wait for it. */
interface FloorRun {
  readonly floor: SshFleetResult;
  readonly disk: SqliteLimit;
}

function floorLines(floor: Floor, played: readonly FloorRun[]): FigureLine[] {
  const runs = played.map((one) => one.floor);
  const limit = (of: (disk: SqliteLimit) => number) => ({
    limit: { label: '1 transaction', values: played.map(({ disk }) => of(disk)) },
  });
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
      { ...limit((disk) => disk.transactionP99Ms), ...within(mostMs ?? 0) },
    ),
    draft(
      'touche qui enregistre → image, p50',
      at((run) => run.saveMs, 0.5),
      limit((disk) => disk.transactionP50Ms),
    ),
    draft(
      'touche qui enregistre → image, p99',
      at((run) => run.saveMs, 0.99),
      limit((disk) => disk.transactionP99Ms),
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

/** Living memory at the end beside that after the first third, when the host has met all that a shift does. */
function shiftLines({ liveMib }: SshShiftResult, { calls, everyCalls }: typeof SHIFT): FigureLine[] {
  const warmAt = Math.floor(calls / 3 / everyCalls) - 1;
  const label = `journée de ${calls} appels`;
  const warm = liveMib[warmAt] ?? Number.NaN;
  const end = liveMib.at(-1) ?? Number.NaN;
  return [
    lineOf({
      label: `${label} : mémoire vive à la fin`,
      unit: 'Mio',
      values: [end],
      limit: { label: `au ${(warmAt + 1) * everyCalls}e appel`, values: [warm] },
    }),
    lineOf({
      label: `${label} : croissance après échauffement`,
      unit: 'Mio',
      values: [end - warm],
      target: { most: 1 },
    }),
  ];
}

async function playFloor(
  { base, folder, quick }: BenchSetting,
  floor: Floor,
  run: number,
): Promise<FloorRun> {
  const { sessions } = floor;
  const place = join(folder, `${sessions}-${run}`);
  const transactions = quick ? 300 : 1_500;
  const disk = await inChild<SqliteLimit>('./sqlite-limit.ts', { folder: `${place}-limite`, transactions });
  const request: SshFleetRequest = {
    base,
    folder: place,
    sessions,
    seconds: quick ? 20 : SECONDS,
    callMs: quick ? [4_000, 9_000] : CALL_MS,
    seed: run + 1,
  };
  const played = await inChild<SshFleetResult>('./ssh-fleet.ts', request);
  reportProgress(`${sessions} postes : p99 ${percentile(played.keyMs, 0.99).toFixed(1)} ms`);
  return { floor: played, disk };
}

/** The floor over SSH: one host process with the whole server, its agents in another. */
export async function measureSsh(setting: BenchSetting): Promise<Figure> {
  const { base, folder, quick } = setting;
  const lines: FigureLine[] = [];
  for (const floor of quick ? QUICK : FLOORS) {
    const runs: FloorRun[] = [];
    for (let run = 0; run < floor.runs; run += 1) runs.push(await playFloor(setting, floor, run));
    lines.push(...floorLines(floor, runs));
  }
  const shift = quick ? { calls: 60, everyCalls: 20 } : SHIFT;
  const request: SshShiftRequest = { base, folder: join(folder, 'journee'), ...shift };
  const result = await inChild<SshShiftResult>('./ssh-shift.ts', request);
  reportProgress(`mémoire vive : ${result.liveMib.map((mib) => mib.toFixed(1)).join(' ')} Mio`);
  lines.push(...shiftLines(result, shift));
  return {
    name: 'ssh',
    title: `Postes par SSH, 120 × 40, base de ${base.rows} fiches`,
    lines,
    remarks: [
      'dist/plateau.mjs serve --ssh dans un processus, ses téléacteurs (client ssh2) dans un autre, sur la même machine : chiffrement aux deux bouts compris. Appels de 40 à 90 s sans compression : onze sur vingt sans réponse, cinq menés jusqu’au refus, quatre avec une note de 40 lettres.',
      'De l’écriture de la touche dans le canal à l’arrivée de l’image qui lui répond ; les images de la seule horloge ne comptent pas.',
      'Les postes et la base sont dans un même processus : chaque enregistrement attend le disque, et tous les claviers avec lui. La limite est une transaction seule sur ce disque, mesurée juste avant.',
      'Mémoire résidente (VmRSS) à la fin de la mesure ; par poste : au-delà de celle d’un seul poste ouvert. Journée : appels sans pause, mémoire vivante du fil principal après ramassage.',
    ],
  };
}

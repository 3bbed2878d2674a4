import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { ask, start, stop } from './child.ts';
import { type Figure, lineOf } from './figure.ts';
import { PtyScreen } from './pty-screen.ts';
import type { StartedServer } from './server-process.ts';
import { FIRST_STEP, KEYS, openWorkstation } from './workstation-screen.ts';

const STARTS = 8;
const KEYS_BEFORE_WEIGHING = 100;

interface Start {
  readonly firstFrameMs: number;
  readonly cardMs: number;
  readonly memoryMib: number;
}

/** Resident memory, as `ps` gives it. */
function residentMib(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

async function startOnce(seat: { url: string; token: string; folder: string }): Promise<Start> {
  const screen = openWorkstation(seat);
  await screen.until((text) => text.trim() !== '', 'a first frame');
  const firstFrameMs = screen.lastOutputMs();
  await screen.until((text) => text.includes(FIRST_STEP), 'the card');
  const cardMs = screen.lastOutputMs();
  screen.write(KEYS.ctrlN);
  await screen.until((text) => text.includes('─ Note ─'), 'the note form');
  const letters = Array.from({ length: KEYS_BEFORE_WEIGHING }, (_, at) => 'abcdefghij'[at % 10] ?? 'a');
  await screen.strokes(letters, 20);
  const memoryMib = residentMib(screen.pid);
  await screen.kill();
  return { firstFrameMs, cardMs, memoryMib };
}

/** Node alone on the same terminal: what it takes to write one sign, and to be there. */
async function startNode(): Promise<{ readonly ms: number; readonly memoryMib: number }> {
  const script = 'process.stdout.write("."); setInterval(() => {}, 1000)';
  const screen = new PtyScreen({ file: process.execPath, args: ['-e', script] });
  await screen.until((text) => text.includes('.'), 'one sign');
  const ms = screen.lastOutputMs();
  const memoryMib = residentMib(screen.pid);
  await screen.kill();
  return { ms, memoryMib };
}

/** Cold start of the built workstation, logged in, to its first frame and to its first card; then its memory. */
export async function measureStart(setting: BenchSetting): Promise<Figure> {
  const { base, folder, quick } = setting;
  const server = start('./server-process.ts');
  const starts: Start[] = [];
  const nodes: { ms: number; memoryMib: number }[] = [];
  try {
    const { url } = await ask<StartedServer>(server, { do: 'start', base, folder: join(folder, 'serveur') });
    const seat = { url, token: base.tokens[0] ?? '', folder };
    // Once for the disk cache and the server's code; not counted.
    await startOnce(seat);
    for (let run = 0; run < (quick ? 3 : STARTS); run += 1) {
      nodes.push(await startNode());
      starts.push(await startOnce(seat));
    }
  } finally {
    await stop(server);
  }
  reportProgress(`${starts.length} démarrages du poste`);
  const node = { label: 'node, script vide', values: nodes.map((one) => one.ms) };
  return {
    name: 'demarrage',
    title: 'Démarrage à froid du poste et mémoire',
    lines: [
      lineOf({
        label: 'première image',
        unit: 'ms',
        values: starts.map((one) => one.firstFrameMs),
        limit: node,
        target: { most: 180 },
      }),
      lineOf({ label: 'première fiche', unit: 'ms', values: starts.map((one) => one.cardMs), limit: node }),
      lineOf({
        label: `mémoire (RSS) après ${KEYS_BEFORE_WEIGHING} touches`,
        unit: 'Mio',
        values: starts.map((one) => one.memoryMib),
        limit: { label: 'node, script vide', values: nodes.map((one) => one.memoryMib) },
      }),
    ],
    remarks: [
      'Du lancement du processus (dist/plateau.mjs agent --token) au dernier octet de l’image ; le code est déjà dans le cache du disque. La première image dit que le poste s’ouvre ; la première fiche comprend la connexion au serveur.',
    ],
  };
}

import { join } from 'node:path';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { inChild } from './child.ts';
import { type Figure, type FigureLine, lineOf } from './figure.ts';
import type { FloodRun, FloodRunRequest, Waited } from './flood-run.ts';
import type { FloodName } from './flooding-line.ts';
import { percentile } from './spread.ts';

/** What each flood is, and what is counted of it. French. */
const SAID: Readonly<Record<FloodName, readonly [label: string, counted: string]>> = {
  'window-changes': ['changements de fenêtre', 'changements'],
  keys: ['touches collées', 'octets'],
  requests: ['demandes d’un poste', 'demandes'],
  'idle-sockets': ['lignes muettes (HTTP et SSH)', 'lignes'],
  'dripping-bodies': ['corps goutte à goutte', 'lignes'],
  'mute-websockets': ['WebSockets muets', 'lignes'],
  'forged-tokens': ['jetons inventés', 'demandes'],
};
const FLOODS = Object.keys(SAID) as FloodName[];
const RUNS = 2;
const AGENTS = 15;
/** Others' p99 beside a flood, over theirs without one (R-58). */
const MOST = 2;

function p99(runs: readonly Waited[], of: 'keyMs' | 'callMs'): readonly number[] {
  return runs.map((run) => percentile(run[of], 0.99));
}

function linesOf(flood: FloodName, runs: readonly FloodRun[]): FigureLine[] {
  const beside = runs.flatMap((run) => run.beside[flood] ?? []);
  const quiet = runs.map((run) => run.quiet);
  const [label, counted] = SAID[flood];
  const line = (what: string, of: 'keyMs' | 'callMs') =>
    lineOf({
      label: `${label} : ${what}, p99`,
      unit: 'ms',
      values: p99(beside, of),
      limit: { label: 'au calme', values: p99(quiet, of) },
      target: { mostRatio: MOST },
    });
  const count = (of: (waited: Waited) => number) => beside.map(of);
  return [
    line('touche → image', 'keyMs'),
    line('appel → réponse', 'callMs'),
    lineOf({
      label: `${label} : restées sans réponse`,
      unit: '',
      values: count((one) => one.unanswered),
      target: { most: 0 },
    }),
    lineOf({ label: `${label} : ${counted}`, unit: '', values: count((one) => one.count) }),
  ];
}

/** What the others feel while one line, or one address, floods the built server; quiet and flooded in one process of it. */
export async function measureFloods({ base, folder, quick }: BenchSetting): Promise<Figure> {
  const runs: FloodRun[] = [];
  const shape = quick ? { agents: 5, seconds: 4 } : { agents: AGENTS, seconds: 12 };
  for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
    const request: FloodRunRequest = { base, folder: join(folder, String(run)), floods: FLOODS, ...shape };
    const played = await inChild<FloodRun>('./flood-run.ts', request);
    runs.push(played);
    reportProgress(
      `inondations, tour ${run + 1} : au calme ${percentile(played.quiet.keyMs, 0.99).toFixed(1)} ms`,
    );
  }
  return {
    name: 'floods',
    title: `Une ligne inonde, ${shape.agents} téléacteurs travaillent : p99 des autres`,
    lines: FLOODS.flatMap((flood) => linesOf(flood, runs)),
    remarks: [
      'dist/plateau.mjs serve --ssh dans un processus ; ses téléacteurs tapent dans une note (une lettre à la place d’une autre, toutes les 120 ms) et un poste demande par HTTP toutes les 40 ms, depuis un deuxième ; l’inondation vient d’un troisième, d’une autre adresse, à la plus basse priorité de cette machine : celle d’un attaquant en est une autre.',
      `Chaque inondation dure ${shape.seconds} s ; le calme est mesuré d’abord, sur le même serveur. Les touches collées et les changements de fenêtre viennent d’une personne entrée ; les lignes fermées par le serveur sont rouvertes aussitôt.`,
    ],
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { ask, start, stop } from './child.ts';
import { type Figure, type FigureLine, type LineDraft, lineOf } from './figure.ts';
import { type Idle, measureIdle } from './idle-clock.ts';
import { bytesPerKey, PtyScreen, type Stroke } from './pty-screen.ts';
import type { StartedServer } from './server-process.ts';
import { mean, percentile } from './spread.ts';
import { FIRST_STEP, KEYS, openWorkstation } from './workstation-screen.ts';

const RUNS = 3;
/** A fast typist, and a key held down. */
const PACES = [
  { label: '17 touches/s', everyMs: 1000 / 17, p50: 3, p99: 10 },
  { label: '30 touches/s', everyMs: 1000 / 30, p50: undefined, p99: 12 },
] as const;
const TEXT = 'la personne souhaite recevoir son recu par courrier et demande des nouvelles du lieu ';
/** Shorter than the field, which is then emptied. */
const KEYS_PER_FIELD = 150;
const ECHO =
  'process.stdin.setRawMode(true); process.stdin.on("data", (data) => process.stdout.write(data));';
const VIM = ['/usr/bin/vim', '/usr/local/bin/vim', '/bin/vim'].find((file) => existsSync(file));

interface PaceRun {
  readonly note: readonly (readonly Stroke[])[];
  readonly echo: readonly (readonly Stroke[])[];
  readonly vim: readonly (readonly Stroke[])[];
}

interface Run {
  readonly paces: PaceRun;
  readonly steps: readonly Stroke[];
  readonly cards: readonly CardChange[];
  readonly idle: Idle;
}

/** A disposition key until the next card is painted. */
interface CardChange {
  readonly ms: number;
  readonly bytes: number;
}

const letters = (count: number) => Array.from({ length: count }, (_, at) => TEXT[at % TEXT.length] ?? ' ');

/** Types into one field, empties it between two rounds (not counted), and gives every letter's stroke. */
async function typeLetters(screen: PtyScreen, everyMs: number, count: number): Promise<readonly Stroke[]> {
  const strokes: Stroke[] = [];
  while (strokes.length < count) {
    strokes.push(
      ...(await screen.strokes(letters(Math.min(KEYS_PER_FIELD, count - strokes.length)), everyMs)),
    );
    await screen.strokes([KEYS.ctrlU], 100);
  }
  return strokes;
}

async function typeNotes(screen: PtyScreen, count: number): Promise<PaceRun['note']> {
  screen.write(KEYS.ctrlN);
  await screen.until((text) => text.includes('─ Note ─'), 'the note form');
  const rounds = [];
  for (const pace of PACES) rounds.push(await typeLetters(screen, pace.everyMs, count));
  screen.write('\u001b');
  await screen.until((text) => text.includes(FIRST_STEP), 'the script again');
  return rounds;
}

/** One answer forward, one step back: another node of the script each time. */
async function walkScript(screen: PtyScreen, count: number): Promise<readonly Stroke[]> {
  const keys = Array.from({ length: count }, (_, at) => (at % 2 === 0 ? 's' : KEYS.backspace));
  return screen.strokes(keys, 150);
}

/** « Machine », one key whatever numbers the donor has, until the next card's first step is whole: save, serve, paint. */
async function changeCards(screen: PtyScreen, count: number): Promise<readonly CardChange[]> {
  const changes: CardChange[] = [];
  for (let card = 0; card < count; card += 1) {
    await screen.until((text) => text.includes(FIRST_STEP), 'a card');
    await pause(300);
    const before = donorOf(screen.rows());
    const [writtenMs, bytes] = [screen.sinceStartMs(), screen.writtenBytes()];
    screen.write('R');
    await screen.until(
      (text) => text.includes(FIRST_STEP) && donorOf(screen.rows()) !== before,
      'the next card',
    );
    changes.push({ ms: screen.lastOutputMs() - writtenMs, bytes: screen.writtenBytes() - bytes });
  }
  return changes;
}

/** The left pane, below its header: the person on the card. */
function donorOf(rows: readonly string[]): string {
  return rows
    .slice(2, 14)
    .map((row) => row.slice(0, 40))
    .join('\n');
}

/** The same keys in a program that only echoes them, and in an editor. */
async function typeElsewhere(
  program: { readonly file: string; readonly args: readonly string[]; readonly before: string },
  count: number,
): Promise<PaceRun['echo']> {
  const screen = new PtyScreen(program);
  await pause(500);
  if (program.before) await screen.strokes([program.before], 200);
  const rounds = [];
  for (const pace of PACES) rounds.push(await screen.strokes(letters(count), pace.everyMs));
  await screen.kill();
  return rounds;
}

async function playRun(setting: BenchSetting, seat: { url: string; token: string }): Promise<Run> {
  const count = setting.quick ? 60 : 300;
  const screen = openWorkstation({ ...seat, folder: setting.folder });
  await screen.until((text) => text.includes(FIRST_STEP), 'the first card');
  const note = await typeNotes(screen, count);
  const steps = await walkScript(screen, setting.quick ? 20 : 100);
  const cards = await changeCards(screen, setting.quick ? 5 : 40);
  const idle = await measureIdle(screen, setting.quick ? 5 : 20);
  await screen.kill();
  const echo = await typeElsewhere({ file: process.execPath, args: ['-e', ECHO], before: '' }, count);
  const vim = VIM
    ? await typeElsewhere({ file: VIM, args: ['-u', 'NONE', '-N', '-n'], before: 'i' }, count)
    : [];
  return { paces: { note, echo, vim }, steps, cards, idle };
}

function paceLines(runs: readonly Run[], at: number): FigureLine[] {
  const label = PACES[at]?.label ?? '';
  const times = (key: keyof PaceRun, share: number) =>
    runs.map((run) =>
      percentile(
        (run.paces[key][at] ?? []).map((stroke) => stroke.ms),
        share,
      ),
    );
  const bytes = (key: keyof PaceRun) => runs.map((run) => bytesPerKey(run.paces[key][at] ?? []));
  const echo = (share: number) => ({ label: 'écho seul (node)', values: times('echo', share) });
  const { p50, p99 } = PACES[at] ?? {};
  const within = (most: number | undefined) => (most === undefined ? {} : { target: { most } });
  const draft = (what: string, values: readonly number[], more: Partial<LineDraft> = {}) =>
    lineOf({ label: `note, ${label} : ${what}`, unit: 'ms', values, ...more });
  return [
    draft('p50', times('note', 0.5), { limit: echo(0.5), ...within(p50) }),
    draft('p99', times('note', 0.99), { limit: echo(0.99), ...within(p99) }),
    draft('octets par touche', bytes('note'), {
      unit: 'octets',
      limit: { label: 'écho seul', values: bytes('echo') },
      ...within(20),
    }),
    draft(
      'touches peintes avec la suivante',
      runs.map((run) => lateOf(run.paces.note[at])),
      { unit: '' },
    ),
    ...(VIM
      ? [
          lineOf({
            label: `vim -u NONE, ${label} : p99`,
            unit: 'ms',
            values: times('vim', 0.99),
            limit: echo(0.99),
          }),
          lineOf({
            label: `vim -u NONE, ${label} : octets par touche`,
            unit: 'octets',
            values: bytes('vim'),
          }),
        ]
      : []),
  ];
}

const lateOf = (strokes: readonly Stroke[] = []) => strokes.filter((stroke) => stroke.late).length;

/** Key to painted frame in the workstation that users have, against a real server, on a real terminal of 120 × 40. */
export async function measureKeys(setting: BenchSetting): Promise<Figure> {
  const { base, folder, quick } = setting;
  const server = start('./server-process.ts');
  const runs: Run[] = [];
  try {
    const { url } = await ask<StartedServer>(server, { do: 'start', base, folder: join(folder, 'serveur') });
    for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
      runs.push(await playRun(setting, { url, token: base.tokens[run] ?? '' }));
      reportProgress(`touches, tour ${run + 1}`);
    }
  } finally {
    await stop(server);
  }
  const all = (of: (run: Run) => readonly number[], share: number) =>
    runs.map((run) => percentile(of(run), share));
  const steps = (run: Run) => run.steps.map((stroke) => stroke.ms);
  const cards = (run: Run) => run.cards.map((card) => card.ms);
  const line = (label: string, values: readonly number[], more: Partial<LineDraft> = {}) =>
    lineOf({ label, unit: 'ms', values, ...more });
  const bytes = { unit: 'octets' };
  const idle = (of: keyof Idle) => runs.map((run) => run.idle[of]);
  return {
    name: 'touches',
    title: 'De la touche à l’image peinte, poste de téléacteur, 120 × 40',
    lines: [
      ...PACES.flatMap((_, at) => paceLines(runs, at)),
      line('pas de script : p50', all(steps, 0.5)),
      line('pas de script : p99', all(steps, 0.99), { target: { most: 16 } }),
      line(
        'pas de script : octets',
        runs.map((run) => bytesPerKey(run.steps)),
        bytes,
      ),
      line('fiche close, fiche suivante peinte : p50', all(cards, 0.5)),
      line('fiche close, fiche suivante peinte : p99', all(cards, 0.99), { target: { most: 30 } }),
      line(
        'fiche close, fiche suivante peinte : octets',
        runs.map((run) => mean(run.cards.map((card) => card.bytes))),
        { ...bytes, target: { most: 1024 } },
      ),
      line('horloge : octets par seconde', idle('bytesPerSecond'), { ...bytes, target: { most: 32 } }),
      line('horloge : processeur par seconde', idle('cpuMsPerSecond'), { target: { most: 3 } }),
    ],
    remarks: [
      'De l’écriture sur le pseudo-terminal au dernier octet de l’image ; le tic de l’horloge qui tombe dans une image y est compté, celui qui tombe entre deux ne l’est pas.',
      'dist/plateau.mjs construit, serveur dans un autre processus ; la limite est un programme node qui ne fait que renvoyer la touche.',
      ...(VIM ? [] : ['vim n’est pas installé : ce repère manque (Debian : vim).']),
    ],
  };
}

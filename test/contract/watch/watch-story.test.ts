import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { readMail, type SmtpSink, startSmtpSink } from '../../support/email/smtp-sink.ts';
import { cleanEnv, plateau, requireBundle } from '../../support/house/command-line.ts';
import { type Greeter, openGreeter } from '../../support/watch/greeter.ts';

/**
 * The built program watches loopback ports, a minute of its clock every quarter of a second:
 * a port closes and one alert comes; the relay defers, and what it missed comes in order; both witnesses close too, and nobody is
 * accused; the feed says it all, the report counts it.
 */
const SPEED = 240;
const room = mkdtempSync(join(tmpdir(), 'plateau-veille-'));
const file = join(room, 'veille.yaml');
const dir = join(room, 'mesures');
let sink: SmtpSink;
let posts: Greeter;
let witnesses: readonly Greeter[];
let watch: ChildProcess | undefined;
let said = '';

const env = () => ({
  ...{ PLATEAU_SMTP_URL: sink.url, PLATEAU_SMTP_REQUIRE_TLS: 'off' },
  ...{ PLATEAU_CLOCK_START: '2026-11-30T10:00:00+01:00', PLATEAU_CLOCK_SPEED: String(SPEED) },
});
const subjects = () => sink.messages().map(({ raw }) => readMail(raw).header('subject'));
const feed = () =>
  existsSync(join(dir, 'veille.atom')) ? readFileSync(join(dir, 'veille.atom'), 'utf8') : '';
const titles = () => [...feed().matchAll(/<entry>[\s\S]*?<title>(.+?)<\/title>/g)].map(([, title]) => title);
const rounds = () =>
  readFileSync(join(dir, 'mesures-2026-11.jsonl'), 'utf8')
    .split('\n')
    .flatMap((line) =>
      line.endsWith('}') ? [JSON.parse(line) as { atMs: number; down: Record<string, string> }] : [],
    );
const PATIENT = { timeout: 30_000, interval: 50 };

function startWatch(): void {
  watch = spawn(process.execPath, [requireBundle(), 'watch', 'run', file, '--dir', dir], {
    ...{ cwd: room, env: cleanEnv(env()), stdio: ['ignore', 'pipe', 'pipe'] },
  });
  for (const stream of [watch.stdout, watch.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
}

async function stopWatch(): Promise<number | null> {
  const child = watch;
  watch = undefined;
  if (!child || child.exitCode !== null) return child?.exitCode ?? null;
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  return ended;
}

beforeAll(async () => {
  sink = await startSmtpSink();
  posts = await openGreeter('SSH-2.0-essai\r\n');
  witnesses = [await openGreeter('220 un\r\n'), await openGreeter('220 deux\r\n')];
  const [one, two] = witnesses.map(({ port }) => `smtp: 127.0.0.1:${port}\n    witness: true`);
  writeFileSync(
    file,
    `name: Veille d’essai
mail:
  from: veille@exemple.invalid
  to: [exploitation@exemple.invalid]
timeoutSeconds: 5
targets:
  - name: Postes
    ssh: 127.0.0.1:${posts.port}
  - name: Témoin un
    ${one}
  - name: Témoin deux
    ${two}
`,
  );
});
afterAll(async () => {
  await stopWatch();
  await Promise.all([posts, ...witnesses].map((one) => one.fall()));
  await sink.close();
  rmSync(room, { recursive: true });
});

describe('an availability watch, from a closed port to its report (R-58)', () => {
  it('the file is judged first', async () => {
    const { status, stdout } = await plateau(['watch', 'check', file], { cwd: room });
    expect([status, stdout]).toEqual([
      0,
      'Veille valide : Veille d’essai, 3 cibles dont 2 témoins, toutes les 60 s, alertes à exploitation@exemple.invalid.\n',
    ]);
  });

  it('a closed port gives one alert and a feed entry, at its third failed minute', async () => {
    startWatch();
    await expect.poll(() => said, PATIENT).toContain('Veille de 3 cibles');
    await posts.fall();
    await expect.poll(subjects, PATIENT).toEqual(['[veille] Postes : ne répond plus']);
    const { text } = readMail(sink.messages()[0]?.raw ?? '');
    expect(text).toContain('Constat : connexion refusée.');
    const toldMs = Date.parse(/<updated>(.+?)<\/updated>/.exec(feed())?.[1] ?? '');
    const failed = rounds().filter(({ atMs, down }) => atMs <= toldMs && down.Postes === 'refused');
    expect(failed).toHaveLength(3);
    expect(titles()).toEqual(['Postes : ne répond plus']);
  });

  it('back while the relay defers: nothing is lost, and the alert stays one', async () => {
    sink.become('defer');
    await posts.rise();
    await expect.poll(titles, PATIENT).toHaveLength(2);
    expect(titles()[0]).toMatch(/^Postes : rétabli après \d+ min$/);
    await expect.poll(() => said, PATIENT).toContain('1 e-mail en attente');
    sink.become('accept');
    await expect.poll(subjects, PATIENT).toHaveLength(2);
    expect(subjects()[1]).toMatch(/^\[veille\] Postes : rétabli après \d+ min$/);
  });

  it('both witnesses closed too: it is our network, and nobody is mailed', async () => {
    await Promise.all([posts, ...witnesses].map((one) => one.fall()));
    await expect.poll(titles, PATIENT).toHaveLength(3);
    expect(titles()[0]).toBe('Notre réseau : aucun témoin ne répond');
    // Longer than any outage needs to be told.
    const before = rounds().length;
    await expect.poll(() => rounds().length - before, PATIENT).toBeGreaterThan(5);
    await Promise.all([posts, ...witnesses].map((one) => one.rise()));
    await expect.poll(titles, PATIENT).toHaveLength(4);
    expect(titles()[0]).toMatch(/^Notre réseau : revenu après/);
    expect(sink.count()).toBe(2);
  });

  it('killed while a port is closed, it goes on where it was: no second alert', async () => {
    await posts.fall();
    await expect.poll(subjects, PATIENT).toHaveLength(3);
    // Killed before the relay's answer is noted, it would tell it again: an alert twice is better than none.
    const before = rounds().length;
    await expect.poll(() => rounds().length - before, PATIENT).toBeGreaterThan(1);
    watch?.kill('SIGKILL');
    await expect.poll(() => watch?.signalCode, PATIENT).toBe('SIGKILL');
    startWatch();
    await posts.rise();
    await expect.poll(subjects, PATIENT).toHaveLength(4);
    expect(subjects()[3]).toMatch(/rétabli/);
  });

  it('one watch at a time in a folder', async () => {
    const { status, stderr } = await plateau(['watch', 'run', file, '--dir', dir, '--once'], {
      cwd: room,
      env: env(),
    });
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/« plateau watch run »[\s\S]*\[folder-held\]/),
    ]);
  });

  it('stops when it is asked, and its feed is XML that another reader takes', async () => {
    expect(await stopWatch()).toBe(0);
    const count =
      'import sys,xml.etree.ElementTree as e; print(len(e.parse(sys.argv[1]).findall("{*}entry")))';
    const entries = execFileSync('python3', ['-c', count, join(dir, 'veille.atom')], { encoding: 'utf8' });
    expect(Number(entries)).toBe(titles().length);
  });

  it('the report gives availability and response times, on the terminal and as a workbook', async () => {
    const { status, stdout } = await plateau(['watch', 'report', file, '--dir', dir, '--out', 'rapport'], {
      cwd: room,
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Disponibilité +2026-11\nPostes +\d\d,\d+ %\nTémoin un +100,00 %\n/);
    expect(stdout).toMatch(/\nPostes +\d+ \+ \d+, \d+ hors compte\n/);
    expect(stdout).toContain('Classeur écrit : rapport/veille-2026-11.xlsx');
    const workbooks = openWorkbooks();
    const sheet = await workbooks.reader.read(readFileSync(join(room, 'rapport', 'veille-2026-11.xlsx')));
    await workbooks.close();
    expect(JSON.stringify(sheet)).toContain('2026-11 p95 (ms)');
  });
});

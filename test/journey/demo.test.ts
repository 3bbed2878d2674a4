import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openScreenTerminal, type ScreenTerminal } from '../../scripts/demo/screen-terminal.ts';
import { cleanEnv, plateau, requireBundle } from '../support/house/command-line.ts';
import { freePort } from '../support/machine/free-port.ts';
import { describeWith } from '../support/machine/programs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plateau-demo-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A demo hires, closes a week and draws its charts: a minute on a machine that does other things. */
const PATIENCE_MS = 90_000;
const sees = (screen: ScreenTerminal, what: RegExp) =>
  screen.until(async (rows) => rows.some((row) => what.test(row)), PATIENCE_MS);
const line = (screen: ScreenTerminal, starts: RegExp) =>
  screen
    .rows()
    .find((row) => starts.test(row))
    ?.trim() ?? 'no such line';
/** A line as it stands on a screen, typed in another terminal; wide, so that no printed line is broken. */
const terminal = (command: string, env = {}) =>
  openScreenTerminal({ file: '/bin/sh', args: ['-c', command], env: cleanEnv(env), columns: 400, rows: 60 });

describeWith('ssh')('the demo over SSH, with the OpenSSH client', () => {
  it('one printed line opens a card; two more open the kept folder again, on a card', async () => {
    const out = join(folder, 'essai');
    const demo = terminal(`"${process.execPath}" "${requireBundle()}" demo --cards 12 --ssh --out "${out}"`);
    await sees(demo, /Entrée ici pour clore/);
    const first = terminal(line(demo, /^ssh -p/));
    await sees(first, /Bonjour ! Je m’appelle Camille/);
    demo.type('\r');
    await first.ended;
    await sees(demo, /^ {2}ssh -p 2222/);
    expect(await demo.ended).toBe(0);
    expect(demo.rows().join('\n')).toMatch(/Semaine 2026-S48 close/);
    // Its ports may be taken on a machine that runs other tests: what is set wins over the folder's file.
    const [http, ssh] = [await freePort(), await freePort()];
    const ports = { PLATEAU_LISTEN: `127.0.0.1:${http}`, PLATEAU_SSH_LISTEN: `127.0.0.1:${ssh}` };
    const serve = line(demo, /^ {2}cd .+ serve --ssh$/).replace(' node ', ` "${process.execPath}" `);
    const again = terminal(serve, ports);
    await sees(again, /Plateau écoute/);
    const second = terminal(line(demo, /^ {2}ssh -p 2222/).replace('-p 2222', `-p ${ssh}`));
    await sees(second, /Bonjour ! Je m’appelle Camille/);
    // A server that stops waits a minute for an open call: the agent leaves first.
    second.type('\u0003');
    await sees(second, /Quitter/);
    second.type('o');
    await second.ended;
    again.type('\u0003\u0003');
    await again.ended;
  }, 240_000);
});

describeWith('ssh')('the demo of the volunteers’ door', () => {
  it('R-45 R-55: from the invitation to the first practice call in four acts: the link’s button, « Je viens », the badge’s code over SSH, one key', async () => {
    const demo = terminal(`"${process.execPath}" "${requireBundle()}" demo --benevoles --out "${folder}"`);
    await sees(demo, /Entrée ici pour fermer/);
    const link = line(demo, /^http.*\/b\/entrer\//);
    const entered = await fetch(link, {
      method: 'POST',
      headers: { origin: new URL(link).origin },
      redirect: 'manual',
    });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const slots = await (await fetch(new URL('/b/creneaux', link), { headers: { cookie } })).text();
    expect(slots).toMatch(/Vous y êtes[\s\S]*Je viens[\s\S]*Me mettre en attente/);
    const free = /value="venir"><input type="hidden" name="numero" value="(\d+)"/.exec(slots)?.[1] ?? '';
    const come = await fetch(new URL('/b/creneaux', link), {
      method: 'POST',
      headers: { origin: new URL(link).origin, cookie },
      body: new URLSearchParams({ geste: 'venir', numero: free }),
      redirect: 'manual',
    });
    expect(come.headers.get('location')).toBe('/b/creneaux?dit=inscrit');
    const seat = terminal(line(demo, /^ssh -p/));
    await sees(seat, /Code de votre badge/);
    seat.type(`${/une fois : (\w{8})/.exec(line(demo, /^Un poste/))?.[1]}\r`);
    // The fourth act of somebody who was invited: « Entrer », « Je viens », the badge’s code, and this key.
    await sees(seat, /C’est moi, et j’accepte la charte/);
    seat.type('o');
    await sees(seat, /Décrocher l’appel suivant/);
    demo.type('\r');
    expect(await demo.ended).toBe(0);
    await seat.ended;
  }, 120_000);
});

/** What months of calls deliver is counted again in golden-month.test.ts: here, that the command plays all of it by keys. */
it('the demo that plays alone: calls by keys, then what it delivered, ended and destroyed, told with the bytes that are there', async () => {
  const args = ['demo', '--autoplay', '4', '--cards', '12', '--json', '--out', folder];
  const done = await plateau(args, { cwd: folder });
  expect([done.status, done.stderr]).toEqual([0, '']);
  const told = JSON.parse(done.stdout);
  expect(told.shifts).toMatchObject([
    { campaign: 'UPG-FR-2026', calls: 2 },
    { campaign: 'REA-BE-2026', calls: 2 },
  ]);
  expect(told.ended).toMatchObject([
    { campaign: 'UPG-FR-2026', purge: { rowsLeft: 0, found: 0 } },
    { campaign: 'REA-BE-2026', purge: { rowsLeft: 0, found: 0 } },
  ]);
  expect([told.calls, told.cards, told.audit.ok]).toEqual([4, 4, true]);
  const files = [...told.deliveries, ...told.ended.map(({ final }: { final: object }) => final)];
  for (const { fileName, sha256 } of files) {
    const bytes = readFileSync(join(folder, 'depot', 'out', fileName));
    expect([fileName, createHash('sha256').update(bytes).digest('hex')]).toEqual([fileName, sha256]);
  }
  expect(files.length).toBeGreaterThan(9);
}, 240_000);

describeWith('asterisk', 'sipp')('the demo of a pledge line’s evening', () => {
  it('R-43 R-44: 140 calls on 15 and 55 seats, with a real Asterisk and without; every place that tells a figure tells the same', async () => {
    const done = await plateau(['demo', '--ligne', '--json', '--out', folder], { cwd: folder });
    expect([done.status, done.stderr]).toEqual([0, '']);
    const [manual, asterisk] = JSON.parse(done.stdout) as readonly Evening[];
    for (const evening of [manual, asterisk])
      for (const { label, told } of evening?.sums ?? [])
        expect([label, told.length > 1, new Set(told.map(({ value }) => value)).size]).toEqual([
          label,
          true,
          1,
        ]);
    const value = (evening: Evening | undefined, starts: string) =>
      evening?.sums.find(({ label }) => label.startsWith(starts))?.told[0]?.value;
    const counts = ['Appels', 'Répondus', 'Abandons', 'Au plus fort, MAISON', 'Au plus fort, PARTENAIRE'];
    expect(counts.map((label) => value(asterisk, label))).toEqual([140, 134, 6, 15, 55]);
    // Nobody without a PBX knows of those who gave up.
    expect(counts.map((label) => value(manual, label))).toEqual([134, 134, 0, 15, 55]);
    expect(value(asterisk, 'Promesses')).toBeGreaterThan(100);
    for (const file of asterisk?.files ?? []) expect(readFileSync(file).byteLength).toBeGreaterThan(5_000);
    expect(asterisk?.files.map((file) => file.split('.').at(-1))).toEqual(['xlsx', 'pdf']);
  }, 240_000);
});

interface Evening {
  readonly line: 'manual' | 'asterisk';
  readonly sums: readonly { readonly label: string; readonly told: readonly { readonly value: number }[] }[];
  readonly files: readonly string[];
}

describeWith(
  'haproxy',
  'openssl',
  'postgres',
  'ssh',
)('the demo on several servers', () => {
  it('R-58 ends with the sums of one machine, though a server is killed in the middle of its calls', async () => {
    const args = ['demo', '--servers', '2', '--autoplay', '10', '--cards', '20', '--json'];
    const done = await plateau(args, { cwd: folder });
    expect([done.status, done.stderr]).toEqual([0, '']);
    const told = JSON.parse(done.stdout);
    expect(told).toMatchObject({ servers: 2, killed: 'lyon-2', same: true });
    expect(told.cuts).toBeGreaterThan(0);
    expect(told.sums).toContainEqual({ what: 'appels', alone: 10, several: 10 });
  }, 600_000);
});

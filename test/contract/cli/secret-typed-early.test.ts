import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openScreenTerminal } from '../../../scripts/demo/screen-terminal.ts';
import { cleanEnv, plateauAsked, requireBundle } from '../../support/house/command-line.ts';

const PHRASE = 'cinq mots bien fictifs ensemble';
const LAUNCHER = join(import.meta.dirname, '..', '..', '..', 'bin', 'plateau.mjs');

let folder: string;
beforeEach(() => {
  requireBundle();
  folder = mkdtempSync(join(tmpdir(), 'plateau-phrase-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const env = () => ({ PLATEAU_DATA_DIR: join(folder, 'donnees') });
const asked = (answers: readonly (readonly [string, string])[], lastWords: string) =>
  plateauAsked(['keys', 'init'], { env: env(), cwd: folder, answers, lastWords });

it('a passphrase typed while the process starts is never shown, and counts', async () => {
  const words = ['-c', 'tty; exec "$@"', 'sh', process.execPath, LAUNCHER, 'keys', 'init'];
  const screen = openScreenTerminal({
    file: '/bin/sh',
    args: words,
    env: cleanEnv(env()),
    columns: 120,
    rows: 30,
  });
  await screen.until(async (rows) => rows.some((row) => row.startsWith('/dev/pts/')), 10_000);
  const tty = screen.rows().find((row) => row.startsWith('/dev/pts/')) ?? '';
  const isSilent = () => execFileSync('stty', ['-F', tty, '-a'], { encoding: 'utf8' }).includes(' -echo ');
  while (!isSilent()) await nextTurn();
  expect(screen.rows().join('\n')).not.toContain('Nouvelle phrase');
  screen.type(`${PHRASE}\r`);
  await screen.until(async (rows) => rows.some((row) => row.includes('Encore une fois')), 30_000);
  screen.type(`${PHRASE}\r`);
  // A terminal may tell the end of a program before it has drawn all it said.
  await screen.until(async (rows) => rows.some((row) => row.includes('Trousseau créé')), 30_000);
  expect(await screen.ended).toBe(0);
  expect(screen.rows().join('\n')).not.toContain('fictifs');
});

it('says the rule, refuses a short one at once, and two that differ; what is typed at the sentence stays unseen', async () => {
  const short = await asked(
    [
      ['Nouvelle phrase secrète :', 'court'],
      ['a moins de 16 signes', 'aaaaaaaaaaaaaaaaaaaa'],
      ['répète les mêmes signes', PHRASE],
      ['Encore une fois', `${PHRASE} autre`],
    ],
    '[passphrase-differs]',
  );
  expect(short.status).toBe(1);
  expect(short.screen).toMatch(/16 signes au moins/);
  for (const typed of [/court\n/, /aaaa/, new RegExp(PHRASE)]) expect(short.screen).not.toMatch(typed);
});

it('made once it is asked once, and its strength was told', async () => {
  const made = await asked(
    [
      ['Nouvelle phrase secrète :', PHRASE],
      ['Encore une fois', PHRASE],
    ],
    'Clé de la maison',
  );
  expect([made.status, made.screen]).toEqual([0, expect.stringContaining('Solidité : bonne.')]);
  const again = await asked([['Phrase secrète de l’installation :', PHRASE]], 'Clé de la maison');
  expect([again.status, again.screen]).toEqual([0, expect.stringContaining('Trousseau déjà là')]);
});

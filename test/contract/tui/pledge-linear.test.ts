import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { PledgeDesk } from '../../../shared/line/pledge-desk.ts';
import { mountFullScreen } from '../../../tui/full-screen/full-screen-pane.tsx';
import { FullScreenSession } from '../../../tui/full-screen/full-screen-session.ts';
import { pledgeDeskOver } from '../../../tui/pledge/run-pledge-desk.ts';
import { begun, NOW_MS } from '../../support/line/pledge-keys.ts';

/** Longer than the fingers rest before what is typed is told. */
const TOLD_MS = 350;

const away = (): never => {
  throw new AppError({ code: 'away', kind: 'conflict', message: 'Absent.', hint: 'Revenez.' });
};
const DESK: PledgeDesk = {
  line: async () => begun().line,
  save: async () => away(),
  towns: async () => [],
  help: async () => away(),
};

/** The desk on a terminal that is written down, at an hour that moves by hand. */
function shown(env: Readonly<Record<string, string>>, desk = DESK) {
  const at = { nowMs: NOW_MS };
  const { line, agent } = begun();
  const session = new FullScreenSession(
    pledgeDeskOver({ desk, line, agent, now: () => at.nowMs }),
    mountFullScreen,
  );
  const [input, output] = [new PassThrough(), new PassThrough()];
  let told = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  session.attach({
    input,
    output,
    env,
    size: () => ({ columns: 80, rows: 24 }),
    onResize: () => () => undefined,
  });
  onTestFinished(() => session.close());
  const after = async (...keys: readonly string[]) => {
    told = '';
    input.write(keys.join(''));
    await pause(TOLD_MS);
    return told;
  };
  return { session, at, after, told: () => told };
}

test('R-40 the pledge desk is told line by line to a screen reader: each field as it is reached, no clock, no escape sequence', async () => {
  const { after, at, told } = shown({ PLATEAU_LINEAR: '1', TERM: 'xterm-256color' });
  expect(await after()).toContain('Le téléphone sonne');
  expect(await after(' ')).toContain('Quel montant');
  expect(await after('d', '\r', '\r')).toContain('> 3 Nom');
  expect(await after(...'Pélouneau')).toContain('> 3 Nom  Pélouneau');
  expect(await after('\r')).toBe('> 4 Prénom\r\n');
  // Back on a field that is filled: it is told again; the one that is left is not.
  expect(await after('\u001b[A')).toBe('> 3 Nom  Pélouneau\r\n');
  at.nowMs += 60_000;
  await pause(1_100);
  expect(await after()).toBe('');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with it
  expect(told()).not.toMatch(/\u001b/);
});

test('R-40 on a screen the same desk is painted whole, its first line with the hour on it; a refusal is said there', async () => {
  const { after, session, told } = shown({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8' });
  await expect.poll(told).toMatch(/Camille[\s\S]*20:14[\s\S]*Le téléphone sonne[\s\S]*Nouvel appel/);
  expect(await after('\u001b[20~')).toContain('Absent. Revenez.');
  await after('\u0011');
  await session.ended;
});

test('R-40 a bug behind the desk ends its screen, and is told', async () => {
  const bug = new Error('a bug');
  const { after, session } = shown({ TERM: 'xterm-256color' }, { ...DESK, help: () => Promise.reject(bug) });
  const ended = expect(session.ended).rejects.toBe(bug);
  await after('\u001b[20~');
  await ended;
});

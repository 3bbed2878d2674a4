import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildWorkstation, openTestScreen, type TestScreen } from '../support/workstation/screen.ts';

let built: ReturnType<typeof buildWorkstation>;
let folder: string;
let screen: TestScreen;

beforeAll(() => {
  built = buildWorkstation();
  folder = mkdtempSync(join(tmpdir(), 'plateau-tty-'));
});
afterAll(() => {
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => screen.close());

function open(env: Record<string, string> = {}, command?: readonly [string, ...string[]]): TestScreen {
  screen = openTestScreen({ bundle: built.bundle, env, ...(command ? { command } : {}) });
  return screen;
}

const SIZES = [
  [80, 24],
  [120, 40],
] as const;

const ESC = '\u001b';
const textOf = (name: string) => {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    // Not written yet.
    return '';
  }
};

describe('job control', () => {
  it('Ctrl-Z gives the shell a sane terminal, and fg the same screen, still answering', async () => {
    open({ PS1: 'invite$ ' }, ['/bin/bash', '--norc', '--noprofile', '-i']);
    await screen.see('invite$');
    screen.type(`${process.execPath} ${built.bundle}\r`);
    await screen.see('─ Accroche ─');
    const before = await screen.still();
    screen.press('ctrl-z');
    await screen.until(() => !screen.isAlternate() && screen.text().includes('Stopped'), 'the shell');
    screen.type(`stty -a > ${join(folder, 'stopped')}; echo fini\r`);
    await screen.see(/^fini/m);
    expect(textOf('stopped')).toMatch(/ icanon/);
    expect(textOf('stopped')).toMatch(/ echo /);
    screen.type('fg\r');
    await screen.until(() => screen.isAlternate() && screen.text() === before, 'the same screen');
    screen.press('o');
    await screen.see('─ Un bon moment ? ─');
  });

  it('stopped and woken from outside, it repaints by itself', async () => {
    open({ PS1: 'invite$ ' }, ['/bin/bash', '--norc', '--noprofile', '-i']);
    await screen.see('invite$');
    screen.type(`echo $BASHPID > ${join(folder, 'shell')}; ${process.execPath} ${built.bundle}\r`);
    await screen.see('─ Accroche ─');
    const pid = childOf(Number(textOf('shell')));
    process.kill(pid, 'SIGTSTP');
    await screen.until(() => !screen.isAlternate(), 'the shell');
    screen.type('fg\r');
    await screen.see('─ Accroche ─');
    expect(screen.isAlternate()).toBe(true);
  });

  it('kept on the screen (the demo), Ctrl-Z stops nothing even under a shell, and says what takes a call back', async () => {
    open({ PS1: 'invite$ ', KEPT: '1' }, ['/bin/bash', '--norc', '--noprofile', '-i']);
    await screen.see('invite$');
    screen.type(`${process.execPath} ${built.bundle}\r`);
    await screen.see('─ Accroche ─');
    screen.press('ctrl-z');
    await screen.see('Ctrl-Z ne fait rien ici : U annule');
    screen.press('o');
    await screen.see('─ Un bon moment ? ─');
    expect(screen.isAlternate()).toBe(true);
  });

  it('where no shell can wake it, Ctrl-Z stops nothing', async () => {
    open();
    await screen.see('─ Accroche ─');
    screen.press('ctrl-z');
    screen.press('o');
    await screen.see('─ Un bon moment ? ─');
  });
});

describe('killed', () => {
  it('kill -9 leaves a terminal that the next start restores', async () => {
    const run = `${process.execPath} ${built.bundle}`;
    const script = `sh -c 'echo $$ > ${folder}/pid; exec ${run}'; echo suite; ${run}; stty -a > ${folder}/after; echo fini`;
    open({}, ['/bin/sh', '-c', script]);
    await screen.see('─ Accroche ─');
    await screen.until(() => textOf('pid').trim() !== '', 'the pid');
    const frames = screen.written().length;
    process.kill(Number(textOf('pid')), 'SIGKILL');
    await screen.until(() => screen.written().slice(frames).includes('Accroche'), 'the second start');
    screen.press('ctrl-q', 'o');
    await screen.until(() => textOf('after') !== '', 'the end');
    expect(screen.isAlternate()).toBe(false);
    expect(textOf('after')).toMatch(/ icanon/);
    expect(textOf('after')).toMatch(/ echo /);
    await screen.see('fini');
  });
});

describe('poor terminals', () => {
  it('TERM=linux, vt220, vt100 and screen show the same text as xterm', async () => {
    open();
    await screen.see('─ Accroche ─');
    const wanted = await screen.still();
    for (const term of ['linux', 'vt220', 'vt100', 'screen']) {
      screen.close();
      open({ TERM: term });
      await screen.until(() => screen.text() === wanted, `the same screen with TERM=${term}`);
    }
  });

  it.each(SIZES)('LANG=C draws in ASCII at %i×%i', async (columns, rows) => {
    screen = openTestScreen({ bundle: built.bundle, columns, rows, env: { LANG: 'C' } });
    await screen.see('- Accroche -');
    await golden(`card-ascii-${columns}x${rows}`);
    expect([...screen.written()].every((sign) => sign < '\u007f')).toBe(true);
  });

  it.each(SIZES)('monochrome at %i×%i: bold, inverse and marks only', async (columns, rows) => {
    screen = openTestScreen({ bundle: built.bundle, columns, rows, env: { TERM: 'vt220' } });
    await screen.see('─ Accroche ─');
    await golden(`card-mono-${columns}x${rows}`);
    screen.press('o', 'ctrl-n');
    await screen.see('─ Note ─');
    await golden(`note-mono-${columns}x${rows}`);
    const looks = [...screen.written().matchAll(new RegExp(`${ESC}\\[([0-9;]*)m`, 'g'))].map(
      ([, look]) => look,
    );
    for (const look of looks) expect(look).toMatch(/^(?:0|0;)?[17]?$/);
  });

  it.each<Record<string, string>>([{ TERM: 'dumb' }, { PLATEAU_LINEAR: '1' }])(
    '%j is told line by line, without one escape sequence',
    async (env) => {
      open(env);
      await screen.see('Bonjour !');
      screen.press('o');
      await screen.see('Ai-je bien Madame Testeur');
      goldenText('linear', screen.written().replaceAll('\r\n', '\n'));
      screen.press('?');
      await screen.until(() => screen.written().includes('Sur cet écran'), 'the help');
      expect(screen.written()).not.toContain(ESC);
      expect(screen.written()).not.toContain('─');
    },
  );
});

/** What is on the screen, against a file; UPDATE_FRAMES=1 writes it anew. */
async function golden(name: string): Promise<void> {
  goldenText(name, await screen.still());
}

function goldenText(name: string, text: string): void {
  const file = `test/golden/frames/${name}.txt`;
  if (process.env.UPDATE_FRAMES) writeFileSync(file, `${text.trimEnd()}\n`);
  expect(text.trimEnd()).toBe(readFileSync(file, 'utf8').trimEnd());
}

function childOf(parent: number): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ');
  return Number(children[0]);
}

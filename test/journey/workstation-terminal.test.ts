import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildWorkstation, openTestScreen, type TestScreen } from '../support/workstation/screen.ts';

let built: ReturnType<typeof buildWorkstation>;
let screen: TestScreen;

beforeAll(() => {
  built = buildWorkstation();
});
afterAll(() => built.remove());
afterEach(() => screen.close());

function open(columns = 80, rows = 24, env: Record<string, string> = {}): TestScreen {
  screen = openTestScreen({ bundle: built.bundle, columns, rows, env });
  return screen;
}

/** Cursor shown, main screen, paste mode off: what the shell expects. */
function expectRestored(): void {
  expect(screen.isAlternate()).toBe(false);
  const out = screen.written();
  expect(out.lastIndexOf('\u001b[?25h')).toBeGreaterThan(out.lastIndexOf('\u001b[?25l'));
  expect(out.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(out.lastIndexOf('\u001b[?2004h'));
}

describe('the terminal', () => {
  it('is given back after SIGTERM and SIGHUP, and the card stays leased', async () => {
    for (const [signal, code] of [
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      open();
      await screen.see('─ Accroche ─');
      screen.kill(signal);
      expect(await screen.ended()).toBe(code);
      expectRestored();
      expect(screen.desk().map((entry) => entry.method)).not.toContain('logOut');
      screen.close();
    }
  });

  it('is given back after an uncaught error, which can be read', async () => {
    open(80, 24, { CRASH: '1' });
    await screen.see('─ Accroche ─');
    screen.press('ctrl-f');
    expect(await screen.ended()).not.toBe(0);
    await screen.until(() => !screen.isAlternate(), 'the main screen');
    expectRestored();
    expect(screen.text()).toContain('panne fictive');
  });

  it('resized to 20×5 in the middle of a call and back loses nothing', async () => {
    open();
    await screen.see('─ Accroche ─');
    screen.press('o', 'ctrl-n');
    screen.type('Préfère le soir');
    await screen.see('Préfère le soir');
    const before = await screen.still();
    screen.resize(20, 5);
    await screen.see('trop petite');
    screen.resize(80, 24);
    await screen.see('Préfère le soir');
    await screen.until(() => screen.text() === before, 'the same screen as before');
  });

  it('swallows a pasted megabyte, bracketed or not', async () => {
    open();
    await screen.see('─ Accroche ─');
    const megabyte = 'oN!S\n'.repeat(200_000);
    screen.type(`\u001b[200~${megabyte}\u001b[201~`);
    await screen.see('Le texte collé est ignoré ici');
    screen.press('ctrl-n');
    await screen.see('─ Note ─');
    screen.type(`\u001b[200~${megabyte}\u001b[201~`);
    await screen.see('0 caractère');
    screen.press('escape');
    await screen.see('─ Accroche ─');
    screen.type(megabyte);
    screen.press('?');
    await screen.until(() => /Toutes les touches|─ Accroche ─/.test(screen.text()), 'a living screen');
    expect(screen.desk().map((entry) => entry.method)).not.toContain('saveOutcome');
  });

  it('Ctrl-L repaints what a stray program wrote over', async () => {
    open();
    await screen.see('─ Accroche ─');
    await screen.still();
    // The clock of the first line goes on.
    const shown = () => screen.text().split('\n').slice(1).join('\n');
    const before = shown();
    const length = screen.written().length;
    screen.press('ctrl-l');
    await screen.until(() => screen.written().length > length + 1000, 'a whole frame');
    await screen.until(() => shown() === before, 'the same screen');
  });

  it('writes few bytes per key in a text field at 120×40', async () => {
    open(120, 40);
    await screen.see('─ Accroche ─');
    screen.press('ctrl-n');
    await screen.see('250 caractères restants');
    const keys = 'Souhaite un appel en fin de journee';
    const start = Buffer.byteLength(screen.written());
    for (const [at, key] of [...keys].entries()) {
      screen.type(key);
      await screen.see(`${250 - at - 1} caractères restants`);
    }
    const perKey = (Buffer.byteLength(screen.written()) - start) / keys.length;
    expect(perKey).toBeLessThanOrEqual(20);
  });

  it('without colours writes no colour, and marks remain', async () => {
    open(80, 24, { NO_COLOR: '1' });
    await screen.see('─ Accroche ─');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for SGR colours is the test
    expect(screen.written()).not.toMatch(/\u001b\[(?:3[0-7]|9[0-7]|4[0-7])m/);
    expect(screen.text()).toContain('▸ 06 39 98 00 01');
  });
});

interface Frame {
  readonly name: string;
  readonly keys: readonly string[];
  readonly see: string;
}

/** Sessions of screens kept as text, each from a fresh start: `UPDATE_FRAMES=1` writes them anew. */
const SESSIONS: { env: Record<string, string>; frames: Frame[] }[] = [
  { env: { LOGIN: '1' }, frames: [{ name: 'login', keys: [], see: 'Ouvrir la session' }] },
  {
    env: { DESK_FAILS: 'saveOutcome' },
    frames: [
      { name: 'card', keys: [], see: '─ Accroche ─' },
      { name: 'unsent', keys: ['N'], see: 'NON ENVOYÉE' },
    ],
  },
  {
    env: {},
    frames: [
      { name: 'dispositions', keys: ['tab'], see: 'deux lettres choisissent' },
      { name: 'callback', keys: ['escape', 'P'], see: 'le premier possible' },
      { name: 'correction', keys: ['escape', 'ctrl-e'], see: 'Code postal' },
      { name: 'help', keys: ['escape', '?'], see: 'Sur cet écran' },
      { name: 'my-day', keys: ['escape', 'ctrl-f'], see: 'Contacts utiles' },
      { name: 'proposal', keys: ['escape', 'o', 'o', 's', 's'], see: '─ Première proposition ─' },
      { name: 'receipt', keys: ['o', 'o', 'o'], see: 'Nouveau don' },
    ],
  },
  {
    env: {},
    frames: [
      { name: 'palette', keys: [':', 'n', 'o', 't', 'e'], see: 'Écrire une note' },
      { name: 'search', keys: ['escape', '/'], see: 'La fiche est close.' },
      { name: 'messages', keys: ['escape', 'M'], see: 'Pause commune' },
      { name: 'freeze', keys: ['escape', 'X'], see: 'Mettre la fiche de côté' },
      { name: 'stop-word', keys: ['escape', 'D'], see: 'Merci, sans demande' },
    ],
  },
];

async function expectGolden(frame: Frame, size: string): Promise<void> {
  for (const key of frame.keys) {
    const before = screen.text();
    screen.press(key);
    // A lone ESC is a key once the feed has waited: the next key must not join it.
    await screen.until(() => screen.text() !== before, `an answer to ${key}`);
  }
  await screen.see(frame.see);
  const file = `test/golden/frames/${frame.name}-${size}.txt`;
  if (process.env.UPDATE_FRAMES) {
    await screen.still();
    mkdirSync('test/golden/frames', { recursive: true });
    writeFileSync(file, `${screen.text()}\n`);
  }
  const golden = readFileSync(file, 'utf8').trimEnd();
  await screen.until(() => screen.text().trimEnd() === golden, `the golden frame ${file}`);
}

describe('golden frames', () => {
  for (const [columns, rows] of [
    [80, 24],
    [120, 40],
  ] as const) {
    it.each(SESSIONS)(`${columns}×${rows}, session %#`, async ({ env, frames }) => {
      open(columns, rows, env);
      await screen.see(env.LOGIN ? 'Ouvrir la session' : '─ Accroche ─');
      for (const frame of frames) await expectGolden(frame, `${columns}x${rows}`);
    });
  }
});

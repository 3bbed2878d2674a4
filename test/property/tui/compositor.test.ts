import { Writable } from 'node:stream';
import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../tui/screen/line.ts';
import { TONES, type Tone } from '../../../tui/screen/theme.ts';
import { Compositor } from '../../../tui/term/compositor.ts';
import { probe } from '../../../tui/term/probe.ts';
import type { Rect, Surface } from '../../../tui/term/surface.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A compositor on a terminal that remembers every byte. */
function painted(columns: number, rows: number, env: Record<string, string> = {}) {
  const screen = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 50 });
  // The alternate screen, as for the workstation: a smaller one does not scroll into what came before.
  screen.write('\u001b[?1049h');
  const writes: string[] = [];
  const output = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      writes.push(chunk);
      screen.write(chunk, done);
    },
  });
  const capabilities = probe({ TERM: 'xterm', LANG: 'fr_FR.UTF-8', ...env });
  const compositor = new Compositor({ output, capabilities, size: { columns, rows } });
  const settle = async () => {
    await turn();
    await new Promise<void>((resolve) => screen.write('', resolve));
  };
  return { screen, writes, compositor, settle };
}

/** Every cell with its look. */
function cellsOf(screen: InstanceType<typeof headless.Terminal>): string[] {
  return Array.from({ length: screen.rows }, (_, row) => {
    const line = screen.buffer.active.getLine(row);
    return Array.from({ length: screen.cols }, (_, column) => {
      const cell = line?.getCell(column);
      const sign = cell?.getChars() || (cell?.getWidth() === 0 ? '' : ' ');
      if (sign === ' ' && !cell?.isInverse()) return ' ';
      const look = [
        cell?.getFgColor(),
        cell?.isBold() ? 'b' : '',
        cell?.isDim() ? 'd' : '',
        cell?.isInverse() ? 'i' : '',
      ];
      return `${sign}${look.join('')}|`;
    }).join('');
  });
}

const WORDS = [
  'a',
  'Zéphyrine',
  ' ',
  '      ',
  '中文',
  'é',
  'e\u0301t',
  '─────',
  '12 €',
  '□',
  'وقت',
  '\u001b[2Jx',
  '\u202eabc',
  '👩\u200d👧',
];
const tones: readonly Tone[] = TONES;
const span = fc.record({ text: fc.constantFrom(...WORDS), tone: fc.constantFrom(...tones) });
const line: fc.Arbitrary<Line> = fc.array(span, { maxLength: 6 });
const lines = fc.array(line, { maxLength: 6 });
const rect: fc.Arbitrary<Rect> = fc.record({
  top: fc.nat(7),
  left: fc.nat(20),
  width: fc.integer({ min: 1, max: 30 }),
  height: fc.integer({ min: 1, max: 8 }),
});
const change = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('show' as const), which: fc.nat(2), at: rect, lines }),
  },
  fc.record({ do: fc.constant('hide' as const), which: fc.nat(2) }),
  fc.record({
    do: fc.constant('resize' as const),
    columns: fc.integer({ min: 5, max: 40 }),
    rows: fc.integer({ min: 2, max: 12 }),
  }),
  fc.record({ do: fc.constant('repaint' as const) }),
);

const ESC = '\u001b';
/** Taken out of what was written, nothing below a space may be left. */
const SEQUENCES = new RegExp(`${ESC}\\[(?:(?:\\d+(?:;\\d+)?)?H|K|[0-9;]*m|\\?25[hl])`, 'g');
const withoutSequences = (text: string) => text.replace(SEQUENCES, '');

describe('the compositor', () => {
  it('after any changes shows what a whole repaint would, and writes only CUP, EL and SGR', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const { screen, writes, compositor, settle } = painted(36, 10);
        const surfaces: Surface[] = [0, 1, 2].map((z) => compositor.surface({ z }));
        for (const one of changes) {
          if (one.do === 'show') surfaces[one.which]?.show(one.at, one.lines);
          else if (one.do === 'hide') surfaces[one.which]?.show(undefined, []);
          else if (one.do === 'repaint') compositor.repaint();
          else {
            screen.resize(one.columns, one.rows);
            compositor.resize({ columns: one.columns, rows: one.rows });
          }
          await settle();
        }
        const grown = cellsOf(screen);
        const cursor = [screen.buffer.active.cursorX, screen.buffer.active.cursorY];
        for (const text of writes) expect(withoutSequences(text)).not.toMatch(/\p{Cc}/u);
        screen.reset();
        screen.write('\u001b[?1049h');
        compositor.repaint();
        await settle();
        expect(grown).toEqual(cellsOf(screen));
        if (writes.at(-1)?.includes('\u001b[?25h'))
          expect(cursor).toEqual([screen.buffer.active.cursorX, screen.buffer.active.cursorY]);
        const corner = screen.buffer.active
          .getLine(screen.rows - 1)
          ?.getCell(screen.cols - 1)
          ?.getChars();
        expect(corner?.trim() ?? '').toBe('');
        expect(screen.buffer.active.baseY).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('shows each line in its place, clipped, the higher surface over the lower one', async () => {
    const { screen, compositor, settle } = painted(20, 4);
    const text = () =>
      Array.from({ length: 4 }, (_, row) => screen.buffer.active.getLine(row)?.translateToString(true));
    const plain = (words: string): Line => [{ text: words, tone: 'plain' }];
    const low = compositor.surface();
    const high = compositor.surface({ z: 1 });
    low.show(
      { top: 0, left: 0, width: 20, height: 3 },
      ['première ligne', '中文中文', 'troisième'].map(plain),
    );
    high.show({ top: 1, left: 3, width: 4, height: 1 }, [plain('dessus')]);
    await settle();
    expect(text()).toEqual(['première ligne', '中 des…', 'troisième', '']);
    high.dispose();
    await settle();
    expect(text()).toEqual(['première ligne', '中文中文', 'troisième', '']);
  });

  it('writes nothing when nothing reads differently, and once in a turn whatever changes', async () => {
    const { writes, compositor, settle } = painted(20, 4);
    const surface = compositor.surface();
    const at = { top: 0, left: 0, width: 20, height: 2 };
    for (const text of ['un', 'deux', 'trois']) surface.show(at, [[{ text, tone: 'plain' }]]);
    await settle();
    expect(writes).toHaveLength(1);
    expect(writes[0]).not.toContain('deux');
    surface.show({ ...at }, [[{ text: 'trois', tone: 'plain' }]]);
    await settle();
    expect(writes).toHaveLength(1);
  });
});

describe('a slow reader', () => {
  it('gets the newest frame once it reads again, and never more than one waits', async () => {
    const taken: string[] = [];
    let release = () => {};
    const output = new Writable({
      decodeStrings: false,
      highWaterMark: 1,
      write(chunk: string, _encoding, done) {
        taken.push(chunk);
        release = done;
      },
    });
    const compositor = new Compositor({
      output,
      capabilities: probe({ TERM: 'xterm' }),
      size: { columns: 20, rows: 3 },
    });
    const surface = compositor.surface();
    const show = async (text: string) => {
      surface.show({ top: 0, left: 0, width: 20, height: 1 }, [[{ text, tone: 'plain' }]]);
      await turn();
    };
    await show('zéro');
    for (let frame = 1; frame <= 1000; frame += 1) await show(`image ${frame}`);
    expect(taken).toHaveLength(1);
    expect(output.writableLength).toBeLessThan(200);
    release();
    await turn();
    await turn();
    expect(taken).toHaveLength(2);
    expect(taken[1]).toContain('image 1000');
    expect(compositor.sent).toMatchObject({ frames: 2, skipped: 1000 });
  });
});

describe('poor terminals', () => {
  const line: Line = [
    { text: '─ L’été ', tone: 'rule' },
    { text: '15 € « oui » ▸', tone: 'key' },
  ];
  const at = { top: 0, left: 0, width: 30, height: 1 };

  it.each([
    ['LANG=C', { LANG: 'C' }, '- L\'ete 15 EUR " oui " >'],
    ['LC_ALL=C over a UTF-8 LANG', { LC_ALL: 'C' }, '- L\'ete 15 EUR " oui " >'],
    ['Latin-1 keeps accents', { LANG: 'fr_FR.ISO-8859-1' }, "- L'\u00e9t\u00e9 15 EUR \u00ab oui \u00bb >"],
    ['UTF-8', {}, '─ L’été 15 € « oui » ▸'],
  ])('%s', async (_, env, expected) => {
    const { writes, compositor, settle } = painted(30, 2, env);
    compositor.surface().show(at, [line]);
    await settle();
    const written = writes
      .map((one) => (typeof one === 'string' ? one : Buffer.from(one).toString('latin1')))
      .join('');
    expect(withoutSequences(written).trim()).toBe(expected);
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['vt220', { TERM: 'vt220' }],
    ['xterm-mono', { TERM: 'xterm-mono' }],
  ])('%s: bold and inverse only', async (_, env) => {
    const { writes, compositor, settle } = painted(30, 2, env);
    compositor.surface().show(at, [line, [{ text: 'choix', tone: 'selected' }]]);
    await settle();
    const looks = [...writes.join('').matchAll(new RegExp(`${ESC}\\[([0-9;]*)m`, 'g'))].map(
      (found) => found[1],
    );
    expect(looks.length).toBeGreaterThan(0);
    for (const look of looks) expect(look).toMatch(/^(?:0;)?[17]?$/);
  });
});

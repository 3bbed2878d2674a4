import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTerminal, printable, textTable } from '../../../scripts/cli/terminal.ts';
import { withoutEscapesDeep } from '../../../shared/terminal-escapes.ts';

/** What one terminal got on its two outputs. */
function recorded() {
  const texts = { out: '', err: '' };
  const stream = (name: 'out' | 'err') =>
    new PassThrough().on('data', (bytes: Buffer) => {
      texts[name] += bytes.toString('utf8');
    });
  const streams = { stdin: process.stdin, stdout: stream('out'), stderr: stream('err') };
  return { terminal: openTerminal(streams), texts };
}

/** What a terminal of that width shows of the line; no width: a pipe. */
function shownAt(text: string, columns?: number, hang?: number): readonly string[] {
  const got: string[] = [];
  const stdout = Object.assign(new PassThrough(), columns === undefined ? {} : { isTTY: true, columns });
  stdout.on('data', (bytes: Buffer) => got.push(bytes.toString('utf8')));
  openTerminal({ stdin: process.stdin, stdout, stderr: stdout }).line(text, hang);
  return got.join('').replace(/\n$/, '').split('\n');
}

describe('a sentence wider than the terminal', () => {
  const long = `La phrase secrète est demandée au terminal (${'personne n’est là la nuit : le serveur attend, '.repeat(3)}).`;

  it('is broken between its words, each of them kept, and not where French holds two together', () => {
    for (const columns of [40, 57, 80, 131]) {
      const rows = shownAt(long, columns);
      expect(rows.join(' ')).toBe(long);
      expect(rows.every((row) => row.length <= columns && !/^[?!:;»]/.test(row))).toBe(true);
      expect(rows.length).toBeGreaterThan(1);
    }
  });

  it('keeps the rows after the first set in, where it is told so', () => {
    const [first = '', ...rest] = shownAt(`        que faire : ${long}`, 80, 8);
    expect(first).toMatch(/^ {8}que faire : La/);
    expect(rest.every((row) => /^ {8}\S/.test(row) && row.length <= 80)).toBe(true);
    expect([first, ...rest].map((row) => row.trim()).join(' ')).toBe(`que faire : ${long}`);
  });

  it('stays one line in a pipe, as a command to copy, as JSON and as a word that is longer', () => {
    expect(shownAt(long)).toEqual([long]);
    expect(shownAt(`  ${long}`, 80)).toEqual([`  ${long}`]);
    expect(shownAt(JSON.stringify([long]), 80)).toEqual([JSON.stringify([long])]);
    expect(shownAt(`Clé ${'0123'.repeat(30)} lue`, 80)).toEqual(['Clé', '0123'.repeat(30), 'lue']);
    expect(shownAt('court', 80)).toEqual(['court']);
  });
});

/** Ends of line, orders of a terminal whole and cut, in both lengths of introducer, marks of direction, and plain text. */
const HOSTILE = fc
  .array(
    fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      '\u2028',
      '\u0085',
      '\t',
      '\u001b[2J',
      '\u001b[38;5',
      '\u009b1A',
      '\u001b]0;titre',
      '\u001b]52;c;aGVsbG8=\u0007',
      '\u009d0;x\u009c',
      '\u001bPq#0',
      '\u001b_G\u001b\\',
      '\u001bc',
      '\u001b',
      '\u202e',
      '\u0000',
      '\u0007',
      '\u009c',
      'Zoé',
      ' ',
      '];[',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('what a command prints', () => {
  it('is one line for one line, and no order to the terminal, whatever a value holds', () => {
    fc.assert(
      fc.property(HOSTILE, HOSTILE, (before, after) => {
        const { terminal, texts } = recorded();
        terminal.line(`Fiche 12 : ${before}`);
        terminal.warn(`plateau : ${after}`);
        terminal.lines([before, after]);
        expect(texts.out.split('\n')).toHaveLength(4);
        expect(texts.err.split('\n')).toHaveLength(2);
        expect(texts.out + texts.err).not.toMatch(/(?!\n)\p{Cc}|[\u2028\u2029\u202e]/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves nothing of an order, whole or cut', () => {
    const orders = [
      '\u001b]0;x',
      '\u001b]0;x\u0007',
      '\u009d0;x',
      '\u001bPq#0;1',
      '\u001b_Gx\u001b\\',
      '\u001b[31',
      '\u009b31m',
    ];
    for (const order of orders) expect(printable(`Zoé ${order}`)).toBe('Zoé ');
    expect(printable('Zoé \u001b[31mMartin\u001b[0m')).toBe('Zoé Martin');
    expect(printable('Zoé\nOK : tout est remis')).toBe('Zoé OK : tout est remis');
  });

  it('hides no more than the value that holds a cut order: the cells beside it and the lines below stay', () => {
    const [, first, second] = textTable(
      ['Nom', 'État'],
      [
        ['Zoé \u001b]0;x', 'close'],
        ['Max\nAlix', 'ouverte'],
      ],
    );
    expect(first).toMatch(/^Zoé {6,}close$/);
    expect(second).toBe('Max Alix  ouverte');
    const answer = { rows: [{ name: 'Zoé \u001b]0;x', page: 'un\u001b[2J\ndeux' }], count: 2, at: null };
    expect(withoutEscapesDeep(answer)).toEqual({
      rows: [{ name: 'Zoé ', page: 'un\ndeux' }],
      count: 2,
      at: null,
    });
  });
});

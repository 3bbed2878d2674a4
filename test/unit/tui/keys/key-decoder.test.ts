import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Key } from '../../../../tui/keys/key-names.ts';
import { KeyDecoder, MAX_PASTE_CHARACTERS } from '../../../../tui/term/key-decoder.ts';

function decode(...chunks: (string | Buffer)[]): Key[] {
  const decoder = new KeyDecoder();
  return [...chunks.flatMap((chunk) => decoder.push(Buffer.from(chunk as string))), ...decoder.flush()];
}

const names = (keys: Key[]) => keys.map((key) => key.name);

describe('bytes to keys', () => {
  it.each([
    ['xterm F1–F4', '\u001bOP\u001bOQ\u001bOR\u001bOS', ['f1', 'f2', 'f3', 'f4']],
    ['Linux console F1–F5', '\u001b[[A\u001b[[B\u001b[[C\u001b[[D\u001b[[E', ['f1', 'f2', 'f3', 'f4', 'f5']],
    ['vt220 F1, F5, F10, F12', '\u001b[11~\u001b[15~\u001b[21~\u001b[24~', ['f1', 'f5', 'f10', 'f12']],
    ['arrows of both modes', '\u001b[A\u001bOB', ['up', 'down']],
    ['Shift-Tab and modified keys', '\u001b[Z\u001b[1;2P\u001b[1;5A', ['shift-tab', 'shift-f1', 'unknown']],
    [
      'Ctrl, Tab, Enter, both backspaces',
      '\u0011\t\r\n\u007f\u0008',
      ['ctrl-q', 'tab', 'enter', 'enter', 'backspace', 'backspace'],
    ],
    ['Escape then a letter is two keys', '\u001bo', ['escape', 'o']],
    ['Escape alone', '\u001b', ['escape']],
    ['an unknown sequence', '\u001b[?1;2c', ['unknown']],
    ['a colour told by OSC, ended by ST', 'a\u001b]11;rgb:1e1e/2a2a/0d0d\u001b\\b', ['a', 'b']],
    ['a colour told by OSC, ended by BEL', 'a\u001b]11;rgb:1e1e/2a2a/0d0d\u0007b', ['a', 'b']],
    ['a clipboard', '\u001b]52;c;bm8=\u001b\\x', ['x']],
    ['DCS: the terminal’s name', '\u001bP>|xterm(390)\u001b\\x', ['x']],
    ['APC, PM and SOS', '\u001b_Gi=31;OK\u001b\\\u001b^mP\u001b\\\u001bXsos\u001b\\x', ['x']],
    ['the same opened by one 8-bit sign', '\u009d11;rgb:dddd/eeee/bbbb\u009cx', ['x']],
    ['a string cut by Enter: somebody types', '\u001b]11;rgb:dd\rx', ['enter', 'x']],
    ['a string cut by a key of its own', '\u001b]11;rgb:dd\u001b[Ax', ['up', 'x']],
    ['a string cut by another one', '\u001b]11;rgb\u001b]10;rgb:ee\u0007x', ['x']],
  ])('%s', (_, bytes, expected) => {
    expect(names(decode(bytes))).toEqual(expected);
  });

  it('a letter cut in the middle of its bytes is one key', () => {
    const bytes = Buffer.from('é€𝄞');
    expect(names(decode(...[...bytes].map((byte) => Buffer.from([byte]))))).toEqual(['é', '€', '𝄞']);
  });

  it('a bracketed paste is one key, capped: a line break is a space, colours are none', () => {
    expect(decode('\u001b[200~a\r\nb\u001b[3mc\u001b[201~x')).toEqual([
      { name: 'paste', text: 'a bc' },
      { name: 'x', text: 'x' },
    ]);
    const [cell] = decode('\u001b[200~\n 8 rue X\t\n  75001 PARIS\r\n\u001b[201~');
    expect(cell?.text).toBe('8 rue X 75001 PARIS');
    const [paste] = decode(`\u001b[200~${'z'.repeat(1_000_000)}\u001b[201~`);
    expect(paste?.text).toBe('z'.repeat(MAX_PASTE_CHARACTERS));
  });

  it('a paste that never ends is closed by time', () => {
    expect(decode('\u001b[200~abc')).toEqual([{ name: 'paste', text: 'abc' }]);
  });
});

const TOKENS: readonly (readonly [string, string])[] = [
  ['a', 'a'],
  ['N', 'N'],
  ['é', 'é'],
  ['中', '中'],
  ['\r', 'enter'],
  ['\t', 'tab'],
  ['\u007f', 'backspace'],
  ['\u0011', 'ctrl-q'],
  ['\u001bOP', 'f1'],
  ['\u001b[[A', 'f1'],
  ['\u001b[21~', 'f10'],
  ['\u001b[A', 'up'],
  ['\u001b[Z', 'shift-tab'],
  ['\u001b[200~collé\n\u001b[1m\u001b[201~', 'paste'],
  ['\u001b]11;rgb:1e1e/2a2a/0d0d\u001b\\', ''],
  ['\u001b]10;rgb:eeee/dddd/bbbb\u0007', ''],
  ['\u001bP1+r544e=787465726d\u001b\\', ''],
];

describe('chunking', () => {
  it('the same bytes give the same keys however they are cut', () => {
    const sequence = fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 });
    const cuts = fc.array(fc.nat(), { maxLength: 60 });
    fc.assert(
      fc.property(sequence, cuts, (tokens, places) => {
        const bytes = Buffer.from(tokens.map(([raw]) => raw).join(''));
        const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
        const chunks = [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length));
        expect(names(decode(...chunks))).toEqual(tokens.flatMap(([, name]) => (name === '' ? [] : [name])));
      }),
    );
  });

  it('any bytes at all leave a decoder that still reads keys', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const decoder = new KeyDecoder();
        decoder.push(noise);
        decoder.flush();
        decoder.flush();
        // A letter cut by the noise may swallow what follows: the second one is read.
        const read = names([...decoder.push(Buffer.from('q')), ...decoder.push(Buffer.from('q'))]);
        expect(read).toContain('q');
      }),
    );
  });
});

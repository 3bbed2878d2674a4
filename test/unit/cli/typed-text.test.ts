import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTypedText } from '../../../scripts/cli/files/typed-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'pl-typed-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(bytes: Uint8Array): string {
  const file = join(folder, `${Buffer.from(bytes).toString('hex').slice(0, 40)}.txt`);
  writeFileSync(file, bytes);
  return file;
}

describe('a text that a person made', () => {
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from('Réunion de rentrée\n')],
    ['UTF-8 with its mark', Buffer.from('\ufeffRéunion de rentrée\n')],
  ])('is read: %s', (_name, bytes) => {
    expect(readTypedText(fileOf(bytes))).toBe('Réunion de rentrée\n');
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['Windows-1252', Buffer.from('R\xe9union', 'latin1'), /pas un texte en UTF-8/],
    ['UTF-16', Buffer.from('\ufeffRéunion', 'utf16le'), /pas un texte en UTF-8/],
    ['UTF-16 without its mark', Buffer.from('nom;x', 'utf16le'), /pas un texte en UTF-8/],
    ['a workbook', Buffer.from('504b03041400ff', 'hex'), /pas un texte en UTF-8/],
    ['letters lost before', Buffer.from('Objet\nR\ufffdunion'), /contient « \ufffd », ligne 2/],
  ])('is refused, never altered in silence: %s', (_name, bytes, message) => {
    const read = () => readTypedText(fileOf(bytes));
    expect(read).toThrow(expect.objectContaining({ code: 'file-not-utf8' }));
    expect(read).toThrow(message);
  });
});

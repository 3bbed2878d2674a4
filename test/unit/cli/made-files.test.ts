import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { roomForAs, roomForFolder, roomForNew, writeNew } from '../../../scripts/cli/files/made-files.ts';
import { systemRefusal } from '../../../scripts/cli/system-refusal.ts';

const home = mkdtempSync(join(tmpdir(), 'made-files-'));
const at = (...names: string[]) => join(home, ...names);
afterAll(() => rmSync(home, { recursive: true }));

function refusalOf(act: () => void): string | undefined {
  try {
    act();
  } catch (error) {
    return systemRefusal(error)?.message ?? (error as { code?: string }).code;
  }
  return undefined;
}

describe('what a command writes', () => {
  it('is refused before the server is asked where it could not be written: new codes of badges would be lost', () => {
    writeFileSync(at('badges.pdf'), 'imprimé');
    mkdirSync(at('plein'));
    writeFileSync(at('plein', 'a'), '');
    expect(refusalOf(() => roomForNew(at('badges.pdf')))).toBe('output-exists');
    expect(refusalOf(() => roomForAs(at('badges')))).toBe('output-exists');
    expect(refusalOf(() => roomForFolder(at('plein')))).toBe('output-exists');
    expect(refusalOf(() => roomForNew(at('badges.pdf', 'ici', 'x.pdf')))).toContain('passe par un fichier');
  });

  it('the question writes nothing, and lets what can be written', () => {
    const before = readdirSync(home);
    roomForNew(at('neuf', 'ici', 'badges.pdf'));
    roomForFolder(at('autre'));
    roomForAs(at('dossier'));
    expect(readdirSync(home)).toEqual(before);
  });

  it('is for this account alone, and never over a file', () => {
    writeNew(at('x.json'), Buffer.from('texte').toString('base64'));
    expect(refusalOf(() => writeNew(at('x.json'), Buffer.from('autre')))).toBe('output-exists');
  });

  it('a disk that is full is told as such, though the system names no path', () => {
    const full = openSync('/dev/full', 'w');
    expect(refusalOf(() => writeSync(full, 'x'))).toBe('Le disque est plein.');
    closeSync(full);
  });

  it('a name too long, or a path through a file, is told in French', () => {
    expect(refusalOf(() => writeNew(at('n'.repeat(300)), ''))).toContain('a un nom trop long');
    expect(refusalOf(() => writeNew(at('badges.pdf', 'x.pdf'), ''))).toContain('passe par un fichier');
    expect(existsSync(at('badges.pdf', 'x.pdf'))).toBe(false);
  });
});

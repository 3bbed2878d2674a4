import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readGivenFile, readGivenText } from '../../../scripts/cli/files/given-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'given-file-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that a person gives to a command', () => {
  it('is read whole, by its path or by a link to it', () => {
    writeFileSync(at('clé.asc'), 'é'.repeat(1_200_000));
    symlinkSync(at('clé.asc'), at('lien'));
    expect(readGivenText(at('lien'))).toBe('é'.repeat(1_200_000));
    writeFileSync(at('vide'), '');
    expect(readGivenFile(at('vide'))).toHaveLength(0);
  });

  it('a named pipe is refused at once: nobody writes to it, the command would wait for ever', () => {
    execFileSync('mkfifo', [at('tube')]);
    expect(() => readGivenFile(at('tube'))).toThrow(
      expect.objectContaining({ code: 'file-refused', message: expect.stringContaining('un tube') }),
    );
  });

  it('a device is refused, which has no end', () => {
    expect(() => readGivenFile('/dev/zero')).toThrow(expect.objectContaining({ code: 'file-refused' }));
  });

  it('a folder is named as such', () => {
    expect(() => readGivenFile(folder)).toThrow(
      expect.objectContaining({
        code: 'file-refused',
        message: `« ${folder} » est un dossier, et non un fichier.`,
      }),
    );
  });

  it('a file of several gigabytes is refused before it fills the memory', () => {
    writeFileSync(at('film'), '');
    truncateSync(at('film'), 3 * 1024 ** 3);
    expect(() => readGivenFile(at('film'))).toThrow(expect.objectContaining({ code: 'file-too-big' }));
  });
});

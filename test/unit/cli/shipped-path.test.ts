import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM_FOLDER, shippedPath } from '../../../scripts/cli/program-folder.ts';

/** What a person names, standing in another folder than the program's. */
const elsewhere = mkdtempSync(join(tmpdir(), 'plateau-ailleurs-'));
const before = process.cwd();
beforeAll(() => process.chdir(elsewhere));
afterAll(() => {
  process.chdir(before);
  rmSync(elsewhere, { recursive: true, force: true });
});

describe('a file or folder of the program', () => {
  const campaign = join(PROGRAM_FOLDER, 'server', 'campaigns', 'upgrade-fr');
  it.each([
    ['server/campaigns/upgrade-fr', campaign],
    ['upgrade-fr', campaign],
    [campaign, campaign],
    [
      'server/campaigns/grille-ecoute.yaml',
      join(PROGRAM_FOLDER, 'server', 'campaigns', 'grille-ecoute.yaml'),
    ],
    ['nulle-part', 'nulle-part'],
  ])('%s is found from any folder', (given, found) => {
    expect(shippedPath(given)).toBe(found);
  });

  it('is the person’s own first', () => {
    mkdirSync(join(elsewhere, 'upgrade-be'));
    expect(shippedPath('upgrade-be')).toBe(join(elsewhere, 'upgrade-be'));
  });

  it('R-35 is refused when it is empty: a variable of the shell without a value would be the folder where one stands', () => {
    for (const given of ['', '  '])
      expect(() => shippedPath(given)).toThrow(expect.objectContaining({ code: 'path-empty' }));
  });
});

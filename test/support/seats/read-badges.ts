import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from '../machine/programs.ts';

/** What a barcode reader reads on the printed badges: rasterised by Poppler at 200 points an inch, read by ZBar. */
export function scannedBadges(pdf: Uint8Array): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-badges-'));
  try {
    writeFileSync(join(folder, 'badges.pdf'), pdf);
    const [poppler = '', zbar = ''] = [programPath('pdftoppm'), programPath('zbarimg')];
    execFileSync(poppler, ['-png', '-r', '200', join(folder, 'badges.pdf'), join(folder, 'page')]);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.png'));
    const said = execFileSync(zbar, ['-q', '--raw', ...pages.sort().map((name) => join(folder, name))], {
      encoding: 'utf8',
      // It misses a desktop's bus, and says so.
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return said.trim().split('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

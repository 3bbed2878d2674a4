import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLineFolder, type LineFolder } from '../../../server/domain/line/line-folder.ts';
import type { LineSettings } from '../../../server/domain/line/line-settings.ts';
import type { LineContent } from '../../../server/ports/rows/lines.ts';

export const PLEDGE_LINE_FOLDER = join(import.meta.dirname, '../../../server/campaigns/pledge-line');
const FILES = ['campaign.yaml', 'script.yaml', 'practice.yaml', 'link.yaml'];
/** The day of the reference line's last look at its helplines is near. */
const LINE_TODAY = '2026-11-30';

/** Words of a file, and what stands in their place. */
export type LineChange = readonly [file: string, from: string, to: string];

/** The reference folder's texts; each change replaces words in one file, which must be there. */
export function lineFiles(...changes: readonly LineChange[]) {
  const files = new Map(FILES.map((file) => [file, readFileSync(join(PLEDGE_LINE_FOLDER, file), 'utf8')]));
  for (const [file, from, to] of changes) {
    const text = files.get(file) ?? '';
    if (!text.includes(from)) throw new Error(`${file} does not hold « ${from} »`);
    files.set(file, text.replace(from, to));
  }
  return files;
}

export const checkedLine = (...changes: readonly LineChange[]): LineFolder =>
  checkLineFolder(lineFiles(...changes), LINE_TODAY);

/** The settings of the reference folder, changed. */
export function lineSettings(...changes: readonly LineChange[]): LineSettings {
  const { settings } = checkedLine(...changes);
  if (!settings) throw new Error('the folder does not have the shape of a line');
  return settings;
}

/** The reference folder whole, as the base takes it. */
export function wholeLine(): LineContent {
  const { settings, script, texts, practice } = checkedLine();
  if (!settings || !script || !texts || !practice) throw new Error('the reference line is not sound');
  return { settings, script, texts, practice };
}

import { HOSTILE_ABROAD } from './hostile-abroad.ts';
import type { HostileWorkbook } from './hostile-cases.ts';
import { HOSTILE_CELLS } from './hostile-cells.ts';
import { HOSTILE_PACKAGES } from './hostile-packages.ts';
import { HOSTILE_PHONES } from './hostile-phones.ts';
import { HOSTILE_VALUES } from './hostile-values.ts';
import { HOSTILE_WORDS } from './hostile-words.ts';

/** Every contact file that the world may send, each with its verdict and why. */
export const HOSTILE_WORKBOOKS: readonly HostileWorkbook[] = [
  ...HOSTILE_PACKAGES,
  ...HOSTILE_CELLS,
  ...HOSTILE_VALUES,
  ...HOSTILE_WORDS,
  ...HOSTILE_PHONES,
  ...HOSTILE_ABROAD,
];

import { test } from 'vitest';
import { ATTACKS } from '../../attacks/attack-table.ts';

/** The test of that row of the table: its number and its own words are the title. */
export function attack(key: string, run: () => Promise<void | Promise<void>>): void {
  const at = ATTACKS.findIndex((row) => row.key === key);
  const row = ATTACKS[at];
  if (!row || row.test) throw new Error(`no row of the table is tried here as ${key}`);
  test(`${at + 1}. ${row.tried}`, run);
}

import { expect, it } from 'vitest';
import { showCross } from '../../../scripts/commands/figures-cross.ts';
import { wilson } from '../../../server/domain/indicators/confidence.ts';
import type { CrossTable } from '../../../server/domain/indicators/cross-table.ts';

const cell = (successes: number, cases: number) => {
  const share = { successes, cases };
  return { share, interval: wilson(share) };
};

const TABLE: CrossTable = {
  titles: { rows: 'Profil', columns: 'Jour' },
  measure: { key: 'accords', title: 'accords sur contacts utiles' },
  columns: ['lundi', 'mardi', 'mercredi', 'jeudi'],
  rows: [
    { name: 'FIDELES', cells: [cell(1234, 4321), cell(0, 12), null, cell(0, 0)], whole: cell(1240, 4340) },
    { name: 'UN PROFIL AU NOM TRES LONG', cells: [null, cell(4321, 4321), null, cell(1, 30)], whole: null },
  ],
  wholes: [cell(1236, 4330), cell(4321, 4333), null, cell(1, 30)],
  whole: cell(5558, 8700),
};

it('a crossing is told in lines of 80 characters, columns that do not fit below, and nothing is glued together', () => {
  const said: string[] = [];
  const terminal = { line: (text = '') => said.push(text) } as unknown as Parameters<typeof showCross>[0];
  showCross(terminal, TABLE);
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "
    Profil              lundi              mardi              mercredi
    FIDELES             28,6 % [27–30]     0,0 % [0–24]       masqué
                        1 234 sur 4 321    0 sur 12, peu
    UN PROFIL AU NOM T… masqué             100,0 % [100–100]  masqué
                                           4 321 sur 4 321
    Ensemble            28,5 % [27–30]     99,7 % [100–100]   masqué
                        1 236 sur 4 330    4 321 sur 4 333

    Profil              jeudi              Ensemble
    FIDELES             —                  28,6 % [27–30]
                                           1 240 sur 4 340
    UN PROFIL AU NOM T… 3,3 % [1–17]       masqué
                        1 sur 30
    Ensemble            3,3 % [1–17]       63,9 % [63–65]
                        1 sur 30           5 558 sur 8 700

    Jour en colonnes. Entre crochets, l’intervalle de Wilson à 95 %.
    « peu » : moins de 30 cas, rien à en conclure.
    « masqué » : trop peu de personnes, ou de quoi les retrouver."
  `);
  expect(Math.max(...said.map((line) => line.length))).toBeLessThanOrEqual(80);
});

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { tableWithin } from '../../../scripts/cli/layout/table-within.ts';
import { textTable } from '../../../scripts/cli/terminal.ts';

const headers = ['N°', 'Indicateur', 'Semaine', 'Cumul'];
const rows = [
  [1, 'Recueillis : retenus (mandat ou fiche à vérifier)', '11', '1 234'],
  [12, '  Taux de mauvais destinataires / traitées', '12,5 %', '12,5 %'],
];

it('leaves a table that fits as it is', () => {
  expect(tableWithin(80, { headers, rows, wrapped: 1 })).toEqual(textTable(headers, rows));
});

it('lets a text go on below, further in, with the figures on its first line', () => {
  expect(tableWithin(52, { headers, rows, wrapped: 1 }).join('\n')).toMatchInlineSnapshot(`
    "N°  Indicateur                    Semaine  Cumul
     1  Recueillis : retenus (mandat  11       1 234
          ou fiche à vérifier)
    12    Taux de mauvais             12,5 %   12,5 %
            destinataires / traitées"
  `);
});

it('puts columns that do not fit under the names of their rows', () => {
  expect(
    tableWithin(30, {
      headers: ['Campagne', 'Fiches', 'Équipe', 'Accords'],
      rows: [
        ['UPG-FR-2026', 7300, 10, '1 204'],
        ['TOTAL', 14_300, 19, '2 004'],
      ],
    }).join('\n'),
  ).toMatchInlineSnapshot(`
    "Campagne     Fiches  Équipe
    UPG-FR-2026    7300      10
    TOTAL         14300      19

    Campagne     Accords
    UPG-FR-2026  1 204
    TOTAL        2 004"
  `);
});

it('loses no word and passes the width nowhere, whatever the texts', () => {
  const word = fc.stringMatching(/^[a-zé]{1,9}$/);
  const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((all) => all.join(' '));
  const row = fc.tuple(text, fc.nat(99_999), fc.nat(99_999).map(String));
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 45, max: 120 }),
      (all, columns) => {
        const lines = tableWithin(columns, { headers: ['Quoi', 'Combien', 'Part'], rows: all, wrapped: 0 });
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
        const said = lines.join(' ').split(/ +/);
        for (const cell of all.flat()) for (const one of String(cell).split(' ')) expect(said).toContain(one);
      },
    ),
  );
});

import { describe, expect, it } from 'vitest';
import { deliveredLines } from '../../../scripts/demo/demo-summary.ts';

const of = (kind: Parameters<typeof deliveredLines>[0][number]['kind'], fileName: string, rows: number) => ({
  kind,
  fileName: `${fileName}.pgp`,
  rows,
  sha256: '',
});

describe('the end of a demonstration', () => {
  it('tells each delivery under its kind, in words, within 80 columns', () => {
    const lines = deliveredLines([
      of('weekly', 'UNION_MANDATS_UPG_FR_2026-S48.xlsx', 12),
      of('list-report', 'UNION_MANDATS_SIGNES_REA_BE_20261124_RAPPORT_REA-BE-2026.xlsx', 2),
      of('weekly', 'UNION_MANDATS_REA_BE_2026-S48.xlsx', 1400),
    ]);
    expect(lines.map((one) => one.replace(/ {2,}/g, ' '))).toEqual([
      'Remis au dépôt, chiffré (.pgp) Lignes',
      'fichier de la semaine',
      ' UNION_MANDATS_UPG_FR_2026-S48.xlsx 12',
      ' UNION_MANDATS_REA_BE_2026-S48.xlsx 1400',
      'rapport de liste',
      ' UNION_MANDATS_SIGNES_REA_BE_20261124_RAPPORT_REA-BE-2026.xlsx 2',
    ]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(79);
  });
});

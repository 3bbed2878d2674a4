import { beforeAll, describe, expect, it } from 'vitest';
import type { CellValue, SheetSpec, WorkbookSpec } from '../../../server/domain/files/sheets.ts';
import { type CampaignWeek, campaignCharts } from '../../../server/domain/report/campaign-week.ts';
import { charityReport } from '../../../server/domain/report/charity-report.ts';
import { reviewOf } from '../../../server/domain/review/review-facts.ts';
import { reviewWorkbook } from '../../../server/domain/review/review-workbook.ts';
import { workbookText } from '../../support/delivery/sheet-text.ts';
import { fiveWeeks } from '../../support/report/five-weeks.ts';
import { STORY_WEEK } from '../../support/review/review-story.ts';
import { CHARITY } from '../../support/store/store-campaign.ts';

let weeks: readonly CampaignWeek[];
let report: WorkbookSpec;

beforeAll(async () => {
  const played = await fiveWeeks();
  weeks = played.weeks;
  report = charityReport({
    charity: CHARITY,
    week: STORY_WEEK,
    // What the pictures say stands in their alternative text; how they are drawn is golden elsewhere.
    campaigns: weeks.map((week) => ({
      ...week,
      charts: campaignCharts(week).map((spec) => ({ spec, png: new Uint8Array() })),
    })),
    createdAtMs: played.endMs,
  });
});

function plainOf(cell: CellValue | undefined): unknown {
  if (cell === null || typeof cell !== 'object') return cell;
  if ('under' in cell) return cell.under;
  return 'figure' in cell ? cell.value : cell;
}

/** The cells of that row, by header. */
function row(sheet: SheetSpec | undefined, isIt: (cells: readonly CellValue[]) => boolean) {
  const cells = [...(sheet?.rows ?? [])].find(isIt) ?? [];
  return (header: string) => plainOf(cells[sheet?.columns.findIndex((one) => one.header === header) ?? -1]);
}

const sheetOf = (name: string) => report.sheets.find((sheet) => sheet.name === name);

describe('R-21 the weekly report of the five campaigns', () => {
  it('is the golden workbook: by campaign, by country, by currency', async () => {
    await expect(workbookText(report)).toMatchFileSnapshot('../../golden/deliverables/rapport.txt');
  });

  it('makes the rates of a total again from its counts, and adds no franc to a euro', () => {
    const sheet = sheetOf('INDICATEURS');
    const agreements = row(sheet, ([number]) => number === 1);
    const useful = row(sheet, ([number]) => number === 3);
    const rate = row(sheet, ([number]) => number === 6);
    const sum = (line: typeof useful, names: readonly string[]) =>
      names.reduce((total, name) => total + Number(line(name)), 0);
    const euros = ['UPG-FR-2026', 'UPG-BE-2026', 'REA-FR-2026', 'REA-BE-2026'].map((code) => `${code} (EUR)`);
    expect(useful('Total EUR')).toBe(sum(useful, euros));
    expect(agreements('Total EUR')).toBe(sum(agreements, euros));
    expect(rate('Total EUR')).toBeCloseTo(sum(agreements, euros) / sum(useful, euros), 3);
    expect(useful('Total CHF')).toBe(useful('UPG-CH-2026 (CHF)'));
    expect(sheet?.columns.some(({ header }) => header.includes('EUR') && header.includes('CHF'))).toBe(false);
  });

  it('averages rises and resumed gifts apart', () => {
    const label = (text: string) => row(sheetOf('INDICATEURS'), (cells) => plainOf(cells[1]) === text);
    const rise = label('Montant moyen de l’augmentation');
    const resumed = label('Montant moyen de la réactivation');
    expect([rise('REA-FR-2026 (EUR)'), resumed('UPG-FR-2026 (EUR)')]).toEqual(['n. d.', 'n. d.']);
    expect(Number(rise('Total FR (EUR)'))).toBe(Number(rise('UPG-FR-2026 (EUR)')));
    expect(Number(resumed('Total FR (EUR)'))).toBe(Number(resumed('REA-FR-2026 (EUR)')));
  });

  it('counts confirmations against their 48 hours', () => {
    const lines = [...(sheetOf('UPG-FR-2026')?.rows ?? [])];
    const cumulated = (label: string) => Number(plainOf(lines.find((cells) => cells[1] === label)?.[3]));
    const [owed, inTime, none] = ['Accords et dons à confirmer', 'Confirmés en moins de 48 h']
      .map(cumulated)
      .concat(cumulated('Sans adresse e-mail (SANS_EMAIL)'));
    expect(owed).toBeGreaterThan(100);
    expect(inTime).toBe(Number(owed) - Number(none));
    expect(cumulated('Part de ceux qui ont une adresse')).toBe(1);
  });
});

it('R-22 the figures of the review pack are the golden workbook', async () => {
  const spec = reviewWorkbook(
    {
      charity: { code: CHARITY, name: 'Association Fictive' },
      week: STORY_WEEK,
      campaigns: weeks.map((week) => reviewOf(week, [])),
      createdAtMs: 0,
    },
    [],
  );
  await expect(workbookText(spec)).toMatchFileSnapshot('../../golden/deliverables/revue.txt');
});

import { frenchWeek } from '../files/delivery-names.ts';
import type { CellValue, ColumnSpec, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import { classCells } from '../report/classes-sheet.ts';
import { type CrossOf, crossSheet } from '../report/cross-sheet.ts';
import { amountCell, integerCell, lineCells, ratioCell } from '../report/figure-cells.ts';
import { heardSheets } from '../report/heard-sheets.ts';
import { commentSheets, satisfactionSheet } from '../report/satisfaction-sheet.ts';
import { type CampaignReview, dayOf, type ReviewFacts } from './review-facts.ts';
import { targetLines } from './review-page.ts';
import { factorText, MASKED_READING, readingText } from './review-words.ts';

const text = (header: string, width: number): ColumnSpec => ({ header, width, kind: 'text' });
const numeric = (header: string): ColumnSpec => ({ header, width: 16, kind: 'decimal' });

const MEASURE_COLUMNS: readonly ColumnSpec[] = [
  text('Mesure', 60),
  text('Cause', 36),
  text('Unité', 16),
  ...['Effet attendu', 'Borne basse', 'Borne haute'].map(numeric),
  text('Chiffre', 100),
];

/**
 * The figures of the review pack as numbers, one subject a sheet, all campaigns one below the other. Personal
 * data: none.
 */
export function reviewWorkbook(
  { charity, week, campaigns, createdAtMs }: ReviewFacts,
  crossings: readonly CrossOf[],
): WorkbookSpec {
  const rowsOf = (rows: (one: CampaignReview) => CellValue[][]) =>
    campaigns.flatMap((one) => rows(one).map((row) => [one.code, ...row]));
  const sheet = (name: string, columns: readonly ColumnSpec[], rows: CellValue[][]): SheetSpec => ({
    name,
    columns: [text('Campagne', 16), ...columns],
    rows,
  });
  return {
    title: `Revue ${charity.code} ${frenchWeek(week)}`,
    createdAtMs,
    sheets: [
      sheet(
        'OBJECTIFS',
        [text('Objectif', 44), ...['Semaine', 'Cumul', 'Visé', 'Écart'].map(numeric)],
        rowsOf(targetRows),
      ),
      sheet(
        'ECARTS',
        [text('Cause', 40), numeric('Accords'), numeric('Montant par mois'), text('Devise', 8)],
        rowsOf(gapRows),
      ),
      sheet(
        'COMPARAISONS',
        [
          text('Comparaison', 44),
          text('Groupe', 24),
          ...['Succès', 'Cas', 'Taux', 'Borne basse', 'Borne haute'].map(numeric),
          text('Lecture', 40),
        ],
        rowsOf(comparisonRows),
      ),
      ...(crossings.length === 0 ? [] : [crossSheet(crossings)]),
      ...commentSheets(campaigns),
      satisfactionSheet(campaigns),
      ...heardSheets(campaigns.map(({ code, insights }) => ({ code, heard: insights.heard }))),
      sheet('MESURES', MEASURE_COLUMNS, rowsOf(measureRows)),
      sheet(
        'DECISIONS',
        [
          text('Date', 12),
          text('Décision', 60),
          text('Porte sur', 28),
          text('Mesuré', 32),
          ...['Succès avant', 'Cas avant', 'Succès depuis', 'Cas depuis'].map(numeric),
          text('Effet', 70),
        ],
        rowsOf(decisionRows),
      ),
      sheet(
        'ETAPES',
        [text('Prochaine étape', 110)],
        rowsOf(({ steps }) => steps.map((step) => [step])),
      ),
    ],
  };
}

function targetRows(one: CampaignReview): CellValue[][] {
  return targetLines(one).map((line) => [line.label, ...lineCells(line)]);
}

function gapRows({ gaps, input }: CampaignReview): CellValue[][] {
  if (!gaps) return [];
  const tenths = (value: number | undefined): CellValue =>
    value === undefined ? null : { figure: 'decimal', value: value / 10 };
  const parts = gaps.amount.parts.map(({ factor, value }): CellValue[] => [
    factorText(factor, value),
    tenths(gaps.agreements.parts.find((part) => part.factor === factor)?.value),
    amountCell(value),
    input.currency,
  ]);
  return [
    ...parts,
    ['Écart à ce jour', tenths(gaps.agreements.gap), amountCell(gaps.amount.gap), input.currency],
  ];
}

function comparisonRows({ comparisons }: CampaignReview): CellValue[][] {
  return comparisons.flatMap(({ title, groups, masked = [] }) => [
    ...groups.map((group): CellValue[] => [
      title,
      group.name,
      integerCell(group.share.successes),
      integerCell(group.share.cases),
      ratioCell(group.share.successes, group.share.cases),
      { figure: 'percent', value: group.interval.low },
      { figure: 'percent', value: group.interval.high },
      readingText(group),
    ]),
    ...masked.map((name): CellValue[] => [title, name, ...classCells(null), MASKED_READING]),
  ]);
}

/** A line that says why, where there is none. */
function measureRows({ measures, noMeasure, input }: CampaignReview): CellValue[][] {
  if (measures.length === 0) return [['', '', '', null, null, null, noMeasure]];
  return measures.map(({ text, because, cause, effect }) => {
    const values = effect ? [effect.expected, effect.low, effect.high] : [null, null, null];
    const inMoney = effect?.unit === 'money';
    return [
      text,
      effect ? factorText(cause, -1) : 'rien ne manque là',
      effect && (inMoney ? `${input.currency} par mois` : 'accords'),
      ...values.map((value): CellValue => {
        if (value === null) return null;
        return inMoney ? amountCell(value) : { figure: 'decimal', value: value / 10 };
      }),
      because,
    ];
  });
}

function decisionRows({ decisions }: CampaignReview): CellValue[][] {
  return decisions.map(({ decision, about, measured, before, since, effect }) => [
    dayOf(decision.atMs),
    decision.text,
    about,
    measured,
    ...[before.successes, before.cases, since.successes, since.cases].map(integerCell),
    effect,
  ]);
}

import type { Currency } from '../../../shared/currency.ts';
import type { IsoWeek } from '../../../shared/time.ts';
import { frenchWeek } from '../files/delivery-names.ts';
import type { CellValue, WorkbookSpec } from '../files/sheets.ts';
import { amountCell, integerCell } from '../report/figure-cells.ts';
import type { Cost, CostLine, HoursPlan } from './cost-of-work.ts';

/** What a campaign cost, in its week and since its beginning. */
export interface CampaignCost {
  readonly campaign: string;
  readonly name: string;
  readonly currency: Currency;
  readonly vatPercent: number;
  readonly week: IsoWeek;
  /** The week goes on: its figures will change. */
  readonly isRunning: boolean;
  /** Without what is invoiced once. */
  readonly period: Cost;
  readonly cumulated: Cost;
  /** Null without a plan, or before the first day that counts. */
  readonly plan: HoursPlan | null;
}

/** One figure of the sheet: what it is, in the week and since the beginning. */
export interface CostRow {
  /** French. */
  readonly label: string;
  readonly unit: 'amount' | 'hours' | 'count';
  /** Minor units, hours or a count; null: there is none. */
  readonly period: number | null;
  readonly cumulated: number | null;
  readonly strong?: true;
}

/** The lines of the weekly cost sheet, for the terminal and the workbook alike. */
export function costRows({ period, cumulated, vatPercent, plan }: CampaignCost): readonly CostRow[] {
  const amount = (label: string, read: (cost: Cost) => number | null): CostRow => {
    return { label, unit: 'amount', period: read(period), cumulated: read(cumulated) };
  };
  return [
    ...cumulated.lines.flatMap((line) => rowsOfLine(line, period)),
    { ...amount('Total hors taxe', (cost) => cost.netMinor), strong: true },
    amount(`TVA ${String(vatPercent).replace('.', ',')} %`, (cost) => cost.vatMinor),
    { ...amount('Total toutes taxes comprises', (cost) => cost.grossMinor), strong: true },
    amount('Coût d’un contact utile, hors taxe', (cost) => cost.perUsefulContactMinor),
    amount('Coût d’un accord, hors taxe', (cost) => cost.perAgreementMinor),
    ...(plan ? planRows(plan) : []),
  ];
}

function rowsOfLine(line: CostLine, period: Cost): readonly CostRow[] {
  const now = period.lines.find(({ label }) => label === line.label);
  const amount: CostRow = {
    label: line.label,
    unit: 'amount',
    period: now?.amountMinor ?? null,
    cumulated: line.amountMinor,
  };
  if (line.quantity === null) return [amount];
  const unit = Number.isInteger(line.quantity) && line.label !== 'Heures de production' ? 'count' : 'hours';
  const quantity: CostRow = {
    ...{ label: `${line.label}, quantité`, unit },
    ...{ period: now?.quantity ?? null, cumulated: line.quantity },
  };
  return [quantity, { ...amount, label: `${line.label}, montant` }];
}

function planRows(plan: HoursPlan): readonly CostRow[] {
  const hours = (label: string, seconds: number): CostRow => {
    return { label, unit: 'hours', period: null, cumulated: seconds / 3600 };
  };
  return [
    hours('Heures prévues en tout', plan.plannedSeconds),
    hours('Heures prévues à ce jour', plan.expectedSeconds),
    hours('Heures faites', plan.workedSeconds),
    hours('Écart au plan', plan.gapSeconds),
  ];
}

/** One sheet for the provider's own files; nobody's name in it. */
export function costWorkbook(cost: CampaignCost, createdAtMs: number): WorkbookSpec {
  const column = (header: string) => ({ header, width: 18, kind: 'decimal' }) as const;
  return {
    title: `Coûts ${cost.campaign} ${frenchWeek(cost.week)}`,
    createdAtMs,
    sheets: [
      {
        name: 'COUTS',
        columns: [
          { header: 'Ligne', width: 44, kind: 'text' },
          { header: 'Unité', width: 10, kind: 'text' },
          column(`Semaine ${frenchWeek(cost.week)}`),
          column('Depuis le début'),
        ],
        rows: costRows(cost).map((row) => [
          row.strong ? { strong: row.label } : row.label,
          UNIT_TEXT[row.unit] ?? cost.currency,
          cellOf(row.unit, row.period),
          cellOf(row.unit, row.cumulated),
        ]),
      },
    ],
  };
}

const UNIT_TEXT: Readonly<Partial<Record<CostRow['unit'], string>>> = { hours: 'heures', count: 'nombre' };

function cellOf(unit: CostRow['unit'], value: number | null): CellValue {
  if (value === null) return null;
  if (unit === 'amount') return amountCell(value);
  return unit === 'count' ? integerCell(value) : { figure: 'decimal', value };
}

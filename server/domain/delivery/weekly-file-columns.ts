import { type Country, countryFacts } from '../../../shared/country.ts';
import type { MandateColumn } from '../../../shared/debit.ts';
import { civilDate, isoWithOffset } from '../../../shared/time.ts';
import type { CellValue, ColumnSpec } from '../files/sheets.ts';
import type { IdentifiedLine, OneOffLine, WeeklyLine } from './weekly-file-lines.ts';

/** One column and where its cell comes from: header, order and content cannot drift apart. */
export interface LineColumn<Line> extends ColumnSpec {
  readonly cell: (line: Line) => CellValue;
}

type Column<Line> = readonly [string, ColumnSpec['kind'], number, (line: Line) => CellValue];

export function columns<Line>(rows: readonly Column<Line>[]): readonly LineColumn<Line>[] {
  return rows.map(([header, kind, width, cell]) => ({ header, kind, width, cell }));
}

/** What joins a line of any weekly file to a donor and a call. */
export const LINE_IDENTITY: readonly Column<IdentifiedLine>[] = [
  ['ID_DONATEUR', 'text', 16, (line) => line.donorId],
  ['CODE_CAMPAGNE', 'text', 16, (line) => line.campaign],
  ['TYPE_LIGNE', 'text', 10, (line) => line.line],
  ['DATE_APPEL', 'text', 26, (line) => isoWithOffset(line.endedAtMs)],
  ['ID_APPEL', 'text', 38, (line) => line.callId],
];

const EMAIL: readonly Column<WeeklyLine | OneOffLine>[] = [
  ['EMAIL', 'text', 32, (line) => line.email],
  ['STATUT_EMAIL', 'text', 14, (line) => line.emailStatus],
  [
    'DATE_EMAIL',
    'date',
    12,
    (line) => (line.emailSentAtMs === null ? null : { date: civilDate(line.emailSentAtMs) }),
  ],
  ['COORDONNEES_MODIFIEES', 'text', 14, (line) => (line.changed ? 'O' : 'N')],
];

/** How a mandate is named, by column: which ones stand is told by the country. */
const MANDATE: Readonly<Record<MandateColumn, Column<WeeklyLine>>> = {
  RUM: ['RUM', 'text', 36, (line) => line.mandate.reference],
  SYSTEME: ['SYSTEME', 'text', 10, (line) => line.mandate.scheme],
  REF_AUTORISATION: ['REF_AUTORISATION', 'text', 36, (line) => line.mandate.reference],
};

/**
 * Columns of MANDATS in the order of docs/rules/layouts.md#weekly-file; those that name the mandate are the country's.
 */
export function mandateColumns(country: Country): readonly LineColumn<WeeklyLine>[] {
  return columns<WeeklyLine>([
    ...LINE_IDENTITY,
    ['TYPE_ACCORD', 'text', 14, (line) => line.agreementType],
    ...countryFacts(country).debit.columns.map((name) => MANDATE[name]),
    ['ICS', 'text', 36, (line) => line.mandate.creditorIdentifier],
    ['MANDAT_ACTION', 'text', 20, (line) => line.mandateAction],
    ['DATE_SIGNATURE_MANDAT', 'date', 14, (line) => dateCell(line.signedOn)],
    ['ANCIEN_MONTANT', 'amount', 14, (line) => ({ minor: line.oldMinor })],
    ['NOUVEAU_MONTANT', 'amount', 14, (line) => ({ minor: line.newMinor })],
    ['DELTA', 'amount', 12, (line) => ({ minor: line.newMinor - line.oldMinor })],
    ['DEVISE', 'text', 8, (line) => line.currency],
    ['PERIODICITE', 'text', 10, (line) => line.frequency],
    ['JOUR_PRELEVEMENT', 'integer', 10, (line) => line.debitDay],
    ['DATE_PREMIERE_ECHEANCE', 'date', 14, (line) => dateCell(line.firstDebitOn)],
    ['PALIER', 'text', 8, (line) => line.askLevel],
    ...EMAIL,
  ]);
}

/** Columns of DONS PONCTUELS; QUALIFICATION says how the gift will come (link, single debit, post). */
export function oneOffColumns(): readonly LineColumn<OneOffLine>[] {
  return columns<OneOffLine>([
    ...LINE_IDENTITY,
    ['TYPE_ACCORD', 'text', 14, () => 'PONCTUEL'],
    ['QUALIFICATION', 'text', 16, (line) => line.disposition],
    ['MONTANT', 'amount', 14, (line) => ({ minor: line.oneOffMinor })],
    ['DEVISE', 'text', 8, (line) => line.currency],
    ...EMAIL,
  ]);
}

function dateCell(date: string | null): CellValue {
  return date === null ? null : { date };
}

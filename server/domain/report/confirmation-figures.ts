import type { CellValue } from '../files/sheets.ts';
import { integerCell, ratioCell } from './figure-cells.ts';

/** Confirmations of the agreements and one-off gifts of a span, by what became of them. */
export interface ConfirmationCounts {
  /** Owed: every agreement and gift that was not cancelled before its e-mail left. */
  readonly owed: number;
  /** Sent within 48 hours of the call, weekends included. */
  readonly inTime: number;
  /** No address to write to: the weekly file says SANS_EMAIL. */
  readonly withoutAddress: number;
  /** Refused by the relay, or come back. */
  readonly undelivered: number;
}

type Line = readonly [string, (counts: ConfirmationCounts) => CellValue];

const LINES: readonly Line[] = [
  ['Accords et dons à confirmer', ({ owed }) => integerCell(owed)],
  ['Confirmés en moins de 48 h', ({ inTime }) => integerCell(inTime)],
  [
    'Part de ceux qui ont une adresse',
    ({ inTime, owed, withoutAddress }) => ratioCell(inTime, owed - withoutAddress),
  ],
  ['Sans adresse e-mail (SANS_EMAIL)', ({ withoutAddress }) => integerCell(withoutAddress)],
  ['Adresse qui ne reçoit pas (refus, rebond)', ({ undelivered }) => integerCell(undelivered)],
];

/** Label, week and cumulated, for the weekly report. */
export function confirmationRows(counts: {
  readonly period: ConfirmationCounts;
  readonly cumulated: ConfirmationCounts;
}): CellValue[][] {
  return LINES.map(([label, cell]) => [label, cell(counts.period), cell(counts.cumulated)]);
}

import { type Country, countryFacts } from '../../../shared/country.ts';
import type { MandateColumn } from '../../../shared/debit.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { DISPOSITIONS, dispositionOf } from '../../../shared/dispositions.ts';
import { type CivilDate, isoWithOffset } from '../../../shared/time.ts';
import type { Donor } from '../donor.ts';
import type { CellValue, ColumnSpec, WorkbookSpec } from '../files/sheets.ts';
import { MAX_COMMENT } from './return-file-columns.ts';

/** Codes of the calls that a daily urgent file is made of, from the table. */
export const URGENT_CODES: readonly string[] = DISPOSITIONS.filter((row) => row.urgent !== null).map(
  (row) => row.code,
);

/** One call that must not wait for Wednesday, opened in memory. */
export interface UrgentFact {
  readonly call: { readonly callId: string; readonly disposition: string; readonly endedAtMs: number };
  readonly donor: Donor;
  /** The agent's short neutral comment, '' without one. */
  readonly note: string;
}

export interface UrgentFacts {
  readonly campaign: { readonly code: string; readonly country: Country };
  readonly day: CivilDate;
  readonly facts: readonly UrgentFact[];
  /** Equal facts give equal bytes. */
  readonly createdAtMs: number;
}

type Column = readonly [string, ColumnSpec['kind'], number, (fact: UrgentFact) => CellValue];

/** How a mandate is named, by column: which ones stand is told by the country. */
const MANDATE: Readonly<Record<MandateColumn, Column>> = {
  RUM: ['RUM', 'text', 36, ({ donor }) => donor.mandate.reference],
  SYSTEME: ['SYSTEME', 'text', 10, ({ donor }) => donor.mandate.scheme],
  REF_AUTORISATION: ['REF_AUTORISATION', 'text', 36, ({ donor }) => donor.mandate.reference],
};

/** The donor is named by the charity's own id; their mandate and amount are what a stop or a decrease is carried out with. */
function columnsOf({ code, country }: UrgentFacts['campaign']): readonly Column[] {
  const row = ({ call }: UrgentFact) => dispositionOf(call.disposition);
  return [
    ['ID_DONATEUR', 'text', 16, ({ donor }) => donor.donorId],
    ['CODE_CAMPAGNE', 'text', 16, () => code],
    ['DEMANDE', 'text', 14, (fact) => row(fact)?.urgent ?? ''],
    ['QUALIFICATION', 'text', 16, ({ call }) => call.disposition],
    ['LIBELLE', 'text', 44, ({ call }) => dispositionLabel(call.disposition, country)],
    ['DATE_APPEL', 'text', 26, ({ call }) => isoWithOffset(call.endedAtMs)],
    ['ID_APPEL', 'text', 38, ({ call }) => call.callId],
    ...countryFacts(country).debit.columns.map((name) => MANDATE[name]),
    ['ICS', 'text', 36, ({ donor }) => donor.mandate.creditorIdentifier],
    ['MONTANT', 'amount', 12, ({ donor }) => ({ minor: donor.gift.amountMinor })],
    ['DEVISE', 'text', 8, ({ donor }) => donor.gift.currency],
    ['PERIODICITE', 'text', 12, ({ donor }) => donor.gift.frequency],
    ['COMMENTAIRE', 'text', 50, ({ note }) => [...note].slice(0, MAX_COMMENT).join('')],
  ];
}

/** Our headers of that file, in order. */
export function urgentHeaders(country: Country): readonly string[] {
  return columnsOf({ code: '', country }).map(([header]) => header);
}

/**
 * The daily urgent file (docs/rules/layouts.md#urgent-file): stop, decrease, objection, death, complaint, rights
 * request; one sheet, one line a call. Pure and deterministic.
 */
export function urgentFile({ campaign, day, facts, createdAtMs }: UrgentFacts): WorkbookSpec {
  const columns = columnsOf(campaign);
  const sorted = [...facts].sort(
    (a, b) => a.call.endedAtMs - b.call.endedAtMs || (a.call.callId < b.call.callId ? -1 : 1),
  );
  return {
    title: `Urgent ${campaign.code} ${day}`,
    createdAtMs,
    sheets: [
      {
        name: 'URGENT',
        columns: columns.map(([header, kind, width]) => ({ header, kind, width })),
        rows: sorted.map((fact) => columns.map(([, , , cell]) => cell(fact))),
      },
    ],
  };
}

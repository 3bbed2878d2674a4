import { IDENTITY_FIELDS } from '../../../shared/call-outcome.ts';
import type { Country } from '../../../shared/country.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { type Disposition, dispositionOf } from '../../../shared/dispositions.ts';
import type { IsoWeek } from '../../../shared/time.ts';
import { knownIdentity } from '../call/identity-proposals.ts';
import type { RecordContent } from '../donor.ts';
import { frenchWeek } from '../files/delivery-names.ts';
import type { CellValue, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import { fieldPairs } from './return-file-pairs.ts';
import { columns, LINE_IDENTITY, type LineColumn } from './weekly-file-columns.ts';
import { type DataSheet, hashOfSheet, NO_LINE } from './weekly-file-control.ts';
import type { IdentifiedLine, LineOfCall } from './weekly-file-lines.ts';

/**
 * A talk that closed its record, and the record as it stands; opened in memory.
 *
 * @internal for tests
 */
export interface TalkFact {
  readonly call: Pick<LineOfCall, 'callId' | 'campaign' | 'disposition' | 'endedAtMs'>;
  readonly content: RecordContent;
}

export interface ThanksFacts {
  readonly campaign: { readonly code: string; readonly country: Country };
  readonly week: IsoWeek;
  readonly facts: readonly TalkFact[];
  /** End of the week: equal facts give equal bytes. */
  readonly createdAtMs: number;
}

/** Bumped when the layout or the meaning of a column changes; stands in CONTROLE. */
const VERSION = 'plateau-remerciements-1';

/** What was heard besides what the file said: a coordinate, or a name that a human of the charity is to judge. */
interface Correction {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly isToJudge: boolean;
}

interface TalkLine extends IdentifiedLine {
  readonly row: Disposition | undefined;
  readonly label: string;
  readonly corrections: readonly Correction[];
}

function correctionsOf(content: RecordContent): readonly Correction[] {
  const { donor, proposed } = content;
  return [
    ...fieldPairs(content)
      .filter(({ before, after }) => before !== after)
      .map((pair) => ({ ...pair, isToJudge: false })),
    ...IDENTITY_FIELDS.flatMap((field) => {
      const after = proposed?.[field];
      return after === undefined
        ? []
        : [{ field, before: knownIdentity(donor, field), after, isToJudge: true }];
    }),
  ];
}

function talkLine({ call, content }: TalkFact, country: Country): TalkLine {
  const { callId, campaign, endedAtMs, disposition } = call;
  return {
    ...{ callId, campaign, endedAtMs, line: 'N', donorId: content.donor.donorId },
    row: dispositionOf(disposition),
    label: dispositionLabel(disposition, country),
    corrections: correctionsOf(content),
  };
}

const yesNo = (answer: boolean): string => (answer ? 'O' : 'N');

/** Columns of REMERCIEMENTS; DEMANDE is what left with the urgent file of the day. */
export const TALK_COLUMNS: readonly LineColumn<TalkLine>[] = columns<TalkLine>([
  ...LINE_IDENTITY,
  ['QUALIFICATION', 'text', 16, ({ row }) => row?.code ?? ''],
  ['LIBELLE', 'text', 44, ({ label }) => label],
  ['FAMILLE', 'text', 20, ({ row }) => row?.family ?? ''],
  ['REMERCIE', 'text', 10, ({ row }) => yesNo(row?.thanked === true)],
  ['DEMANDE', 'text', 14, ({ row }) => row?.urgent ?? ''],
  ['OPPOSITION', 'text', 12, ({ row }) => yesNo(row?.doNotCall === 'all' && !row.correction)],
  [
    'COORDONNEES_MODIFIEES',
    'text',
    30,
    ({ corrections }) => corrections.flatMap(({ field, isToJudge }) => (isToJudge ? [] : [field])).join(' '),
  ],
]);

type CorrectionLine = TalkLine & { readonly correction: Correction };

/** Columns of CORRECTIONS, a line a field; A_VALIDER: a name or a day of birth, that a human of the charity judges. */
export const CORRECTION_COLUMNS: readonly LineColumn<CorrectionLine>[] = columns<CorrectionLine>([
  ...LINE_IDENTITY,
  ['CHAMP', 'text', 16, ({ correction }) => correction.field],
  ['AVANT', 'text', 36, ({ correction }) => correction.before],
  ['APRES', 'text', 36, ({ correction }) => correction.after],
  ['A_VALIDER', 'text', 12, ({ correction }) => yesNo(correction.isToJudge)],
]);

function sheetOf<Line>(name: string, of: readonly LineColumn<Line>[], lines: readonly Line[]): DataSheet {
  return {
    name,
    columns: of.map(({ header, kind, width }) => ({ header, kind, width })),
    rows: lines.map((line) => of.map((column): CellValue => column.cell(line))),
  };
}

function controlOf(sheets: readonly DataSheet[]): SheetSpec {
  return {
    name: 'CONTROLE',
    columns: [
      { header: 'FEUILLE', width: 18, kind: 'text' },
      { header: 'LIGNES', width: 10, kind: 'integer' },
      { header: 'SHA256_DONNEES', width: 68, kind: 'text' },
      { header: 'VERSION_GENERATEUR', width: 26, kind: 'text' },
      { header: 'REMARQUE', width: 70, kind: 'text' },
    ],
    rows: sheets.map((sheet) => [
      sheet.name,
      sheet.rows.length,
      hashOfSheet(sheet),
      VERSION,
      sheet.rows.length === 0 ? NO_LINE : '',
    ]),
  };
}

/**
 * The weekly file of a campaign that asks nothing (R-60, docs/rules/layouts.md#weekly-file): whom its talks of the week reached,
 * how they ended, what they corrected and refused. No amount. An empty week gives sheets without rows; pure and deterministic.
 */
export function thanksFile({ campaign, week, facts, createdAtMs }: ThanksFacts): {
  readonly spec: WorkbookSpec;
  readonly lines: readonly Pick<TalkLine, 'callId' | 'line'>[];
} {
  const lines = facts
    .map((fact) => talkLine(fact, campaign.country))
    .sort((a, b) => a.endedAtMs - b.endedAtMs || (a.callId < b.callId ? -1 : 1));
  const corrected = lines.flatMap((line) =>
    line.corrections.map((correction): CorrectionLine => ({ ...line, correction })),
  );
  const talks = sheetOf('REMERCIEMENTS', TALK_COLUMNS, lines);
  const corrections = sheetOf('CORRECTIONS', CORRECTION_COLUMNS, corrected);
  const title = `Remerciements ${campaign.code} ${frenchWeek(week)}`;
  return {
    spec: { title, createdAtMs, sheets: [talks, corrections, controlOf([talks, corrections])] },
    lines,
  };
}

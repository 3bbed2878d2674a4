import { AppError } from '../../../shared/errors.ts';
import {
  type ParticipantDraft,
  type RowFault,
  readPeopleRow,
  type SheetContext,
  sheetColumns,
  twiceInSheet,
} from '../../domain/people/people-sheet.ts';
import type { WorkbookReader } from '../../ports/workbook.ts';

const MOST_ROWS = 20_000;

export interface PeopleWorkbook {
  readonly drafts: readonly ParticipantDraft[];
  readonly faults: readonly RowFault[];
}

/**
 * Reads a workbook of people: its drafts and every fault of it, in the order of its rows. Nothing is kept. AppErrors of the
 * reader, `people-sheet-long`, `people-sheet-empty`.
 */
export async function readPeopleWorkbook(
  reader: WorkbookReader,
  bytes: Uint8Array,
  context: SheetContext,
): Promise<PeopleWorkbook> {
  const sheet = await reader.read(bytes);
  if (sheet.rows.length > MOST_ROWS)
    throw new AppError({
      code: 'people-sheet-long',
      kind: 'invalid',
      message: `Ce classeur a plus de ${MOST_ROWS} lignes.`,
      hint: 'Partagez-le en plusieurs, puis importez-les l’un après l’autre.',
    });
  const { columns, faults: headerFaults } = sheetColumns(sheet, context.fields);
  const read = sheet.rows.map((row) => readPeopleRow(row, columns, context));
  const drafts = read.flatMap(({ draft }) => draft ?? []);
  const faults = [
    ...headerFaults,
    ...read.flatMap((one) => one.faults),
    ...twiceInSheet(drafts, context.fields),
  ];
  if (drafts.length === 0 && faults.length === 0)
    throw new AppError({
      code: 'people-sheet-empty',
      kind: 'invalid',
      message: 'Ce classeur ne contient personne.',
      hint: 'Remplissez une ligne par personne sous l’en-tête : « plateau people template » écrit le modèle.',
    });
  return { drafts, faults: faults.toSorted((a, b) => a.row - b.row) };
}

import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { RawRow, SheetFacts } from './raw-sheet.ts';

type HiddenSettings = Pick<CampaignSettings, 'workbooks'>;

/**
 * Whoever filters a list before saving it believes that only what shows will leave. Rows and sheets that do not show are
 * therefore refused, unless the campaign says that they are to be taken in and told.
 */
export function refusesHidden({ workbooks }: HiddenSettings): boolean {
  return workbooks?.hidden !== 'told';
}

const HINT =
  'Faites-les afficher ou supprimer par l’association, qui redépose le fichier ; ou réglez workbooks.hidden sur told.';

/** AppError `workbook-hidden-sheets` when the campaign refuses them. Their names are not repeated: they may be anything. */
export function checkHiddenSheets({ otherSheets }: SheetFacts, settings: HiddenSettings): void {
  const hidden = otherSheets.filter((sheet) => sheet.isHidden).length;
  if (hidden === 0 || !refusesHidden(settings)) return;
  throw new AppError({
    code: 'workbook-hidden-sheets',
    kind: 'invalid',
    message: `Le classeur a ${inNumber(hidden, 'feuille(s) masquée(s)')}.`,
    hint: HINT,
  });
}

/** Rows that do not show, counted as they pass. */
export interface HiddenRows {
  readonly count: number;
  /** Number of the first one, as Excel shows it. */
  readonly first: number;
}

export const NO_HIDDEN_ROW: HiddenRows = { count: 0, first: 0 };

export function withHidden({ count, first }: HiddenRows, rows: readonly RawRow[]): HiddenRows {
  const hidden = rows.filter((row) => row.isHidden);
  return { count: count + hidden.length, first: count === 0 ? (hidden[0]?.number ?? 0) : first };
}

/** AppError `workbook-hidden-rows` when there are some. */
export function checkHiddenRows({ count, first }: HiddenRows): void {
  if (count === 0) return;
  throw new AppError({
    code: 'workbook-hidden-rows',
    kind: 'invalid',
    message: `Le classeur a ${inNumber(count, 'ligne(s) masquée(s)')}, la première est la ligne ${first} : un filtre les cache.`,
    hint: HINT,
  });
}

const MAX_NAMED = 10;

function named(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(', ');
  return names.length > MAX_NAMED ? `${shown}…` : shown;
}

/** What of the workbook was read and what was not, in French sentences for the check and the report. */
export function sheetRemarks({ name, headerRow, otherSheets, hiddenColumns }: SheetFacts): readonly string[] {
  const unread = otherSheets.map((sheet) => (sheet.isHidden ? `${sheet.name} (masquée)` : sheet.name));
  return [
    `Feuille lue : ${name}, en-têtes à la ligne ${headerRow}.`,
    ...(unread.length > 0 ? [`Feuilles non lues : ${named(unread)}.`] : []),
    ...(hiddenColumns.length > 0
      ? [`Colonnes masquées, lues comme les autres : ${named(hiddenColumns)}.`]
      : []),
  ];
}

import { KIND_WORDS, STATUS_WORDS } from '../../../shared/people/people-words.ts';
import type { WorkbookSpec } from '../files/sheets.ts';
import { belongingText } from '../groups/belonging-text.ts';
import type { PeopleGroup } from '../groups/group.ts';
import type { OpenedParticipant } from './directory-entry.ts';
import { fieldText } from './field-value.ts';
import type { PeopleField } from './people-fields.ts';
import { PEOPLE_SHEET, peopleColumns } from './people-template.ts';

export interface ExportLooks {
  readonly fields: readonly PeopleField[];
  readonly groups: readonly PeopleGroup[];
}

/** One person as the workbook writes them: read back, the card does not change. */
export function exportRow(
  { status, kind, content, belongings }: OpenedParticipant,
  { fields, groups }: ExportLooks,
): readonly string[] {
  const written = belongings.flatMap(({ group: id, level }) => {
    const group = groups.find((one) => one.id === id);
    return group ? [belongingText({ group, level, mission: content.missions[id] ?? '' })] : [];
  });
  return [
    STATUS_WORDS[status],
    KIND_WORDS[kind],
    written.join(' ; '),
    content.tags.join(' ; '),
    ...fields.map(({ key, kind: sort }) => fieldText(content.values[key], sort)),
  ];
}

/** The workbook of an export: every cell a text, so that no program takes one for a formula. */
export function exportWorkbook(
  rows: readonly (readonly string[])[],
  { fields, createdAtMs }: Pick<ExportLooks, 'fields'> & { readonly createdAtMs: number },
): WorkbookSpec {
  const columns = peopleColumns(fields).map(({ check: _check, ...column }) => column);
  return { title: 'Personnes de l’annuaire', createdAtMs, sheets: [{ name: PEOPLE_SHEET, columns, rows }] };
}

/** What a spreadsheet would take for a formula when it opens a .csv, even behind spaces. */
const FORMULA = /^[\s\u00a0]*[=+\-@\t\r]/;

/** A cell of a .csv: quoted, and never a formula (an apostrophe stands before what could be one). */
function csvCell(text: string): string {
  const plain = text.replace(/[\r\n]+/g, ' ');
  const safe = FORMULA.test(plain) ? `'${plain}` : plain;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Semicolons and a mark of UTF-8: what a French Excel opens with its accents. */
export function exportCsv(
  rows: readonly (readonly string[])[],
  { fields }: Pick<ExportLooks, 'fields'>,
): string {
  const header = peopleColumns(fields).map(({ header: title }) => title);
  return `\ufeff${[header, ...rows].map((row) => row.map(csvCell).join(';')).join('\r\n')}\r\n`;
}

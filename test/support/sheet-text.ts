import type { CellValue, WorkbookSpec } from '../../server/domain/sheets.ts';

/** A workbook as text for golden files: one block a sheet, header with kinds, cells separated by « | ». */
export function workbookText(spec: WorkbookSpec): string {
  const sheets = spec.sheets.map((sheet) => {
    const header = sheet.columns.map((column) => `${column.header}:${column.kind}`);
    const rows = [...sheet.rows].map((row) => row.map(cellText).join(' | '));
    return [`# ${sheet.name}`, header.join(' | '), ...rows].join('\n');
  });
  return `${spec.title}\n\n${sheets.join('\n\n')}\n`;
}

function cellText(cell: CellValue): string {
  if (cell === null) return '∅';
  if (typeof cell !== 'object') return String(cell);
  return 'minor' in cell ? `${cell.minor}c` : cell.date;
}

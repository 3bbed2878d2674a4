import type { CellValue, WorkbookSpec } from '../../../server/domain/files/sheets.ts';

/** A workbook as text for golden files: one block a sheet, header with kinds, cells separated by « | ». */
export function workbookText(spec: WorkbookSpec): string {
  const sheets = spec.sheets.map((sheet) => {
    const header = sheet.columns.map((column) => `${column.header}:${column.kind}`);
    const rows = [...sheet.rows].map((row) => row.map(cellText).join(' | '));
    const images = (sheet.images ?? []).map(
      ({ at, widthPx, heightPx, alt }) => `[${at.row},${at.column} ${widthPx}×${heightPx}: ${alt}]`,
    );
    return [`# ${sheet.name}`, header.join(' | '), ...rows, ...images].join('\n');
  });
  return `${spec.title}\n\n${sheets.join('\n\n')}\n`;
}

function cellText(cell: CellValue): string {
  if (cell === null) return '∅';
  if (typeof cell !== 'object') return String(cell);
  if ('strong' in cell) return `**${cell.strong}**`;
  if ('under' in cell) return `  ${cell.under}`;
  if ('figure' in cell) return `${cell.value} (${cell.figure})`;
  return 'minor' in cell ? `${cell.minor}c` : cell.date;
}

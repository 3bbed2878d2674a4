import type exceljs from 'exceljs';
import type { CellCheck, ColumnSpec } from '../domain/files/sheets.ts';
import { safeText } from './written-cells.ts';

const LAST_ROW = 1_048_576;
/** What Excel takes: a longer one makes it « repair » the workbook. */
const MAX_TITLE = 32;
const MAX_PROMPT = 255;
const MAX_LIST = 255;
/** The first day that Excel counts right. */
const FIRST_DAY = new Date('1900-03-01T00:00:00Z');

/** The library has rules of whole columns too, and its types do not say so. */
interface CheckedSheet {
  readonly dataValidations: { add(range: string, rule: object): void };
}

type Rule = Pick<exceljs.DataValidation, 'operator' | 'formulae'> & {
  readonly type: exceljs.DataValidation['type'] | 'any';
};

const ANY: Rule = { type: 'any', formulae: [] };

function ruleOf(check: CellCheck): Rule {
  switch (check.rule) {
    case 'any':
      return ANY;
    case 'date':
      return { type: 'date', operator: 'greaterThanOrEqual', formulae: [FIRST_DAY] };
    case 'amount':
      return { type: 'decimal', operator: 'greaterThanOrEqual', formulae: [0] };
    case 'whole':
      return { type: 'whole', operator: 'between', formulae: [check.from, check.to] };
    case 'length':
      return { type: 'textLength', operator: 'lessThanOrEqual', formulae: [check.max] };
    case 'list': {
      const values = check.values.join(',');
      return values.length > MAX_LIST ? ANY : { type: 'list', formulae: [`"${values}"`] };
    }
  }
}

/** Says what may be typed under each header that has a check. */
export function addChecks(sheet: exceljs.Worksheet, columns: readonly ColumnSpec[]): void {
  const { dataValidations } = sheet as unknown as CheckedSheet;
  for (const [at, { header, check }] of columns.entries()) {
    if (!check) continue;
    const { letter } = sheet.getColumn(at + 1);
    dataValidations.add(`${letter}2:${letter}${LAST_ROW}`, {
      ...ruleOf(check),
      allowBlank: true,
      showInputMessage: true,
      showErrorMessage: true,
      promptTitle: safeText(header).slice(0, MAX_TITLE),
      prompt: safeText(check.prompt).slice(0, MAX_PROMPT),
    });
  }
}

import type { CellCheck, ColumnSpec } from '../domain/files/sheets.ts';
import { safeText } from './written-cells.ts';
import { columnLetters, escaped } from './xml-text.ts';

const LAST_ROW = 1_048_576;
/** What Excel takes: a longer one makes it « repair » the workbook. */
const MAX_TITLE = 32;
const MAX_PROMPT = 255;
const MAX_LIST = 255;
/** Of 1 March 1900, the first day that Excel counts right. */
const FIRST_DAY = 61;

interface Rule {
  readonly attributes: string;
  readonly formulas: readonly string[];
}

const ANY: Rule = { attributes: '', formulas: [] };

function ruleOf(check: CellCheck): Rule {
  switch (check.rule) {
    case 'any':
      return ANY;
    case 'date':
      return { attributes: 'type="date" operator="greaterThanOrEqual"', formulas: [`${FIRST_DAY}`] };
    case 'amount':
      return { attributes: 'type="decimal" operator="greaterThanOrEqual"', formulas: ['0'] };
    case 'whole':
      return { attributes: 'type="whole" operator="between"', formulas: [`${check.from}`, `${check.to}`] };
    case 'length':
      return { attributes: 'type="textLength" operator="lessThanOrEqual"', formulas: [`${check.max}`] };
    case 'list': {
      const values = check.values.join(',');
      return values.length > MAX_LIST ? ANY : { attributes: 'type="list"', formulas: [`"${values}"`] };
    }
  }
}

function checkXml(at: number, header: string, check: CellCheck): string {
  const { attributes, formulas } = ruleOf(check);
  const letters = columnLetters(at + 1);
  const words = [
    `promptTitle="${escaped(safeText(header).slice(0, MAX_TITLE))}"`,
    `prompt="${escaped(safeText(check.prompt).slice(0, MAX_PROMPT))}"`,
  ].join(' ');
  const given = formulas
    .map((one, rank) => `<formula${rank + 1}>${escaped(one)}</formula${rank + 1}>`)
    .join('');
  return `<dataValidation ${attributes} allowBlank="1" showInputMessage="1" showErrorMessage="1" ${words} sqref="${letters}2:${letters}${LAST_ROW}">${given}</dataValidation>`;
}

/** What may be typed under each header that says it; nothing where no column does. */
export function checksXml(columns: readonly ColumnSpec[]): string {
  const checks = columns.flatMap(({ header, check }, at) => (check ? [checkXml(at, header, check)] : []));
  return checks.length === 0
    ? ''
    : `<dataValidations count="${checks.length}">${checks.join('')}</dataValidations>`;
}

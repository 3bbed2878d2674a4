import { fictitiousDonors } from '../../../scripts/demo/fictitious-donors.ts';
import type { CellValue } from '../../../server/domain/files/sheets.ts';
import { DeflatedPart } from '../machine/deflated-part.ts';
import { columnLetters, escaped, rawXlsx } from '../machine/raw-xlsx.ts';

/** A contact file as Excel saves one of that length: texts in a shared table, each repeated one once. Made row by row. */
export interface LongContactFile {
  readonly campaign: string;
  readonly rows: number;
  readonly todayIso?: string;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Texts worth looking up again: towns and titles; names and numbers are each their own. */
const MAX_REPEATED = 4000;
/** A page of rows to learn the columns from. */
const SAMPLE = 200;

class SharedTable {
  readonly part = new DeflatedPart();
  readonly #known = new Map<string, number>();
  #count = 0;

  async numberOf(text: string): Promise<number> {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const number = this.#count++;
    if (this.#known.size < MAX_REPEATED) this.#known.set(text, number);
    await this.part.add(`<si><t>${escaped(text)}</t></si>`);
    return number;
  }
}

async function cellXml(value: CellValue, reference: string, table: SharedTable): Promise<string> {
  if (value === null || value === '') return '';
  if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`;
  if (typeof value === 'object' && 'minor' in value)
    return `<c r="${reference}"><v>${value.minor / 100}</v></c>`;
  if (typeof value === 'object' && 'date' in value) {
    const day = 25_569 + Date.parse(`${value.date}T00:00:00Z`) / 86_400_000;
    return `<c r="${reference}" s="1"><v>${day}</v></c>`;
  }
  return `<c r="${reference}" t="s"><v>${await table.numberOf(String(value))}</v></c>`;
}

/** The .xlsx in clear: memory holds it compressed, and nothing of its rows. Equal requests give equal bytes. */
export async function longContactFile({
  campaign,
  rows,
  todayIso = '2026-11-23',
}: LongContactFile): Promise<Buffer> {
  const request = { country: 'FR', kind: 'upgrade', campaign, seed: 20261123, todayIso } as const;
  const headers = [
    ...new Set([...fictitiousDonors({ ...request, count: SAMPLE })].flatMap((row) => Object.keys(row))),
  ];
  const table = new SharedTable();
  const sheet = new DeflatedPart();
  await table.part.add(`<sst xmlns="${MAIN}">`);
  await sheet.add(
    `<worksheet xmlns="${MAIN}"><dimension ref="A1:${columnLetters(headers.length - 1)}${rows + 1}"/><sheetData>`,
  );
  const addRow = async (number: number, cells: readonly CellValue[]) => {
    let xml = `<row r="${number}">`;
    for (const [at, value] of cells.entries())
      xml += await cellXml(value, `${columnLetters(at)}${number}`, table);
    await sheet.add(`${xml}</row>`);
  };
  await addRow(1, headers);
  let number = 1;
  for (const row of fictitiousDonors({ ...request, count: rows })) {
    number += 1;
    await addRow(
      number,
      headers.map((header) => row[header] ?? null),
    );
  }
  await sheet.add('</sheetData></worksheet>');
  await table.part.add('</sst>');
  const parts = {
    strings: await table.part.finish('xl/sharedStrings.xml'),
    sheet: await sheet.finish('xl/worksheets/sheet1.xml'),
  };
  return rawXlsx({
    rows: [],
    order: (own) =>
      own.map((part) =>
        part.name === parts.sheet.name
          ? parts.sheet
          : part.name === parts.strings.name
            ? parts.strings
            : part,
      ),
  });
}

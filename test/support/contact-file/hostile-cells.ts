import { columnLetters, rawXlsx, type XmlCell } from '../machine/raw-xlsx.ts';
import { CLEAN_ROW, contactSheetRows } from './contact-rows.ts';
import {
  accepted,
  type ExpectedRow,
  excluded,
  type HostileWorkbook,
  refusedCase,
  rejected,
  rowsCase,
} from './hostile-cases.ts';

const LINK_RELS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:donatrice@exemple.invalid" TargetMode="External"/></Relationships>';

const emailColumn = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[Object.keys(CLEAN_ROW).indexOf('EMAIL')];

const inline = (text: string): XmlCell => ({
  xml: (reference) => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`,
});

/** A cell by the text of its value, whatever its type allows. */
const stored = (value: string, type?: string): XmlCell => ({
  xml: (reference) => `<c r="${reference}"${type ? ` t="${type}"` : ''}><v>${value}</v></c>`,
});
const shownAs = (style: number, value: string): XmlCell => ({
  xml: (reference) => `<c r="${reference}" s="${style}"><v>${value}</v></c>`,
});

/** `IFERROR(VLOOKUP(…);"")` as Excel stores it: calculated, and empty. */
const EMPTY_TEXT: XmlCell = {
  xml: (reference) => `<c r="${reference}" t="str"><f>IFERROR(VLOOKUP(A2,X:Y,2,0),"")</f><v></v></c>`,
};
const NEVER: XmlCell = { formula: 'A1' };

/** Every column of a row with that value, a text. */
function dragged(row: number, value: string): string {
  const letters = Object.keys(CLEAN_ROW).map((_, at) => columnLetters(at));
  return `<row r="${row}">${letters.map((letter) => `<c r="${letter}${row}" t="str">${value}</c>`).join('')}</row>`;
}

const UNCALCULATED: ExpectedRow = { outcome: 'rejected', codes: ['formula-without-result'] };

/** What a cell holds, before any meaning. */
export const HOSTILE_CELLS: readonly HostileWorkbook[] = [
  rowsCase(
    ['dates counted from 1904', 'old Mac workbooks count from another day: the same number is another date'],
    [[{ DATE_DEBUT_PA: { date: 40_000 } }, accepted()]],
    {
      date1904: true,
    },
  ),
  rowsCase(
    [
      'formula cells',
      'the last calculated value is what the charity saw; one that was never calculated says nothing',
    ],
    [
      [{ NOM: { formula: 'UPPER("testeur")', result: 'TESTEUR' } }, accepted('formula')],
      [{ NOM: { formula: 'UPPER("testeur")' } }, rejected('formula-without-result')],
      [{ MONTANT_PA: { formula: '10+2.5', result: 12.5 } }, accepted('formula')],
      [{ MONTANT_PA: { error: '#REF!' } }, rejected('cell-error')],
    ],
  ),
  rowsCase(
    [
      'LibreOffice booleans',
      'TRUE() is how LibreOffice writes a boolean; an objection ticked so is an objection',
    ],
    [
      [{ NPAI: { formula: 'TRUE()', result: true } }, accepted('formula')],
      [{ OPPOSITION_TEL: { boolean: true } }, { outcome: 'EF_DNC', codes: [] }],
    ],
  ),
  rowsCase(
    ['hyperlinked e-mail', 'Excel makes links of addresses: the text is the address'],
    [[{}, accepted()]],
    {
      afterData: `<hyperlinks><hyperlink ref="${emailColumn}2" r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></hyperlinks>`,
      sheetRels: LINK_RELS,
    },
  ),
  rowsCase(
    ['a merge and a validation over the whole sheet', 'merges and validations are no rows'],
    [[{}, accepted()]],
    {
      afterData:
        '<mergeCells><mergeCell ref="A10:XFD1048576"/></mergeCells><dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"O,N"</formula1></dataValidation></dataValidations>',
    },
  ),
  rowsCase(
    ['rich text', 'a name half in bold is one name'],
    [[{ NOM: { rich: ['Testeur-', 'Zéphyrin'] } }, accepted()]],
  ),
  rowsCase(
    ['inline strings', 'a text may stand in its cell instead of the table of texts: same text'],
    [[{ NOM: inline('Testeur-Zéphyrin') }, accepted()]],
  ),
  rowsCase(
    ['NFD accents', 'é in two characters is é: Mac keyboards write it so'],
    [[{ NOM: 'Testeur-Zéphyrin'.normalize('NFD') }, accepted()]],
  ),
  rowsCase(
    [
      'control characters and escape sequences',
      'a name must not drive the terminal of the agent who reads it',
    ],
    [
      [{ NOM: 'Test\u001b[31meur\u0007' }, accepted('invisible-characters')],
      [{ NOM: 'Test\u202eeur\u200b' }, accepted('invisible-characters')],
      [{ NOM: '\u200b' }, rejected('invisible-characters', 'required')],
    ],
  ),
  rowsCase(
    ['formula-like names', 'a text that begins with = is a text here, and must stay one in what goes back'],
    [[{ NOM: '=cmd|’/c calc’!A1' }, accepted('formula-like')]],
  ),
  rowsCase(
    [
      'numbers written under a French locale',
      'the standard knows only the dot: read up to the comma, 12,5 would lose its cents without a word',
    ],
    [
      [{ MONTANT_PA: stored('12,5') }, rejected('cell-malformed')],
      [{ MONTANT_PA: stored('1,234.5') }, rejected('cell-malformed')],
      [{ JOUR_PRELEVEMENT: stored('5foo') }, rejected('cell-malformed')],
      [{ ID_DONATEUR: stored('12,7') }, rejected('cell-malformed')],
      [{ CUMUL_DONS: stored('320,50') }, accepted('cell-malformed')],
      [{ NB_DONS: stored('1 234') }, accepted('cell-malformed')],
      [{ MONTANT_CIBLE_1: stored('17,5') }, rejected('cell-malformed')],
    ],
  ),
  rowsCase(
    ['booleans in words', 'false is a legal spelling of 0: read as anything but 0, it would be true'],
    [
      [{ OPPOSITION_TEL: stored('false', 'b') }, accepted()],
      [{ OPPOSITION_TEL: stored('true', 'b') }, { outcome: 'EF_DNC', codes: [] }],
      [{ OPPOSITION_TEL: stored('VRAI', 'b') }, rejected('cell-malformed')],
    ],
  ),
  rowsCase(
    [
      'a day number without a date format in the calendar of 1904',
      'it is a day of that calendar, not of the other: four years',
    ],
    [
      [{ DATE_DEBUT_PA: { date: 42_403 } }, accepted()],
      [{ DATE_DEBUT_PA: 42_403 }, accepted('date-as-number')],
      [{ DATE_DERNIERE_AUGMENTATION: 44_700 }, excluded('date-as-number')],
    ],
    { date1904: true },
  ),
  rowsCase(
    ['letters in number formats', 'an escaped letter is a text of the format: the amount is no date'],
    [
      [{ MONTANT_PA: shownAs(2, '12.5') }, accepted()],
      [{ MONTANT_PA: shownAs(3, '12.5') }, accepted()],
      [{ MONTANT_PA: shownAs(4, '12.5') }, accepted()],
      [{ DATE_DEBUT_PA: shownAs(5, '43864') }, accepted()],
    ],
    { formats: ['0.00\\ \\d\\o\\n', '0.00 _m', '0.00*d', '[$-40C]d\\ mmmm\\ yyyy'] },
  ),
  rowsCase(
    [
      'formulas that give the empty text',
      'IFERROR(…;"") is how a charity leaves a cell empty: empty is empty, and a dragged row of them is no row',
    ],
    [
      [{ DATE_DERNIERE_AUGMENTATION: EMPTY_TEXT }, accepted()],
      [{ MONTANT_CIBLE_1: EMPTY_TEXT }, accepted()],
      [{ DATE_RECRUTEMENT: EMPTY_TEXT }, accepted()],
      [{ TEL_AUTRE: EMPTY_TEXT }, accepted()],
      [{ NOM: EMPTY_TEXT }, rejected('required')],
      [{ NOM: { formula: 'A1' } }, rejected('formula-without-result')],
    ],
    { moreRows: dragged(8, '<f>IF(A1="","","")</f><v></v>') + dragged(9, '<v xml:space="preserve"> </v>') },
  ),
  rowsCase(
    [
      'formulas never calculated, dragged down',
      'nobody knows what these rows would say: they are told, one by one',
    ],
    [
      [{}, accepted()],
      [Object.fromEntries(Object.keys(CLEAN_ROW).map((name) => [name, NEVER])), UNCALCULATED],
    ],
  ),
  rowsCase(
    ['dates in ISO 8601', 'a cell may hold its date in clear since 2010: it is that date'],
    [
      [{ DATE_DEBUT_PA: stored('2020-02-03', 'd') }, accepted()],
      [{ DATE_DEBUT_PA: stored('2020-02-30', 'd') }, rejected('cell-malformed')],
    ],
  ),
  refusedCase(
    ['two cells of one place', 'one of the two would hide the other: Excel calls the file damaged'],
    'workbook-damaged',
    () =>
      rawXlsx({
        rows: contactSheetRows([{}]),
        moreRows: `<row r="9">${'<c r="A9"><v>1</v></c>'.repeat(2)}</row>`,
      }),
  ),
];

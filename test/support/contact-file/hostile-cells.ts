import type { XmlCell } from '../machine/raw-xlsx.ts';
import { CLEAN_ROW } from './contact-rows.ts';
import { accepted, type HostileWorkbook, rejected, rowsCase } from './hostile-cases.ts';

const LINK_RELS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:donatrice@exemple.invalid" TargetMode="External"/></Relationships>';

const emailColumn = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[Object.keys(CLEAN_ROW).indexOf('EMAIL')];

const inline = (text: string): XmlCell => ({
  xml: (reference) => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`,
});

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
];

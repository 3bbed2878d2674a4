import type { RowChange } from './contact-rows.ts';
import { accepted, type ExpectedRow, type HostileWorkbook, rowsCase } from './hostile-cases.ts';
import { BE, belgian, CH, swiss } from './hostile-rows.ts';

const NOBODY: ExpectedRow = { outcome: 'EF_SANSTEL', codes: ['phone-invalid'] };

type Verdict = readonly [RowChange, ExpectedRow];

const french = (TEL_FIXE: string, row: ExpectedRow = accepted()): Verdict => [{ TEL_FIXE }, row];
const inBelgium = (TEL_FIXE: string, row: ExpectedRow = accepted()): Verdict => [belgian({ TEL_FIXE }), row];
const inSwitzerland = (TEL_FIXE: string, row: ExpectedRow = accepted()): Verdict => [
  swiss({ TEL_FIXE }),
  row,
];

/** Numbers as people of the three countries write them. */
export const HOSTILE_PHONES: readonly HostileWorkbook[] = [
  rowsCase(
    [
      'Belgium: a slash after the zone',
      '0475/12.34.56 is the usual writing there: cut at the slash, a whole campaign would have nobody to call',
    ],
    [
      ...['0475/12.34.56', '0475/12 34 56', '02/512.34.56', '+32(0)475/12.34.56', '065/12,34,56'].map(
        (text) => inBelgium(text),
      ),
      inBelgium('02/512.34.56 / 0475/12.34.56', accepted('phone-moved')),
      inBelgium('02/512.34.56/57', accepted('phone-note')),
    ],
    BE,
  ),
  rowsCase(
    [
      'Switzerland: a slash after the zone',
      'a slash or dots in a number are how it is grouped, not two numbers',
    ],
    ['079/123 45 67', '022/ 123.45.67', '0041 (0)22 123 45 67'].map((text) => inSwitzerland(text)),
    CH,
  ),
  rowsCase(
    ['France: every sign between the pairs', 'the pairs of a French number are cut by whatever key was near'],
    [
      '06/39/98/00/01',
      '06.39.98.00.01',
      '06 - 39 - 98 - 00 - 01',
      '(+33) 6 39 98 00 01',
      'tel:+33639980001',
    ].map((text) => french(text)),
  ),
  rowsCase(
    [
      'words beside a number',
      'the number is what is called: the words are set aside, and the charity is told that they were',
    ],
    [
      '06 39 98 00 01 (domicile)',
      '06 39 98 00 01 poste 12',
      '06 39 98 00 01 x12',
      '0639980001 après 18h',
    ].map((text) => french(text, accepted('phone-note'))),
  ),
  rowsCase(
    ['two numbers in a cell', 'both sides are whole numbers: the second goes where there is room'],
    [
      '06 39 98 00 01 et 01 99 00 12 34',
      '06 39 98 00 01 - 01 99 00 12 34',
      '06 39 98 00 01 01 99 00 12 34',
      '0639980001;0199001234',
      '06 39 98 00 01\n01 99 00 12 34',
    ].map((text) => french(text, accepted('phone-moved'))),
  ),
  rowsCase(
    [
      'numbers in scientific notation',
      'a spreadsheet keeps twelve signs on the screen: if digits are gone nobody may guess them',
    ],
    [french('3,3639980001E+10'), french('3,36E+10', NOBODY), french('6.4E+08', NOBODY)],
  ),
  rowsCase(
    [
      'dates and placeholders in a column of numbers',
      'ten digits of a date are no number, though Belgium has numbers of that shape',
    ],
    [
      inBelgium('10/02/2020', NOBODY),
      inBelgium('#N/A', NOBODY),
      inBelgium('02/512.34.56 (10/02/2020)', accepted('phone-note')),
    ],
    BE,
  ),
];

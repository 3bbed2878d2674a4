import { expect, test } from 'vitest';
import { readPhoneCell } from '../../../server/domain/contact-file/phone-cell.ts';

type Country = 'FR' | 'BE' | 'CH';

const read = (text: string, country: Country, postcode = '') => {
  const { phones, refused, hasNote } = readPhoneCell(text, { country, postcode });
  return { numbers: phones.map((phone) => phone.e164), refused, hasNote };
};

const ONE = { refused: [], hasNote: false };

test.each([
  ['0475/12.34.56', 'BE', ['+32475123456']],
  ['0475/12 34 56', 'BE', ['+32475123456']],
  ['02/512.34.56', 'BE', ['+3225123456']],
  ['02/512 34 56', 'BE', ['+3225123456']],
  ['+32(0)475/12.34.56', 'BE', ['+32475123456']],
  ['065/12.34.56', 'BE', ['+3265123456']],
  ['065/12,34,56', 'BE', ['+3265123456']],
  ['065 - 12 34 56', 'BE', ['+3265123456']],
  ['02/512.34.56 / 0475/12.34.56', 'BE', ['+3225123456', '+32475123456']],
  ['02/512.34.56 - 0475/12.34.56', 'BE', ['+3225123456', '+32475123456']],
  ['0475/12.34.56;02/512.34.56', 'BE', ['+32475123456', '+3225123456']],
  ['06/39/98/00/01', 'FR', ['+33639980001']],
  ['06 - 39 - 98 - 00 - 01', 'FR', ['+33639980001']],
  [
    '01 99 00 12 34 / 06 39 98 12 34 ou 199001234.0; ,',
    'FR',
    ['+33199001234', '+33639981234', '+33199001234'],
  ],
  ['06 39 98 00 01 et 01 99 00 12 34', 'FR', ['+33639980001', '+33199001234']],
  ['06 39 98 00 01 01 99 00 12 34', 'FR', ['+33639980001', '+33199001234']],
  ['0639980001-0199001234', 'FR', ['+33639980001', '+33199001234']],
  ['+33639980001+33199001234', 'FR', ['+33639980001', '+33199001234']],
  ['(+33) 6 39 98 00 01', 'FR', ['+33639980001']],
  ['+33 (0)6 39 98 00 01', 'FR', ['+33639980001']],
  ['tel:+33639980001', 'FR', ['+33639980001']],
  ['Tél. : 06 39 98 00 01', 'FR', ['+33639980001']],
  ['3,3639980001E+10', 'FR', ['+33639980001']],
  ['０６ ３９ ９８ ００ ０１', 'FR', ['+33639980001']],
  ['079/123 45 67', 'CH', ['+41791234567']],
  ['022/ 123.45.67', 'CH', ['+41221234567']],
  ['0041 (0)22 123 45 67', 'CH', ['+41221234567']],
] as const)('%s in %s: numbers, nothing set aside', (text, country, numbers) => {
  expect(read(text, country)).toEqual({ numbers, ...ONE });
});

test.each([
  ['06 39 98 00 01 (domicile)', 'FR', '+33639980001'],
  ['06 39 98 00 01 poste 12', 'FR', '+33639980001'],
  ['06 39 98 00 01 x12', 'FR', '+33639980001'],
  ['0639980001 après 18h30', 'FR', '+33639980001'],
  ['0639980001 (depuis 01/02/2020)', 'FR', '+33639980001'],
  ['portable 06 39 98 00 01', 'FR', '+33639980001'],
  ['02/512.34.56 (depuis le 10/02/2020)', 'BE', '+3225123456'],
  ['02/512.34.56/57', 'BE', '+3225123456'],
  ['04/223.45.67/8', 'BE', '+3242234567'],
] as const)('%s in %s: the number is kept, the note is said', (text, country, number) => {
  expect(read(text, country)).toEqual({ numbers: [number], refused: [], hasNote: true });
});

test.each([
  ['0475/12.34', 'BE', 'numéro non attribué dans ce pays'],
  ['3615', 'FR', 'numéro trop court'],
  ['3,34E+10', 'FR', 'notation scientifique d’un tableur, des chiffres sont perdus'],
  ['3.36E10', 'FR', 'notation scientifique d’un tableur, des chiffres sont perdus'],
  ['0899123456', 'FR', 'numéro surtaxé'],
  ['10/02/2020', 'BE', 'ce n’est pas un numéro'],
  ['appeler le soir', 'FR', 'ce n’est pas un numéro'],
  ['#N/A', 'FR', 'ce n’est pas un numéro'],
] as const)('%s in %s is no number, and why is said', (text, country, why) => {
  expect(read(text, country)).toMatchObject({ numbers: [], refused: [why] });
});

test('a good number and a bad one: the first is kept, the second is said', () => {
  expect(read('06 39 98 00 01 / 0899123456', 'FR')).toEqual({
    numbers: ['+33639980001'],
    refused: ['numéro surtaxé'],
    hasNote: false,
  });
  expect(read('06 39 98 00 01 / 01 99 00 12', 'FR')).toMatchObject({
    numbers: ['+33639980001'],
    refused: ['il manque des chiffres'],
  });
});

test('digits beside a number are told apart from words: they may be the end of another one', () => {
  const left = (text: string) => readPhoneCell(text, { country: 'BE' }).hasDigitsLeft;
  expect(['02/512.34.56/57', '02/512.34.56 poste 12'].map(left)).toEqual([true, true]);
  expect(['02/512.34.56', '02/512.34.56 (domicile)', '02/512.34.56 depuis 10/02/2020'].map(left)).toEqual([
    false,
    false,
    false,
  ]);
});

test('a number of overseas is told by the postcode of the donor', () => {
  expect(read('0692/12/34/56', 'FR', '97490').numbers).toEqual(['+262692123456']);
  expect(read('0692/12/34/56', 'FR', '75990').numbers).toEqual([]);
});

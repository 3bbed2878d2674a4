import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FilledCell } from '../../../server/domain/contact-file/cell-form.ts';
import { readPostcode } from '../../../server/domain/contact-file/contact-addresses.ts';
import { readAmount } from '../../../server/domain/contact-file/contact-amounts.ts';
import { readIdentifier } from '../../../server/domain/contact-file/contact-identifiers.ts';
import {
  readCreditorIdentifier,
  readMandateReference,
} from '../../../server/domain/contact-file/contact-mandates.ts';
import { cellHoldsIban } from '../../../server/domain/contact-file/contact-payment-numbers.ts';
import { contactProfile } from '../../../server/domain/contact-file/contact-profile.ts';
import { cleanText } from '../../../server/domain/contact-file/contact-texts.ts';
import { dateCell } from '../../../server/domain/contact-file/dates/contact-dates.ts';
import { settings } from '../../support/store/store-campaign.ts';

const profile = contactProfile(settings(), '2026-11-23');
const text = (value: string): FilledCell => ({ kind: 'text', text: value });
const number = (value: number): FilledCell => ({ kind: 'number', value });
const codes = (reading: { readonly remarks: readonly { readonly code: string }[] }) =>
  reading.remarks.map((one) => one.code);

describe('amounts', () => {
  test.each([
    ['12,50 €', 1250, 'EUR'],
    ['12.50', 1250, undefined],
    ['12,5', 1250, undefined],
    ['1 234,50', 123_450, undefined],
    ['1\u202f234,50\u00a0€', 123_450, 'EUR'],
    ['1’234.50 CHF', 123_450, 'CHF'],
    ['CHF 15.-', 1500, 'CHF'],
    ['10.-', 1000, undefined],
    ['10.--', 1000, undefined],
    ['SFr. 10.50', 1050, 'CHF'],
    ['10fr.', 1000, 'CHF'],
    ['CHF10.00', 1000, 'CHF'],
    ['5€50', 550, 'EUR'],
    ['5 € 50', 550, 'EUR'],
    ['5 EUR 50', 550, 'EUR'],
    ['5 euros 50', 550, 'EUR'],
    ['5€05', 505, 'EUR'],
    ['5 Fr. 50', 550, 'CHF'],
    ['5 CHF 50', 550, 'CHF'],
    ['5 francs 50', 550, 'CHF'],
    ['1 234 567.5', 123_456_750, undefined],
    ['5€5', undefined, undefined],
    ['5€500', undefined, undefined],
    ['5,50€50', undefined, undefined],
    ['€5€', undefined, undefined],
    ['5 € CHF', undefined, undefined],
    ['5 50', undefined, undefined],
    ["5'50", undefined, undefined],
    ['12 50', undefined, undefined],
    ['1 2345', undefined, undefined],
    ['0 123', undefined, undefined],
    ['1 234’567', undefined, undefined],
    ['1.234 567,5', undefined, undefined],
    ['12,50 € par mois', undefined, undefined],
    ['10 %', undefined, undefined],
    ['5 frais', undefined, undefined],
    ['1.234,50', 123_450, undefined],
    ['1,234.50', 123_450, undefined],
    ['15', 1500, undefined],
    ['15 euros', 1500, 'EUR'],
    ['€ 15', 1500, 'EUR'],
    ['1.234', undefined, undefined],
    ['1.234.567', undefined, undefined],
    ['12,345', undefined, undefined],
    ['-5', undefined, undefined],
    ['1e3', undefined, undefined],
    ['douze', undefined, undefined],
  ])('%s', (written, minor, currency) => {
    expect(readAmount(text(written)).value).toEqual(minor === undefined ? undefined : { minor, currency });
  });

  test('numbers are exact to the cent, or refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (minor) => {
        expect(readAmount(number(minor / 100)).value?.minor).toBe(minor);
        expect(readAmount(text((minor / 100).toFixed(2).replace('.', ','))).value?.minor).toBe(minor);
      }),
    );
    expect(readAmount(number(12.505)).value).toBeUndefined();
    expect(readAmount(number(1e12)).value).toBeUndefined();
  });
});

describe('dates', () => {
  test.each([
    ['31/12/2023', '2023-12-31', ['date-as-text']],
    ['1.2.2024', '2024-02-01', ['date-order-assumed']],
    ['2024-02-29', '2024-02-29', ['date-as-text']],
    ['2024-02-29T00:00:00', '2024-02-29', ['date-as-text']],
    ['20240229', '2024-02-29', ['date-as-text']],
    ['29/02/2023', undefined, ['wrong-date']],
    ['12/31/2023', '2023-12-31', ['date-month-first']],
    ['31/12/23', '2023-12-31', ['date-as-text', 'date-short-year']],
    ['14/03/2024 14:25', '2024-03-14', ['date-as-text', 'date-with-hour']],
    ['14/03/2024 23:00', undefined, ['wrong-date']],
    ['45351', '2024-02-29', ['date-as-number']],
    ['31/12/1899', undefined, ['wrong-date']],
    ['01/01/2027', '2027-01-01', ['date-as-text', 'date-in-future']],
  ])('text %s', (written, date, remarks) => {
    const reading = dateCell()(text(written), profile);
    expect([reading.value, codes(reading)]).toEqual([date, remarks]);
  });

  test('numbers: Excel’s days, or AAAAMMJJ', () => {
    expect(dateCell()(number(45_351), profile).value).toBe('2024-02-29');
    expect(dateCell()(number(20_240_229), profile).value).toBe('2024-02-29');
    expect(dateCell()(number(12), profile).value).toBeUndefined();
    expect(dateCell()(number(45_351.5), profile).value).toBe('2024-02-29');
    expect(codes(dateCell()(number(45_351 + 23 / 24), profile))).toEqual(['date-edge-of-day']);
  });
});

describe('texts', () => {
  test('are one line of visible characters, composed', () => {
    expect(cleanText('  Zo\u0065\u0301\n\tTesteur\u00a0 ')).toEqual({ text: 'Zoé Testeur', stripped: false });
    expect(cleanText('\u001b]0;titre\u0007Tes\u200dteur👩‍🚀')).toEqual({ text: 'Testeur', stripped: true });
  });

  test.each([
    [text('0042'), '0042', []],
    [number(42), '42', ['numeric-id']],
    [number(999_999_999_999_999), '999999999999999', ['numeric-id']],
    [number(1e15), undefined, ['altered-id']],
    [number(4.2), undefined, ['altered-id']],
    [text('1E+21'), undefined, ['altered-id']],
    [text('1,23E+15'), undefined, ['altered-id']],
    [text('42.0'), undefined, ['altered-id']],
    [text('12E5'), '12E5', []],
    [text(' A  12 '), 'A  12', []],
    [text('A\u00a012'), 'A\u00a012', []],
    [text('e\u0301 12'), 'e\u0301 12', []],
    [text('\ufeffA12\u200b'), 'A12', []],
    [text('A\u200b12'), undefined, ['altered-id']],
    [text('A\n12'), undefined, ['altered-id']],
    [{ kind: 'date', date: '2026-02-01' } as const, undefined, ['altered-id']],
    [{ kind: 'boolean', value: true } as const, undefined, ['altered-id']],
    [text('x'.repeat(31)), undefined, ['too-long']],
  ])('identifier %#', (cell, value, remarks) => {
    const reading = readIdentifier(cell);
    expect([reading.value, codes(reading)]).toEqual([value, remarks]);
  });
});

test.each([
  ['FR', '01990', '01990', []],
  ['FR', '1990', '01990', ['postcode-padded']],
  ['FR', 'F-75990', '75990', []],
  ['FR', '2A004', undefined, ['wrong-postcode']],
  ['BE', 'B-1000', '1000', []],
  ['BE', '01000', undefined, ['wrong-postcode']],
  ['CH', '1201', '1201', []],
] as const)('postcode in %s: %s', (country, written, value, remarks) => {
  const reading = readPostcode(text(written), { ...profile, country });
  expect([reading.value, codes(reading)]).toEqual([value, remarks]);
});

test.each([
  ['++00042', '++00042', []],
  [' 00 42 ', '00 42', ['mandate-space']],
  ['00  42', '00  42', ['mandate-space']],
  ['1,23E+15', undefined, ['altered-reference']],
  ['4.2E+12', undefined, ['altered-reference']],
  ['42.0', undefined, ['altered-reference']],
  ['12E5', '12E5', []],
  ['RUM_42', undefined, ['mandate-charset']],
  ['é42', undefined, ['mandate-charset']],
  ['x'.repeat(36), undefined, ['mandate-too-long']],
])('mandate reference %s', (written, value, remarks) => {
  const reading = readMandateReference(text(written));
  expect([reading.value, codes(reading)]).toEqual([value, remarks]);
});

test.each([
  ['FR72ZZZ123456', 'FR72ZZZ123456', []],
  ['fr72 zzz 123456', 'fr72 zzz 123456', []],
  ['  FR72ZZZ123456\u200b', 'FR72ZZZ123456', []],
  ['DE98ZZZ09999999999', 'DE98ZZZ09999999999', []],
  ['FR73ZZZ123456', 'FR73ZZZ123456', ['ics-check-digits']],
  ['72ZZZ123456', undefined, ['ics-malformed']],
])('creditor identifier %s', (written, value, remarks) => {
  const reading = readCreditorIdentifier(text(written));
  expect([reading.value, codes(reading)]).toEqual([value, remarks]);
});

test.each([
  ['FR76 3000 6000 0112 3456 7890 189', true],
  ['compte : BE68-5390-0754-7034, merci', true],
  ['ch9300762011623852957', true],
  ['FR76 3000 6000 0112 3456 7890 188', false],
  ['FR••…189', false],
  ['++FICTIF000000001', false],
  ['FR72ZZZ123456', false],
])('IBAN in %s', (written, expected) => {
  expect(cellHoldsIban({ kind: 'text', text: written })).toBe(expected);
});

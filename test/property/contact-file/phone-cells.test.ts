import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { getExampleNumber, isValidPhoneNumber, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { readPhoneCell } from '../../../server/domain/contact-file/phone-cell.ts';

type Country = 'FR' | 'BE' | 'CH';

/** Numbers that libphonenumber gives for each country, and landlines beside them. */
const NUMBERS: Readonly<Record<Country, readonly string[]>> = {
  FR: [exampleOf('FR'), '+33199001234', '+33261911234', '+33970123456'],
  BE: [exampleOf('BE'), '+3225123456', '+3265123456', '+3210123456', '+32475123456'],
  CH: [exampleOf('CH'), '+41221234567', '+41441234567', '+41791234567'],
};

function exampleOf(country: Country): string {
  return getExampleNumber(country, examples)?.number ?? '';
}

/** A number in groups of two or three digits with one sign between them, after the usual ways to begin. */
const written = (country: Country) =>
  fc
    .record({
      e164: fc.constantFrom(...NUMBERS[country]),
      start: fc.constantFrom('0', '+', '00', '(+)', '+(0)'),
      sign: fc.constantFrom(' ', '.', '-', '/', ' / ', ' - ', '', '\u00a0', '\u202f'),
      sizes: fc.array(fc.integer({ min: 2, max: 3 }), { minLength: 6, maxLength: 6 }),
    })
    .map(({ e164, start, sign, sizes }) => {
      const { countryCallingCode: code, nationalNumber } = parsePhoneNumberWithError(e164);
      const begin = {
        '0': '0',
        '+': `+${code} `,
        '00': `00${code} `,
        '(+)': `(+${code}) `,
        '+(0)': `+${code}(0)`,
      }[start];
      return { e164, text: `${begin}${grouped(nationalNumber, sizes).join(sign)}` };
    });

function grouped(digits: string, sizes: readonly number[]): string[] {
  const groups: string[] = [];
  let rest = digits;
  for (const size of sizes) {
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  const filled = groups.filter((group) => group !== '');
  const last = filled.at(-1) ?? '';
  // Nobody leaves one digit alone at the end.
  return last.length > 1 ? filled : [...filled.slice(0, -2), `${filled.at(-2) ?? ''}${last}`];
}

test.each(['FR', 'BE', 'CH'] as const)(
  'in %s, a number in any grouping is that number, and libphonenumber’s',
  (country) => {
    fc.assert(
      fc.property(written(country), ({ e164, text }) => {
        const cell = readPhoneCell(text, { country });
        expect([text, cell.phones.map((phone) => phone.e164), cell.refused]).toEqual([text, [e164], []]);
        expect(isValidPhoneNumber(e164, country)).toBe(true);
      }),
    );
  },
);

test.each(['FR', 'BE', 'CH'] as const)(
  'in %s, two numbers in a cell are those two, whatever stands between',
  (country) => {
    const between = fc.constantFrom(' / ', ' ou ', ' et ', '; ', ', ', '\n', ' - ', ' | ');
    fc.assert(
      fc.property(written(country), written(country), between, (a, b, sign) => {
        const text = `${a.text}${sign}${b.text}`;
        const cell = readPhoneCell(text, { country });
        expect([text, cell.phones.map((phone) => phone.e164)]).toEqual([text, [a.e164, b.e164]]);
      }),
    );
  },
);

const piece = fc.constantFrom(
  ...['0', '06', '6', '39', '98', '00', '01', '02', '512', '34', '0475', '475', '33', '32', '41', '12'],
  ...[' ', '/', '.', '-', ' / ', ' ou ', '+', '(', ')', 'x', ', ', ' poste ', 'E+10', '\n'],
);

test.each(['FR', 'BE', 'CH'] as const)(
  'in %s, no number is read that libphonenumber does not hold valid, nor one whose digits are not there in a row',
  (country) => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        const digits = text.replace(/\D/g, '');
        for (const { e164 } of readPhoneCell(text, { country }).phones) {
          const isFiction = e164.startsWith('+3363998');
          const national = parsePhoneNumberWithError(e164).nationalNumber;
          expect([text, isFiction || isValidPhoneNumber(e164)]).toEqual([text, true]);
          expect([text, digits.includes(national)]).toEqual([text, true]);
        }
      }),
      { numRuns: 3000 },
    );
  },
);

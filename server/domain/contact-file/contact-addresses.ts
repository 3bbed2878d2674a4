import { COUNTRIES, type Country, countryFacts } from '../../../shared/country.ts';
import { type CellReader, type FilledCell, formed } from './cell-form.ts';
import type { ContactProfile } from './contact-profile.ts';
import { accepted, type Reading, type RowProblem, refused, warning } from './contact-remarks.ts';
import { cleanText, textOf } from './contact-texts.ts';
import { placeholderRemark } from './placeholders.ts';

/** Of the norm where there is one; elsewhere a longer line is only cut on an envelope. */
const MAX_LINE = 38;
/** Longer than any envelope: something else was pasted there. */
const MAX_KEPT = 120;

const TOO_WIDE = warning(
  'address-too-wide',
  `Plus de ${MAX_LINE} caractères : la ligne sera coupée sur une enveloppe.`,
);
const PUNCTUATED = warning('address-punctuation', 'Ponctuation déconseillée dans cette ligne (NF Z10-011).');

/** An address line; under the norm, the lines from the street on bear no punctuation. */
export function addressLine(fromStreet: boolean): CellReader<string> {
  const read = textOf(MAX_KEPT);
  return formed(read.form, (cell, profile) => {
    const reading = read(cell);
    const text = reading.value ?? '';
    const isPunctuated = fromStreet && countryFacts(profile.country).hasAddressNorm && /[,;:.]/.test(text);
    const remarks = [...(text.length > MAX_LINE ? [TOO_WIDE] : []), ...(isPunctuated ? [PUNCTUATED] : [])];
    return {
      value: reading.value,
      remarks: [...reading.remarks, ...remarks, ...placeholderRemark(reading.value)],
    };
  });
}

const LETTERS = COUNTRIES.flatMap((country) => countryFacts(country).postcode.letters);
const COUNTRY_LETTERS = new RegExp(`^(?:${LETTERS.join('|')})[\\s-]+(?=\\d)`, 'i');

const PADDED = warning('postcode-padded', 'Zéro initial rétabli dans le code postal.');

/** A postcode of the campaign's country. One that lost its leading zero is mended, with a warning. */
export const readPostcode = formed({ kind: 'postcode' }, postcodeOf);

function postcodeOf(cell: FilledCell, profile: ContactProfile): Reading<string> {
  if (cell.kind !== 'text' && cell.kind !== 'number')
    return refused('wrong-postcode', 'Code postal illisible.');
  const typed = cell.kind === 'number' ? String(cell.value) : cleanText(cell.text).text;
  const text = typed.replace(COUNTRY_LETTERS, '').replace(/\.0+$/, '').replace(/ /g, '');
  if (text === '') return { value: undefined, remarks: [] };
  const { digits, startsWithZero } = countryFacts(profile.country).postcode;
  if (/^\d+$/.test(text) && text.length === digits) return accepted(text);
  if (startsWithZero && /^[1-9]\d*$/.test(text) && text.length === digits - 1)
    return accepted(`0${text}`, PADDED);
  return refused('wrong-postcode', `Code postal à ${digits} chiffres attendu.`);
}

/** The line CP + VILLE of an envelope, under the norm. */
export function placeProblems(
  postcode: string | undefined,
  city: string | undefined,
  country: Country,
): readonly RowProblem[] {
  const width = (postcode?.length ?? 0) + 1 + (city?.length ?? 0);
  const isTooWide =
    countryFacts(country).hasAddressNorm && (city?.length ?? 0) <= MAX_LINE && width > MAX_LINE;
  return isTooWide ? [{ column: 'VILLE', ...TOO_WIDE }] : [];
}

import { type PhonePlace, readPhoneCell } from '../contact-file/phone-cell.ts';

/** The numbers of a cell of a list that forbids calls, in E.164, and what of the cell is no number: a French sentence. */
export interface ListedPhones {
  readonly phones: readonly string[];
  readonly unread: string | undefined;
}

/**
 * Reads the numbers of such a cell. Where a contact file sets a note aside, here the end of a number (`…56/57`) may be somebody
 * who objects: it is said, so that nobody takes the line for done.
 */
export function listedPhones(text: string, place: PhonePlace): ListedPhones {
  const { phones, refused, hasDigitsLeft } = readPhoneCell(text, place);
  const why = [...refused, ...(hasDigitsLeft ? ['une partie de la cellule n’est pas un numéro entier'] : [])];
  return {
    phones: phones.map((phone) => phone.e164),
    unread: why.length === 0 ? undefined : `TEL : ${why.join(' ; ')}.`,
  };
}

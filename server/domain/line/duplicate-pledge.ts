import { foldedText } from '../../../shared/folded-text.ts';

/** What two pledges are compared by. */
export interface PledgeMark {
  readonly atMs: number;
  /** Of the caller, as it is kept: never the number itself where pledges are stored. Absent when withheld. */
  readonly number?: string | undefined;
  readonly lastName: string;
  readonly firstName: string;
  readonly postcode: string;
}

const letters = (text: string): string => foldedText(text).replace(/[^a-z0-9]/g, '');

/** Somebody's names in any order, and where they live; undefined for who gave no name or no place. */
function personOf({ lastName, firstName, postcode }: PledgeMark): string | undefined {
  const names = [letters(lastName), letters(firstName)].filter((part) => part !== '').toSorted();
  const place = letters(postcode);
  return letters(lastName) === '' || place === '' ? undefined : `${names.join(' ')} ${place}`;
}

/**
 * The earlier pledge that this one looks like: the same number, or the same names and postcode, within so many hours. It is
 * shown, and a person decides: two people of one home are no duplicate. The latest where there are several.
 */
export function duplicateOf<T extends PledgeMark>(
  pledge: PledgeMark,
  earlier: readonly T[],
  hours: number,
): T | undefined {
  const person = personOf(pledge);
  return earlier
    .filter(({ atMs }) => atMs <= pledge.atMs && pledge.atMs - atMs <= hours * 3_600_000)
    .toSorted((a, b) => b.atMs - a.atMs)
    .find(
      (one) =>
        (pledge.number !== undefined && one.number === pledge.number) ||
        (person !== undefined && personOf(one) === person),
    );
}

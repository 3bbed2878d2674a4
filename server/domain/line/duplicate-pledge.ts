import { personMark } from './stored-pledge.ts';

/** What two pledges are compared by. */
export interface PledgeMark {
  readonly atMs: number;
  /** Of the caller, as it is kept: never the number itself where pledges are stored. Absent when withheld. */
  readonly number?: string | undefined;
  readonly lastName: string;
  readonly firstName: string;
  readonly postcode: string;
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
  const person = personMark(pledge);
  return earlier
    .filter(({ atMs }) => atMs <= pledge.atMs && pledge.atMs - atMs <= hours * 3_600_000)
    .toSorted((a, b) => b.atMs - a.atMs)
    .find(
      (one) =>
        (pledge.number !== undefined && one.number === pledge.number) ||
        (person !== undefined && personMark(one) === person),
    );
}

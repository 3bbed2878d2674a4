/** A book that another library reads otherwise than we do, and why ours is right. */
export interface ReaderDifference {
  readonly book: string;
  /** `unopened`: it does not open the book, or does not find the sheet; `untried`: nor in a minute; else each cell, ours and theirs. */
  readonly differs: 'unopened' | 'untried' | readonly string[];
  readonly reason: string;
}

const WHOLE_SHEET: ReaderDifference = {
  book: 'a merge and a validation over the whole sheet',
  differs: 'untried',
  reason: 'it lays out every cell of the merge, seventeen thousand million of them: minutes, then no memory',
};

const NAMES =
  'Excel finds parts without looking at case, signs or the form of the path (ECMA-376, part 2); it takes names as they are';
const unopened = (book: string, reason: string): ReaderDifference => ({ book, differs: 'unopened', reason });

export const DIFFERENCES: Readonly<Record<'exceljs' | 'openpyxl', readonly ReaderDifference[]>> = {
  exceljs: [
    WHOLE_SHEET,
    unopened('a target with escaped signs', NAMES),
    unopened('a target with two dots', NAMES),
    unopened('names of parts in another case', NAMES),
    unopened('names of parts with backslashes', NAMES),
    unopened(
      'another prefix for relationships',
      'a prefix is the choice of whoever writes the XML; it looks for r alone',
    ),
    {
      book: 'booleans in words',
      differs: ['R2C14 "b:false" ≠ "b:true"', 'R4C14 "?:VRAI" ≠ "b:true"'],
      reason:
        'the standard allows true and false in words; it takes all but a zero for true, an objection lifted included',
    },
    {
      book: 'dates in ISO 8601',
      differs: ['R2C20 "d:2020-02-03" ≠ "n:2020"', 'R3C20 "?:2020-02-30" ≠ "n:2020"'],
      reason: 'a cell of type d holds a date in ISO 8601; it reads the number at its beginning',
    },
    {
      book: 'letters in number formats',
      differs: [2, 3, 4].map((row) => `R${row}C16 "n:12.5" ≠ "d:1900-01-11 12:00:00"`),
      reason: 'an escaped or padding letter of a format is text; it takes any d, m or y for a date',
    },
    {
      book: 'numbers written under a French locale',
      differs: [
        'R2C16 "?:12,5" ≠ "n:12"',
        'R3C16 "?:1,234.5" ≠ "n:1"',
        'R4C19 "?:5foo" ≠ "n:5"',
        'R5C1 "?:12,7" ≠ "n:12"',
        'R6C23 "?:320,50" ≠ "n:320"',
        'R7C24 "?:1 234" ≠ "n:1"',
        'R8C25 "?:17,5" ≠ "n:17"',
      ],
      reason:
        'what is no number is refused, as by Excel; it reads up to the first strange sign, and 12,5 is a gift of 12',
    },
  ],
  openpyxl: [
    WHOLE_SHEET,
    unopened('a target with escaped signs', NAMES),
    unopened('names of parts in another case', NAMES),
    unopened('names of parts with a leading slash or dot', NAMES),
    unopened('names of parts with backslashes', NAMES),
    unopened(
      'booleans in words',
      'the standard allows true and false in words; it wants a number, and gives up the whole book',
    ),
    unopened(
      'dates in ISO 8601',
      'one day that is not there is refused by its line; it gives up the whole book',
    ),
    unopened(
      'numbers written under a French locale',
      'one malformed number is refused by its line; it gives up the whole book',
    ),
    {
      book: 'control characters and escape sequences',
      differs: ['R2C5 "t:Test\\u001b[31meur\\u0007" ≠ "t:Test_x001B_[31meur_x0007_"'],
      reason:
        'the standard writes a control character as _x001B_; it leaves the writing, which a card would show',
    },
    {
      book: 'letters in number formats',
      differs: [3, 4].map((row) => `R${row}C16 "n:12.5" ≠ "d:1900-01-12 12:00:00"`),
      reason: 'a padding letter of a format is text; it takes any d, m or y that is not escaped for a date',
    },
    {
      book: 'two numbers in a cell',
      differs: ['R6C12 "t:06 39 98 00 01\\n01 99 00 12 34" ≠ "t:06 39 98 00 01_x000A_01 99 00 12 34"'],
      reason: 'a line break written _x000A_ is a line break: two telephones, where it leaves one text',
    },
  ],
};

import { type Line, line, span } from '../screen/line.ts';

/** The letters of codes (server/domain/seats/shift-code.ts), five rows of five. */
const LETTERS: Readonly<Record<string, string>> = {
  B: '#### /#   #/#### /#   #/#### ',
  C: ' ####/#    /#    /#    / ####',
  D: '#### /#   #/#   #/#   #/#### ',
  E: '#####/#    /#### /#    /#####',
  F: '#####/#    /#### /#    /#    ',
  G: ' ####/#    /#  ##/#   #/ ####',
  H: '#   #/#   #/#####/#   #/#   #',
  J: '    #/    #/    #/#   #/ ### ',
  K: '#   #/#  # /###  /#  # /#   #',
  L: '#    /#    /#    /#    /#####',
  N: '#   #/##  #/# # #/#  ##/#   #',
  P: '#### /#   #/#### /#    /#    ',
  R: '#### /#   #/#### /#  # /#   #',
  T: '#####/  #  /  #  /  #  /  #  ',
  U: '#   #/#   #/#   #/#   #/ ### ',
  X: '#   #/ # # /  #  / # # /#   #',
};
const ROWS = [0, 1, 2, 3, 4];
const HALF = 4;

/** A code to be read from the other side of a table; its two halves stand apart. */
export function largeCode(code: string): readonly Line[] {
  return ROWS.map((row) =>
    line(
      '    ',
      span(
        [...code]
          .map((sign, at) => `${at === HALF ? '   ' : ''}${LETTERS[sign]?.split('/')[row] ?? ''}`)
          .join('  ')
          .trimEnd(),
        'strong',
      ),
    ),
  );
}

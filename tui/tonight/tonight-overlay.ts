import { fill } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { fieldLine } from '../panes/field-line.ts';
import { rule } from '../panes/rule.ts';
import { BLANK, type Line, line, span } from '../screen/line.ts';
import { TONIGHT } from './french-tonight.ts';
import { largeCode } from './large-code.ts';
import { keysOf, TONIGHT_ACTIONS } from './tonight-keys.ts';
import type { Sure, TonightOverlay } from './tonight-state.ts';

interface Place {
  readonly width: number;
  readonly height: number;
}

const KEY_CELLS = 16;

const wrapped = (text: string, width: number): readonly Line[] =>
  wrapText(text, width - 2).map((one) => line(' ', one));

function sureWords(sure: Sure): { readonly title: string; readonly says: string } {
  switch (sure.do) {
    case 'code':
      return TONIGHT.sure.code(sure.person);
    case 'print':
      return TONIGHT.sure.print(sure.count);
    case 'call':
      return TONIGHT.sure.call(sure);
  }
}

/** What a key opened: it takes the place of the people, the slots stay above. */
export function overlayLines(overlay: TonightOverlay, { width, height }: Place): readonly Line[] {
  switch (overlay.at) {
    case 'keys':
      return [rule(width, TONIGHT.help), ...keyTable().slice(0, Math.max(1, height - 1))];
    case 'sure': {
      const { title, says } = sureWords(overlay.sure);
      return [rule(width, title), ...wrapped(says, width)];
    }
    case 'code': {
      const { person, site, when, code } = overlay.code;
      return [
        rule(width, TONIGHT.code.title(person)),
        BLANK,
        ...largeCode(code),
        BLANK,
        line('    ', span([...code].join(' '), 'strong')),
        ...wrapped(TONIGHT.code.says(site, when), width),
        ...wrapped(TONIGHT.code.once, width),
      ].slice(0, height);
    }
    case 'swap':
      return [
        rule(width, TONIGHT.swap.title(overlay.person)),
        ...wrapText(TONIGHT.swap.hint, width - 2).map((text) => line(span(` ${text}`, 'faint'))),
        line(span(' > ', 'key'), ...fieldLine(overlay.field, { width: width - 4, focused: true })),
      ];
  }
}

/** What works a text is known to whoever types one. */
function keyTable(): readonly Line[] {
  return TONIGHT_ACTIONS.filter(({ in: where }) => where.some((one) => one !== 'swap')).map((one) =>
    line(' ', span(fill(keysOf(one), KEY_CELLS), 'key'), one.help),
  );
}

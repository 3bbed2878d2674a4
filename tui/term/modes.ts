import type { Capabilities } from './probe.ts';

const PLAIN = '\u001b[0m';
/**
 * What another program may have left on: mouse reports (1000, 1002, 1003, 1006), focus reports (1004), application cursor keys
 * (1), inserting instead of overwriting, xterm's modified keys and kitty's keyboard. Each would make a click or a key a
 * sequence that nobody pressed.
 */
const INPUT_AS_USUAL = '\u001b[?1;1000;1002;1003;1004;1006l\u001b[4l\u001b[>4;0m\u001b[=0u';
const PASTE_ON = '\u001b[?2004h';
const PASTE_OFF = '\u001b[?2004l';
const CURSOR_ON = '\u001b[?25h';
const CURSOR_OFF = '\u001b[?25l';
/** What was on the screen comes back with the cursor where it was. */
const ALTERNATE_ON = '\u001b[?1049h';
const ALTERNATE_OFF = '\u001b[?1049l';
/** Main screen without moving the cursor: nothing happens where it is shown already. */
const MAIN_SCREEN = '\u001b[?1047l';
const LEFT_EDGE = '\r';
const EMPTY = '\u001b[H\u001b[J';

/**
 * What is written before the first frame. A program of ours that was killed (`kill -9`) has left the alternate screen
 * on: entering it from there would make it the screen to come back to, so the main one is shown first.
 */
export function enterText({ addressable, privateModes, alternateScreen }: Capabilities): string {
  if (!addressable) return '';
  if (!privateModes) return PLAIN + EMPTY;
  const screen = alternateScreen ? MAIN_SCREEN + ALTERNATE_ON : PLAIN + EMPTY;
  return INPUT_AS_USUAL + screen + CURSOR_OFF + PASTE_ON;
}

/**
 * Main screen, cursor shown and at the left, paste mode off, plain text: what a shell expects to find, and last words to
 * begin on a column of their own.
 */
export function leaveText({ addressable, privateModes, alternateScreen }: Capabilities): string {
  if (!addressable) return '';
  if (!privateModes) return PLAIN + EMPTY;
  return PASTE_OFF + (alternateScreen ? ALTERNATE_OFF : EMPTY) + CURSOR_ON + PLAIN + LEFT_EDGE;
}

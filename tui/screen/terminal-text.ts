import { withoutEscapes } from '../../shared/terminal-escapes.ts';

/**
 * The edge where foreign text (donor data, script, messages of the server) becomes text that a terminal can show:
 * nothing that comes out of here can move the cursor, change a colour, reverse the reading order or disagree with
 * the terminal about its width.
 */

/**
 * C0 and C1 controls; format characters (bidirectional marks, zero-width characters, soft hyphen, byte-order mark);
 * variation selectors.
 */
const INVISIBLE = /\p{Cc}|\p{Cf}|\p{Variation_Selector}/gu;
/** Emoji: terminals do not agree about their width. */
const EMOJI = /\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}]?|[\u{1f1e6}-\u{1f1ff}]|[\u{1f3fb}-\u{1f3ff}]/gu;
/** Unassigned and private characters: fonts draw them at any width. */
const UNKNOWN = /[\p{Co}\p{Cn}\p{Cs}]/gu;
/** What stands for a character that cannot be shown. */
const STAND_IN = '□';
/** A card field longer than this is cut: no honest value is (limits of docs/rules/layouts.md). */
const MAX_CHARACTERS = 4000;
/** Symbols of Latin text that Unicode counts as pictographs but that terminals draw in one cell. */
const PLAIN_PICTOGRAPHS = new Set(['©', '®', '™', '↔', '▶', '◀', '✓', '✔', '☎']);

function showable(text: string): string {
  return withoutEscapes(text.slice(0, MAX_CHARACTERS).normalize('NFC'))
    .replace(EMOJI, (found) => (PLAIN_PICTOGRAPHS.has(found) ? found : STAND_IN))
    .replace(UNKNOWN, STAND_IN);
}

/** One line, safe to show; line breaks and tabs become spaces. Doing it twice changes nothing. */
export function cleanLine(text: string): string {
  return showable(text.replace(/[\t\n\r\u2028\u2029]+/g, ' ')).replace(INVISIBLE, '');
}

/** Several lines, safe to show; line breaks stay. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map(cleanLine)
    .join('\n');
}

/** Every text inside a value made safe, in one pass at the door (cards, scripts, receipts, events). */
export function cleanDeep<T>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T;
  if (Array.isArray(value)) return value.map(cleanDeep) as T;
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleanDeep(inner)])) as T;
  }
  return value;
}

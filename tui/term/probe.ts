import type { Size } from '../screen/size.ts';
import type { Palette } from '../screen/theme.ts';
import type { TerminalStreams } from './terminal.ts';

export type Charset = 'utf-8' | 'latin-1' | 'ascii';

/** What we do differently on different terminals; everything else is the same bytes for all of them. */
export interface Capabilities {
  readonly charset: Charset;
  readonly palette: Palette;
  /** How long a lone ESC may still become a sequence. */
  readonly escapeWaitMs: number;
  /** The screen can be painted; else its lines are told one after the other (no CUP, or PLATEAU_LINEAR). */
  readonly addressable: boolean;
  /** DEC private modes are understood, or at least passed over in silence. */
  readonly privateModes: boolean;
  /** What was on the screen before comes back afterwards. */
  readonly alternateScreen: boolean;
}

type Env = TerminalStreams['env'];

const CHARSETS: readonly Charset[] = ['utf-8', 'latin-1', 'ascii'];
/** Bold, underline and inverse, no colour, no dim. */
/** They know no more than the eight of old. */
const EIGHT_COLOURS = /^(?:linux|screen|ansi|cygwin|rxvt)$/;
const MONOCHROME = /^(?:vt[0-9]|xterm-mono|.*-m$|linux-m|hp|wy|ansi-m|sun$)/;
/** Before the VT220 there were no private modes to hide a cursor with. */
const OLD = /^(?:vt(?:100|102|125|131|132)|vt52)/;
/** One screen only. */
const SINGLE_SCREEN = /^(?:vt[0-9]|linux|ansi)/;
const UNADDRESSABLE = new Set(['dumb', 'unknown', 'network', 'dialup', 'emacs']);
const LOCAL_ESCAPE_MS = 25;
/** A sequence cut by the network arrives in two reads: others wait 100 ms and more there. */
const REMOTE_ESCAPE_MS = 120;
const MOST_ESCAPE_MS = 2000;

/** LC_ALL wins over LC_CTYPE, which wins over LANG. Clients that say nothing (PuTTY) show UTF-8. */
function charsetOf(env: Env): Charset {
  const told = CHARSETS.find((one) => one === env.PLATEAU_CHARSET);
  if (told) return told;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (locale === '' || /utf-?8/i.test(locale)) return 'utf-8';
  if (/8859-?15?\b|latin-?[19]/i.test(locale)) return 'latin-1';
  return locale === 'C' || locale === 'POSIX' || /ascii|ansi_x3/i.test(locale) ? 'ascii' : 'utf-8';
}

/** `15;0`, `0;default;15`: text, then ground, as rxvt, Konsole and others tell of themselves; 7 and 9 to 15 are light. */
function isGroundLight({ COLORFGBG = '' }: Env): boolean {
  const ground = /;(\d{1,2})$/.exec(COLORFGBG)?.[1];
  return ground !== undefined && (Number(ground) === 7 || Number(ground) > 8);
}

/** NO_COLOR (no-color.org): present and not empty. */
function paletteOf(env: Env, term: string): Palette {
  if (UNADDRESSABLE.has(term) || env.PLATEAU_LINEAR) return 'bare';
  if (env.NO_COLOR || MONOCHROME.test(term)) return 'mono';
  if (env.PLATEAU_THEME === 'contrast') return 'contrast';
  if (env.PLATEAU_THEME !== 'clair' && !isGroundLight(env)) return 'colour';
  return EIGHT_COLOURS.test(term) ? 'contrast' : 'light';
}

function escapeWaitOf(env: Env): number {
  const told = Number(env.PLATEAU_ESC_MS);
  if (env.PLATEAU_ESC_MS && Number.isFinite(told) && told >= 0) return Math.min(told, MOST_ESCAPE_MS);
  return env.SSH_TTY || env.SSH_CONNECTION ? REMOTE_ESCAPE_MS : LOCAL_ESCAPE_MS;
}

/** Decided from the environment alone: asking the terminal would cost a round trip, and many do not answer. */
export function probe(env: Env): Capabilities {
  const term = env.TERM ?? '';
  const addressable = !UNADDRESSABLE.has(term) && !env.PLATEAU_LINEAR;
  return {
    charset: charsetOf(env),
    palette: paletteOf(env, term),
    escapeWaitMs: escapeWaitOf(env),
    addressable,
    privateModes: addressable && !OLD.test(term),
    alternateScreen: addressable && !SINGLE_SCREEN.test(term),
  };
}

/** A terminal that says nothing has 80×24; one that claims a wall of screens gets its corner. */
const MOST: Size = { columns: 500, rows: 200 };

function within(value: number, most: number, otherwise: number): number {
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : otherwise;
}

/** Told line by line, nothing is laid out for a reader: room for every line of any screen, whatever the terminal says. */
const TOLD: Size = { columns: 80, rows: 60 };

/** The size to draw for on that terminal: its own, or that of what is told. */
export function sizeFor({ addressable }: Pick<Capabilities, 'addressable'>, size: Size): Size {
  return addressable ? drawnSize(size) : TOLD;
}

/** The size to draw for; a session's memory has a limit whatever the terminal claims. */
export function drawnSize({ columns, rows }: Size): Size {
  return { columns: within(columns, MOST.columns, 80), rows: within(rows, MOST.rows, 24) };
}

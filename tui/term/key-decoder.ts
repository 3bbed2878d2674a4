import { StringDecoder } from 'node:string_decoder';
import { CSI_KEYS, CSI_TILDE_KEYS, type Key, LINUX_CONSOLE_KEYS, SS3_KEYS } from '../keys/key-names.ts';

/**
 * A paste longer than this is cut: no field holds more, and a pasted megabyte must do no harm.
 *
 * @internal for tests
 */
export const MAX_PASTE_CHARACTERS = 4096;
/** An escape sequence longer than this is noise and is dropped. */
const MAX_SEQUENCE = 64;
const PASTE_START = '[200~';
const PASTE_END = '\u001b[201~';
/**
 * What opens a control string after ESC (OSC, DCS, APC, PM, SOS): answers of a terminal to a
 * program that asked before us, colours or a clipboard. Their letters are hot keys.
 */
const STRING_STARTS = new Set([']', 'P', '_', '^', 'X']);
/** The two that are no letter of Windows' alphabet either. */
const STRING_SIGNS = new Set(['\u009d', '\u0090']);
const BEL = '\u0007';
const STRING_TERMINATOR = '\u009c';

/**
 * Bytes to keys, one key per event, whatever the chunking: the same bytes give the same keys however they were cut
 * (tested with random cuts). A lone ESC is ambiguous until time passes: the feed calls `flush` when its wait is over.
 *
 * States: `ground` → ESC → `escape` → `[` → `csi` (or `O` → `ss3`) → key → `ground`; `[200~` → `paste` until
 * `ESC[201~` → one paste key → `ground`. A control string → `string` → its end (BEL, ESC \\, or a key that no string holds) →
 * `ground`, without a key.
 */
export class KeyDecoder {
  private readonly text: StringDecoder;
  private state: 'ground' | 'escape' | 'csi' | 'ss3' | 'paste' | 'string' = 'ground';
  private sequence = '';
  private paste = '';
  private pasteTail = '';
  /** The ESC that was just read came inside a control string. */
  private endsString = false;

  /** `latin1` for a terminal that sends one byte per letter. */
  constructor(encoding: 'utf8' | 'latin1' = 'utf8') {
    this.text = new StringDecoder(encoding);
  }

  /** True while the meaning of what came depends on what comes (a lone ESC, a cut sequence, an open paste). */
  get isWaiting(): boolean {
    return this.state !== 'ground';
  }

  /** True after a lone ESC: it may be the Escape key. */
  get isAmbiguous(): boolean {
    return this.state === 'escape' && !this.endsString;
  }

  push(bytes: Uint8Array): Key[] {
    const keys: Key[] = [];
    for (const character of this.text.write(Buffer.from(bytes))) this.take(character, keys);
    return keys;
  }

  /** Time is over: a lone ESC was the Escape key; a cut sequence is dropped; an open paste ends. */
  flush(): Key[] {
    const keys: Key[] = [];
    if (this.isAmbiguous) keys.push({ name: 'escape' });
    if (this.state === 'paste') this.endPaste(keys);
    this.state = 'ground';
    this.sequence = '';
    this.endsString = false;
    return keys;
  }

  private take(character: string, keys: Key[]): void {
    if (this.state === 'ground') this.takeGround(character, keys);
    else if (this.state === 'escape') this.takeEscape(character, keys);
    else if (this.state === 'csi') this.takeCsi(character, keys);
    else if (this.state === 'paste') this.takePaste(character, keys);
    else if (this.state === 'string') this.takeString(character, keys);
    else {
      this.state = 'ground';
      this.emit(SS3_KEYS[character], keys);
    }
  }

  private takeGround(character: string, keys: Key[]): void {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\u001b') this.state = 'escape';
    else if (STRING_SIGNS.has(character)) this.state = 'string';
    else if (character === '\r' || character === '\n') keys.push({ name: 'enter' });
    else if (character === '\t') keys.push({ name: 'tab' });
    else if (code === 0x7f || code === 0x08) keys.push({ name: 'backspace' });
    else if (code === 0) keys.push({ name: 'unknown' });
    else if (code < 0x20) keys.push({ name: `ctrl-${String.fromCharCode(code + 0x60)}` });
    else if (character === '\ufffd' || (code >= 0x80 && code < 0xa0)) keys.push({ name: 'unknown' });
    else keys.push({ name: character, text: character });
  }

  private takeEscape(character: string, keys: Key[]): void {
    this.sequence = '';
    const endsString = this.endsString;
    this.endsString = false;
    if (endsString && character === '\\') this.state = 'ground';
    else if (character === '[') this.state = 'csi';
    else if (character === 'O') this.state = 'ss3';
    else if (STRING_STARTS.has(character)) this.state = 'string';
    else {
      // Escape, then another key in the same read: two keys, never an « Alt » that nobody pressed.
      keys.push({ name: 'escape' });
      this.state = 'ground';
      this.takeGround(character, keys);
    }
  }

  private takeCsi(character: string, keys: Key[]): void {
    if (this.sequence === '[') {
      this.state = 'ground';
      this.emit(LINUX_CONSOLE_KEYS[character], keys);
      return;
    }
    if (character === '\u001b') {
      // The sequence was cut and another one starts.
      this.state = 'escape';
      return;
    }
    this.sequence += character;
    if (character === '[' && this.sequence === '[') return;
    if (this.sequence.length > MAX_SEQUENCE) this.state = 'ground';
    if (!/[@-~]/.test(character)) return;
    this.state = 'ground';
    if (`[${this.sequence}` === PASTE_START) {
      this.state = 'paste';
      this.paste = '';
      this.pasteTail = '';
    } else this.emit(csiKey(this.sequence), keys);
  }

  private takeString(character: string, keys: Key[]): void {
    if (character === BEL || character === STRING_TERMINATOR) this.state = 'ground';
    else if (character === '\u001b') {
      this.state = 'escape';
      this.endsString = true;
    } else if (character < ' ') {
      // No string holds Enter or Ctrl: its end was lost, and somebody is typing.
      this.state = 'ground';
      this.takeGround(character, keys);
    }
  }

  private takePaste(character: string, keys: Key[]): void {
    this.pasteTail = (this.pasteTail + character).slice(-PASTE_END.length);
    if (this.pasteTail === PASTE_END) {
      this.endPaste(keys);
      this.state = 'ground';
    } else if (this.paste.length < MAX_PASTE_CHARACTERS + PASTE_END.length) this.paste += character;
  }

  private endPaste(keys: Key[]): void {
    const start = PASTE_END.slice(0, -1);
    const kept = this.paste.endsWith(start) ? this.paste.slice(0, -start.length) : this.paste;
    keys.push({ name: 'paste', text: pastedText(kept) });
    this.paste = '';
  }

  private emit(name: string | undefined, keys: Key[]): void {
    keys.push({ name: name ?? 'unknown' });
  }
}

/** Colours and moves of a terminal that something was copied from. */
const SEQUENCES = /(?![\s\u0085])\p{Cc}\[[0-?]*[ -/]*[@-~]/gu;
/** Where a line or a cell ends, with what indents the next. Nothing optional before: a blank paste would cost its square. */
const BREAK = /[\t\n\v\f\r\u0085\u2028\u2029]\s*/g;

/**
 * What a paste leaves in a one-line field: no control character, capped. A line break or a tab between two words is a space,
 * so that an address of two lines does not lose the end of a word; at the ends, where a copied cell has one, nothing.
 */
export function pastedText(text: string): string {
  const shown = text.slice(0, 2 * MAX_PASTE_CHARACTERS).replace(SEQUENCES, '');
  const isInside = (at: number, found: string) => at > 0 && at + found.length < shown.length;
  const line = shown.replace(BREAK, (found, at: number) => (isInside(at, found) ? ' ' : ''));
  return line.replace(/\p{Cc}+/gu, '').slice(0, MAX_PASTE_CHARACTERS);
}

function csiKey(sequence: string): string | undefined {
  const final = sequence.at(-1) ?? '';
  const numbers = sequence.slice(0, -1).split(';');
  const name = final === '~' ? CSI_TILDE_KEYS[numbers[0] ?? ''] : CSI_KEYS[final];
  const modifier = Number(numbers[1] ?? 1);
  if (name === undefined || !Number.isInteger(modifier) || modifier < 2) return name;
  const shift = ((modifier - 1) & 1) === 1 && modifier === 2;
  return shift ? `shift-${name}` : undefined;
}

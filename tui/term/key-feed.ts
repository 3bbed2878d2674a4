import type { Key } from '../keys/key-names.ts';
import { KeyDecoder, pastedText } from './key-decoder.ts';
import type { Charset } from './probe.ts';

/** The part of a terminal's input that the feed uses: a tty, or an SSH channel with `setRawMode`. */
interface KeySource {
  on(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

export interface KeyFeedOptions {
  readonly source: KeySource;
  readonly onKey: (key: Key) => void;
  /** How long a lone ESC may still become a sequence (probe.ts). */
  readonly escapeWaitMs?: number;
  /** How the terminal sends letters. */
  readonly charset?: Charset;
}

/** Nobody types that many keys between two reads: such a burst is a paste from a terminal without bracketed paste. */
const BURST_KEYS = 32;
/** A burst comes in several reads; it is over after this long without a byte. */
const BURST_QUIET_MS = 100;
/**
 * A paste whose end never comes is closed after this long without a byte, and a sequence cut after `ESC [` or `ESC O`
 * dropped: were it given up as soon as a lone ESC, its late tail would be typed, and `R` is a hot key.
 */
const CUT_WAIT_MS = 1000;

/** A burst is text, not commands: it must never press a hundred hotkeys. */
function asPaste(keys: readonly Key[]): Key {
  const textOf = ({ name, text }: Key) => text ?? (name === 'enter' || name === 'tab' ? '\n' : '');
  return { name: 'paste', text: pastedText(keys.map(textOf).join('')) };
}

/**
 * The only reader of standard input: Ink's own `useInput` merges keys that arrive together, hides the F-keys and
 * splits ESC after a fixed 20 ms. Starts at once; the returned function stops it and gives the
 * terminal back its cooked mode; calling that twice does nothing.
 */
export function startKeyFeed({ source, onKey, escapeWaitMs = 20, charset }: KeyFeedOptions): () => void {
  const decoder = new KeyDecoder(charset === 'latin-1' ? 'latin1' : 'utf8');
  let waiting: NodeJS.Timeout | undefined;
  let burst: NodeJS.Timeout | undefined;
  let stopped = false;
  const give = (keys: readonly Key[]) => {
    for (const key of keys) if (!stopped) onKey(key);
  };
  const tame = (keys: Key[]): readonly Key[] => {
    if (burst === undefined && keys.length <= BURST_KEYS) return keys;
    clearTimeout(burst);
    burst = setTimeout(() => {
      burst = undefined;
    }, BURST_QUIET_MS);
    return [asPaste(keys)];
  };
  const onData = (chunk: Buffer | string) => {
    clearTimeout(waiting);
    give(tame(decoder.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)));
    if (!decoder.isWaiting || stopped) return;
    waiting = setTimeout(() => give(decoder.flush()), decoder.isAmbiguous ? escapeWaitMs : CUT_WAIT_MS);
  };
  source.setRawMode?.(true);
  source.on('data', onData);
  source.resume();
  return () => {
    if (stopped) return;
    stopped = true;
    clearTimeout(waiting);
    clearTimeout(burst);
    source.off('data', onData);
    source.setRawMode?.(false);
    source.pause();
  };
}

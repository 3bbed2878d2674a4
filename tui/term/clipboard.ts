import type { Capabilities } from './probe.ts';

/** OSC 52, for the selection that Ctrl-V pastes; where it is not known it is passed over in silence. */
const clipboard = (content: string) => `\u001b]52;c;${content}\u0007`;
/** No base64: terminals then empty it. */
const EMPTY = '!';

export interface Clipboard {
  /** False where the terminal has none that may be written. */
  copy(text: string): boolean;
  /** What was copied here is taken back; without anything copied it writes nothing. */
  empty(): void;
}

/** A terminal’s own clipboard: at the other end of SSH it is the agent’s machine’s. Nothing is ever read from it. */
export function openClipboard(
  output: NodeJS.WritableStream,
  { privateModes }: Pick<Capabilities, 'privateModes'>,
): Clipboard {
  let isFull = false;
  return {
    copy: (text) => {
      if (!privateModes) return false;
      output.write(clipboard(Buffer.from(text).toString('base64')));
      isFull = true;
      return true;
    },
    empty: () => {
      if (isFull) output.write(clipboard(EMPTY));
      isFull = false;
    },
  };
}

import type { Size } from '../screen/size.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import { mountFullScreen } from './full-screen-pane.tsx';
import { type FullScreen, FullScreenSession } from './full-screen-session.ts';

interface HeldParts<State, Message, Command> {
  readonly screen: FullScreen<State, Message, Command>;
  /** The session has ended, and why, in French; the returned function stops listening. */
  readonly onEnded: (listener: (text: string) => void) => () => void;
  /** What is said last to whoever leaves. */
  readonly left: string;
  /** As the words of a lock say it. */
  readonly firstName: string;
  /** The person leaves, or the house ends the session: what is said last. */
  readonly over: (words: string) => void;
  readonly failed: (error: unknown) => void;
}

/** A full screen rendered by the house: what was on it is found again on the next terminal of the same person. */
export function openHeldFullScreen<State extends { readonly size: Size }, Message, Command>({
  screen,
  onEnded,
  left,
  firstName,
  over,
  failed,
}: HeldParts<State, Message, Command>) {
  const session = new FullScreenSession(screen, mountFullScreen);
  const stopListening = onEnded(over);
  session.ended.then(() => over(left), failed);
  return {
    person: firstName,
    attach: (terminal: TerminalStreams) => session.attach(terminal).detach,
    close: () => {
      stopListening();
      session.close();
    },
  };
}

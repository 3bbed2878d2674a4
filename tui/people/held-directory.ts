import type { HeldDirectoryDesk } from '../../shared/people/directory-desk.ts';
import { mountFullScreen } from '../full-screen/full-screen-pane.tsx';
import { FullScreenSession } from '../full-screen/full-screen-session.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import { directoryOver } from './directory-over.ts';
import { DIRECTORY } from './french-directory.ts';

interface HeldDirectoryParts {
  readonly desk: HeldDirectoryDesk;
  /** As the words of a lock say it. */
  readonly firstName: string;
  /** The person leaves, or the house ends the session: what is said last. */
  readonly over: (words: string) => void;
  readonly failed: (error: unknown) => void;
}

/** « Annuaire » rendered by the house: what was sought is found again on the next terminal of the same person. */
export function openHeldDirectory({ desk, firstName, over, failed }: HeldDirectoryParts) {
  const session = new FullScreenSession(
    directoryOver(desk, () => desk.nowMs()),
    mountFullScreen,
  );
  const stopListening = desk.onEnded(over);
  session.ended.then(() => over(DIRECTORY.left), failed);
  return {
    person: firstName,
    attach: (terminal: TerminalStreams) => session.attach(terminal).detach,
    close: () => {
      stopListening();
      session.close();
    },
  };
}

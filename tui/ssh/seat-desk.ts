import { OTHER_SCREEN } from '../../shared/card.ts';
import type { Desk } from '../../shared/desk.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import { FRENCH_SSH } from './french-ssh.ts';

export interface SeatDeskParts {
  readonly desk: Desk;
  /** Account id of the person that SSH let in. */
  readonly account: string;
  readonly login: string;
  /** A session opened from the workstation's own login screen. */
  readonly renewed: (token: string) => Promise<void>;
  /** The access was closed: nothing stays on the screen. */
  readonly accessEnded: (text: string) => void;
  /** Another workstation of theirs, at this server or at another, took the place of this one. */
  readonly displaced: () => void;
}

function otherPerson(): AppError {
  return new AppError({ code: 'other-person', kind: 'forbidden', ...FRENCH_SSH.otherPerson });
}

/** The desk of one seat: whoever logs in again at this screen is the person that SSH let in, or nobody. */
export function seatDesk(parts: SeatDeskParts): Desk {
  const { desk, account, login, renewed, accessEnded, displaced } = parts;
  return {
    ...desk,
    logIn: async (typed, password) => {
      if (typed.trim().toLowerCase() !== login.trim().toLowerCase()) throw otherPerson();
      try {
        const session = await desk.logIn(login, password);
        if (session.account !== account) throw otherPerson();
        await renewed(session.token);
        return session;
      } catch (error) {
        if (!isAppError(error) || error.code !== 'code-needed') throw error;
        const { code, kind, message } = error;
        throw new AppError({ code, kind, message, hint: FRENCH_SSH.codeByReconnecting, cause: error });
      }
    },
    onLive: (listener) =>
      desk.onLive((event) => {
        listener(event);
        if (event.kind === 'session-ended') accessEnded(event.text);
        if (event.kind === OTHER_SCREEN && event.hadPlace) displaced();
      }),
  };
}

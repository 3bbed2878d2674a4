import { isAppError } from '../../shared/errors.ts';
import type { TerminalDoor } from '../../shared/terminal-door.ts';
import { FRENCH_SSH } from './french-ssh.ts';

export interface SeatTimes {
  /** Without a key for this long, the screen is hidden and the password asked again. */
  readonly lockMs: number;
  /** A session without a terminal, or locked, is kept this long; then its card is given back. */
  readonly keepMs: number;
  /** A fresh card accepts no ending this long. */
  readonly cardGuardMs: number;
}

interface PatienceActs {
  readonly times: Pick<SeatTimes, 'lockMs' | 'keepMs'>;
  /** Nobody has touched a key for a while. */
  readonly hide: () => void;
  /** Nobody came back. */
  readonly end: (words: string) => void;
}

/** How long a seat's screen is shown without a key, then kept without a person. At most one of each runs. */
export class SeatPatience {
  readonly #acts: PatienceActs;
  #idle: NodeJS.Timeout | undefined;
  #kept: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(acts: PatienceActs) {
    this.#acts = acts;
  }

  /** A key, or a screen that is shown again. */
  touched(): void {
    clearTimeout(this.#idle);
    const { times, hide } = this.#acts;
    if (!this.#isOver) this.#idle = setTimeout(hide, times.lockMs);
  }

  /** Nothing is shown that could be hidden. */
  unseen(): void {
    clearTimeout(this.#idle);
  }

  /** Nobody is there: from now on it is kept so long. */
  left(): void {
    clearTimeout(this.#kept);
    const { times, end } = this.#acts;
    if (!this.#isOver) this.#kept = setTimeout(() => end(FRENCH_SSH.lockedTooLong), times.keepMs);
  }

  /** Whoever it is of is there again. */
  cameBack(): void {
    clearTimeout(this.#kept);
  }

  /** The seat is over: neither runs, whatever is still called. */
  stop(): void {
    this.#isOver = true;
    this.unseen();
    this.cameBack();
  }
}

interface Confirming {
  readonly door: TerminalDoor;
  /** A bug. */
  readonly failed: (error: unknown) => void;
}

/** French words for a password, or a badge's code, that does not open the screen again; undefined: it does. */
export async function refusalOfPassword(
  { door, failed }: Confirming,
  typed: Parameters<TerminalDoor['confirmPassword']>[0],
): Promise<string | undefined> {
  try {
    await door.confirmPassword(typed);
    return undefined;
  } catch (error) {
    if (isAppError(error)) return FRENCH_SSH.refusal(error);
    failed(error);
    return FRENCH_SSH.brokenScreen;
  }
}

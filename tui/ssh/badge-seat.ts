import { isAppError } from '../../shared/errors.ts';
import type { LineSeatDesk } from '../../shared/line-seat.ts';
import type { TerminalDoor } from '../../shared/terminal-door.ts';
import { SeatSession } from '../line-seat/seat-session.ts';
import type { Admission } from './authentication.ts';
import { FRENCH_SSH } from './french-ssh.ts';
import { LockCode } from './lock-code.ts';
import { type LockScreen, openLockScreen } from './lock-screen.ts';
import type { SeatTimes } from './seat.ts';
import type { SshTerminal } from './ssh-terminal.ts';

export interface BadgeSeatParts {
  readonly openLineSeat: (seat: {
    readonly token: () => string;
    readonly address: string;
  }) => LineSeatDesk & { readonly nowMs: () => number };
  readonly door: TerminalDoor;
  readonly times: Pick<SeatTimes, 'lockMs' | 'keepMs'>;
  readonly failed: (error: unknown) => void;
}

/** The seat of somebody with a badge, at the SSH host: it outlives its lines, and ends with the slot. */
export class BadgeSeat {
  readonly #parts: BadgeSeatParts;
  readonly #session: SeatSession;
  readonly #over = Promise.withResolvers<void>();
  /** Resolves when the session is over, whatever ended it. */
  readonly over: Promise<void> = this.#over.promise;
  #admission: Admission;
  #terminal: SshTerminal | undefined;
  #detach: () => void = () => undefined;
  #lock: LockScreen | undefined;
  #idle: NodeJS.Timeout | undefined;
  #kept: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(parts: BadgeSeatParts, admission: Admission) {
    this.#parts = parts;
    this.#admission = admission;
    const desk = parts.openLineSeat({ token: () => this.#token, address: admission.address });
    this.#session = new SeatSession({
      desk,
      now: desk.nowMs,
      over: (words) => void this.close(words),
      failed: (error) => {
        parts.failed(error);
        void this.close(FRENCH_SSH.brokenScreen);
      },
    });
  }

  get #token(): string {
    return this.#admission.session.token;
  }

  /** Shows the session there, with the newer login; another terminal that showed it is told and hung up. */
  async show(terminal: SshTerminal, admission: Admission): Promise<void> {
    if (this.#isOver) return terminal.hangUp(FRENCH_SSH.brokenScreen, 1);
    const before = this.#terminal;
    this.#leave();
    if (before !== terminal) before?.hangUp(FRENCH_SSH.takenOver);
    this.#admission = admission;
    this.#terminal = terminal;
    void terminal.closed.then(() => this.#cut(terminal));
    this.#attach(terminal);
  }

  /** Ends it: `words` are said last. Twice does nothing. */
  async close(words: string): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const terminal = this.#terminal;
    this.#leave();
    this.#session.close();
    terminal?.hangUp(words);
    this.#over.resolve();
    await this.#parts.door.logOut(this.#token);
  }

  #attach(terminal: SshTerminal): void {
    const detach = this.#session.attach(terminal);
    const stopKeys = terminal.onKeys(() => this.#wake());
    this.#detach = () => {
      stopKeys();
      detach();
    };
    this.#wake();
  }

  #wake(): void {
    clearTimeout(this.#idle);
    if (!this.#isOver) this.#idle = setTimeout(() => this.#hide(), this.#parts.times.lockMs);
  }

  /** Nobody has touched a key for a while: what is on the screen is hidden until the badge is shown again. */
  #hide(): void {
    const terminal = this.#terminal;
    if (!terminal || this.#isOver) return;
    this.#release();
    this.#keep();
    const code = new LockCode();
    code.decline();
    this.#lock = openLockScreen({
      terminal,
      firstName: this.#session.person,
      code,
      isBadge: true,
      check: (typed) => this.#check(typed),
      chosen: async () => undefined,
      unlocked: () => {
        this.#lock = undefined;
        clearTimeout(this.#kept);
        this.#attach(terminal);
      },
    });
  }

  async #check(password: string): Promise<string | undefined> {
    const { login, address } = this.#admission;
    try {
      await this.#parts.door.confirmPassword({ login, address, password });
      return undefined;
    } catch (error) {
      if (isAppError(error)) return FRENCH_SSH.refusal(error);
      this.#parts.failed(error);
      return FRENCH_SSH.brokenScreen;
    }
  }

  #release(): void {
    clearTimeout(this.#idle);
    this.#detach();
    this.#detach = () => undefined;
    this.#lock?.stop();
    this.#lock = undefined;
  }

  #leave(): void {
    this.#release();
    clearTimeout(this.#kept);
    this.#terminal = undefined;
  }

  #cut(terminal: SshTerminal): void {
    if (this.#terminal !== terminal || this.#isOver) return;
    this.#leave();
    this.#keep();
  }

  #keep(): void {
    clearTimeout(this.#kept);
    this.#kept = setTimeout(() => void this.close(FRENCH_SSH.lockedTooLong), this.#parts.times.keepMs);
  }
}

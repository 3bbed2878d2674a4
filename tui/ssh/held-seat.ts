import type { TerminalDoor } from '../../shared/terminal-door.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import type { Admission } from './authentication.ts';
import { FRENCH_SSH } from './french-ssh.ts';
import { LockCode } from './lock-code.ts';
import { type LockScreen, openLockScreen } from './lock-screen.ts';
import { refusalOfPassword, SeatPatience, type SeatTimes } from './seat-patience.ts';
import type { SshTerminal } from './ssh-terminal.ts';

/** A screen whose state lives without a terminal. */
export interface HeldScreen {
  /** First name of whoever sits there, for the words of the lock; `''` before it is known. */
  readonly person: string;
  /** Somebody is spoken to, or may be: nothing hides it. */
  readonly isAnswering?: boolean;
  /** Shows it there until the function given back is called. */
  attach(terminal: TerminalStreams): () => void;
  /** Asks nothing more of the house; twice does nothing. */
  close(): void;
}

export interface HeldSeatParts {
  readonly open: (seat: {
    readonly token: () => string;
    readonly address: string;
    /** The person leaves, or the house ends the session: what is said last. */
    readonly over: (words: string) => void;
    /** A bug. */
    readonly failed: (error: unknown) => void;
  }) => HeldScreen;
  /** What opens it again once it is hidden: the code of a badge, not a password. */
  readonly isBadge?: true;
  readonly door: TerminalDoor;
  readonly times: Pick<SeatTimes, 'lockMs' | 'keepMs'>;
  readonly failed: (error: unknown) => void;
}

/** A person's screen at the SSH host, other than the workstation: it outlives its lines. */
export class HeldSeat {
  readonly #parts: HeldSeatParts;
  readonly #screen: HeldScreen;
  readonly #over = Promise.withResolvers<void>();
  /** Resolves when the session is over, whatever ended it. */
  readonly over: Promise<void> = this.#over.promise;
  #admission: Admission;
  #terminal: SshTerminal | undefined;
  #detach: () => void = () => undefined;
  #lock: LockScreen | undefined;
  readonly #patience: SeatPatience;
  #isOver = false;

  constructor(parts: HeldSeatParts, admission: Admission) {
    this.#parts = parts;
    this.#admission = admission;
    this.#patience = new SeatPatience({
      times: parts.times,
      hide: () => this.#hide(),
      end: (words) => void this.close(words),
    });
    this.#screen = parts.open({
      token: () => this.#token,
      address: admission.address,
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
    const { token } = this.#admission.session;
    this.#admission = admission;
    if (token !== admission.session.token) await this.#parts.door.logOut(token);
    // A newer one came meanwhile, or the house ended it.
    if (this.#isOver || this.#admission !== admission) return terminal.hangUp(FRENCH_SSH.takenOver);
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
    this.#patience.stop();
    this.#screen.close();
    terminal?.hangUp(words);
    this.#over.resolve();
    await this.#parts.door.logOut(this.#token);
  }

  #attach(terminal: SshTerminal): void {
    const detach = this.#screen.attach(terminal);
    const stopKeys = terminal.onKeys(() => this.#patience.touched());
    this.#detach = () => {
      stopKeys();
      detach();
    };
    this.#patience.touched();
  }

  /** Nobody has touched a key for a while: what is on the screen is hidden until they show who they are. */
  #hide(): void {
    const terminal = this.#terminal;
    if (!terminal || this.#isOver) return;
    // A screen that waits for callers shows nobody, and one that has a caller is being used.
    if (this.#screen.isAnswering) {
      this.#patience.touched();
      return;
    }
    this.#release();
    this.#patience.left();
    const code = new LockCode();
    code.decline();
    this.#lock = openLockScreen({
      terminal,
      firstName: this.#screen.person,
      code,
      ...(this.#parts.isBadge && { isBadge: true }),
      check: (typed) => this.#check(typed),
      chosen: async () => undefined,
      unlocked: () => {
        this.#lock = undefined;
        this.#patience.cameBack();
        this.#attach(terminal);
      },
    });
  }

  #check(password: string): Promise<string | undefined> {
    const { login, address } = this.#admission;
    return refusalOfPassword(this.#parts, { login, address, password });
  }

  #release(): void {
    this.#patience.unseen();
    this.#detach();
    this.#detach = () => undefined;
    this.#lock?.stop();
    this.#lock = undefined;
  }

  #leave(): void {
    this.#release();
    this.#patience.cameBack();
    this.#terminal = undefined;
  }

  #cut(terminal: SshTerminal): void {
    if (this.#terminal !== terminal || this.#isOver) return;
    this.#leave();
    this.#patience.left();
  }
}

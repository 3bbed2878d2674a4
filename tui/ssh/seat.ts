import { isAppError } from '../../shared/errors.ts';
import type { LockNote, TerminalDoor } from '../../shared/terminal-door.ts';
import type { DeskConnection } from '../client.ts';
import type { Attachment, OpenSession, WorkstationSession } from '../session/session-contract.ts';
import type { ChosenKeys } from '../state/workstation-state.ts';
import { PAGES } from '../words/french-pages.ts';
import type { Admission } from './authentication.ts';
import { FRENCH_SSH } from './french-ssh.ts';
import { LockCode } from './lock-code.ts';
import { type LockScreen, openLockScreen } from './lock-screen.ts';
import { seatDesk } from './seat-desk.ts';
import { refusalOfPassword, SeatPatience, type SeatTimes } from './seat-patience.ts';
import type { SshTerminal } from './ssh-terminal.ts';

export interface SeatParts {
  readonly openSession: OpenSession;
  /** A desk in this process, under the token that is the seat's at each call. */
  readonly openDesk: (seat: {
    readonly token: () => string;
    readonly address: string;
  }) => Promise<DeskConnection>;
  readonly door: TerminalDoor;
  /** Keys that this person chose. AppError when their file cannot be read: the table's own serve, and the person is told. */
  readonly chosenKeys: (login: string) => Promise<ChosenKeys | undefined>;
  readonly times: SeatTimes;
  readonly failed: (error: unknown) => void;
}

interface SeatDesk {
  readonly desk: DeskConnection;
  readonly keys: { readonly chosen?: ChosenKeys | undefined; readonly refused?: string };
}

async function keysOf(parts: SeatParts, login: string): Promise<SeatDesk['keys']> {
  try {
    return { chosen: await parts.chosenKeys(login) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { refused: error.message };
  }
}

/** One person's session at the SSH host: it outlives its lines. */
export class Seat {
  readonly #parts: SeatParts;
  readonly #account: string;
  readonly #firstName: string;
  /** Resolves when the session is over, whatever ended it. */
  readonly over: Promise<void>;
  readonly #over = Promise.withResolvers<void>();
  readonly #desk: DeskConnection['desk'];
  readonly #session: WorkstationSession;
  #admission: Admission;
  #terminal: SshTerminal | undefined;
  #attachment: Attachment | undefined;
  #lock: LockScreen | undefined;
  /** Of this shift: gone with the seat. */
  readonly #code = new LockCode();
  #stopKeys: () => void = () => undefined;
  readonly #patience: SeatPatience;
  #isOver = false;
  /** Why the person's own keys do not serve, until it is said. */
  #keysRefused: string | undefined;

  private constructor(parts: SeatParts, admission: Admission, { desk, keys }: SeatDesk) {
    const { session } = admission;
    this.#parts = parts;
    this.#admission = admission;
    this.#account = session.account;
    this.#firstName = session.displayName.split(' ')[0] ?? '';
    this.over = this.#over.promise;
    this.#patience = new SeatPatience({
      times: parts.times,
      hide: () => this.#hide(),
      end: (words) => void this.#finish(words),
    });
    this.#desk = seatDesk({
      desk: desk.desk,
      account: this.#account,
      login: admission.login,
      renewed: (token) => this.#renew({ ...this.#admission, session: { ...session, token } }),
      accessEnded: (text) => void this.#finish(text),
      displaced: () => void this.#displaced(),
    });
    this.#session = parts.openSession({
      desk: this.#desk,
      token: session.token,
      agentFirstName: this.#firstName,
      now: desk.clock.now,
      cardGuardMs: parts.times.cardGuardMs,
      ...(desk.clock.simulated ? { clockNote: 'heure simulée' } : {}),
      ...(keys.chosen ? { chosenKeys: keys.chosen } : {}),
    });
    this.#keysRefused = keys.refused;
    this.#session.left.then(() => this.#left(), parts.failed);
  }

  /** Opens the person's desk and session; nothing is shown yet. */
  static async open(parts: SeatParts, admission: Admission): Promise<Seat> {
    let seat: Seat | undefined;
    const token = () => seat?.token ?? admission.session.token;
    const desk = await parts.openDesk({ token, address: admission.address });
    seat = new Seat(parts, admission, { desk, keys: await keysOf(parts, admission.login) });
    return seat;
  }

  get token(): string {
    return this.#admission.session.token;
  }

  /** Shows the session there. Another terminal that showed it is told and hung up; the newer login takes its place. */
  async show(terminal: SshTerminal, admission: Admission): Promise<void> {
    if (this.#isOver) return terminal.hangUp(FRENCH_SSH.brokenScreen, 1);
    const before = this.#terminal;
    const isFirst = admission === this.#admission;
    this.#leave();
    before?.hangUp(FRENCH_SSH.takenOver);
    this.#terminal = terminal;
    if (!isFirst) await this.#renew(admission);
    // A newer one came meanwhile, and hung this one up.
    if (this.#terminal !== terminal) return;
    void terminal.closed.then(() => this.#cut(terminal));
    await this.#attach(terminal);
    if (this.#isOver) return;
    this.#tellKeysRefused();
    if (isFirst) return;
    const text = before && !before.isClosed ? FRENCH_SSH.tookOver : FRENCH_SSH.foundAgain;
    this.#session.send({ type: 'live', text, lasting: false });
  }

  #tellKeysRefused(): void {
    if (this.#keysRefused) this.#session.send({ type: 'live', text: this.#keysRefused, lasting: false });
    this.#keysRefused = undefined;
  }

  /** Ends it for the host: what was said last is `words`. The card stays leased: its agent finds it at the next login. */
  async close(words: string): Promise<void> {
    this.#end(words);
    await this.#parts.door.logOut(this.token);
  }

  async #renew(admission: Admission): Promise<void> {
    const { token } = this;
    this.#admission = admission;
    if (token !== admission.session.token) await this.#parts.door.logOut(token);
  }

  async #attach(terminal: SshTerminal): Promise<void> {
    try {
      const attachment = await this.#session.attach(terminal);
      if (this.#terminal !== terminal || this.#isOver) return attachment.detach();
      this.#attachment = attachment;
      this.#stopKeys = terminal.onKeys(() => this.#patience.touched());
      this.#patience.touched();
      attachment.ended.catch((error: unknown) => this.#broken(terminal, error));
    } catch (error) {
      this.#broken(terminal, error);
    }
  }

  /** A pane failed: the session goes on, on another screen. */
  #broken(terminal: SshTerminal, error: unknown): void {
    this.#parts.failed(error);
    terminal.hangUp(FRENCH_SSH.brokenScreen, 1);
  }

  #hide(): void {
    const terminal = this.#terminal;
    if (!terminal || this.#isOver) return;
    this.#detach();
    this.#patience.left();
    this.#lock = openLockScreen({
      terminal,
      firstName: this.#firstName,
      code: this.#code,
      check: (typed) => this.#check(typed),
      chosen: () => this.#note('chosen'),
      unlocked: () => {
        this.#lock = undefined;
        this.#patience.cameBack();
        void this.#attach(terminal);
      },
    });
  }

  async #note(what: LockNote): Promise<void> {
    await this.#parts.door.noteLock({ login: this.#admission.login, what });
  }

  /** The code of this shift, or the password. */
  async #check(password: string): Promise<string | undefined> {
    const { login, address } = this.#admission;
    const code = this.#code.try(password);
    if (code === 'wrong') return FRENCH_SSH.code.wrong(this.#code.triesLeft);
    if (code !== 'no-code') {
      await this.#note(code === 'right' ? 'used' : 'ended');
      return code === 'right' ? undefined : FRENCH_SSH.code.ended;
    }
    return await refusalOfPassword(this.#parts, { login, address, password });
  }

  /** Gives the terminal's keys back; it shows the session no more. */
  #detach(): void {
    this.#patience.unseen();
    this.#stopKeys();
    this.#attachment?.detach();
    this.#attachment = undefined;
    this.#lock?.stop();
    this.#lock = undefined;
  }

  #leave(): void {
    this.#detach();
    this.#patience.cameBack();
    this.#terminal = undefined;
  }

  #cut(terminal: SshTerminal): void {
    if (this.#terminal !== terminal || this.#isOver) return;
    this.#leave();
    this.#patience.left();
  }

  /** Nobody came back, or the access was closed: the shift ends, its card is given back. */
  async #finish(words: string): Promise<void> {
    if (this.#isOver) return;
    this.#end(words);
    try {
      await this.#desk.logOut();
    } catch (error) {
      // A session that has ended already cannot end its shift; its lease returns by itself.
      if (!isAppError(error)) this.#parts.failed(error);
    }
    await this.#parts.door.logOut(this.token);
  }

  /** The work goes on elsewhere: what is on its way arrives, then this screen ends, as it does for a newer line here. */
  async #displaced(): Promise<void> {
    await this.#session.sent();
    await this.#finish(FRENCH_SSH.takenOver);
  }

  /** The agent has quit; the workstation has given the screen back. */
  async #left(): Promise<void> {
    // A pane that failed was told to whoever waits on it.
    await this.#attachment?.ended.catch(() => undefined);
    const { agentFirstName, closedCards } = this.#session.state();
    this.#end(PAGES.quit.bye(agentFirstName, closedCards));
    await this.#parts.door.logOut(this.token);
  }

  #end(words: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const terminal = this.#terminal;
    this.#leave();
    this.#patience.stop();
    this.#session.close();
    terminal?.hangUp(words);
    this.#over.resolve();
  }
}

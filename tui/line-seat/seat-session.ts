import { type AppError, isAppError } from '../../shared/errors.ts';
import type { LineSeatDesk } from '../../shared/line-seat.ts';
import { HELPS } from '../pledge/desk-asks.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import { createTicker } from '../state/ticker.ts';
import { Compositor } from '../term/compositor.ts';
import { startKeyFeed } from '../term/key-feed.ts';
import { LinearScreen } from '../term/linear-screen.ts';
import { enterText, leaveText } from '../term/modes.ts';
import { probe, sizeFor } from '../term/probe.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import { askPractice, askReal } from './desk-asks.ts';
import { FRENCH_SEAT } from './french-seat.ts';
import { seatScreen } from './seat-screen.ts';
import { firstState, type SeatCommand, type SeatMessage, type SeatState } from './seat-state.ts';
import { seatUpdate } from './seat-update.ts';

/** Refusals of a session that the house has ended. */
const ENDED: ReadonlySet<string> = new Set(['session-ended', 'not-logged-in']);

export interface SeatSessionParts {
  readonly desk: LineSeatDesk;
  /** The server's hour. */
  readonly now: () => number;
  /** The person leaves, or the house ends the session: what is said last. */
  readonly over: (words: string) => void;
  /** A bug. */
  readonly failed: (error: unknown) => void;
}

/** A seat of a pledge line: its state lives without a terminal, and finds the same half-typed form on the next one. */
export class SeatSession {
  readonly #parts: SeatSessionParts;
  readonly #undo: (() => void)[];
  #state: SeatState = firstState({ columns: 80, rows: 24 });
  #show: () => void = () => undefined;

  constructor(parts: SeatSessionParts) {
    this.#parts = parts;
    const ticker = createTicker(parts.now);
    const heard = {
      ended: (text: string) => parts.over(text),
      said: (from: string, text: string) =>
        this.#send({ type: 'said', text: cleanDeep(FRENCH_SEAT.said(from, text)) }),
    };
    this.#undo = [parts.desk.onLive(heard), ticker.subscribe(() => this.#tick())];
    this.#undo.push(parts.desk.onNow((now) => this.#send({ type: 'seat', now })));
    this.#perform({ type: 'load' });
  }

  /** Shows it there until the function given back is called. */
  attach(terminal: TerminalStreams): () => void {
    const capabilities = probe(terminal.env);
    const { input, output } = terminal;
    const size = () => sizeFor(capabilities, terminal.size());
    const screen = capabilities.addressable
      ? new Compositor({ output, capabilities, size: size() })
      : new LinearScreen(output, capabilities);
    // Its clock moves by itself: a screen reader is not told of each minute.
    const top = screen.surface({ aside: true });
    const rest = screen.surface();
    output.write(enterText(capabilities));
    this.#show = () => {
      const { columns: width, rows } = this.#state.size;
      const [head = [], ...lines] = seatScreen(this.#state, this.#parts.now());
      top.show({ top: 0, left: 0, width, height: 1 }, [head]);
      rest.show({ top: 1, left: 0, width, height: rows - 1 }, lines);
    };
    const resized = () => {
      screen.resize(size());
      this.#send({ type: 'resized', size: size() });
    };
    const stopKeys = startKeyFeed({
      source: input,
      onKey: (key) => {
        if (key.name === 'ctrl-l') screen.repaint();
        else this.#send({ type: 'key', key, atMs: this.#parts.now(), newCallId: '' });
      },
      ...capabilities,
    });
    const stopSizes = terminal.onResize(resized);
    resized();
    return () => {
      this.#show = () => undefined;
      this.#send({ type: 'left' });
      stopKeys();
      stopSizes();
      top.dispose();
      rest.dispose();
      screen.close();
      output.write(leaveText(capabilities));
    };
  }

  /** Asks nothing more of the house; twice does nothing. */
  close(): void {
    for (const step of this.#undo.splice(0)) step();
  }

  /** A caller is there, or may come: nothing hides the screen. */
  get isAnswering(): boolean {
    const { stage } = this.#state;
    return stage.at === 'desk' && (stage.desk.talk !== undefined || stage.desk.seat?.isReady === true);
  }

  get person(): string {
    return this.#state.shift?.person ?? '';
  }

  /** The clock on the screen; and the slot's last minute, whatever is on it. */
  #tick(): void {
    const { shift } = this.#state;
    if (shift && this.#parts.now() >= shift.endsAtMs) this.#parts.over(FRENCH_SEAT.over);
    else this.#show();
  }

  #send(message: SeatMessage): void {
    const { state, commands } = seatUpdate(this.#state, message);
    this.#state = state;
    this.#show();
    for (const command of commands) this.#perform(command);
  }

  #perform(command: SeatCommand): void {
    if (command.type === 'leave') {
      const isNotThem = this.#state.stage.at === 'hello';
      this.#parts.over(isNotThem ? FRENCH_SEAT.notYou : FRENCH_SEAT.bye(this.person));
      return;
    }
    this.#ask(command).then(
      (message) => message && this.#send(message),
      (error: unknown) => this.#refused(command, error),
    );
  }

  #refused(command: SeatCommand, error: unknown): void {
    const { failed, over } = this.#parts;
    if (!isAppError(error)) failed(error);
    else if (ENDED.has(error.code)) over(FRENCH_SEAT.over);
    else if (command.type !== 'desk' || !HELPS.has(command.command.do)) this.#told(command, error);
  }

  #told(command: SeatCommand, error: AppError): void {
    const text = cleanDeep(`${error.message} ${error.hint}`);
    const isOfDesk = command.type === 'desk' && this.#state.stage.at === 'desk';
    this.#send(isOfDesk ? { type: 'desk', message: { type: 'failed', text } } : { type: 'refused', text });
  }

  async #ask(command: Exclude<SeatCommand, { readonly type: 'leave' }>): Promise<SeatMessage | undefined> {
    const { desk, now } = this.#parts;
    switch (command.type) {
      case 'load':
        return { type: 'loaded', shift: cleanDeep(await desk.shift()) };
      case 'accept':
        await desk.acceptCharter();
        return { type: 'accepted' };
      case 'ring':
        return { type: 'rang', caller: cleanDeep(await desk.nextPractice()), atMs: now() };
      case 'lead':
        await desk.help();
        return { type: 'told', text: FRENCH_SEAT.leadCalled };
      case 'desk': {
        const { stage } = this.#state;
        const isPractice =
          stage.at === 'loading' || (stage.at === 'desk' && stage.desk.practice !== undefined);
        return isPractice ? await askPractice(desk, command.command) : await askReal(desk, command.command);
      }
    }
  }
}

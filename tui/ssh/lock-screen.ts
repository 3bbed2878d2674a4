import { editField, textField, typeInto } from '../state/text-field.ts';
import { startKeyFeed } from '../term/key-feed.ts';
import { FRENCH_SSH } from './french-ssh.ts';
import { codeRefusal, type LockCode } from './lock-code.ts';
import type { SshTerminal } from './ssh-terminal.ts';

const MAX_PASSWORD = 200;
/** Somebody who left before choosing a code left an open screen: it asks who is there again. */
const CHOOSING_MS = 30_000;

/** Hides the workstation behind a question. */
export interface LockScreen {
  /** Takes the question away; twice does nothing. */
  stop(): void;
}

interface LockParts {
  readonly terminal: Pick<SshTerminal, 'paint' | 'hangUp' | 'input' | 'onResize'>;
  readonly firstName: string;
  readonly code: LockCode;
  /** Opens by the code of a badge, not by a password. */
  readonly isBadge?: true;
  /** Why what was typed opens nothing, in French; undefined when it is the password, or the code. */
  readonly check: (typed: string) => Promise<string | undefined>;
  readonly chosen: () => Promise<void>;
  readonly unlocked: () => void;
}

type Step = 'unlock' | 'choose' | 'again';

/** What is asked, on an empty screen: nothing typed is shown, not even as dots. */
class Lock implements LockScreen {
  readonly #parts: LockParts;
  readonly #undo: (() => void)[];
  #typed = textField('', { max: MAX_PASSWORD });
  #said = '';
  #step: Step = 'unlock';
  #firstCode = '';
  #isBusy = false;
  #choosing: NodeJS.Timeout | undefined;

  constructor(parts: LockParts) {
    this.#parts = parts;
    const { terminal } = parts;
    this.#undo = [
      startKeyFeed({ source: terminal.input, onKey: ({ name, text }) => this.#press(name, text) }),
      terminal.onResize(() => this.#paint()),
    ];
    this.#paint();
  }

  stop(): void {
    clearTimeout(this.#choosing);
    for (const step of this.#undo.splice(0)) step();
  }

  #paint(): void {
    const { terminal, firstName, code, isBadge } = this.#parts;
    const { lock, askBadge } = FRENCH_SSH;
    const askPassword = isBadge ? askBadge : FRENCH_SSH.askPassword;
    const { offer, again, ask } = FRENCH_SSH.code;
    const said = this.#said === '' ? [] : [this.#said, ''];
    const isChoosing = this.#step !== 'unlock';
    const how = isBadge ? lock.howWithBadge : code.isSet ? lock.howWithCode : lock.how;
    const head = isChoosing ? [...offer] : [lock.why, how];
    const question = this.#step === 'again' ? again : isChoosing || code.isSet ? ask : askPassword;
    terminal.paint([lock.title(firstName), '', ...head, '', ...said, question]);
  }

  #say(words: string): void {
    this.#said = words;
    this.#paint();
  }

  #press(name: string, text: string | undefined): void {
    if (name === 'ctrl-c' || name === 'ctrl-d') this.#parts.terminal.hangUp('');
    else if (!this.#isBusy) this.#type(name, text);
  }

  #type(name: string, text: string | undefined): void {
    if (this.#step !== 'unlock') this.#holdOpen();
    if (name === 'enter') void this.#enter();
    else if (name === 'backspace') this.#typed = editField(this.#typed, 'backspace');
    else if (name === 'ctrl-u') this.#typed = editField(this.#typed, 'clear');
    else if (text !== undefined) this.#typed = typeInto(this.#typed, text);
  }

  async #enter(): Promise<void> {
    const typed = this.#typed.text;
    if (typed === '' && this.#step === 'unlock') return;
    this.#typed = textField('', { max: MAX_PASSWORD });
    if (this.#step === 'unlock') return this.#unlock(typed);
    if (this.#step === 'choose') return this.#choose(typed);
    if (typed !== this.#firstCode) return this.#ask('choose', FRENCH_SSH.code.differ);
    this.#parts.code.choose(typed);
    await this.#parts.chosen();
    this.#open();
  }

  async #unlock(typed: string): Promise<void> {
    const { code, check } = this.#parts;
    this.#isBusy = true;
    this.#say(FRENCH_SSH.lock.checking);
    const refusal = await check(typed);
    this.#isBusy = false;
    if (refusal !== undefined) return this.#say(refusal);
    if (!code.isOffered) return this.#open();
    this.#holdOpen();
    this.#ask('choose', '');
  }

  #choose(typed: string): void {
    if (typed === '') {
      this.#parts.code.decline();
      this.#open();
      return;
    }
    const refusal = codeRefusal(typed);
    this.#firstCode = typed;
    if (refusal === undefined) this.#ask('again', '');
    else this.#say(refusal);
  }

  #ask(step: Step, words: string): void {
    this.#step = step;
    this.#say(words);
  }

  #holdOpen(): void {
    clearTimeout(this.#choosing);
    this.#choosing = setTimeout(() => this.#ask('unlock', ''), CHOOSING_MS);
  }

  #open(): void {
    this.stop();
    this.#parts.unlocked();
  }
}

/**
 * Asks for the password, or for the code of this shift. After a right password it offers once to choose such a code. Then
 * `unlocked` is called, once. Ctrl-C and Ctrl-D hang up.
 */
export function openLockScreen(parts: LockParts): LockScreen {
  return new Lock(parts);
}

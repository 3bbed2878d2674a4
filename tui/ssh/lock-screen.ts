import { editField, textField, typeInto } from '../state/text-field.ts';
import { startKeyFeed } from '../term/key-feed.ts';
import { FRENCH_SSH } from './french-ssh.ts';
import type { SshTerminal } from './ssh-terminal.ts';

const MAX_PASSWORD = 200;

/** Hides the workstation behind a question. */
export interface LockScreen {
  /** Takes the question away; twice does nothing. */
  stop(): void;
}

/**
 * Asks for the password on an empty screen: nothing typed is shown, not even as dots. `check` answers why it is refused, in
 * French, or undefined when it is right; then `unlocked` is called, once. Ctrl-C and Ctrl-D hang up.
 */
export function openLockScreen(parts: {
  readonly terminal: SshTerminal;
  readonly firstName: string;
  readonly check: (password: string) => Promise<string | undefined>;
  readonly unlocked: () => void;
}): LockScreen {
  const { terminal, firstName, check, unlocked } = parts;
  const { lock, askPassword } = FRENCH_SSH;
  const empty = textField('', { max: MAX_PASSWORD });
  let password = empty;
  let said = '';
  let isBusy = false;
  const paint = () =>
    terminal.paint([
      lock.title(firstName),
      '',
      lock.why,
      lock.how,
      '',
      ...(said ? [said, ''] : []),
      askPassword,
    ]);
  const say = (words: string) => {
    said = words;
    paint();
  };
  const submit = async () => {
    const typed = password.text;
    password = empty;
    isBusy = true;
    say(lock.checking);
    const refusal = await check(typed);
    isBusy = false;
    if (refusal !== undefined) return say(refusal);
    stop();
    unlocked();
  };
  const stopKeys = startKeyFeed({
    source: terminal.input,
    onKey: ({ name, text }) => {
      if (name === 'ctrl-c' || name === 'ctrl-d') terminal.hangUp('');
      else if (isBusy) return;
      else if (name === 'enter' && password.text !== '') void submit();
      else if (name === 'backspace') password = editField(password, 'backspace');
      else if (name === 'ctrl-u') password = empty;
      else if (text !== undefined) password = typeInto(password, text);
    },
  });
  const stopResize = terminal.onResize(paint);
  const stop = () => {
    stopKeys();
    stopResize();
  };
  paint();
  return { stop };
}

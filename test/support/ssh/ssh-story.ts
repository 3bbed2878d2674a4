import type { CallScript } from '../../../shared/call-script.ts';
import { ACTIONS, keysIn } from '../../../tui/keys/actions.ts';
import type { Context } from '../../../tui/keys/contexts.ts';
import { CSI_KEYS, CSI_TILDE_KEYS, SS3_KEYS } from '../../../tui/keys/key-names.ts';
import type { SshScreen } from './ssh-screen.ts';

/** A person at an SSH screen, told by what they mean: answers by their labels, actions by their names. */
export interface SshStory {
  readonly screen: SshScreen;
  /** Presses the answer of that label once its step is on the screen. */
  answers(...steps: readonly [title: string, label: string][]): Promise<void>;
  /** Presses the first key of the action there (`note`, `close-NJ_NRP`, `yes`…). */
  does(action: string, where?: Context): void;
  /** Presses keys by their names, one character for itself. */
  presses(...keys: readonly string[]): void;
  types(text: string): void;
  see(wanted: string | RegExp): Promise<void>;
  gone(text: string): Promise<void>;
  /** Keys pressed so far, characters of a text included. */
  keys(): number;
}

function inverse(table: Readonly<Record<string, string>>, bytes: (code: string) => string) {
  return Object.entries(table).map(([code, name]) => [name, bytes(code)] as const);
}

/** What xterm sends; of two codes of a key, the last row wins. */
const BYTES: Readonly<Record<string, string>> = Object.fromEntries([
  ...inverse(CSI_TILDE_KEYS, (code) => `\u001b[${code}~`),
  ...inverse(CSI_KEYS, (code) => `\u001b[${code}`),
  ...['P', 'Q', 'R', 'S'].map((code) => [SS3_KEYS[code] ?? '', `\u001bO${code}`] as const),
  ['enter', '\r'],
  ['tab', '\t'],
  ['escape', '\u001b'],
  ['backspace', '\u007f'],
]);

/** What a terminal sends for a key of that name. */
function bytesOfKey(name: string): string {
  const control = /^ctrl-([a-z])$/.exec(name)?.[1];
  return control ? String.fromCharCode(control.charCodeAt(0) - 0x60) : (BYTES[name] ?? name);
}

/** The letter of an answer, by its step's title and its own label. */
function answerKey({ nodes }: CallScript, title: string, label: string): string {
  const keys = Object.values(nodes)
    .filter((node) => node.title === title)
    .flatMap(({ answers }) => answers.filter((answer) => answer.label === label));
  const [first] = keys;
  if (!first || keys.some(({ key }) => key !== first.key))
    throw new Error(`no single answer « ${label} » at « ${title} »`);
  return first.key;
}

/** The key of an action there. */
function actionKey(id: string, where: Context): string {
  const action = ACTIONS.find((one) => one.id === id);
  const [key] = action ? keysIn(where, action) : [];
  if (key === undefined) throw new Error(`no action ${id} in ${where}`);
  return key;
}

export function sshStory(screen: SshScreen, script: CallScript): SshStory {
  let count = 0;
  const presses = (...keys: readonly string[]) => {
    for (const key of keys) {
      count += 1;
      screen.press(bytesOfKey(key));
    }
  };
  return {
    screen,
    presses,
    answers: async (...steps) => {
      for (const [title, label] of steps) {
        await screen.see(`─ ${title} ─`);
        presses(answerKey(script, title, label));
      }
    },
    does: (action, where = 'script') => presses(actionKey(action, where)),
    types: (text) => presses(...text),
    see: (wanted) => screen.see(wanted),
    gone: (text) => screen.gone(text),
    keys: () => count,
  };
}

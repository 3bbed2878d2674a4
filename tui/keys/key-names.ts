/**
 * One key pressed. `name` is what actions are bound to: the character itself (`o`, `N`, `?`), or `enter`, `tab`,
 * `shift-tab`, `escape`, `backspace`, `delete`, `up`…, `f1`…`f12`, `ctrl-q`, `paste`, `unknown`.
 * `text` is what a field receives: present for characters and pastes only.
 */
export interface Key {
  readonly name: string;
  readonly text?: string;
}

/** `ESC O x`: keypad mode arrows and F1–F4 of xterm, vt220 and their heirs. */
export const SS3_KEYS: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  M: 'enter',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};

/** `ESC [ … x`. */
export const CSI_KEYS: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  Z: 'shift-tab',
};

/** `ESC [ n ~`: vt220, rxvt and xterm agree on these; 1/7 and 4/8 are Home and End of different lineages. */
export const CSI_TILDE_KEYS: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};

/** `ESC [ [ x`: F1–F5 of the Linux console. */
export const LINUX_CONSOLE_KEYS: Readonly<Record<string, string>> = {
  A: 'f1',
  B: 'f2',
  C: 'f3',
  D: 'f4',
  E: 'f5',
};

import { timingSafeEqual } from 'node:crypto';
import { FRENCH_SSH } from './french-ssh.ts';

const FORM = /^\d{4,8}$/;
const MOST_ERRORS = 3;
const IN_ORDER = '01234567890 09876543210';

/** Why these digits are no code, in French; undefined when they are one. */
export function codeRefusal(typed: string): string | undefined {
  if (!FORM.test(typed)) return FRENCH_SSH.code.form;
  const isPlain = new Set(typed).size === 1 || IN_ORDER.includes(typed);
  return isPlain ? FRENCH_SSH.code.tooPlain : undefined;
}

/**
 * The few digits that open a locked screen for the rest of one shift, in place of the password. Kept in this memory only:
 * they open no session, and are gone with the seat. Three wrong ones in a row, and only the password opens.
 */
export class LockCode {
  #code: string | undefined;
  #errors = 0;
  #isDeclined = false;

  get isSet(): boolean {
    return this.#code !== undefined;
  }

  /** Tries before only the password opens. */
  get triesLeft(): number {
    return MOST_ERRORS - this.#errors;
  }

  /** Asked for once: somebody who wants none is left alone. */
  get isOffered(): boolean {
    return !this.isSet && !this.#isDeclined;
  }

  /** The digits passed `codeRefusal`. A code chosen before is replaced. */
  choose(code: string): void {
    this.#code = code;
    this.#errors = 0;
  }

  decline(): void {
    this.#isDeclined = true;
  }

  /** What these signs open; `no-code`: they are not a code, or none is set, and may be the password. */
  try(typed: string): 'right' | 'wrong' | 'ended' | 'no-code' {
    if (this.#code === undefined || !FORM.test(typed)) return 'no-code';
    if (isSame(typed, this.#code)) {
      this.#errors = 0;
      return 'right';
    }
    this.#errors += 1;
    if (this.#errors < MOST_ERRORS) return 'wrong';
    this.#code = undefined;
    this.#errors = 0;
    return 'ended';
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [a.padEnd(8), b.padEnd(8)].map((text) => Buffer.from(text));
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

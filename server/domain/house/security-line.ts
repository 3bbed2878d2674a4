/** `unknown`: it cannot be read from here, and is said rather than taken for good. */
export type SecurityVerdict = 'ok' | 'mend' | 'unknown';

/** One line of `plateau doctor --security`: French, no personal value. */
export interface SecurityLine {
  readonly part: string;
  readonly verdict: SecurityVerdict;
  readonly message: string;
  /** What to do; '' when all is well. */
  readonly hint: string;
}

export function sound(part: string, message: string): SecurityLine {
  return { part, verdict: 'ok', message, hint: '' };
}

export function toMend(part: string, message: string, hint: string): SecurityLine {
  return { part, verdict: 'mend', message, hint };
}

export function notRead(part: string, message: string, hint: string): SecurityLine {
  return { part, verdict: 'unknown', message, hint };
}

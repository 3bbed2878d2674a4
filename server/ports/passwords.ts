/** Slow hashing of passwords, bounded so that it cannot be turned into a denial of service. */
export interface Passwords {
  /** PHC string. AppError `login-busy` when too many are waiting. */
  hash(password: string): Promise<string>;
  /**
   * Constant-time comparison. With `phc` undefined (unknown login) the answer is false and costs the same time.
   * AppError `login-busy` when too many are waiting.
   */
  verify(password: string, phc: string | undefined): Promise<boolean>;
}

/**
 * Slows what no account row can slow: unknown logins and addresses; and lets one attempt at a time through per login, so
 * that guesses sent together are not all tried before the first failure is counted. Bounded memory, this process only.
 */
export interface LoginThrottle {
  /** Takes the login's turn; undefined when an attempt is already running. The function given back ends the turn. */
  enter(login: string): (() => void) | undefined;
  /** Milliseconds before this key may try again; 0 when it may now. */
  waitMs(key: ThrottleKey): Promise<number>;
  /** Counts a failure under the same rule as an account's (`waitAfterFailuresMs`). */
  fail(key: ThrottleKey): Promise<void>;
}

/** An address stands for a whole room of agents: its failures weigh less than those of a login. */
export interface ThrottleKey {
  readonly kind: 'login' | 'address';
  readonly value: string;
}

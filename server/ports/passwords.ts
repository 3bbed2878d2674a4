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

/** Who failed how often, of logins that exist and of others alike: one count for all servers of the house. Bounded. */
export interface LoginThrottle {
  /** Milliseconds before this key may try again; 0 when it may now. */
  waitMs(key: ThrottleKey, nowMs: number): Promise<number>;
  /**
   * Counts a failure under each of `counted`, before the password is looked at, unless one of them or of `watched` must wait.
   * Looked at and counted at once: guesses sent together, to whatever server, wait as guesses in a row do.
   */
  attempt(tried: {
    readonly counted: readonly ThrottleKey[];
    readonly watched?: readonly ThrottleKey[];
    readonly nowMs: number;
  }): Promise<{
    /** More than 0: nothing was counted. */ readonly waitMs: number;
    takeBack(): Promise<void>;
  }>;
  /** Counts a failure under each, whatever they must wait; the function given back takes them back. */
  fail(keys: readonly ThrottleKey[], nowMs: number): Promise<() => Promise<void>>;
  /** Forgets the key's failures. */
  forget(key: ThrottleKey): Promise<void>;
  /** Forgets those of a login, from every place. */
  forgetLogin(login: string): Promise<void>;
  /** Takes one of the tries that are looked at during a wait (`QUIET_TRIES`); false when none is left in this minute. */
  takeQuiet(pair: string, address: string, nowMs: number): Promise<boolean>;
}

/**
 * `pair`: a login from one address; `login`: a login from addresses that nobody has ever come from; `address`: whatever its
 * logins, it stands for a whole floor; `key`: a public key whose holder tries codes.
 */
export interface ThrottleKey {
  readonly kind: 'pair' | 'login' | 'address' | 'key';
  readonly value: string;
}

/** Refusals that the audit log is told together. Bounded by its callers: none of these words is a stranger's choice. */
export interface RefusalTally {
  /** One more. Answers how many the log is to be told of now: 1 for the first of a quarter of an hour, 0 while it runs. */
  add(refusal: Refusal, nowMs: number): number;
  /** Those not told yet of somebody, or of every quarter of an hour that is over; each is given once. */
  untold(of: { readonly actor: string } | { readonly endedMs: number }): readonly UntoldRefusals[];
}

/** As its entry says it. */
export interface Refusal {
  readonly action: 'session.refused' | 'access.refused';
  readonly actor: string;
  readonly subject: string;
  readonly reason: string;
}

export interface UntoldRefusals extends Refusal {
  readonly count: number;
}

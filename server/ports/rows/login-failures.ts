/** Under what failures are counted, as the base holds it: digests only. */
export interface FailureKey {
  readonly kind: 'pair' | 'login' | 'address' | 'key';
  readonly digest: string;
}

export interface FailureRow extends FailureKey {
  readonly count: number;
  readonly lastMs: number;
}

export interface LoginFailureReader {
  of(key: FailureKey): Promise<FailureRow | undefined>;
}

export interface LoginFailureWriter extends LoginFailureReader {
  /** Until this transaction ends nobody else counts under that key, if it is known. */
  hold(key: FailureKey): Promise<void>;
  /** One more, or the first one when the last is older than `forgetMs`. */
  add(
    failure: FailureKey & { readonly loginDigest: string | undefined },
    when: { readonly nowMs: number; readonly forgetMs: number },
  ): Promise<void>;
  /** One less; the wait of the one before (`beforeMs`) runs on, unless another came since `atMs`. */
  takeBack(key: FailureKey, when: { readonly atMs: number; readonly beforeMs: number }): Promise<void>;
  forget(key: FailureKey): Promise<void>;
  forgetLogin(loginDigest: string): Promise<void>;
  /** Those older than that, and of each kind whatever is beyond the newest `most`. */
  prune(beforeMs: number, most: number): Promise<void>;
  /** One of the `most` tries of the span that runs; false when none is left. */
  takeQuiet(
    digest: string,
    span: { readonly nowMs: number; readonly everyMs: number; readonly most: number },
  ): Promise<boolean>;
}

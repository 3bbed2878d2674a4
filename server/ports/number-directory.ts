/** Somebody to whom a directory says that a number belongs. Personal: memory only. */
export interface NumberEntry {
  readonly lastName: string;
  readonly firstName: string;
  readonly street: string;
  readonly postcode: string;
  readonly town: string;
}

/** Whom a number belongs to, as a directory that the charity has a contract with says it. */
export interface NumberDirectory {
  /** False: no number is ever told to anybody. */
  readonly isConfigured: boolean;
  /**
   * Of an E.164 number, within 300 ms: undefined when nobody is listed, or nobody answered in time. Never kept, never throws for
   * what the network may do: a form does not wait for it.
   */
  find(number: string): Promise<NumberEntry | undefined>;
  /** For `plateau doctor`. AppErrors `gateway-unreachable`, `gateway-denied`, those of the key. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Seals and opens what people type, within the transaction that writes or reads it: hence at once, and with a public key alone
 * to seal, so that a process that asked no passphrase seals too.
 */
export interface WordsCipher {
  /** `place` is bound to the words: they open nowhere else. */
  seal(publicKey: string, place: string, words: string): string;
  /** Undefined when the key of that campaign ('' for the house's) is not held here, or a byte has changed. */
  open(campaign: string, place: string, sealed: string): string | undefined;
}

export interface WordsReader {
  /** Every column of the base was looked at once for words of before they were sealed. */
  areSwept(): Promise<boolean>;
}

export interface WordsWriter extends WordsReader {
  /** From now on what is typed in that campaign ('' for the house) is sealed with this key. The same again changes nothing. */
  keepKey(campaign: string, publicKey: string): Promise<void>;
  /** Seals up to `limit` texts that still stand in clear; how many it did. */
  sweepSome(limit: number): Promise<number>;
  markSwept(atMs: number): Promise<void>;
}

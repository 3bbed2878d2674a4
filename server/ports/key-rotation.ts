import type { SealedBytes } from './vault.ts';

/**
 * Changes the session key of a campaign. Former keys stay in the ring, retired: they open what is not sealed again yet, and the
 * backups of before. The campaign's key pair does not change: workstations, the charity and the outbox notice nothing.
 */
export interface KeyRotation {
  /** A new session key seals from now on. The same number again goes on with what was begun. */
  begin(campaign: string, number: number): Promise<void>;
  /** For each value, the same content under the key in use; undefined when it is under it already. AppError `seal-broken`. */
  reseal(campaign: string, sealed: readonly SealedBytes[]): Promise<readonly (SealedBytes | undefined)[]>;
  /** Numbers of the retired keys. */
  retired(campaign: string): Promise<readonly number[]>;
  /** Destroys the retired keys: what they alone open is lost. Returns how many. */
  destroyRetired(campaign: string): Promise<number>;
}

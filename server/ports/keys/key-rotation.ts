import type { AppError } from '../../../shared/errors.ts';
import type { SealedBytes } from '../vault.ts';

/** What a rotation makes of one value. */
export type Resealed = SealedBytes | 'current' | AppError;

/**
 * Changes the session key of a campaign. Former keys stay in the ring, retired: they open what is not sealed again yet, and the
 * backups of before. The campaign's key pair does not change: workstations, the charity and the outbox notice nothing.
 */
export interface KeyRotation {
  /** A new session key seals from now on. The same number again goes on with what was begun. */
  begin(campaign: string, number: number): Promise<void>;
  /**
   * For each value, the same content under the key in use; `current` when it is under it already, the AppError `seal-broken`
   * when no key opens it: one damaged value keeps none of the others back.
   */
  reseal(campaign: string, sealed: readonly SealedBytes[]): Promise<readonly Resealed[]>;
  /** Numbers of the retired keys. */
  retired(campaign: string): Promise<readonly number[]>;
  /** Destroys the retired keys: what they alone open is lost. Returns how many. */
  destroyRetired(campaign: string): Promise<number>;
}

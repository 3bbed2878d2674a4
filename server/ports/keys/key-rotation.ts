import type { AppError } from '../../../shared/errors.ts';
import type { SealedBytes } from '../vault.ts';

/** What a rotation makes of one value. */
export type Resealed = SealedBytes | 'current' | AppError;

/** A session key, as a base that several rings share names it. */
export interface SessionKeyName {
  /** How many rotations made it. */
  readonly number: number;
  /** The same for the same key, and of use to nobody without its ring; undefined: nobody has claimed one yet. */
  readonly mark: string | undefined;
  /** Its rotation has not ended. */
  readonly isRunning: boolean;
}

/** How a ring that has the campaign's keys stands towards that one: it lacks it, it opens with it, it seals with it. */
export type SessionState = 'older' | 'prepared' | 'used';

/**
 * Changes the session key of a campaign. Former keys stay in the ring, retired: they open what is not sealed again yet, and the
 * backups of before. The campaign's key pair does not change: workstations, the charity and the outbox notice nothing.
 */
export interface KeyRotation {
  /** A new session key seals from now on. The same number again goes on with what was begun. */
  begin(campaign: string, number: number): Promise<void>;
  /**
   * The next session key, laid aside: it opens what others seal under it, and seals nothing here yet. Answers its mark; the same
   * number again answers the same, and so does one that `begin` put in use.
   */
  prepare(campaign: string, number: number): Promise<string>;
  /** Of the prepared key of that number, else of the one in use. */
  markOf(campaign: string, number: number): Promise<string>;
  stateOf(campaign: string, name: SessionKeyName): Promise<SessionState>;
  /** What was prepared seals from now on, and the key before it is retired. Cut anywhere, the same call goes on. */
  use(campaign: string, number: number): Promise<void>;
  /** Destroys a prepared key under which nobody sealed anything. */
  dropPrepared(campaign: string, number: number): Promise<void>;
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

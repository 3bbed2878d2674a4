import type { TransferOffer } from '../rows/ring-sharing.ts';

/** Keys of a campaign, or of a charity's people, and the charity whose blind-index key goes with them. */
export interface RingPlace {
  readonly place: string;
  readonly charity: string;
}

/** What a proof says: that server's ring holds that key, as it is after so many rotations. */
export interface RingClaim extends RingPlace {
  readonly server: string;
  readonly number: number;
  readonly stage: string;
}

type Offered = Omit<TransferOffer, 'mark'>;

/**
 * Hands keys from one server's ring to another's through a base that may be read and written by a thief. A packet opens with two
 * things together: the transfer key, in the memory of one start of the server that asked, and the ring of the house.
 */
export interface RingSharing {
  /** Public half of the transfer key of this start. */
  transferPoint(): string;
  /** Another transfer key: no packet of before opens any more. */
  renew(): void;
  /** The mark that tells an offer of ours from a stranger's. */
  mark(offered: Offered): Promise<string>;
  /** True when this ring holds every key of the place. */
  holds(keys: RingPlace): Promise<boolean>;
  /** Every key of the place, sealed to that server; undefined when its offer was not marked by the house's ring. */
  seal(keys: RingPlace, to: TransferOffer): Promise<string | undefined>;
  /**
   * Lays the keys of a packet in this ring, locked by its own passphrase; false for a packet that is not for this offer, or not
   * of this house. AppError `ring-diverged`: the ring has another key of that charity already. Twice changes nothing.
   */
  take(keys: RingPlace, from: { readonly offered: Offered; readonly packet: string }): Promise<boolean>;
  /** By a ring that holds the key. AppErrors `campaign-key-missing`, `blind-key-missing`. */
  prove(claim: RingClaim): Promise<string>;
}

/** Somebody whose public key is registered: a charity or a supplier of numbers, for files; the data officer, for backups. */
export interface Party {
  readonly kind: 'charity' | 'supplier' | 'officer';
  /** Of the charity or the supplier; there is one data officer. */
  readonly code: string;
}

export const OFFICER = { kind: 'officer', code: 'OFFICER' } as const satisfies Party;

/** The public key of a party, as the ring of one server gives it to those of the others. */
export interface PartyKeyRow extends Party {
  /** How many keys were given before it, and itself: a ring never goes back. */
  readonly number: number;
  /** When the audit log said that it was registered. */
  readonly notedAtMs: number;
  /** Sealed under the ring's own secret, base64: who has the base alone can neither read one nor make one. */
  readonly packet: string;
}

export interface PartyKeyReader {
  /** By kind and code. */
  all(): Promise<readonly PartyKeyRow[]>;
}

export interface PartyKeyWriter extends PartyKeyReader {
  /** In the place of the one with that packet ('' where there is none); false when another was put there meanwhile. */
  put(row: PartyKeyRow, over: string): Promise<boolean>;
}

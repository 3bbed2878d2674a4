import type { Party, PartyKeyRow } from '../rows/party-keys.ts';

/** Which key of a party this is, among all that were registered on any ring. */
type Told = Pick<PartyKeyRow, 'number' | 'notedAtMs'>;

/** The public key of a party as this ring has it. */
export interface OwnPartyKey extends Told {
  /** '' where there is none. */
  readonly armoured: string;
  /** Registered on this ring since it was last told to the others, or never told. */
  readonly isNew: boolean;
}

/** Public keys of charities, suppliers and the data officer on this server's ring, and how they reach other rings by the base. */
export interface PartyKeys {
  /** Those whose public key this ring has. */
  parties(): Promise<readonly Party[]>;
  held(party: Party): Promise<OwnPartyKey>;
  /** Lays the key in this ring, in the place of whichever is there. Killed anywhere, a second call finishes. */
  lay(party: Party, key: Told & { readonly armoured: string }): Promise<void>;
  seal(key: Party & Told & { readonly armoured: string }): Promise<PartyKeyRow>;
  /** The armoured key; undefined for a row that no ring of the house made, or made of another party or number. */
  open(row: PartyKeyRow): Promise<string | undefined>;
}

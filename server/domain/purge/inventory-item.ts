/** NIST SP 800-88 categories used here: cryptographic erase is a Purge technique; overwriting files is Clear. */
type SanitisationCategory =
  | 'Purge (effacement cryptographique)'
  | 'Clear (effacement logique)'
  | 'Hors périmètre';

/** One kind of copy that exists, where, how many, and how it will be destroyed. */
export interface InventoryItem {
  readonly place: string;
  readonly what: string;
  readonly count: number;
  readonly method: string;
  readonly category: SanitisationCategory;
  /** Its name for `plateau purge attest`, where somebody else holds it. */
  readonly copy?: string;
}

export interface OpenedFile {
  readonly clear: Uint8Array;
  /** Fingerprint of the charity's key that signed the file. */
  readonly signedBy: string;
}

/**
 * OpenPGP with the charity: its files come in encrypted to the campaign key and signed; ours leave
 * encrypted to its key and signed by the house key. GnuPG 2.2 reads and writes both.
 */
export interface Exchange {
  /**
   * Decrypts and verifies. AppErrors: `file-wrong-key`, `file-unsigned`, `file-bad-signature`, `file-clock-ahead`,
   * `file-weak-digest`, `file-unknown-signer`, `file-text-mode`, `file-other-cipher`, `file-altered`,
   * `file-not-pgp`, `file-too-large`. Clear text only in memory.
   */
  openFromCharity(bytes: Uint8Array, campaign: string, charity: string): Promise<OpenedFile>;
  /** Signs and encrypts to the charity. AppErrors: `charity-key-missing`, `charity-key-expired`, `charity-key-unusable`. */
  sealForCharity(bytes: Uint8Array, charity: string): Promise<Uint8Array>;
  /** Signs and encrypts to a key given at hand, never kept: a person's own. AppErrors `charity-key-…` as at registration. */
  sealForKey(
    bytes: Uint8Array,
    armoured: string,
  ): Promise<{ readonly sealed: Uint8Array; readonly fingerprint: string }>;
  /** Armoured detached signature by the house key. */
  signDetached(bytes: Uint8Array): Promise<string>;
  /** True when that detached signature of these bytes is the house key's. */
  isSignedByHouse(bytes: Uint8Array, signature: string): Promise<boolean>;
  /**
   * Registers the charity's armoured public key after a round trip; the same key again is a no-op, another key is
   * refused without `replace`. Returns the fingerprint.
   */
  addCharityKey(charity: string, armoured: string, replace: boolean): Promise<string>;
  charityFingerprint(charity: string): Promise<string | undefined>;
  /**
   * The same three for a supplier of telephone numbers (docs/rules/enrichment.md), under the same rules; AppErrors
   * `supplier-key-…` and those of a file.
   */
  addSupplierKey(supplier: string, armoured: string, replace: boolean): Promise<string>;
  supplierFingerprint(supplier: string): Promise<string | undefined>;
  /** The data officer's public key, under the same rules; AppErrors `officer-key-…`. */
  addOfficerKey(armoured: string, replace: boolean): Promise<string>;
  officerFingerprint(): Promise<string | undefined>;
  /** Signs and encrypts to the supplier; the fingerprint is that of the key it was sealed to. */
  sealForSupplier(
    bytes: Uint8Array,
    supplier: string,
  ): Promise<{ readonly sealed: Uint8Array; readonly fingerprint: string }>;
  /** Decrypts with the campaign's key what the supplier signed. */
  openFromSupplier(bytes: Uint8Array, campaign: string, supplier: string): Promise<OpenedFile>;
  /** The same signature for a short text that is asked at every login: made once, then remembered while the house is open. */
  vouchFor(text: string): Promise<string>;
  /**
   * Decrypts an outcome that a workstation sealed to the campaign's key; AppErrors `sealed-unreadable`,
   * `campaign-key-missing`.
   */
  openFromWorkstation(bytes: Uint8Array, campaign: string): Promise<Uint8Array>;
  /** Fingerprint of the key that signs what leaves. */
  houseFingerprint(): Promise<string>;
  /** Armoured public key of the house, for the charity to verify deliverables. */
  housePublicKey(): Promise<string>;
}

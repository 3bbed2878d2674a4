import type { PrivateKey } from 'openpgp';

/**
 * What the exchange needs of the key ring. Private keys are lent for one piece of work, unlocked, and zeroed after it;
 * the vault's `KeyRingVault` is the real one (joined in context: edges do not meet).
 */
export interface ExchangeKeys {
  /** AppError `campaign-key-missing`. */
  withCampaignKey<T>(campaign: string, work: (key: PrivateKey) => Promise<T>): Promise<T>;
  withHouseKey<T>(work: (key: PrivateKey) => Promise<T>): Promise<T>;
  housePublicKey(): Promise<string>;
  /** Armoured; undefined when none is registered. */
  charityPublicKey(charity: string): Promise<string | undefined>;
  /** Replaces the registered key whole. */
  saveCharityPublicKey(charity: string, armoured: string): Promise<void>;
  officerPublicKey(): Promise<string | undefined>;
  saveOfficerPublicKey(armoured: string): Promise<void>;
  supplierPublicKey(supplier: string): Promise<string | undefined>;
  saveSupplierPublicKey(supplier: string, armoured: string): Promise<void>;
  /** Public keys of every charity and supplier, armoured, in no order that means anything. */
  partnerPublicKeys(): Promise<readonly string[]>;
}

import type { PrivateKey } from 'openpgp';

/** What the backups need of the key ring (the vault's `KeyRingVault`, joined in context: edges do not meet). */
export interface BackupKeys {
  /** Lends the house's private key, unlocked, and zeroes it after. */
  withHouseKey<T>(work: (key: PrivateKey) => Promise<T>): Promise<T>;
  housePublicKey(): Promise<string>;
  /** Armoured; undefined when none is registered. */
  officerPublicKey(): Promise<string | undefined>;
}

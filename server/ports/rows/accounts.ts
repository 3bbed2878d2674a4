import type { Role } from '../../../shared/roles.ts';

export interface AccountRow {
  readonly id: string;
  /** What is typed to log in; lower case, unique. */
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  /** argon2id, PHC string. */
  readonly passwordHash: string;
  readonly validFromMs: number;
  /** Exclusive; access ends by itself. */
  readonly validToMs: number;
  readonly campaigns: readonly string[];
  readonly failures: number;
  readonly lockedUntilMs: number | null;
  readonly disabled: boolean;
}

export interface SessionRow {
  /** SHA-256 of the token; the token itself is never stored. */
  readonly tokenHash: string;
  readonly account: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** A public key that opens one account at the SSH host. */
export interface AccountKeyRow {
  /** OpenSSH's `SHA256:…` of the key; it opens one account only. */
  readonly fingerprint: string;
  readonly account: string;
  /** `ssh-ed25519`, … */
  readonly kind: string;
  readonly addedAtMs: number;
  /** Account id of who registered it. */
  readonly addedBy: string;
}

/** What an account that demands one-time codes keeps. */
export interface AccountCodeRow {
  readonly account: string;
  /** The secret, under the key ring (`Secrets`). */
  readonly sealed: Uint8Array;
  /** Step of the last code that opened; that one and those before open no more. */
  readonly lastStep: number;
  readonly addedAtMs: number;
}

export interface AccountReader {
  byLogin(login: string): AccountRow | undefined;
  byId(id: string): AccountRow | undefined;
  all(): readonly AccountRow[];
  session(tokenHash: string): SessionRow | undefined;
  key(fingerprint: string): AccountKeyRow | undefined;
  /** Oldest first. */
  keysOf(account: string): readonly AccountKeyRow[];
  codeSecret(account: string): AccountCodeRow | undefined;
}

export interface AccountWriter extends AccountReader {
  insert(row: AccountRow): void;
  update(id: string, change: Partial<Omit<AccountRow, 'id' | 'login'>>): void;
  addSession(row: SessionRow): void;
  endSession(tokenHash: string): void;
  endSessionsOf(account: string): number;
  dropExpiredSessions(nowMs: number): number;
  /** AppError `account-key-exists` for a key already registered, whoever holds it. */
  addKey(row: AccountKeyRow): void;
  /** How many were removed: 0 or 1. */
  removeKey(account: string, fingerprint: string): number;
  /** The account demands codes from now on; a secret given before is replaced. */
  setCodeSecret(row: AccountCodeRow): void;
  removeCodeSecret(account: string): number;
  /** Marks the step as used; false when it, or a later one, was used already. */
  spendCode(account: string, step: number): boolean;
}

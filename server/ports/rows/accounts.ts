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
  readonly disabled: boolean;
  /** The password was drawn by the product: the person is to choose their own before anything else. */
  readonly owesPassphrase: boolean;
}

export interface SessionRow {
  /** SHA-256 of the token; the token itself is never stored. */
  readonly tokenHash: string;
  readonly account: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** `enrol`: may only set up a one-time code; absent: everything its role may. */
  readonly scope?: SessionScope;
}

export type SessionScope = 'full' | 'enrol';

export interface OpenSessionRow extends Required<SessionRow> {
  /** Names it among those of its account, without its token; never given twice. */
  readonly number: number;
  /** Last request, to some minutes (session-life.ts). */
  readonly seenAtMs: number;
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

/** The secret offered to a person who enrols, until a first right code proves that it was taken. */
export interface CodeOfferRow {
  readonly account: string;
  readonly sealed: Uint8Array;
  readonly offeredAtMs: number;
}

/** A place that an account came from (domain/access/login-places.ts). */
export interface AccountPlaceRow {
  readonly account: string;
  readonly place: string;
  readonly seenAtMs: number;
}

/** What lets one person in while guesses wait; one at a time per account. */
export interface AccountUnlockRow {
  readonly account: string;
  /** SHA-256 of the word; the word is kept nowhere. */
  readonly wordHash: string;
  readonly expiresAtMs: number;
  /** Uses left. */
  readonly tries: number;
}

export interface AccountReader {
  byLogin(login: string): Promise<AccountRow | undefined>;
  byId(id: string): Promise<AccountRow | undefined>;
  all(): Promise<readonly AccountRow[]>;
  session(tokenHash: string): Promise<OpenSessionRow | undefined>;
  /** A session and its account, in one question. */
  bearer(
    tokenHash: string,
  ): Promise<{ readonly session: OpenSessionRow; readonly account: AccountRow } | undefined>;
  /** Oldest first; expired ones may still be among them. */
  sessionsOf(account: string): Promise<readonly OpenSessionRow[]>;
  /** Accounts that have a session. */
  withSessions(): Promise<readonly string[]>;
  /** Of the last session opened, whatever became of it; undefined: never came. */
  lastLoginAtMs(account: string): Promise<number | undefined>;
  key(fingerprint: string): Promise<AccountKeyRow | undefined>;
  /** Oldest first. */
  keysOf(account: string): Promise<readonly AccountKeyRow[]>;
  codeSecret(account: string): Promise<AccountCodeRow | undefined>;
  codeOffer(account: string): Promise<CodeOfferRow | undefined>;
  /** Has that account come from there; without an account, has any? */
  hasPlace(place: string, account: string | undefined): Promise<boolean>;
  hasUnlock(account: string, wordHash: string, nowMs: number): Promise<boolean>;
}

export interface AccountWriter extends AccountReader {
  insert(row: AccountRow): Promise<void>;
  update(id: string, change: Partial<Omit<AccountRow, 'id' | 'login'>>): Promise<void>;
  /** Gives it the account's next number. */
  addSession(row: SessionRow): Promise<void>;
  /** It was used; `scope` and `expiresAtMs` when what it owed is paid. */
  changeSession(
    tokenHash: string,
    change: Partial<Pick<OpenSessionRow, 'seenAtMs' | 'scope' | 'expiresAtMs'>>,
  ): Promise<void>;
  endSession(tokenHash: string): Promise<void>;
  endSessionsOf(account: string): Promise<number>;
  dropExpiredSessions(nowMs: number): Promise<number>;
  /** AppError `account-key-exists` for a key already registered, whoever holds it. */
  addKey(row: AccountKeyRow): Promise<void>;
  /** How many were removed: 0 or 1. */
  removeKey(account: string, fingerprint: string): Promise<number>;
  /** The account demands codes from now on; a secret given before is replaced. */
  setCodeSecret(row: AccountCodeRow): Promise<void>;
  removeCodeSecret(account: string): Promise<number>;
  /** A secret offered before is replaced. */
  offerCode(row: CodeOfferRow): Promise<void>;
  removeCodeOffer(account: string): Promise<void>;
  /** Known already: seen again. Those seen longest ago leave, past `most` of the account. */
  addPlace(row: AccountPlaceRow, most: number): Promise<void>;
  /** Forgets the places not seen since. */
  dropPlaces(beforeMs: number): Promise<void>;
  /** One given before is replaced. */
  setUnlock(row: AccountUnlockRow): Promise<void>;
  /** Uses it once; false when it is not the one, over or used up. */
  takeUnlock(account: string, wordHash: string, nowMs: number): Promise<boolean>;
  endUnlock(account: string): Promise<void>;
  /** Marks the step as used; false when it, or a later one, was used already. */
  spendCode(account: string, step: number): Promise<boolean>;
}

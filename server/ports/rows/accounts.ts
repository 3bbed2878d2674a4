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

export interface AccountReader {
  byLogin(login: string): AccountRow | undefined;
  byId(id: string): AccountRow | undefined;
  all(): readonly AccountRow[];
  session(tokenHash: string): SessionRow | undefined;
}

export interface AccountWriter extends AccountReader {
  insert(row: AccountRow): void;
  update(id: string, change: Partial<Omit<AccountRow, 'id' | 'login'>>): void;
  addSession(row: SessionRow): void;
  endSession(tokenHash: string): void;
  endSessionsOf(account: string): number;
  dropExpiredSessions(nowMs: number): number;
}

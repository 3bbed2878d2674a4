import type { LoggedIn } from './desk.ts';

/** A key that the SSH host was shown; `fingerprint` is OpenSSH's `SHA256:…`. */
interface DoorKey {
  readonly login: string;
  readonly fingerprint: string;
}

interface DoorAttempt {
  readonly login: string;
  /** Network address of the person. */
  readonly address: string;
  /** One-time code, once `code-needed` has asked for it. */
  readonly code?: string | undefined;
}

/** A short code for the lock of one shift was chosen, opened the screen, or ended by three wrong ones. */
export type LockNote = 'chosen' | 'used' | 'ended';

/**
 * Who may sit at a workstation that the house renders itself. The server answers it by the very steps of the login by
 * RPC: same accounts, same waits, same audit log. Agents, and at a seat of a pledge line whoever has a badge: AppError
 * `role-refused` for the others.
 */
export interface TerminalDoor {
  /** Is that login the name of a seat, where the code of a badge is asked? */
  isSeat(login: string): Promise<boolean>;
  /** AppErrors of `session.logIn`; `code-needed` is no failure, the same attempt with a code may follow. */
  logIn(attempt: DoorAttempt & { readonly password: string }): Promise<LoggedIn>;
  /** Is that key registered for that person? Counts nothing. */
  hasKey(key: DoorKey): Promise<boolean>;
  /** Once the key's signature was verified. AppErrors as `logIn`, without those of a password. */
  logInByKey(attempt: DoorAttempt & DoorKey): Promise<LoggedIn>;
  /** Is the person in front of a locked screen still its owner? AppErrors of a wrong password. */
  confirmPassword(attempt: DoorAttempt & { readonly password: string }): Promise<void>;
  /** For the audit log: the short code of a locked screen. */
  noteLock(about: { readonly login: string; readonly what: LockNote }): Promise<void>;
  /** Ends the session; twice does nothing. */
  logOut(token: string): Promise<void>;
}

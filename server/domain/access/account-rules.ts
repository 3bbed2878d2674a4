/** Rules of access: what a password must be, when an account may work. Pure. */

const PASSWORD_MIN_CHARACTERS = 12;
const PASSWORD_MAX_CHARACTERS = 128;

/**
 * Starts of the lists of stolen passwords, and what is said on a floor; compared without accents, case, digits or
 * signs.
 */
const COMMON_WORDS = [
  'password',
  'passw',
  'motdepasse',
  'azerty',
  'azertyuiop',
  'qwerty',
  'qwertyuiop',
  'qwertz',
  'bonjour',
  'bienvenue',
  'soleil',
  'chouchou',
  'doudou',
  'loulou',
  'jetaime',
  'letmein',
  'welcome',
  'admin',
  'administrateur',
  'administrator',
  'iloveyou',
  'plateau',
  'association',
  'telephone',
  'abcdefghijkl',
  'marseille',
  'changeme',
  'changezmoi',
] as const;

function lettersOf(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replaceAll(/[0](?=\D)/g, 'o')
    .replaceAll(/[^a-z]/g, '');
}

/** Digits and signs around, or repeating, one common word do not make a password. */
function isCommon(password: string): boolean {
  const letters = lettersOf(password);
  return COMMON_WORDS.some((word) => letters === word || letters === word + word);
}

function isMonotonous(password: string): boolean {
  if (new Set(password).size < 5) return true;
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

/** Why this password is refused, one French sentence; undefined when it is accepted. */
export function passwordRefusal(password: string, login: string): string | undefined {
  const length = [...password].length;
  if (length < PASSWORD_MIN_CHARACTERS) {
    return `Le mot de passe doit avoir au moins ${PASSWORD_MIN_CHARACTERS} signes.`;
  }
  if (length > PASSWORD_MAX_CHARACTERS) {
    return `Le mot de passe doit avoir au plus ${PASSWORD_MAX_CHARACTERS} signes.`;
  }
  const bare = lettersOf(login);
  if (password.toLowerCase().includes(login) || (bare.length >= 3 && lettersOf(password) === bare)) {
    return 'Le mot de passe ne doit pas contenir l’identifiant.';
  }
  if (/^[\d\s./-]+$/.test(password)) return 'Le mot de passe ne doit pas être fait que de chiffres.';
  if (isMonotonous(password)) return 'Le mot de passe ne doit pas être une suite ou une répétition.';
  if (isCommon(password)) return 'Ce mot de passe est trop courant.';
  return undefined;
}

export interface AccessWindow {
  readonly disabled: boolean;
  readonly validFromMs: number;
  /** Exclusive. */
  readonly validToMs: number;
}

export type AccessVerdict = 'yes' | 'disabled' | 'not-yet' | 'ended';

/** May the holder of this account work now? Access ends by itself. */
export function mayWork(account: AccessWindow, nowMs: number): AccessVerdict {
  if (account.disabled) return 'disabled';
  if (nowMs < account.validFromMs) return 'not-yet';
  return nowMs < account.validToMs ? 'yes' : 'ended';
}

/** @internal for tests */
export const SESSION_MS = 12 * 3_600_000;

/** Twelve hours, or the life of the role (session-life.ts), never past the account's end. */
export function sessionEndMs(account: AccessWindow, nowMs: number, lifeMs = SESSION_MS): number {
  return Math.min(nowMs + lifeMs, account.validToMs);
}

const LOGIN = /^[a-z][a-z0-9.-]{1,30}$/;
/** The same, as it is told to whoever typed something else. */
export const LOGIN_RULE =
  'Deux à 31 signes : une lettre, puis des lettres sans accent, des chiffres, des points ou des tirets.';

/** What was typed, without spaces around and in lower case; undefined when it cannot be a login. */
export function loginOf(typed: string): string | undefined {
  const login = typed.trim().toLowerCase();
  return LOGIN.test(login) ? login : undefined;
}

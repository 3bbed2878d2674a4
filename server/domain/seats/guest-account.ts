/**
 * In place of a password hash: a digest of zeros, which no password gives, and which costs a guesser the same time as any
 * other. An account with it opens by shift codes only.
 */
export const NO_PASSWORD = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** A login that nobody types: it names the account of somebody who came with a badge. */
export function guestLogin(id: string): string {
  return `benevole-${id.replaceAll('-', '').slice(0, 12).toLowerCase()}`;
}

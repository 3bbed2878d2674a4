import type { SessionDebt } from '../../../shared/desk.ts';

/** What the person owes before their session is whole, in the order in which it is asked. */
export function debtOf(
  session: { readonly scope: 'full' | 'enrol' },
  account: { readonly owesPassphrase: boolean },
): SessionDebt | undefined {
  if (session.scope === 'enrol') return 'code';
  return account.owesPassphrase ? 'passphrase' : undefined;
}

/** THE table of what a session may ask while it owes: the payment and the way out, whatever the role. */
export const MAY_ASK: Readonly<Record<SessionDebt, readonly string[]>> = {
  code: ['session.beginEnrolment', 'session.confirmEnrolment', 'session.logOut'],
  passphrase: ['session.choosePassphrase', 'session.logOut'],
};

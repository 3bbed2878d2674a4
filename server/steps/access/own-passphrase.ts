import { AppError, type AppErrorParts } from '../../../shared/errors.ts';
import { passphraseRefusal } from '../../../shared/passphrase-rules.ts';
import { passwordRefusal } from '../../domain/access/account-rules.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import { trail } from '../trail.ts';
import { authenticateAny, hashOf } from './log-in.ts';
import { forgetFailures, type LogInDeps, provePassword } from './log-in-attempt.ts';
import { endOthers, type PaidSession, settleSession } from './settle-session.ts';

const REFUSALS = {
  'passphrase-weak': [
    'invalid',
    'Cette phrase est trop faible.',
    'Cinq mots sans rapport entre eux font une bonne phrase.',
  ],
  'passphrase-same': [
    'invalid',
    'C’est le mot de passe que vous avez déjà.',
    'Choisissez une phrase que personne d’autre n’a vue.',
  ],
  'passphrase-chosen': [
    'conflict',
    'Vous avez déjà une phrase à vous.',
    'Pour la changer, donnez d’abord la présente : plateau account passphrase, ou la palette du poste.',
  ],
  'session-ended': [
    'unauthenticated',
    'Votre session est terminée.',
    'Ouvrez une nouvelle session avec votre identifiant et votre mot de passe.',
  ],
} as const satisfies Record<string, readonly [AppErrorParts['kind'], string, string]>;

function refusal(code: keyof typeof REFUSALS, sentence?: string): AppError {
  const [kind, message, hint] = REFUSALS[code];
  return new AppError({ code, kind, message: sentence ?? message, hint });
}

/**
 * At the first login with a drawn password: the person's own, which nobody else has seen. The session is whole from then on, or
 * goes on to what it still owes; the account's other sessions end. AppErrors `passphrase-chosen` (the second time),
 * `passphrase-weak`, `passphrase-same`, `session-ended`, `login-busy`.
 */
export async function choosePassphrase(
  deps: LogInDeps,
  given: { readonly token: string; readonly passphrase: string },
): Promise<PaidSession> {
  const { account } = await authenticateAny(deps, given.token);
  if (!account.owesPassphrase) throw refusal('passphrase-chosen');
  return replace(deps, { ...given, account });
}

/**
 * The same for whoever wants another one: the present password is proved as at a login, with its waits, its counting and its
 * audit log. AppErrors as above, and those of a wrong password.
 */
export async function changePassphrase(
  deps: LogInDeps,
  given: {
    readonly token: string;
    readonly present: string;
    readonly passphrase: string;
    readonly address?: string | undefined;
  },
): Promise<PaidSession> {
  const { login } = (await authenticateAny(deps, given.token)).account;
  const attempt = { login, password: given.present, address: given.address };
  const account = await provePassword(deps, attempt, async () => false);
  await forgetFailures(deps, attempt);
  return replace(deps, { ...given, account });
}

interface Replacement {
  readonly token: string;
  readonly passphrase: string;
  /** As it was when its present password was proved. */
  readonly account: AccountRow;
}

async function replace(deps: LogInDeps, { token, passphrase, account }: Replacement): Promise<PaidSession> {
  const { id, login, passwordHash: former } = account;
  const weakness = passphraseRefusal(passphrase) ?? passwordRefusal(passphrase, login);
  if (weakness !== undefined) throw refusal('passphrase-weak', weakness);
  if (await deps.passwords.verify(passphrase, former)) throw refusal('passphrase-same');
  const passwordHash = await deps.passwords.hash(passphrase);
  const tokenHash = hashOf(token);
  const nowMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const session = await rows.accounts.session(tokenHash);
    // Another one was set meanwhile, and ended this session.
    if (!session || (await rows.accounts.byId(id))?.passwordHash !== former) throw refusal('session-ended');
    await rows.accounts.update(id, { passwordHash, owesPassphrase: false });
    const sessions = await endOthers(rows, { id, tokenHash, nowMs });
    await trail(rows, { actor: id, atMs: nowMs })('account.passphrase', id, { detail: { sessions } });
    return await settleSession(rows, session);
  });
}

import { loginOf } from '../../domain/access/account-rules.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type OpenedSession, openSession } from './log-in.ts';
import { inTurn, type LogInDeps, refused } from './log-in-attempt.ts';
import { checkCode } from './log-in-code.ts';

/** A public key that the SSH host was shown; `fingerprint` is OpenSSH's `SHA256:…`. */
export interface KeyShown {
  readonly login: string;
  readonly fingerprint: string;
}

function holderOf(rows: StoreReader, { login, fingerprint }: KeyShown) {
  const account = rows.accounts.byLogin(loginOf(login) ?? '');
  const key = rows.accounts.key(fingerprint);
  return account && key?.account === account.id ? account : undefined;
}

/** Is that key registered for that person? Nothing is counted: SSH clients offer every key they have. */
export function isKeyOf(deps: Pick<LogInDeps, 'store'>, shown: KeyShown): boolean {
  return deps.store.read((rows) => holderOf(rows, shown)) !== undefined;
}

/**
 * Opens a session for the holder of a registered key, whose signature the caller has verified. A key cannot be guessed:
 * the waits that guessed passwords have caused do not keep its holder out, unless a code is tried. AppErrors of `logIn`.
 */
export async function logInByKey(
  deps: LogInDeps,
  shown: KeyShown & { readonly code?: string | undefined; readonly address?: string | undefined },
): Promise<OpenedSession> {
  const { code, address, fingerprint } = shown;
  const work = async () => {
    const account = deps.store.read((rows) => holderOf(rows, shown));
    if (!account) throw refused();
    const codeStep = await checkCode(deps, { account, code, address });
    const stillTrue = (rows: StoreReader) => holderOf(rows, shown)?.id === account.id;
    return openSession(deps, { account, codeStep, stillTrue, by: fingerprint });
  };
  return code === undefined ? work() : inTurn(deps, { login: loginOf(shown.login) ?? '', address }, work);
}

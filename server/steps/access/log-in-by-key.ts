import { loginOf } from '../../domain/access/account-rules.ts';
import type { ThrottleKey } from '../../ports/passwords.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type OpenedSession, openSession } from './log-in.ts';
import { type LogInDeps, refused } from './log-in-attempt.ts';
import { checkCode } from './log-in-code.ts';

/** A public key that the SSH host was shown; `fingerprint` is OpenSSH's `SHA256:…`. */
export interface KeyShown {
  readonly login: string;
  readonly fingerprint: string;
}

async function holderOf(rows: StoreReader, { login, fingerprint }: KeyShown) {
  const account = await rows.accounts.byLogin(loginOf(login) ?? '');
  const key = await rows.accounts.key(fingerprint);
  return account && key?.account === account.id ? account : undefined;
}

/** Is that key registered for that person? Nothing is counted: SSH clients offer every key they have. */
export async function isKeyOf(deps: Pick<LogInDeps, 'store'>, shown: KeyShown): Promise<boolean> {
  return (await deps.store.read((rows) => holderOf(rows, shown))) !== undefined;
}

/**
 * Opens a session for the holder of a registered key, whose signature the caller has verified. A key cannot be
 * guessed: the waits that guessed passwords have caused do not keep its holder out; codes tried with it wait by
 * themselves. AppErrors of `logIn`.
 */
export async function logInByKey(
  deps: LogInDeps,
  shown: KeyShown & { readonly code?: string | undefined; readonly address?: string | undefined },
): Promise<OpenedSession> {
  const { code, address, fingerprint } = shown;
  const key: ThrottleKey = { kind: 'key', value: fingerprint };
  const account = await deps.store.read((rows) => holderOf(rows, shown));
  if (!account) throw refused();
  const codeStep = await checkCode(deps, { account, code, address, keys: [key] });
  const stillTrue = async (rows: StoreReader) => (await holderOf(rows, shown))?.id === account.id;
  const opened = await openSession(deps, { account, codeStep, stillTrue, address, by: fingerprint });
  await deps.throttle.forget(key);
  return opened;
}

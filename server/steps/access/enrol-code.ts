import { AppError } from '../../../shared/errors.ts';
import { base32Of, CODE_SECRET_BYTES, codeAddress, stepOfCode } from '../../domain/access/one-time-code.ts';
import { OWING_MS } from '../../domain/access/session-life.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ThrottleKey } from '../../ports/passwords.ts';
import { trail } from '../trail.ts';
import type { CodeSecretGiven } from './account-keys.ts';
import { authenticateAny, hashOf } from './log-in.ts';
import { countOrRefuse, type LogInDeps, tellFailure } from './log-in-attempt.ts';
import { codeHint, codeSecretName, refuseEnrolled } from './log-in-code.ts';
import { endOthers, type PaidSession, settleSession } from './settle-session.ts';

function offerName(account: string): string {
  return `offered ${codeSecretName(account)}`;
}

/**
 * Draws a secret for the person themselves, seen by nobody else; it counts for nothing until `confirmEnrolment`. A
 * second call draws another, and the former is forgotten. AppErrors `session-ended`, `code-enrolled`,
 * `key-ring-missing`.
 */
export async function offerEnrolment(deps: LogInDeps, token: string): Promise<CodeSecretGiven> {
  const { account } = await authenticateAny(deps, token);
  await deps.store.read((rows) => refuseEnrolled(rows, account));
  const secret = Buffer.from(deps.chance.token(CODE_SECRET_BYTES), 'base64url');
  const sealed = await deps.secrets.seal(offerName(account.id), secret);
  const offeredAtMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    await refuseEnrolled(rows, account);
    await rows.accounts.offerCode({ account: account.id, sealed, offeredAtMs });
  });
  return { secret: base32Of(secret), address: codeAddress(account.login, secret) };
}

function offerMissing(): AppError {
  return new AppError({
    code: 'code-offer-missing',
    kind: 'conflict',
    message: 'Aucun secret n’attend d’être confirmé, ou il est trop ancien.',
    hint: 'Recommencez : plateau account enrol en donne un nouveau.',
  });
}

function codeWrong(clock: Clock): AppError {
  const hint = 'Vérifiez le secret saisi et l’heure du téléphone, puis donnez le code suivant.';
  return new AppError({
    code: 'code-refused',
    kind: 'invalid',
    message: 'Ce code n’est pas celui du secret donné.',
    hint: codeHint(clock, hint),
  });
}

/**
 * A first right code proves that the person holds the secret: from now on every login demands one, and this session
 * goes on to what it still owes, or may do what its role may; the account's other sessions end, whoever opened them. A
 * wrong code counts like a wrong password. AppErrors `session-ended`, `code-enrolled`, `code-offer-missing`,
 * `code-refused`, and the waits of a login.
 */
export async function confirmEnrolment(
  deps: LogInDeps,
  given: { readonly token: string; readonly code: string; readonly address?: string | undefined },
): Promise<PaidSession> {
  const { account, session } = await authenticateAny(deps, given.token);
  const { id } = account;
  const key: ThrottleKey = { kind: 'key', value: `enrolment ${id}` };
  const offer = await deps.store.read((rows) => rows.accounts.codeOffer(id));
  const nowMs = deps.clock.nowMs();
  if (!offer || nowMs - offer.offeredAtMs > OWING_MS) throw offerMissing();
  const takeBack = await countOrRefuse(deps, [key]);
  const secret = await deps.secrets.open(offerName(id), offer.sealed);
  const step = stepOfCode(given.code, secret, { nowMs, lastStep: 0 });
  if (step === undefined) {
    await tellFailure(deps, given, { id, reason: 'code' });
    throw codeWrong(deps.clock);
  }
  await takeBack();
  const sealed = await deps.secrets.seal(codeSecretName(id), secret);
  return await deps.store.write(async (rows) => {
    await refuseEnrolled(rows, account);
    const tokenHash = hashOf(given.token);
    if (!(await rows.accounts.session(tokenHash))) throw offerMissing();
    await rows.accounts.setCodeSecret({ account: id, sealed, lastStep: step, addedAtMs: nowMs });
    await rows.accounts.removeCodeOffer(id);
    await endOthers(rows, { id, tokenHash, nowMs });
    await rows.accounts.changeSession(tokenHash, { scope: 'full' });
    await trail(rows, { actor: id, atMs: nowMs })('account.code-enrol', id);
    return await settleSession(rows, { ...session, scope: 'full' });
  });
}

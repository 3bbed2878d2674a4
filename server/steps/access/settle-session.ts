import type { LiveEvent } from '../../../shared/card.ts';
import type { SessionDebt } from '../../../shared/desk.ts';
import { sessionEndMs } from '../../domain/access/account-rules.ts';
import { debtOf } from '../../domain/access/session-debts.ts';
import { OWING_MS, SESSION_LIFE } from '../../domain/access/session-life.ts';
import type { OpenSessionRow } from '../../ports/rows/accounts.ts';
import type { StoreWriter } from '../../ports/store.ts';

/** Until when it lasts now, and what it still owes. */
export interface PaidSession {
  readonly expiresAtMs: number;
  readonly owes?: SessionDebt;
}

/** Something was paid, within the caller's transaction: the session gets its role's life, or the time to pay the rest. */
export async function settleSession(rows: StoreWriter, session: OpenSessionRow): Promise<PaidSession> {
  const { tokenHash, createdAtMs, account: id } = session;
  const account = await rows.accounts.byId(id);
  const owes = account && debtOf(session, account);
  const lifeMs = !account || owes ? OWING_MS : SESSION_LIFE[account.role].absoluteMs;
  const expiresAtMs = account ? sessionEndMs(account, createdAtMs, lifeMs) : createdAtMs;
  await rows.accounts.changeSession(tokenHash, { expiresAtMs });
  return { expiresAtMs, ...(owes && { owes }) };
}

const TEXT = 'Ce qui ouvre votre accès vient d’être changé ailleurs : ouvrez une nouvelle session.';

/** Every session of that person but this one, and their screens are told. Answers how many ended. */
export async function endOthers(
  rows: StoreWriter,
  { id, tokenHash, nowMs }: { readonly id: string; readonly tokenHash: string; readonly nowMs: number },
): Promise<number> {
  const others = (await rows.accounts.sessionsOf(id)).filter((one) => one.tokenHash !== tokenHash);
  for (const other of others) await rows.accounts.endSession(other.tokenHash);
  const event: LiveEvent = { kind: 'session-ended', text: TEXT };
  if (others.length > 0) await rows.floor.addLiveEvent({ atMs: nowMs, agent: id, event });
  return others.length;
}

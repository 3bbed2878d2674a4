import type { LiveEvent } from '../../../shared/card.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { mayWork } from '../../domain/access/account-rules.ts';
import { demandsCode, type SecondFactor } from '../../domain/access/second-factor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

export interface Cut {
  readonly account: Pick<AccountRow, 'id'>;
  readonly atMs: number;
  /** Account id, or `system`. */
  readonly actor: string;
  /** French, shown on the person's screen: why, and what they may do. */
  readonly text: string;
  /** Only that session; the card stays while another one is open. */
  readonly session?: number;
}

/**
 * Ends open sessions at once, within the caller's transaction, which also says why in the audit log: procedures refuse from the
 * next one, screens are told and hide their card (server/live/open-lines.ts), the card goes back undialled, production
 * hours stop. Answers how many sessions ended; a second call ends none.
 */
export async function cutAccess(rows: StoreWriter, cut: Cut): Promise<number> {
  const { account, atMs, session } = cut;
  const open = await rows.accounts.sessionsOf(account.id);
  const ended = open.filter((one) => session === undefined || one.number === session);
  for (const one of ended) await rows.accounts.endSession(one.tokenHash);
  if (ended.length === open.length) await returnCard(rows, cut);
  const event: LiveEvent = { kind: 'session-ended', text: cut.text };
  await rows.floor.addLiveEvent({ atMs, agent: account.id, event });
  return ended.length;
}

async function returnCard(rows: StoreWriter, { account: { id }, atMs, actor }: Cut): Promise<void> {
  const lease = await rows.records.leaseOfAgent(id);
  if (lease) {
    const { callId, campaign, recordId } = lease;
    await rows.records.releaseLease(callId);
    await trail(rows, { actor, atMs })('lease.return', String(recordId), {
      campaign,
      reason: 'Accès terminé',
      detail: { agent: id, callId },
    });
  }
  await rows.records.endReservation(id);
  const presence = await rows.floor.presenceOf(id);
  if (!presence || presence.state === 'away') return;
  await rows.floor.setPresence({ agent: id, state: 'away', sinceMs: atMs, campaign: presence.campaign });
  await rows.floor.switchSpan(id, atMs);
}

const ENDED = {
  ended:
    'Votre accès est arrivé à son terme : la session est fermée. Le responsable des données peut le prolonger.',
  disabled: 'Votre accès vient d’être fermé.',
  'not-yet': 'Votre accès n’est pas encore ouvert.',
} as const;

/**
 * Run every few seconds: accesses that reached their end, or were closed by another program, lose their sessions. Twice
 * finds nothing more. Answers how many accounts were cut.
 */
export async function cutEndedAccess(deps: {
  readonly store: Store;
  readonly clock: Clock;
}): Promise<number> {
  const nowMs = deps.clock.nowMs();
  const over = await deps.store.read(
    async (rows) =>
      await inTurn.flatMap(await rows.accounts.withSessions(), async (id) => {
        const account = await rows.accounts.byId(id);
        return account && mayWork(account, nowMs) !== 'yes' ? [id] : [];
      }),
  );
  if (over.length === 0) return 0;
  return await deps.store.write(async (rows) => {
    const note = trail(rows, { actor: 'system', atMs: nowMs });
    let cut = 0;
    for (const id of over) {
      const account = await rows.accounts.byId(id);
      const verdict = account && mayWork(account, nowMs);
      if (!account || verdict === undefined || verdict === 'yes') continue;
      const sessions = await cutAccess(rows, { account, atMs: nowMs, actor: 'system', text: ENDED[verdict] });
      await note('account.end', id, { reason: verdict, detail: { sessions } });
      cut += 1;
    }
    return cut;
  });
}

/**
 * At server start: sessions opened while no second factor was demanded (a demonstration, an older version) end, for the
 * roles that owe a code now. Twice finds nothing more. Answers how many accounts were cut.
 */
export async function cutSessionsWithoutCode(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly secondFactor: SecondFactor;
}): Promise<number> {
  const atMs = deps.clock.nowMs();
  const text = 'Votre rôle demande désormais un code à usage unique : reconnectez-vous pour l’enregistrer.';
  return await deps.store.write(async (rows) => {
    const owing = await inTurn.flatMap(await rows.accounts.withSessions(), async (id) => {
      const account = await rows.accounts.byId(id);
      const owes =
        account && demandsCode(account.role, deps.secondFactor) && !(await rows.accounts.codeSecret(id));
      const isWhole = (await rows.accounts.sessionsOf(id)).some((session) => session.scope === 'full');
      return owes && isWhole ? [account] : [];
    });
    const note = trail(rows, { actor: 'system', atMs });
    for (const account of owing) {
      const sessions = await cutAccess(rows, { account, atMs, actor: 'system', text });
      await note('account.end', account.id, { reason: 'code-owed', detail: { sessions } });
    }
    return owing.length;
  });
}

/**
 * The campaign is over: agents whose grant names no other campaign that goes on have nothing to do here any more. Within the
 * caller's transaction, which has changed the campaign's state.
 */
export async function cutAgentsOf(
  rows: StoreWriter,
  over: { readonly campaign: string; readonly atMs: number; readonly actor: string },
): Promise<void> {
  const isOpen = async (code: string) => (await rows.campaignHeads.byCode(code))?.state === 'open';
  for (const id of await rows.accounts.withSessions()) {
    const account = await rows.accounts.byId(id);
    if (account?.role !== 'agent' || !account.campaigns.includes(over.campaign)) continue;
    if (await inTurn.some(account.campaigns, isOpen)) continue;
    const text = `La campagne ${over.campaign} est close, et vous n’en avez pas d’autre : la session est fermée.`;
    await cutAccess(rows, { ...over, account, text });
  }
}

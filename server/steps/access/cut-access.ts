import type { LiveEvent } from '../../../shared/card.ts';
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
export function cutAccess(rows: StoreWriter, cut: Cut): number {
  const { account, atMs, session } = cut;
  const open = rows.accounts.sessionsOf(account.id);
  const ended = open.filter((one) => session === undefined || one.number === session);
  for (const one of ended) rows.accounts.endSession(one.tokenHash);
  if (ended.length === open.length) returnCard(rows, cut);
  const event: LiveEvent = { kind: 'session-ended', text: cut.text };
  rows.floor.addLiveEvent({ atMs, agent: account.id, event });
  return ended.length;
}

function returnCard(rows: StoreWriter, { account: { id }, atMs, actor }: Cut): void {
  const lease = rows.records.leaseOfAgent(id);
  if (lease) {
    const { callId, campaign, recordId } = lease;
    rows.records.releaseLease(callId);
    trail(rows, { actor, atMs })('lease.return', String(recordId), {
      campaign,
      reason: 'Accès terminé',
      detail: { agent: id, callId },
    });
  }
  rows.records.endReservation(id);
  const presence = rows.floor.presenceOf(id);
  if (!presence || presence.state === 'away') return;
  rows.floor.setPresence({ agent: id, state: 'away', sinceMs: atMs, campaign: presence.campaign });
  rows.floor.switchSpan(id, atMs);
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
export function cutEndedAccess(deps: { readonly store: Store; readonly clock: Clock }): number {
  const nowMs = deps.clock.nowMs();
  const over = deps.store.read((rows) =>
    rows.accounts.withSessions().flatMap((id) => {
      const account = rows.accounts.byId(id);
      return account && mayWork(account, nowMs) !== 'yes' ? [id] : [];
    }),
  );
  if (over.length === 0) return 0;
  return deps.store.write((rows) => {
    const note = trail(rows, { actor: 'system', atMs: nowMs });
    let cut = 0;
    for (const id of over) {
      const account = rows.accounts.byId(id);
      const verdict = account && mayWork(account, nowMs);
      if (!account || verdict === undefined || verdict === 'yes') continue;
      const sessions = cutAccess(rows, { account, atMs: nowMs, actor: 'system', text: ENDED[verdict] });
      note('account.end', id, { reason: verdict, detail: { sessions } });
      cut += 1;
    }
    return cut;
  });
}

/**
 * At server start: sessions opened while no second factor was demanded (a demonstration, an older version) end, for the
 * roles that owe a code now. Twice finds nothing more. Answers how many accounts were cut.
 */
export function cutSessionsWithoutCode(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly secondFactor: SecondFactor;
}): number {
  const atMs = deps.clock.nowMs();
  const text = 'Votre rôle demande désormais un code à usage unique : reconnectez-vous pour l’enregistrer.';
  return deps.store.write((rows) => {
    const owing = rows.accounts.withSessions().flatMap((id) => {
      const account = rows.accounts.byId(id);
      const owes = account && demandsCode(account.role, deps.secondFactor) && !rows.accounts.codeSecret(id);
      const isWhole = rows.accounts.sessionsOf(id).some((session) => session.scope === 'full');
      return owes && isWhole ? [account] : [];
    });
    const note = trail(rows, { actor: 'system', atMs });
    for (const account of owing) {
      const sessions = cutAccess(rows, { account, atMs, actor: 'system', text });
      note('account.end', account.id, { reason: 'code-owed', detail: { sessions } });
    }
    return owing.length;
  });
}

/**
 * The campaign is over: agents whose grant names no other campaign that goes on have nothing to do here any more. Within the
 * caller's transaction, which has changed the campaign's state.
 */
export function cutAgentsOf(
  rows: StoreWriter,
  over: { readonly campaign: string; readonly atMs: number; readonly actor: string },
): void {
  const isOpen = (code: string) => rows.campaigns.byCode(code)?.state === 'open';
  for (const id of rows.accounts.withSessions()) {
    const account = rows.accounts.byId(id);
    if (account?.role !== 'agent' || !account.campaigns.includes(over.campaign)) continue;
    if (account.campaigns.some(isOpen)) continue;
    const text = `La campagne ${over.campaign} est close, et vous n’en avez pas d’autre : la session est fermée.`;
    cutAccess(rows, { ...over, account, text });
  }
}

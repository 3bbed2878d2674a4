import { AppError } from '../../../shared/errors.ts';
import { afterEvent, needsCheck, type PledgeEvent } from '../../domain/line/pledge-state.ts';
import { type Reconciled, reconciliation } from '../../domain/line/reconciliation.ts';
import type { PledgeContent, PledgeFacts } from '../../domain/line/stored-pledge.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { PledgeEventRow, PledgeRow } from '../../ports/rows/pledges.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { mayView, requireLine, unknownCampaign } from '../find-campaign.ts';
import { refusePersonalText } from '../personal-text.ts';
import { trail } from '../trail.ts';
import { lineSight, seesSite } from './line-sight.ts';
import { type OpenPledgeDeps, openPledge } from './open-pledges.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/** A pledge as lists show it; `needsCheck`: a lead calls back before its link leaves. Nobody is named. */
export interface ListedPledge extends PledgeFacts {
  readonly needsCheck: boolean;
}

interface ListRequest {
  readonly campaign: string;
  /** Those that wait for a lead's call-back, or whose link did not leave; absent: all of them. */
  readonly only?: 'to-check' | 'unsent' | undefined;
}

/**
 * Pledges of a line, oldest first: all of them, or those that wait for a lead's call-back, or whose link did not leave;
 * for a partner's lead, those of their sites.
 * AppErrors `campaign-unknown`, `campaign-not-line`.
 */
export async function listPledges(
  { store }: Pick<Deps, 'store'>,
  account: AccountRow,
  { campaign, only }: ListRequest,
): Promise<readonly ListedPledge[]> {
  return await store.read(async (rows) => {
    const line = await requireLine(rows, campaign);
    if (!mayView(account, campaign)) throw unknownCampaign();
    const sight = await lineSight(rows, account, campaign);
    return (await rows.pledges.ofCampaign(campaign))
      .filter(({ site }) => seesSite(sight, site))
      .map((row) => listed(row, line.settings))
      .filter((one) => only === undefined || FILTERS[only](one));
  });
}

/** Promised against paid. Reads only. AppErrors of `listPledges`. */
export async function reconcilePledges(
  deps: Pick<Deps, 'store'>,
  account: AccountRow,
  campaign: string,
): Promise<readonly Reconciled[]> {
  return reconciliation(await listPledges(deps, account, { campaign }));
}

const FILTERS = {
  'to-check': ({ needsCheck: owed, state }: ListedPledge) => owed && state === 'recorded',
  unsent: ({ sending }: ListedPledge) => sending === 'refused' || sending === 'uncertain',
} as const;

function listed(row: PledgeRow, settings: Parameters<typeof needsCheck>[0]): ListedPledge {
  const { id, campaign, site, atMs, amountMinor, currency, rhythm, way, receipt, named } = row;
  const { state, sending, paidMinor } = row;
  return {
    ...{ id, campaign, site, atMs, amountMinor, currency, rhythm, way, receipt, named, state, sending },
    paidMinor,
    needsCheck: needsCheck(settings, amountMinor),
  };
}

interface PledgeAct {
  readonly account: AccountRow;
  readonly id: string;
}

/** A pledge in the account's sight. AppError `pledge-unknown`. */
async function pledgeInView(rows: StoreReader, { account, id }: PledgeAct): Promise<PledgeRow> {
  const row = await rows.pledges.byId(id);
  if (
    row &&
    mayView(account, row.campaign) &&
    seesSite(await lineSight(rows, account, row.campaign), row.site)
  )
    return row;
  throw new AppError({
    code: 'pledge-unknown',
    kind: 'not-found',
    message: 'Aucune promesse ne porte ce numéro.',
    hint: 'Les numéros sont dans « plateau pledge list ».',
  });
}

export interface ShownPledge {
  readonly pledge: ListedPledge;
  readonly who: Omit<PledgeContent, 'token'>;
  readonly events: readonly PledgeEventRow[];
}

/**
 * Who made a pledge, for a lead's call-back, with what happened to it; the opening is audited. AppErrors `pledge-unknown`,
 * `pledge-erased`, `pledge-damaged`.
 */
export async function showPledge(
  deps: OpenPledgeDeps,
  act: PledgeAct & { readonly reason: string },
): Promise<ShownPledge> {
  refusePersonalText(act.reason);
  const { row, events, settings } = await deps.store.read(async (rows) => {
    const found = await pledgeInView(rows, act);
    const { settings } = await requireLine(rows, found.campaign);
    return { row: found, events: await rows.pledges.events(found.id), settings };
  });
  const { token: _, ...who } = await openPledge(deps, { row, actor: act.account.id, reason: act.reason });
  return { pledge: listed(row, settings), who, events };
}

/** A lead called back: the pledge stands, and its link leaves. Twice: refused. AppErrors `pledge-unknown`, `pledge-not-so`. */
export async function checkPledge(deps: Deps, act: PledgeAct): Promise<void> {
  await deps.store.write(async (rows) => {
    const row = await pledgeInView(rows, act);
    const atMs = deps.clock.nowMs();
    const sending = row.way === 'letter' ? 'none' : 'to-send';
    await change(rows, row, {
      event: { kind: 'check' },
      author: act.account.id,
      atMs,
      also: { sending, dueAtMs: atMs },
    });
    await trail(rows, { actor: act.account.id, atMs })('pledge.check', row.id, { campaign: row.campaign });
  });
}

/**
 * Taken back by the person or the charity: no link leaves any more. AppErrors `pledge-unknown`, `pledge-not-so`, `custody-text`.
 */
export async function withdrawPledge(
  deps: Deps,
  act: PledgeAct & { readonly reason: string },
): Promise<void> {
  refusePersonalText(act.reason);
  await deps.store.write(async (rows) => {
    const row = await pledgeInView(rows, act);
    const atMs = deps.clock.nowMs();
    await change(rows, row, {
      event: { kind: 'withdraw' },
      author: act.account.id,
      atMs,
      also: { sending: 'none' },
    });
    const { campaign } = row;
    await trail(rows, { actor: act.account.id, atMs })('pledge.withdraw', row.id, {
      campaign,
      reason: act.reason,
    });
  });
}

/**
 * What became of a message that was refused, or that may have left: `sent` where the relay's own log shows it, `resend` where it
 * may go once more. AppErrors `pledge-unknown`, `pledge-not-so`, `custody-text`. /
 */
export async function settleLink(
  deps: Deps,
  act: PledgeAct & { readonly as: 'sent' | 'resend'; readonly reason: string },
): Promise<void> {
  refusePersonalText(act.reason);
  await deps.store.write(async (rows) => {
    const row = await pledgeInView(rows, act);
    if (row.sending !== 'refused' && row.sending !== 'uncertain') throw notSo();
    const { campaign } = row;
    const [author, atMs] = [act.account.id, deps.clock.nowMs()];
    if (act.as === 'resend')
      await rows.pledges.update(row.id, { sending: 'to-send', dueAtMs: atMs, attempts: 0 });
    else {
      const kind = row.state === 'linkSent' ? 'remind' : 'sendLink';
      await change(rows, row, { event: { kind }, author, atMs, also: { sending: 'none' } });
    }
    const noted = { campaign, reason: act.reason, detail: { as: act.as } };
    await trail(rows, { actor: author, atMs })('pledge.settled', row.id, noted);
  });
}

interface Change {
  readonly event: PledgeEvent;
  readonly author: string;
  readonly atMs: number;
  /** What of the row changes beside its state. */
  readonly also?: Partial<Pick<PledgeRow, 'sending' | 'dueAtMs' | 'attempts' | 'paidMinor' | 'told'>>;
}

/** What follows from an event, within the caller's transaction. AppError `pledge-not-so` where it has no place. */
export async function change(
  rows: StoreWriter,
  row: PledgeRow,
  { event, author, atMs, also }: Change,
): Promise<PledgeRow['state']> {
  const { settings } = await requireLine(rows, row.campaign);
  const facts = { promisedMinor: row.amountMinor, needsCheck: needsCheck(settings, row.amountMinor) };
  const state = afterEvent(row.state, event, facts);
  if (state === undefined) throw notSo();
  const minor = event.kind === 'pay' ? event.minor : null;
  await rows.pledges.note(row, { kind: event.kind, atMs, author, minor }, { state, ...also });
  return state;
}

function notSo(): AppError {
  return new AppError({
    code: 'pledge-not-so',
    kind: 'conflict',
    message: 'Cette promesse n’en est pas là : rien n’a changé.',
    hint: 'Voyez où elle en est : plateau pledge list.',
  });
}

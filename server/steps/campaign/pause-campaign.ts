import { AppError } from '../../../shared/errors.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { campaignNotOpen, unknownCampaign } from '../find-campaign.ts';
import { trail } from '../trail.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

export interface PauseRequest {
  readonly lead: AccountRow;
  readonly campaign: string;
  readonly reason: string;
}

/**
 * Stops a campaign's calls for the day: no card is served, no callback opened by hand; cards on screen are finished. It ends
 * by itself at the end of the house's civil day, so that nobody finds an empty queue the next morning. Twice: AppError
 * `campaign-paused`. AppErrors `campaign-unknown`, `campaign-not-open`.
 */
export async function pauseCampaign(
  { store, clock }: Deps,
  request: PauseRequest,
): Promise<{ readonly untilMs: number }> {
  const { lead, campaign, reason } = request;
  const atMs = clock.nowMs();
  const untilMs = zoned(atMs, HOUSE_ZONE).startOfDay().add({ days: 1 }).epochMilliseconds;
  return await store.write(async (rows) => {
    await openCampaign(rows, request);
    if (await rows.steering.pauseOf(campaign, atMs)) throw refusal('campaign-paused');
    await rows.steering.pause({ campaign, atMs, untilMs, author: lead.id, reason });
    await trail(rows, { actor: lead.id, atMs })('campaign.pause', campaign, { campaign, reason });
    await tell(rows, {
      campaign,
      atMs,
      text: `Les appels de ${campaign} sont suspendus par votre chef d’équipe.`,
    });
    return { untilMs };
  });
}

/** Calls go on. Without a pause in force: AppError `campaign-not-paused`; the others as `pauseCampaign`. */
export async function resumeCampaign({ store, clock }: Deps, request: PauseRequest): Promise<void> {
  const { lead, campaign, reason } = request;
  const atMs = clock.nowMs();
  await store.write(async (rows) => {
    await openCampaign(rows, request);
    if (!(await rows.steering.pauseOf(campaign, atMs))) throw refusal('campaign-not-paused');
    await rows.steering.endPause(campaign);
    await trail(rows, { actor: lead.id, atMs })('campaign.resume', campaign, { campaign, reason });
    await tell(rows, { campaign, atMs, text: `Les appels de ${campaign} reprennent.` });
  });
}

async function openCampaign(rows: StoreReader, { lead, campaign }: PauseRequest): Promise<CampaignRow> {
  const row = await rows.campaigns.byCode(campaign);
  if (!row || !lead.campaigns.includes(campaign)) throw unknownCampaign();
  if (row.state !== 'open') throw over();
  return row;
}

/** The people of the campaign, on their workstations. */
async function tell(
  rows: StoreWriter,
  { campaign, atMs, text }: { readonly campaign: string; readonly atMs: number; readonly text: string },
): Promise<void> {
  const event = { kind: 'record-moved', text } as const;
  for (const one of await rows.accounts.all()) {
    if (one.role !== 'agent' || one.disabled || !one.campaigns.includes(campaign)) continue;
    await rows.floor.addLiveEvent({ atMs, agent: one.id, event });
  }
}

function over(): AppError {
  return campaignNotOpen({
    message: 'Cette campagne est close : elle n’a plus d’appels.',
    hint: 'Choisissez-en une autre.',
  });
}

const REFUSALS = {
  'campaign-paused': ['Les appels de cette campagne sont déjà suspendus.', 'Rouvrez-la quand il le faut.'],
  'campaign-not-paused': ['Les appels de cette campagne ne sont pas suspendus.', 'Rien à rouvrir.'],
} as const;

function refusal(code: keyof typeof REFUSALS): AppError {
  const [message, hint] = REFUSALS[code];
  return new AppError({ code, kind: 'conflict', message, hint });
}

import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { cutAgentsOf } from '../access/cut-access.ts';
import { campaignNotOpen, requireHead } from '../find-campaign.ts';
import { trail } from '../trail.ts';
import { requireTypedCode } from '../typed-code.ts';

export interface CloseRequest {
  readonly campaign: string;
  readonly reason: string;
  readonly actor: string;
  /** What a person typed to confirm, compared with the campaign; left out by a program that closes. */
  readonly typedCode?: string;
}

/**
 * Ends a campaign's calls: open records close as EF_CLOTURE, workstations are told, and the final file may be
 * delivered. Refused while a card is on a screen. Twice: the second call says it
 * is already closed. AppErrors `code-mismatch`, `cards-open`, `campaign-not-open`.
 */
export async function closeCampaign(
  deps: { readonly store: Store; readonly clock: Clock },
  request: CloseRequest,
): Promise<{ readonly closedRecords: number }> {
  if (request.typedCode !== undefined) requireTypedCode(request.campaign, request.typedCode);
  return await deps.store.write(async (rows) => {
    if ((await requireHead(rows, request.campaign)).state !== 'open') throw alreadyClosed();
    if ((await rows.records.countByState(request.campaign)).leased > 0) throw cardsOpen();
    const atMs = deps.clock.nowMs();
    const closedRecords = await rows.records.closeReady(request.campaign, 'EF_CLOTURE', atMs);
    await rows.campaigns.close(request.campaign, atMs);
    const event = {
      kind: 'campaign-closed',
      campaign: request.campaign,
      text: `La campagne ${request.campaign} est close.`,
    } as const;
    await rows.floor.addLiveEvent({ atMs, agent: null, event });
    const { actor, reason } = request;
    await cutAgentsOf(rows, { campaign: request.campaign, atMs, actor });
    await trail(rows, { actor, atMs })('campaign.close', request.campaign, {
      campaign: request.campaign,
      reason,
      detail: { closedRecords },
    });
    return { closedRecords };
  });
}

function alreadyClosed(): AppError {
  return campaignNotOpen({
    message: 'Cette campagne est déjà close.',
    hint: 'Remettez le fichier final : « plateau deliver final ».',
  });
}

function cardsOpen(): AppError {
  return new AppError({
    code: 'cards-open',
    kind: 'conflict',
    message: 'Des fiches sont encore à l’écran de téléacteurs.',
    hint: 'Attendez la fin des appels (« plateau floor »), puis recommencez.',
  });
}

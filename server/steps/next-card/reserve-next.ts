import { queueLooks } from '../../domain/next-card/next-card.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { donorHistory } from './donor-history.ts';
import { holdUnchecked } from './hold-unchecked.ts';
import type { ServeDeps } from './serve-next-card.ts';
import { type ClaimQuestion, mustWait, servedCampaigns } from './serve-next-card-claim.ts';

/**
 * Longer than any closing of a call, short enough that a workstation that died keeps nobody waiting.
 *
 * @internal for tests
 */
export const RESERVED_MS = 3 * 60_000;
/** Records put off in one transaction before we give up: the next card is then searched for when it is asked. */
const MAX_PUT_OFF = 20;

/** What the workstation may fetch ahead: no personal data. */
export interface NextReserved {
  readonly campaign: string;
  readonly scriptVersion: string;
}

/**
 * While a call ends, keeps a record for the agent's next one. Nothing is opened and nothing of the donor leaves
 * the server: the card is opened, checked and entered in the audit log when it is shown, by `serveNextCard`, under the rules
 * of that moment. Appointments are never reserved: whoever is free first takes them. Nothing without an open card. Asking
 * again keeps it longer, or keeps a better one.
 */
export async function reserveNext(
  { store, clock, rules, training }: Pick<ServeDeps, 'store' | 'clock' | 'rules' | 'training'>,
  agent: ClaimQuestion['agent'],
): Promise<NextReserved | undefined> {
  const nowMs = clock.nowMs();
  const trainsElsewhere = training?.elsewhere ?? false;
  return await store.write(async (rows) =>
    (await rows.records.leaseOfAgent(agent.id))
      ? await searchNext(rows, { agent, nowMs, rules, trainsElsewhere })
      : undefined,
  );
}

async function searchNext(
  rows: StoreWriter,
  question: Omit<ClaimQuestion, 'callId'>,
): Promise<NextReserved | undefined> {
  const { agent, nowMs, rules } = question;
  const campaigns = await servedCampaigns(rows, question);
  for (const { row } of campaigns) await holdUnchecked(rows, row, nowMs);
  const looks = queueLooks({ campaigns, nowMs, rules }).filter((look) => look.queue !== 'callback');
  for (let putOff = 0; putOff < MAX_PUT_OFF; putOff += 1) {
    const record = await rows.records.reserve({
      agent: agent.id,
      looks,
      nowMs,
      untilMs: nowMs + RESERVED_MS,
    });
    if (!record) return undefined;
    const campaign = campaigns.find((one) => one.row.code === record.campaign)?.row;
    // A record put off has changed, and is no longer reserved.
    const known = await donorHistory(rows, record);
    if (campaign && !(await mustWait(rows, { record, campaign, question, known })))
      return { campaign: campaign.code, scriptVersion: campaign.scriptVersion };
  }
  await rows.records.endReservation(agent.id);
  return undefined;
}

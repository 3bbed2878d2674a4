import type { PresenceState } from '../ports/rows/floor.ts';
import type { StoreWriter } from '../ports/store.ts';

/**
 * The agent is at work on that campaign: presence, and the production span that counts their hours, changed only when
 * the campaign does.
 */
export async function setAtWork(
  rows: StoreWriter,
  now: {
    readonly agent: string;
    readonly state: 'card' | 'waiting';
    readonly campaign: string;
    readonly atMs: number;
  },
): Promise<void> {
  const { agent, state, campaign, atMs } = now;
  // The usual case: from one card to the next of the same campaign.
  if (state === 'card' && (await rows.floor.takesCard(agent, campaign, atMs))) return;
  const before = await rows.floor.presenceOf(agent);
  const producing = before !== undefined && isProducing(before.state) && before.campaign === campaign;
  if (!producing) {
    // A shift closed by silence begins anew with the next card.
    await rows.shifts.begin(agent, atMs);
    await rows.floor.switchSpan(agent, atMs, { campaign, kind: 'production' });
  }
  if (before?.state !== state || !producing)
    await rows.floor.setPresence({ agent, state, sinceMs: atMs, campaign });
}

function isProducing(state: PresenceState): boolean {
  return state === 'card' || state === 'waiting';
}

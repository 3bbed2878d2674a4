import type { CallOutcomeInput } from '../../shared/call-outcome.ts';
import type { Desk } from '../../shared/desk.ts';
import { isJudged, isWaiting, type Outbox } from './outbox.ts';

/** An answer this quick needs no copy; after that, or a failure, the outcome is on the disk. */
const GRACE_MS = 250;

/**
 * The same desk, that keeps what the server did not take: an outcome without an answer is sealed on this disk
 * until it is recorded, and what a killed program left is sent before the first card.
 */
export function outboxDesk(desk: Desk, outbox: Outbox): Desk {
  const campaigns = new Map<string, string>();
  let { account } = outbox;
  const keeping = async <T>(outcome: CallOutcomeInput, send: () => Promise<T>): Promise<T> => {
    const { callId } = outcome;
    const keep = () => outbox.keep(campaigns.get(callId) ?? '', outcome);
    const late = setTimeout(() => void keep(), GRACE_MS);
    try {
      const answer = await send();
      outbox.forget(callId);
      return answer;
    } catch (error) {
      if (isJudged(error)) outbox.forget(callId);
      else await keep();
      if (isWaiting(error)) outbox.leave(callId);
      throw error;
    } finally {
      clearTimeout(late);
    }
  };
  const known = <T extends Awaited<ReturnType<Desk['nextCard']>> | undefined>(next: T): T => {
    if (next?.kind !== 'card') return next;
    const { callId, campaign } = next.card;
    // One card at a time.
    campaigns.clear();
    campaigns.set(callId, campaign.code);
    void outbox.meetCampaign(campaign.code);
    return next;
  };
  const { saveAndNext } = desk;
  return {
    ...desk,
    logIn: async (login, password) => {
      const session = await desk.logIn(login, password);
      account = session.account;
      // Its key is told to a whole session only.
      if (session.owes) return session;
      try {
        await outbox.meet(account);
      } catch (error) {
        await desk.logOut();
        throw error;
      }
      return session;
    },
    nextCard: async () => {
      await outbox.meet(account);
      await outbox.sendLeft();
      return known(await desk.nextCard());
    },
    saveOutcome: (outcome) => keeping(outcome, () => desk.saveOutcome(outcome)),
    ...(saveAndNext && {
      saveAndNext: (outcome: CallOutcomeInput) =>
        keeping(outcome, async () => {
          const saved = await saveAndNext(outcome);
          known(saved.next);
          return saved;
        }),
    }),
    onUnsent: (listener) => outbox.onUnsent(listener),
  };
}

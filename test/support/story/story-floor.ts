import { expect } from 'vitest';
import type { Rpc } from '../../../scripts/cli/rpc.ts';
import type { CallOutcomeInput } from '../../../shared/call-outcome.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import type { Card, LiveEvent } from '../../../shared/card.ts';
import type { Desk } from '../../../shared/desk.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { CAMPAIGN, type House, type Login, paris } from '../house/house.ts';
import { outcomeOf, STORY_CALLS, type StoryCall } from './story-calls.ts';
import { donorById, type StoryDonor } from './story-donors.ts';

export interface RecordedCall {
  readonly card: Card;
  readonly outcome: CallOutcomeInput;
}

export const NOT_REACHED: StoryCall = { keys: '', code: 'NJ_NRP' };
/** When the donor of `callsBack` wants to be called. */
export const CALLBACK_AT = '2026-11-24T18:00';

export function donorOn(card: Card): StoryDonor {
  return donorById(card.donor.donorId);
}

export async function cardOn(desk: Desk): Promise<Card> {
  const next = await desk.nextCard();
  if (next.kind === 'none') throw new Error(`no card: ${next.why}`);
  return next.card;
}

/** The agents of the story over the real transport; what they record is kept by line of the charity's file, the last word of each. */
export function openFloor() {
  const recorded = new Map<number, RecordedCall>();
  let script: CallScript | undefined;
  const play = async (desk: Desk, card: Card, call: StoryCall) => {
    script ??= await desk.script(card.campaign.code, card.campaign.scriptVersion);
    const outcome = outcomeOf(card, script, { call, callbackAtMs: paris(CALLBACK_AT) });
    const receipt = await desk.saveOutcome(outcome);
    expect(receipt).toMatchObject({ callId: card.callId, disposition: call.code });
    expect(receipt.confirmation).toBe(confirmationOf(call, donorOn(card)));
    recorded.set(donorOn(card).n, { card, outcome });
  };
  /** Cards one after the other until every call of the story was played; the other donors do not answer. */
  const playAll = async (desk: Desk) => {
    for (const left = new Set(Object.keys(STORY_CALLS)); left.size > 0; ) {
      const card = await cardOn(desk);
      const { n } = donorOn(card);
      left.delete(String(n));
      await play(desk, card, STORY_CALLS[n] ?? NOT_REACHED);
    }
  };
  return { recorded, play, playAll };
}

function confirmationOf({ code, corrections }: StoryCall, donor: StoryDonor) {
  if (!dispositionOf(code)?.email) return 'none';
  return corrections?.EMAIL || donor.email !== '' ? 'queued' : 'no-email';
}

type Filter = Parameters<Rpc['team']['reassign']['mutate']>[0]['filter'];

/** The team lead's side: moves with a reason, and what `plateau floor` shows of each agent: state, callbacks. */
export function leadOf(house: House) {
  const as = <T>(call: (rpc: Rpc) => Promise<T>) => house.as('chef.un', call);
  return {
    move: (filter: Filter, to: readonly Login[], dryRun: boolean) =>
      as((rpc) =>
        rpc.team.reassign.mutate({
          filter: { campaign: CAMPAIGN, ...filter },
          to: [...to],
          reason: 'Absence de dernière minute',
          dryRun,
        }),
      ),
    /** Looks at the trace of each agreement that waits, and approves it; answers how many. */
    verifyAll: () =>
      as(async ({ agreements }) => {
        const waiting = await agreements.list.query({});
        for (const { callId } of waiting) {
          await agreements.show.mutate({ callId });
          await agreements.decide.mutate({ callId, decision: 'approved' });
        }
        return waiting.length;
      }),
    agents: () =>
      as(async (rpc) => {
        const { agents } = await rpc.team.floor.query();
        return Object.fromEntries(agents.map((one) => [one.login, `${one.state} ${one.callbacks}`]));
      }),
  };
}

/** Live events of a workstation as they come; `first` waits for one. */
export function listenTo(desk: Desk) {
  const events: LiveEvent[] = [];
  const waiting: ((event: LiveEvent) => void)[] = [];
  const stop = desk.onLive((event) => {
    events.push(event);
    for (const tell of waiting.splice(0)) tell(event);
  });
  const first = () =>
    new Promise<LiveEvent>((resolve) => (events[0] ? resolve(events[0]) : waiting.push(resolve)));
  return { events, first, stop };
}

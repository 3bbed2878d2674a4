import { slotWords } from '../../domain/seats/slot-words.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { leadsOfSite } from '../line/leads-of-site.ts';
import { MOVES_UP_UNTIL_MS } from '../slots/move-up.ts';

interface LateWithdrawal {
  readonly slot: number;
  /** Whoever freed the place knows. */
  readonly actor: string;
  readonly nowMs: number;
}

/**
 * A place of a pledge line that is free in its last day goes to nobody by itself: its leads are told at once, and nobody else is,
 * since one of them decides. Words without a name. Earlier, or at a slot of no line, nobody is told.
 */
export async function tellLateWithdrawal(
  rows: StoreWriter,
  { slot: id, actor, nowMs }: LateWithdrawal,
): Promise<void> {
  const slot = await rows.slots.byId(id);
  if (!slot || slot.fromMs - nowMs >= MOVES_UP_UNTIL_MS) return;
  const { campaign, site } = slot;
  const waiting = (await rows.slots.signups(id)).filter(({ state }) => state === 'waiting').length;
  const next =
    waiting === 0 ? 'Personne n’attend.' : `En attente : ${waiting}. « l » dans « Ce soir » donne la place.`;
  const text = `Une place s’est libérée : ${slotWords(slot)}, ${site}. ${next}`;
  for (const { id: agent } of await leadsOfSite(rows, { campaign, site }))
    if (agent !== actor)
      await rows.floor.addLiveEvent({ atMs: nowMs, agent, event: { kind: 'place-freed', campaign, text } });
}

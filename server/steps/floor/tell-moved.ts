import { inNumber } from '../../../shared/french-plural.ts';
import type { StoreWriter } from '../../ports/store.ts';

/** One record that changed hands; null is the pool. Equal: it was put on top for whoever had it. */
interface Change {
  readonly fromOwner: string | null;
  readonly toOwner: string | null;
}

/** Everybody who gained or lost records sees it at once; within the transaction that moves them. `onTop`: the next cards. */
export async function tellMoved(
  rows: StoreWriter,
  {
    changes,
    atMs,
    onTop = false,
  }: { readonly changes: readonly Change[]; readonly atMs: number; readonly onTop?: boolean },
): Promise<void> {
  const gained = new Map<string, number>();
  const lost = new Map<string, number>();
  const count = (of: Map<string, number>, agent: string) => of.set(agent, (of.get(agent) ?? 0) + 1);
  for (const { fromOwner, toOwner } of changes) {
    if (fromOwner === toOwner && !onTop) continue;
    if (toOwner) count(gained, toOwner);
    if (fromOwner && fromOwner !== toOwner) count(lost, fromOwner);
  }
  const gain = onTop ? 'mise(s) en tête pour vous' : 'confiée(s) à vous';
  for (const agent of new Set([...gained.keys(), ...lost.keys()])) {
    const parts = [
      gained.has(agent) ? inNumber(gained.get(agent) ?? 0, gain) : '',
      lost.has(agent) ? inNumber(lost.get(agent) ?? 0, 'retirée(s)') : '',
    ].filter((part) => part !== '');
    const text = `Fiches réaffectées par le chef d’équipe : ${parts.join(', ')}.`;
    await rows.floor.addLiveEvent({ atMs, agent, event: { kind: 'record-moved', text } });
  }
}

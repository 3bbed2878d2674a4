import { AppError } from '../../../shared/errors.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUpItemRow } from '../../ports/rows/follow-up-items.ts';
import type { Store } from '../../ports/store.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { followUpRoom, soughtItem } from './item-access.ts';

interface SettleDeps {
  readonly store: Store;
  readonly clock: Clock;
}

interface ItemAsked extends AskedPeople {
  readonly item: string;
}

/** An item as its state is told after an act. */
export type SettledItem = Pick<FollowUpItemRow, 'id' | 'kind' | 'state' | 'dueOn'>;

const settled = ({ id, kind, state, dueOn }: FollowUpItemRow): SettledItem => ({ id, kind, state, dueOn });

function itemTaken(state: 'taken' | 'done'): AppError {
  return new AppError({
    code: 'item-taken',
    kind: 'conflict',
    message: state === 'done' ? 'C’est déjà fait.' : 'Quelqu’un d’autre s’en occupe déjà.',
    hint: 'La liste dit qui : page « Suivi », ou « plateau item list ».',
  });
}

/** AppError `day-unread`: a day that is none, of the past, or more than two years away. */
function dueDay(day: string, nowMs: number): string {
  const today = zoned(nowMs, HOUSE_ZONE).toPlainDate();
  try {
    const due = Temporal.PlainDate.from(day, { overflow: 'reject' });
    const isLate = Temporal.PlainDate.compare(due, today) < 0;
    if (!isLate && Temporal.PlainDate.compare(due, today.add({ years: 2 })) <= 0) return due.toString();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new AppError({
    code: 'day-unread',
    kind: 'invalid',
    message: 'Ce jour ne convient pas pour une échéance : rien n’est enregistré.',
    hint: 'Un jour d’aujourd’hui à dans deux ans, comme 2026-12-15.',
  });
}

/**
 * Somebody sees to it, until that day when they give one; whoever has it already may give another. AppErrors of `soughtItem`,
 * `item-taken`, `day-unread`.
 */
export async function takeItem(
  { store, clock }: SettleDeps,
  asked: ItemAsked & { readonly dueOn?: string | undefined },
): Promise<SettledItem> {
  const { account } = asked;
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const own = await followUpRoom(rows, asked);
    const item = await soughtItem(rows, own, asked.item);
    if (item.state === 'done') throw itemTaken('done');
    if (item.state === 'taken' && item.owner !== account.id) throw itemTaken('taken');
    const dueOn = asked.dueOn === undefined ? item.dueOn : dueDay(asked.dueOn, nowMs);
    const change = { state: 'taken', owner: account.id, dueOn, changedAtMs: nowMs } as const;
    await rows.followUpItems.update(item.id, change);
    const detail = { charity: item.charity, due: dueOn };
    await trail(rows, { actor: account.id, atMs: nowMs })('item.take', item.id, { detail });
    return settled({ ...item, ...change });
  });
}

/** It is done, whoever of the same groups had it; a second time says so again. AppErrors of `soughtItem`. */
export async function finishItem({ store, clock }: SettleDeps, asked: ItemAsked): Promise<SettledItem> {
  const { account } = asked;
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const item = await soughtItem(rows, await followUpRoom(rows, asked), asked.item);
    if (item.state === 'done') return settled(item);
    const change = { state: 'done', owner: account.id, dueOn: item.dueOn, changedAtMs: nowMs } as const;
    await rows.followUpItems.update(item.id, change);
    const detail = { charity: item.charity };
    await trail(rows, { actor: account.id, atMs: nowMs })('item.done', item.id, { detail });
    return settled({ ...item, ...change });
  });
}

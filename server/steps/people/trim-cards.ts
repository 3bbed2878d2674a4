import { inTurn } from '../../../shared/in-turn.ts';
import { cardList } from '../../domain/audit/card-list.ts';
import { mergedCard } from '../../domain/people/merged-card.ts';
import { cardsToTrim, overdueFields } from '../../domain/people/retention-plan.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { trail } from '../trail.ts';
import { openNotedParticipants } from './open-participants.ts';
import { definitionOf, type PeopleAccount } from './people-access.ts';
import { type CardToWrite, sealCards, writeCards } from './write-participants.ts';

export interface TrimDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'openParticipant' | 'sealParticipants' | 'blindAll'>;
}

/** Opened, sealed and written at once. */
const SLICE = 50;

interface Trimming {
  readonly account: Pick<PeopleAccount, 'id'>;
  readonly charity: string;
}

/**
 * Takes from the cards of people who left the values whose `durée` is over. Each slice is noted, opened, then written whole or
 * not at all. AppError `people-moved`: somebody wrote one of those cards meanwhile; called again, it goes on with the rest.
 */
export async function trimCards(
  deps: TrimDeps,
  trimming: Trimming,
): Promise<{ readonly trimmed: number; readonly unopened: number }> {
  const { store, clock } = deps;
  const base = await store.read((rows) => rows.people.base(trimming.charity));
  if (!base) return { trimmed: 0, unopened: 0 };
  const { fields } = definitionOf(base);
  const people = await store.read((rows) => rows.people.kept(trimming.charity));
  const toRead = cardsToTrim(people, fields, clock.nowMs()).map(({ id, leftMs }) => ({ id, leftMs }));
  let trimmed = 0;
  let unopened = 0;
  while (toRead.length > 0) {
    const atMs = clock.nowMs();
    const some = toRead.splice(0, SLICE).map(({ id, leftMs }) => {
      return { id, keys: overdueFields(fields, leftMs, atMs) };
    });
    const done = await trimSlice(deps, trimming, { some, fields });
    trimmed += done.trimmed;
    unopened += done.unopened;
  }
  return { trimmed, unopened };
}

interface Slice {
  readonly some: readonly { readonly id: string; readonly keys: readonly string[] }[];
  readonly fields: ReturnType<typeof definitionOf>['fields'];
}

async function trimSlice(deps: TrimDeps, { account, charity }: Trimming, { some, fields }: Slice) {
  const atMs = deps.clock.nowMs();
  const known = await deps.store.write(async (rows) => {
    const detail = { count: some.length };
    const note = trail(rows, { actor: account.id, atMs });
    await note('people.directory', charity, { reason: 'valeurs au bout de leur durée', detail });
    return await inTurn.map(some, ({ id }) => rows.people.byId(id));
  });
  const befores = known.filter((one) => one !== undefined);
  const contents = await openNotedParticipants(deps.vault, befores);
  const cards = befores.flatMap((before, at): CardToWrite[] => {
    const was = contents[at];
    const keys = some.find(({ id }) => id === before.id)?.keys ?? [];
    const over = keys.filter((key) => was?.values[key] !== undefined);
    if (!was || over.length === 0) return [];
    const values = Object.fromEntries(over.map((key) => [key, null]));
    const { id, status, kind } = before;
    return [{ id, charity, status, kind, before, content: mergedCard(was, { values }, fields) }];
  });
  const sealed = await sealCards(deps.vault, charity, cards);
  const opened = befores.filter((_, at) => contents[at] !== undefined);
  await deps.store.write(async (rows) => {
    const nowMs = deps.clock.nowMs();
    await writeCards(rows, { charity, nowMs, cards: sealed });
    for (const { id } of opened) await rows.people.noteTrimmed(id, nowMs);
    const detail = { charity, count: cards.length, cards: cardList(cards.map(({ id }) => id)) };
    const note = trail(rows, { actor: account.id, atMs: nowMs });
    if (cards.length > 0) await note('people.trim', charity, { detail });
  });
  return { trimmed: cards.length, unopened: befores.length - opened.length };
}

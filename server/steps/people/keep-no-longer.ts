import { cardList } from '../../domain/audit/card-list.ts';
import { may } from '../../domain/people/people-rights.ts';
import {
  cardsToTrim,
  type DueParticipant,
  dueParticipants,
  type PeopleKept,
} from '../../domain/people/retention-plan.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/people/directory.ts';
import type { PeopleBaseRow } from '../../ports/rows/people.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { refuseOtherCount } from './edit-people.ts';
import { type AskedPeople, definitionOf, peopleForbidden, peopleRoom } from './people-access.ts';
import { type TrimDeps, trimCards } from './trim-cards.ts';

/** Above this number, a second person agrees to the erasing. */
export const ERASE_ALONE = 50;
/** Erased in one transaction, some 50 ms. */
const SLICE = 50;

export type RetentionDeps = TrimDeps & {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'drop'>;
};

export interface RetentionPlan {
  readonly charity: string;
  readonly kept: PeopleKept;
  /** Whoever is kept too long, the longest first. */
  readonly due: readonly DueParticipant[];
  /** Cards of people who left, to be read for values that are kept too long. */
  readonly toTrim: number;
}

/** What retention asks of one directory now; nothing is opened. AppError `people-fields-unreadable`. */
export async function retentionOf(
  rows: StoreReader,
  base: Pick<PeopleBaseRow, 'charity' | 'fields'>,
  nowMs: number,
): Promise<RetentionPlan> {
  const { fields, kept } = definitionOf(base);
  const people = await rows.people.kept(base.charity);
  const due = dueParticipants(people, kept, nowMs);
  const goes = new Set(due.map(({ id }) => id));
  const toTrim = cardsToTrim(people, fields, nowMs).filter(({ id }) => !goes.has(id)).length;
  return { charity: base.charity, kept, due, toTrim };
}

async function ownBase(rows: StoreReader, asked: AskedPeople): Promise<PeopleBaseRow> {
  const { base, asker } = await peopleRoom(rows, asked);
  const anybody = { status: 'former', kind: 'volunteer', belongings: [], id: '' } as const;
  if (!may(asker, 'erase', { ...anybody, isShared: false }))
    throw peopleForbidden('d’en effacer des personnes');
  return base;
}

/** What is kept too long in the directory that the account enters. AppErrors of `peopleRoom`, `people-forbidden`. */
export async function planRetention(
  { store, clock }: Pick<RetentionDeps, 'store' | 'clock'>,
  asked: AskedPeople,
): Promise<RetentionPlan> {
  return await store.read(async (rows) => retentionOf(rows, await ownBase(rows, asked), clock.nowMs()));
}

interface Keeping extends AskedPeople {
  /** People to erase, as the person confirmed it. */
  readonly expected: number;
  readonly reason: string;
}

export interface KeptNoLonger {
  readonly erased: number;
  /** Cards from which values went. */
  readonly trimmed: number;
  /** Cards that no longer open, from which nothing could go. */
  readonly unopened: number;
}

/**
 * Erases whoever is kept too long, then takes values that are kept too long from the cards of people who left.
 * Slice by slice, each whole or not at all, and judged again within its transaction: a contact meanwhile keeps somebody, and a
 * stop leaves the rest due. Nobody is kept away: the CRM may let them in anew. A second call finds nothing. AppErrors of
 * `planRetention`, `people-count-changed`.
 */
export async function keepNoLonger(deps: RetentionDeps, asked: Keeping): Promise<KeptNoLonger> {
  const plan = await planRetention(deps, asked);
  refuseOtherCount(
    plan.due.map(({ id }) => id),
    asked.expected,
  );
  let erased = 0;
  const left = plan.due.map(({ id }) => id);
  while (left.length > 0) {
    const some = new Set(left.splice(0, SLICE));
    const gone = await deps.store.write((rows) => eraseSlice(rows, deps.clock, { ...asked, some }));
    await deps.directory.drop(plan.charity, gone);
    erased += gone.length;
  }
  const trimmed = await trimCards(deps, { account: asked.account, charity: plan.charity });
  if (erased + trimmed.trimmed > 0) await deps.store.compact();
  return { erased, ...trimmed };
}

async function eraseSlice(
  rows: StoreWriter,
  clock: Clock,
  asked: Keeping & { readonly some: ReadonlySet<string> },
): Promise<readonly string[]> {
  const base = await ownBase(rows, asked);
  const { due } = await retentionOf(rows, base, clock.nowMs());
  const gone = due.flatMap(({ id }) => (asked.some.has(id) ? [id] : []));
  if (gone.length === 0) return gone;
  for (const id of gone) await rows.people.erase(id);
  const detail = { count: gone.length, cards: cardList(gone) };
  const note = trail(rows, { actor: asked.account.id, atMs: clock.nowMs() });
  await note('people.retention', base.charity, { reason: asked.reason, detail });
  return gone;
}

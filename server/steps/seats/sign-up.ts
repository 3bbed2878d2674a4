import { AppError } from '../../../shared/errors.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { ListFault } from '../../domain/files/listed-lines.ts';
import { skillsToStore } from '../../domain/seats/seat-skills.ts';
import { nameProblem, readSignupList } from '../../domain/seats/signup-list.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SlotRow } from '../../ports/rows/slots.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { slotReached } from './seat-reach.ts';
import { readSlotSkills } from './set-skills.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/** What became of one person: a place, or the waiting list. */
export interface SignedUp {
  readonly signup: number;
  readonly state: 'held' | 'waiting';
}

interface Entering {
  readonly slot: SlotRow;
  readonly person: string;
  readonly queues?: string;
  readonly author: string;
  readonly atMs: number;
}

async function enter(
  rows: StoreWriter,
  { slot, person, queues = '[]', author, atMs }: Entering,
): Promise<SignedUp> {
  const state = (await rows.slots.takePlace(slot.id)) ? 'held' : 'waiting';
  const { id, campaign } = slot;
  const row = { slot: id, campaign, person, state, queues, author, atMs } as const;
  return { signup: await rows.slots.addSignup(row), state };
}

function refuseOver({ toMs }: SlotRow, nowMs: number): void {
  if (nowMs < toMs) return;
  throw new AppError({
    code: 'slot-over',
    kind: 'conflict',
    message: 'Ce créneau est passé.',
    hint: 'Ouvrez-en un autre : plateau slot add.',
  });
}

function nameRefused(problem: string): AppError {
  return new AppError({
    code: 'volunteer-name',
    kind: 'invalid',
    message: `Ce nom ne peut pas être inscrit : ${problem}.`,
    hint: 'Écrivez le prénom, et le nom ou son initiale : « Camille D. ».',
  });
}

async function namesThere(rows: StoreWriter, slot: number): Promise<ReadonlySet<string>> {
  const there = (await rows.slots.signups(slot)).filter(({ state }) => state !== 'cancelled');
  const names = await rows.slots.names(there.map(({ id }) => id));
  return new Set([...names.values()].map(foldedText));
}

/** One person by a lead. AppErrors `slot-unknown`, `slot-over`, `volunteer-name`. A full slot puts them on its waiting list. */
export async function signUp(
  { store, clock }: Deps,
  { account, slot: id, person }: { account: AccountRow; slot: number; person: string },
): Promise<SignedUp> {
  const nowMs = clock.nowMs();
  const problem = nameProblem(person);
  if (problem !== undefined) throw nameRefused(problem);
  return await store.write(async (rows) => {
    const slot = await slotReached(rows, { account, verb: 'sign-up', slot: id });
    refuseOver(slot, nowMs);
    if ((await namesThere(rows, id)).has(foldedText(person)))
      throw nameRefused('il est déjà dans ce créneau');
    const entered = await enter(rows, { slot, person, author: account.id, atMs: nowMs });
    const detail = { people: 1, held: entered.state === 'held' ? 1 : 0 };
    const note = trail(rows, { actor: account.id, atMs: nowMs });
    await note('slot.sign-up', String(id), { campaign: slot.campaign, detail });
    return entered;
  });
}

/** What became of each line of a list. */
export interface ListReport {
  readonly held: number;
  readonly waiting: readonly number[];
  readonly faults: readonly ListFault[];
}

/**
 * A whole list, line by line: a fault signs nobody up and keeps nobody else out; the same list again finds everybody there.
 * `dryRun`: only told. AppErrors `slot-unknown`, `slot-over`.
 */
export async function signUpList(
  { store, clock }: Deps,
  request: {
    readonly account: AccountRow;
    readonly slot: number;
    readonly list: string;
    readonly dryRun: boolean;
  },
): Promise<ListReport> {
  const { account, slot: id, list, dryRun } = request;
  const nowMs = clock.nowMs();
  const { people, faults } = readSignupList(list);
  return await store.write(async (rows) => {
    const slot = await slotReached(rows, { account, verb: 'sign-up', slot: id });
    refuseOver(slot, nowMs);
    const there = await namesThere(rows, id);
    const known = people.filter(({ person }) => there.has(foldedText(person)));
    const fresh = people.filter(({ person }) => !there.has(foldedText(person)));
    const skilled = await inTurn.map(fresh, async ({ line, person, skills: text }) => {
      const read = text === '' ? { queues: [] } : await readSlotSkills(rows, { account, slot, text });
      return { line, person, read };
    });
    const entering = skilled.flatMap(({ line, person, read }) =>
      'problem' in read ? [] : [{ line, person, queues: skillsToStore(read.queues) }],
    );
    const all = [
      ...faults,
      ...skilled.flatMap(({ line, read }) => ('problem' in read ? [{ line, problem: read.problem }] : [])),
      ...known.map(({ line }) => ({ line, problem: 'cette personne est déjà dans ce créneau' })),
    ].toSorted((a, b) => a.line - b.line);
    const left = slot.capacity - slot.taken;
    if (dryRun)
      return {
        held: Math.min(left, entering.length),
        waiting: entering.slice(left).map(({ line }) => line),
        faults: all,
      };
    const done = await inTurn.map(entering, async ({ line, person, queues }) => ({
      line,
      ...(await enter(rows, { slot, person, queues, author: account.id, atMs: nowMs })),
    }));
    const held = done.filter(({ state }) => state === 'held').length;
    const note = trail(rows, { actor: account.id, atMs: nowMs });
    const detail = { people: done.length, held };
    if (done.length > 0) await note('slot.sign-up', String(id), { campaign: slot.campaign, detail });
    const waiting = done.filter(({ state }) => state === 'waiting').map(({ line }) => line);
    return { held, waiting, faults: all };
  });
}

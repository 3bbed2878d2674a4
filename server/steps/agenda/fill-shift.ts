import { inTurn } from '../../../shared/in-turn.ts';
import type { SignUpState } from '../../domain/agenda/sign-up-verdict.ts';
import { EMPTY_CARD } from '../../domain/people/merged-card.ts';
import { calledName } from '../../domain/people/people-fields.ts';
import { chosenPeople } from '../people/edit-people.ts';
import type { DirectoryDeps } from '../people/fill-directory.ts';
import { type OpenPeopleDeps, openNotedParticipants } from '../people/open-participants.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { verdictsFor } from '../slots/sign-up-facts.ts';
import { trail } from '../trail.ts';
import { shiftReached } from './agenda-access.ts';
import { enterShift } from './come-to-shift.ts';

export interface Filled {
  readonly held: number;
  readonly waiting: number;
  /** Of the others: why, and how many. */
  readonly refused: readonly { readonly says: string; readonly count: number }[];
}

interface FillRequest extends AskedPeople {
  readonly slot: number;
  /** A search of the directory: `FICHE` alone, or `groupe:caen dispo:soir`. */
  readonly where: string;
  /** Beyond the places, on the waiting list. */
  readonly mayWait: boolean;
}

function counted(says: readonly string[]): Filled['refused'] {
  return [...Map.groupBy(says, (one) => one)].map(([one, all]) => ({ says: one, count: all.length }));
}

const MAY_ENTER: readonly SignUpState[] = ['free', 'full'];

/**
 * Signs up the people of a search, in its order, as far as places go: each is judged as if they came by
 * themselves. Opens the cards of those alone who enter, for the name that a lead reads: each is noted. AppErrors of
 * `shiftReached`, of a search.
 */
export async function fillShift(
  deps: DirectoryDeps & OpenPeopleDeps,
  { slot: id, where, mayWait, ...asked }: FillRequest,
): Promise<Filled> {
  const { ids } = await chosenPeople(deps, { ...asked, where });
  const nowMs = deps.clock.nowMs();
  const author = asked.account.id;
  const judged = await deps.store.read(async (rows) => {
    const reached = await shiftReached(rows, { ...asked, slot: id, verb: 'plan' });
    const all = await verdictsFor(rows, { ...reached, nowMs }, ids);
    const left = reached.slot.capacity - reached.slot.taken;
    const may = all.filter(({ verdict }) => MAY_ENTER.includes(verdict.state));
    return { reached, all, entering: mayWait ? may : may.slice(0, Math.max(0, left)) };
  });
  const comers = judged.entering.map(({ comer }) => comer);
  await deps.store.write(async (rows) => {
    const note = trail(rows, { actor: author, atMs: nowMs });
    for (const { id: card, charity } of comers)
      await note('people.open', card, { reason: 'inscription à un créneau', detail: { charity } });
  });
  const opened = await openNotedParticipants(deps.vault, comers);
  const names = opened.map((content) => calledName(content ?? EMPTY_CARD));
  const done = await deps.store.write(async (rows) => {
    const reached = await shiftReached(rows, { ...asked, slot: id, verb: 'plan' });
    return await inTurn.map([...comers.entries()], async ([at, comer]) => {
      const slot = (await rows.agenda.slot(id)) ?? reached.slot;
      const come = await enterShift(rows, {
        ...reached,
        slot,
        comer,
        person: names[at] ?? '',
        author,
        nowMs,
        mayWait,
      });
      if ('signup' in come && come.state === 'held')
        await rows.slotNotices.owe(come.signup, 'signed-up', nowMs);
      return come;
    });
  });
  const stayed = judged.all
    .filter((one) => !judged.entering.includes(one))
    .map(({ verdict }) => (verdict.state === 'free' ? 'Complet.' : verdict.says));
  const refused = done.flatMap((one) => ('refused' in one ? [one.refused.says] : []));
  return {
    held: done.filter((one) => 'state' in one && one.state === 'held').length,
    waiting: done.filter((one) => 'state' in one && one.state === 'waiting').length,
    refused: counted([...stayed, ...refused]),
  };
}

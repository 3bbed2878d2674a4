import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EditBefore, PeopleEditRow } from '../../ports/rows/people.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { takeBelongingsBack } from './belonging-acts.ts';
import { type AskedPeople, peopleRoom, refuseWithoutOffice } from './people-access.ts';

const DAY_MS = 86_400_000;
const UNDO_DAYS = 7;
/** How long an act on the directory may be undone, milliseconds. */
export const UNDO_MS = UNDO_DAYS * DAY_MS;

export interface PeopleUndone {
  /** Cards that are again as they were; those that the act made are gone. */
  readonly undone: number;
  /** People whose belongings to groups are again as they were. */
  readonly belongings: number;
  /** Written by somebody since: left as they are. */
  readonly left: number;
}

const REFUSALS = {
  'people-edit-unknown': ['not-found', 'Aucun import ni aucune modification ne porte ce numéro.'],
  'people-edit-undone': ['conflict', 'Cet acte a déjà été annulé.'],
  'people-edit-old': ['conflict', `Un acte s’annule pendant ${UNDO_DAYS} jours : celui-ci est plus ancien.`],
} as const;

function refusal(code: keyof typeof REFUSALS): AppError {
  const [kind, message] = REFUSALS[code];
  return new AppError({ code, kind, message, hint: 'Modifiez plutôt les fiches : « plateau people edit ».' });
}

function refuseUndoing(edit: PeopleEditRow | undefined, nowMs: number): PeopleEditRow {
  if (!edit) throw refusal('people-edit-unknown');
  if (edit.undoneAtMs !== null) throw refusal('people-edit-undone');
  if (nowMs - edit.atMs > UNDO_MS) throw refusal('people-edit-old');
  return edit;
}

/** Puts one card back, sealed as it stood. False: somebody wrote it since. */
async function putBack(
  rows: StoreWriter,
  { participant, wroteVersion, before }: EditBefore,
  { nowMs, change }: { readonly nowMs: number; readonly change: number },
): Promise<boolean> {
  const row = await rows.people.byId(participant);
  if (row?.sealVersion !== wroteVersion) return false;
  if (before === null) await rows.people.erase(participant);
  else await rows.people.update(participant, { ...before, changedAtMs: nowMs, change });
  return true;
}

/**
 * Takes an import, a change of many or of a group’s people back, within seven days: cards that it made go, the
 * others are as they were, but for those that somebody wrote since; and so are belongings to groups. AppErrors
 * `people-edit-unknown`, `people-edit-undone`, `people-edit-old`, `people-forbidden`.
 */
export async function undoPeopleEdit(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  asked: AskedPeople & { readonly editId: string },
): Promise<PeopleUndone> {
  return await store.write(async (rows) => {
    const { base, asker } = await peopleRoom(rows, asked);
    refuseWithoutOffice(asker, 'd’y annuler un acte');
    const nowMs = clock.nowMs();
    const found = await rows.people.edit(asked.editId);
    const { id, charity, atMs } = refuseUndoing(found?.charity === base.charity ? found : undefined, nowMs);
    const all = await rows.people.editBefore(id);
    const change = await rows.people.nextChange(charity);
    const groups = await takeBelongingsBack(rows, { charity, atMs });
    for (const one of groups.ids) await rows.people.update(one, { change });
    let undone = 0;
    for (const one of all) if (await putBack(rows, one, { nowMs, change })) undone += 1;
    await rows.people.undoEdit(id, nowMs);
    const left = all.length - undone + groups.left;
    const detail = { charity, undone, belongings: groups.ids.size, left };
    await trail(rows, { actor: asked.account.id, atMs: nowMs })('people.edit-undone', id, { detail });
    return { undone, belongings: groups.ids.size, left };
  });
}

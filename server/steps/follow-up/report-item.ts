import { AppError } from '../../../shared/errors.ts';
import type { FollowUpKind } from '../../../shared/people/follow-up-words.ts';
import { CONVERSATION_LIMITS } from '../../domain/conversations/conversation-limits.ts';
import { displayName } from '../../domain/people/people-fields.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import { may } from '../../domain/people/people-rights.ts';
import type { Chance } from '../../ports/clock.ts';
import type { FollowUpItemRow } from '../../ports/rows/follow-up-items.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { groupsRead, writtenPlace } from '../conversations/conversation-access.ts';
import { refuseMessageText } from '../conversations/write-message.ts';
import { type OpenPeopleDeps, openParticipant } from '../people/open-participants.ts';
import { peopleRoom, standingOf } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';

export interface ReportDeps extends OpenPeopleDeps {
  readonly vault: OpenPeopleDeps['vault'] & Pick<Vault, 'sealWritten'>;
  readonly chance: Pick<Chance, 'uuid'>;
}

/** What is told to the coordination of a group of one’s own, or that the page of somebody whom one sees is wrong. */
export type ItemToReport = { readonly text: string } & (
  | { readonly kind: Exclude<FollowUpKind, 'correction'>; readonly group: string }
  | { readonly kind: 'correction'; readonly card: string }
);

interface Goes {
  readonly groupId: string | null;
  readonly about: ParticipantRow | undefined;
}

function unknownTo(kind: FollowUpKind): AppError {
  const isCard = kind === 'correction';
  return new AppError({
    code: isCard ? 'people-card-unknown' : 'group-not-yours',
    kind: 'not-found',
    message: isCard
      ? 'Cette fiche n’existe pas, ou elle n’est pas de celles que vous voyez.'
      : 'Ce groupe n’est pas un des vôtres, ou il est clos.',
    hint: 'Revenez à « Mes groupes ».',
  });
}

/** A correction goes to whoever coordinates a group of both, or else to the mobilisation team; one’s own, always there. */
async function goesTo(rows: StoreReader, bearer: WebBearer, asked: ItemToReport): Promise<Goes> {
  const { account, person } = bearer;
  const { asker, groups } = await peopleRoom(rows, { account });
  const read = groupsRead(bearer);
  if (asked.kind !== 'correction') {
    const isOpen = groups.some(({ id, state }) => id === asked.group && state === 'active');
    if (!isOpen || !read.has(asked.group)) throw unknownTo(asked.kind);
    return { groupId: asked.group, about: undefined };
  }
  const row = await rows.people.byId(asked.card);
  const standing = row && row.charity === person.charity ? await standingOf(rows, row, groups) : undefined;
  if (!row || !standing || !may(asker, 'see-name', { ...standing, isShared: false }))
    throw unknownTo('correction');
  // What the charity keeps of oneself may be closed to whoever coordinates.
  if (row.id === person.id) return { groupId: null, about: row };
  const common = standing.belongings.find(({ group, level }) => level !== 'asked' && read.has(group));
  return { groupId: common?.group ?? null, about: row };
}

/** AppError `message-often`: of one person within an hour. */
async function refuseOften(rows: StoreReader, author: string, nowMs: number): Promise<void> {
  const count = await rows.followUpItems.written(author, nowMs - CONVERSATION_LIMITS.hourMs);
  if (count < CONVERSATION_LIMITS.hourly) return;
  throw new AppError({
    code: 'message-often',
    kind: 'too-many',
    message: `Vous avez fait ${CONVERSATION_LIMITS.hourly} signalements en une heure : celui-ci n’est pas parti.`,
    hint: 'Réessayez plus tard ; pour une urgence, appelez.',
  });
}

/**
 * Tells whoever coordinates of an invitation, of what happens where one is, or of a page that is wrong. Text and
 * names are sealed. AppErrors `message-text`, `card-number`, `message-often`, `group-not-yours`, `people-card-unknown`. Twice
 * the same tells twice.
 */
export async function reportItem(
  deps: ReportDeps,
  bearer: WebBearer,
  asked: ItemToReport,
): Promise<{ readonly id: string }> {
  refuseMessageText(asked.text);
  const { account, person } = bearer;
  const { groupId, about } = await deps.store.read(async (rows) => {
    await refuseOften(rows, person.id, deps.clock.nowMs());
    return await goesTo(rows, bearer, asked);
  });
  const nameOf = async (row: ParticipantRow) =>
    displayName(await openParticipant(deps, row, { actor: account.id, reason: 'nom dans un signalement' }));
  const content = {
    text: asked.text.trim(),
    by: await nameOf(person),
    about: about ? await nameOf(about) : '',
  };
  const id = deps.chance.uuid();
  const place = writtenPlace(peoplePlace(person.charity), 'item', id);
  const [sealed = new Uint8Array()] = await deps.vault.sealWritten([{ place, content }]);
  return await deps.store.write(async (rows) => {
    const nowMs = deps.clock.nowMs();
    await refuseOften(rows, person.id, nowMs);
    const row: FollowUpItemRow = {
      ...{ id, charity: person.charity, kind: asked.kind, groupId, about: about?.id ?? null },
      ...{ author: person.id, state: 'open', owner: '', dueOn: '', atMs: nowMs, changedAtMs: nowMs, sealed },
    };
    await rows.followUpItems.add(row);
    const detail = { charity: person.charity, kind: asked.kind };
    await trail(rows, { actor: person.id, atMs: nowMs })('item.report', id, { detail });
    return { id };
  });
}

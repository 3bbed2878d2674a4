import { AppError } from '../../../shared/errors.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { displayName } from '../../domain/people/people-fields.ts';
import type { Chance } from '../../ports/clock.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { refuseMessageText } from '../conversations/write-message.ts';
import { type OpenPeopleDeps, openParticipant } from '../people/open-participants.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';
import { ownPoll, POLL_LIMITS, pollGroup, pollPlace } from './poll-access.ts';

export interface AskPollDeps extends OpenPeopleDeps {
  readonly vault: OpenPeopleDeps['vault'] & Pick<Vault, 'sealWritten'>;
  readonly chance: Pick<Chance, 'uuid'>;
}

interface PollToAsk {
  readonly group: string;
  readonly question: string;
  readonly choices: readonly string[];
  /** `2026-12-15`. */
  readonly endsOn: string;
}

const REFUSALS = {
  'poll-choices': `Il faut de ${POLL_LIMITS.choicesLeast} à ${POLL_LIMITS.choicesMost} réponses possibles, toutes différentes.`,
  'poll-end': `Ce dernier jour ne convient pas : d’aujourd’hui à dans ${POLL_LIMITS.daysMost} jours.`,
  'poll-many': `Ce groupe a déjà ${POLL_LIMITS.runningMost} sondages en cours.`,
} as const;

function refused(code: keyof typeof REFUSALS): AppError {
  const hint = 'Rien n’est demandé au groupe : revenez en arrière, corrigez, renvoyez.';
  return new AppError({ code, kind: 'invalid', message: REFUSALS[code], hint });
}

/** AppError `poll-end`. */
function refuseEnd(endsOn: string, nowMs: number): void {
  const today = zoned(nowMs, HOUSE_ZONE).toPlainDate();
  const last = today.add({ days: POLL_LIMITS.daysMost }).toString();
  if (endsOn < today.toString() || endsOn > last) throw refused('poll-end');
  try {
    Temporal.PlainDate.from(endsOn, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) throw refused('poll-end');
    throw error;
  }
}

async function refuseMany(rows: StoreReader, group: string, nowMs: number): Promise<void> {
  const today = zoned(nowMs, HOUSE_ZONE).toPlainDate().toString();
  if ((await rows.polls.running(group, today)) >= POLL_LIMITS.runningMost) throw refused('poll-many');
}

/**
 * Asks a group of one’s own to choose among answers, until the end of a day. AppErrors `message-text`, `card-number`,
 * `poll-choices`, `poll-end`, `poll-many`, `group-not-yours`. Twice asks twice.
 */
export async function askPoll(
  deps: AskPollDeps,
  bearer: WebBearer,
  { group, question, choices: typed, endsOn }: PollToAsk,
): Promise<{ readonly id: string }> {
  const { account, person } = bearer;
  const choices = typed.map((one) => one.trim()).filter((one) => one !== '');
  for (const one of [question, ...choices]) refuseMessageText(one);
  const isTwice = new Set(choices.map((one) => one.toLocaleLowerCase('fr'))).size !== choices.length;
  const { choicesLeast, choicesMost } = POLL_LIMITS;
  if (isTwice || choices.length < choicesLeast || choices.length > choicesMost) throw refused('poll-choices');
  refuseEnd(endsOn, deps.clock.nowMs());
  await deps.store.read(async (rows) => {
    if ((await pollGroup(rows, bearer, group)).state !== 'active') throw refused('poll-end');
    await refuseMany(rows, group, deps.clock.nowMs());
  });
  const own = await openParticipant(deps, person, { actor: account.id, reason: 'nom dans un sondage' });
  const place = { id: deps.chance.uuid(), charity: person.charity, sealVersion: 1 };
  const content = { question: question.trim(), choices, by: displayName(own), votes: {} };
  const [sealed = new Uint8Array()] = await deps.vault.sealWritten([{ place: pollPlace(place), content }]);
  return await deps.store.write(async (rows) => {
    const nowMs = deps.clock.nowMs();
    await refuseMany(rows, group, nowMs);
    await rows.polls.add({ ...place, groupId: group, author: person.id, endsOn, atMs: nowMs, sealed });
    const detail = { charity: person.charity, choices: choices.length };
    await trail(rows, { actor: person.id, atMs: nowMs })('poll.ask', place.id, { detail });
    return { id: place.id };
  });
}

/**
 * Takes a poll away with its votes: whoever asked, or coordinates the group. AppErrors `poll-unknown`, `poll-of-others`.
 */
export async function withdrawPoll(
  { store, clock }: Pick<AskPollDeps, 'store' | 'clock'>,
  bearer: WebBearer,
  id: string,
): Promise<{ readonly group: string }> {
  return await store.write(async (rows) => {
    const row = await ownPoll(rows, bearer, id);
    if (!mayWithdraw(bearer, row))
      throw new AppError({
        code: 'poll-of-others',
        kind: 'forbidden',
        message: 'Seule la personne qui a demandé, ou la coordination du groupe, retire un sondage.',
        hint: 'Écrivez à la coordination du groupe.',
      });
    await rows.polls.remove(id);
    const detail = { charity: row.charity };
    await trail(rows, { actor: bearer.person.id, atMs: clock.nowMs() })('poll.withdraw', id, { detail });
    return { group: row.groupId };
  });
}

/** Whoever asked, or coordinates that group. */
export function mayWithdraw(
  { person, standing }: WebBearer,
  { author, groupId }: { readonly author: string; readonly groupId: string },
): boolean {
  const isLed = standing.belongings.some(({ group, level }) => group === groupId && level === 'coordinator');
  return author === person.id || isLed;
}

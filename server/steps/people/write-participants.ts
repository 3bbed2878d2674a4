import assert from 'node:assert/strict';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { ParticipantContent } from '../../domain/people/people-fields.ts';
import { participantPlace, peoplePlace, valuesToBlind } from '../../domain/people/people-place.ts';
import type { EditBefore, ParticipantRow, PeopleBlinds } from '../../ports/rows/people.ts';
import type { StoreWriter } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import { keyNotEverywhere, serversWithout } from '../keys/rings-lacking.ts';

/**
 * A card to write: `before` absent makes it. `content` undefined: the card that is there no longer opens, so that its packet and
 * what it is found by stay as they are, for whoever restores it; its status and its kind are written all the same.
 */
export interface CardToWrite extends Pick<ParticipantRow, 'id' | 'charity' | 'status' | 'kind'> {
  readonly before: ParticipantRow | undefined;
  readonly content: ParticipantContent | undefined;
}

export interface SealedCard extends Omit<CardToWrite, 'content'> {
  readonly blinds: PeopleBlinds;
  readonly sealVersion: number;
  readonly sealed: SealedBytes;
}

type Sealing = Pick<Vault, 'sealParticipants' | 'blindAll'>;

/** What each card is found again by, in the order given. */
export async function blindsOf(
  vault: Pick<Vault, 'blindAll'>,
  charity: string,
  contents: readonly Pick<ParticipantContent, 'values'>[],
): Promise<readonly PeopleBlinds[]> {
  const asked = contents.map(valuesToBlind);
  const blinds = await vault.blindAll(peoplePlace(charity), asked.flat());
  let at = 0;
  return asked.map((own) => {
    const made: Record<string, string> = {};
    for (const { purpose } of own) made[purpose] = blinds[at++] ?? '';
    return { emailBlind: made.email ?? null, phoneBlind: made.phone ?? null, crmBlind: made.crm ?? null };
  });
}

/** Seals them all, each under a version of its own; in the order given. */
export async function sealCards(
  vault: Sealing,
  charity: string,
  cards: readonly CardToWrite[],
): Promise<readonly SealedCard[]> {
  const whole = cards.flatMap(({ content, ...card }) => {
    const sealVersion = (card.before?.sealVersion ?? 0) + 1;
    return content ? [{ ...card, content, sealVersion }] : [];
  });
  const sealed = await vault.sealParticipants(
    whole.map(({ content, ...card }) => ({ place: participantPlace(card), content })),
  );
  const blinds = await blindsOf(
    vault,
    charity,
    whole.map(({ content }) => content),
  );
  let at = 0;
  return cards.map(({ content, ...card }) => {
    if (!content) return asItStands(card);
    const { sealVersion = 1 } = whole[at] ?? {};
    const own = { sealVersion, blinds: blinds[at] ?? NO_BLINDS, sealed: sealed[at] ?? new Uint8Array() };
    at += 1;
    return { ...card, ...own };
  });
}

const NO_BLINDS: PeopleBlinds = { emailBlind: null, phoneBlind: null, crmBlind: null };

function asItStands(card: Omit<CardToWrite, 'content'>): SealedCard {
  assert(card.before, 'only a card that is there can be one that does not open');
  const { emailBlind, phoneBlind, crmBlind, sealVersion, sealed } = card.before;
  return { ...card, blinds: { emailBlind, phoneBlind, crmBlind }, sealVersion, sealed };
}

function moved(): AppError {
  return new AppError({
    code: 'people-moved',
    kind: 'conflict',
    message: 'Une de ces fiches vient d’être modifiée ailleurs : rien n’a été écrit.',
    hint: 'Recommencez : la nouvelle fiche sera relue.',
  });
}

/**
 * Writes sealed cards in the caller's transaction, and answers what each was. AppErrors `people-moved` when one changed since
 * it was read, `people-email-taken` when another card has its e-mail or its number of the CRM, `key-not-everywhere` for the first
 * cards of a directory whose keys have not reached every ring.
 */
export async function writeCards(
  rows: StoreWriter,
  {
    charity,
    nowMs,
    cards,
  }: { readonly charity: string; readonly nowMs: number; readonly cards: readonly SealedCard[] },
): Promise<readonly EditBefore[]> {
  await refuseBeforeRings(rows, charity);
  const change = await rows.people.nextChange(charity);
  return await inTurn.map(cards, async (card): Promise<EditBefore> => {
    const { id, status, kind, blinds, sealVersion, sealed, before } = card;
    await refuseTaken(rows, charity, card);
    const written = { status, kind, ...blinds, sealVersion, sealed, changedAtMs: nowMs, change };
    if (!before) {
      await rows.people.add({ id, charity, source: 'house', sinceMs: nowMs, account: null, ...written });
      return { participant: id, wroteVersion: sealVersion, before: null };
    }
    if ((await rows.people.byId(id))?.sealVersion !== before.sealVersion) throw moved();
    await rows.people.update(id, written);
    const { emailBlind, phoneBlind, crmBlind } = before;
    const was = {
      status: before.status,
      kind: before.kind,
      sealVersion: before.sealVersion,
      sealed: before.sealed,
    };
    return {
      participant: id,
      wroteVersion: sealVersion,
      before: { ...was, emailBlind, phoneBlind, crmBlind },
    };
  });
}

/**
 * AppError `key-not-everywhere`. Asked again for as long as the directory is empty: a ring that is lost then loses nobody.
 */
export async function refuseBeforeRings(rows: StoreWriter, charity: string): Promise<void> {
  const servers = await serversWithout(rows, peoplePlace(charity));
  if (servers.length > 0 && (await rows.people.count(charity)) === 0)
    throw keyNotEverywhere(charity, servers);
}

async function refuseTaken(rows: StoreWriter, charity: string, { id, blinds }: SealedCard): Promise<void> {
  for (const by of ['emailBlind', 'crmBlind'] as const) {
    const blind = blinds[by];
    if (blind === null) continue;
    const other = await rows.people.byBlind(charity, by, blind);
    if (other && other.id !== id)
      throw new AppError({
        code: 'people-email-taken',
        kind: 'conflict',
        message: 'Une autre fiche de l’annuaire a déjà cet e-mail, ou ce numéro du CRM : rien n’a été écrit.',
        hint: 'Cherchez-la (« plateau people find ») : une personne a une seule fiche.',
      });
  }
}

import { AppError } from '../../../shared/errors.ts';
import { linkState, mayEnter, WEB_SESSION } from '../../domain/access/web-session-life.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';

export interface EnterDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
}

const TOKEN_BYTES = 32;

const REFUSALS = {
  used: ['link-used', 'Ce lien a déjà servi.'],
  over: ['link-over', 'Ce lien n’ouvre plus rien : il a plus de quinze minutes, ou il est incomplet.'],
  closed: ['access-closed', 'Votre accès à cet espace est fermé.'],
} as const;

function refusal(why: keyof typeof REFUSALS): AppError {
  const [code, message] = REFUSALS[why];
  return new AppError({
    code,
    kind: why === 'closed' ? 'forbidden' : 'conflict',
    message,
    hint:
      why === 'closed'
        ? 'Écrivez à l’association, qui peut le rouvrir.'
        : 'Demandez un autre lien : il part tout de suite.',
  });
}

/** Somebody who may enter, by a link that is still to be used. AppErrors `link-used`, `link-over`, `access-closed`. */
async function openLink(rows: StoreReader, token: string, nowMs: number) {
  const link = await rows.webDoor.link(sha256(token));
  const state = link ? linkState(link, nowMs) : 'over';
  if (!link || state !== 'new') throw refusal(state === 'used' ? 'used' : 'over');
  const person = await rows.people.byId(link.participant);
  if (!person || !mayEnter(person)) throw refusal('closed');
  return { link, person };
}

/** Would that link open? Looks only: a scanner of mail may ask as often as it likes. AppErrors of `openLink`. */
export async function lookAtLink({ store, clock }: Omit<EnterDeps, 'chance'>, token: string): Promise<void> {
  await store.read((rows) => openLink(rows, token, clock.nowMs()));
}

/**
 * Uses a link up and opens a session, in one transaction: of two presses of the button, one enters. The session that the
 * browser had ends; its token is always a new one, so that nobody can have prepared it. AppErrors `link-used` (the second
 * time), `link-over`, `access-closed`.
 */
export async function enterByLink(
  { store, clock, chance }: EnterDeps,
  { token, former }: { readonly token: string; readonly former: string | undefined },
): Promise<{ readonly token: string }> {
  const given = chance.token(TOKEN_BYTES);
  const id = chance.uuid();
  await store.write(async (rows) => {
    const atMs = clock.nowMs();
    const { link, person } = await openLink(rows, token, atMs);
    await rows.webDoor.useLink(link.tokenHash, atMs);
    if (former !== undefined) await rows.webDoor.endSession(sha256(former));
    const others = await rows.webDoor.sessionsOf(person.id);
    for (const { tokenHash } of others.slice(WEB_SESSION.most - 1)) await rows.webDoor.endSession(tokenHash);
    const session = { id, participant: person.id, openedAtMs: atMs, seenAtMs: atMs };
    await rows.webDoor.addSession({ ...session, tokenHash: sha256(given) });
    await rows.people.noteEntered(person.id, atMs);
    await trail(rows, { actor: person.id, atMs })('web.open', person.id, {
      detail: { charity: person.charity },
    });
  });
  return { token: given };
}

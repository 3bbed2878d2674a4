import { AppError } from '../../../shared/errors.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from './web-bearer.ts';

interface StopDeps {
  readonly store: Store;
  readonly clock: Clock;
}

function stopUnknown(): AppError {
  return new AppError({
    code: 'newsletter-stop-unknown',
    kind: 'not-found',
    message: 'Cette adresse n’arrête plus rien : elle est trop ancienne, ou c’était un essai.',
    hint: 'Répondez à la lettre : l’association vous ôtera de ses envois.',
  });
}

async function whoStops(rows: StoreReader, token: string): Promise<string> {
  const copy = await rows.newsletters.stoppedBy(sha256(token));
  if (copy?.participant) return copy.participant;
  throw stopUnknown();
}

/** Looking changes nothing: programs that read mail open what they find. AppError `newsletter-stop-unknown`. */
export async function lookAtStop({ store }: Pick<StopDeps, 'store'>, token: string): Promise<void> {
  await store.read((rows) => whoStops(rows, token));
}

/**
 * Whoever got that e-mail wants no more letters (RFC 8058): from now on none leaves for them. Twice is once. AppError
 * `newsletter-stop-unknown`.
 */
export async function stopLetters({ store, clock }: StopDeps, token: string): Promise<void> {
  await store.write(async (rows) => {
    const participant = await whoStops(rows, token);
    if (await rows.newsletters.isRefused(participant)) return;
    await rows.newsletters.refuse(participant);
    await trail(rows, { actor: participant, atMs: clock.nowMs() })('newsletter.refuse', participant);
  });
}

/** The person's own choice, from their page. Twice is once. */
export async function chooseLetters(
  { store, clock }: StopDeps,
  { person }: WebBearer,
  wants: boolean,
): Promise<void> {
  await store.write(async (rows) => {
    if ((await rows.newsletters.isRefused(person.id)) === !wants) return;
    await (wants ? rows.newsletters.accept(person.id) : rows.newsletters.refuse(person.id));
    const note = trail(rows, { actor: person.id, atMs: clock.nowMs() });
    await note(wants ? 'newsletter.accept' : 'newsletter.refuse', person.id);
  });
}

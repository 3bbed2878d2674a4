import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

interface Deps {
  readonly store: Pick<Store, 'read'>;
  readonly clock: Clock;
}

/** Clocks that agree to a few minutes are caught up with by the clock itself; beyond, somebody must look. */
const MINUTE_MS = 60_000;
const TOLERATED_MS = 5 * MINUTE_MS;

/** When the last entry of the log was written; undefined for a base that has none. */
export async function lastEntryMs({ store }: Pick<Deps, 'store'>): Promise<number | undefined> {
  return await store.read(async ({ audit }) => (await audit.page((await audit.head()).seq, 1))[0]?.atMs);
}

/** How long before the last entry, or before the time that the running house counts, the hour stands; 0 when it does not. */
export async function behindMs(deps: Deps): Promise<number> {
  const last = (await lastEntryMs(deps)) ?? 0;
  const { clock } = deps;
  return Math.max(0, clock.behindMs?.() ?? 0, last - clock.nowMs());
}

/** AppError `clock-behind`, by more than some minutes. A simulated hour too: `doctor` tells it. */
export async function requireClock(deps: Deps): Promise<void> {
  const behind = await behindMs(deps);
  if (behind > TOLERATED_MS) throw clockBehind(behind, (await lastEntryMs(deps)) ?? 0);
}

/**
 * At start, before anybody may enter. An hour of the world that is behind is refused, AppError `clock-behind`, unless `because`
 * says why it is right (the one before was wrong): the reason goes to the log. A reason where nothing is behind is refused,
 * `clock-not-behind`: left in a start-up script, it would accept the next one unseen. A simulated hour starts anew by design.
 */
export async function checkClock(
  deps: Deps & { readonly store: Store; readonly log: Pick<Log, 'warn'> },
  because: string | undefined,
): Promise<void> {
  const reason = because?.trim();
  const behind = await behindMs(deps);
  if (because === undefined) {
    if (!deps.clock.isSimulated) await requireClock(deps);
    else if (behind > TOLERATED_MS) deps.log.warn('clock.behind', { minutes: minutesOf(behind) });
    return;
  }
  if (!reason || reason.length < 5) throw reasonMissing();
  if (behind <= TOLERATED_MS) throw nothingToAccept();
  await deps.store.write((rows) =>
    trail(rows, { actor: 'system', atMs: deps.clock.nowMs() })('house.clock-accepted', 'horloge', {
      reason,
      detail: { minutes: minutesOf(behind) },
    }),
  );
}

/** While the house runs: told to whoever reads its log, again at each turn until the hour is right. */
export function watchClock(deps: Deps & { readonly log: Pick<Log, 'warn'> }): void {
  const behind = deps.clock.behindMs?.() ?? 0;
  if (behind > TOLERATED_MS) deps.log.warn('clock.behind', { minutes: minutesOf(behind) });
}

function minutesOf(ms: number): number {
  return Math.ceil(ms / MINUTE_MS);
}

function clockBehind(behind: number, lastMs: number): AppError {
  const last = zoned(lastMs, HOUSE_ZONE).toLocaleString('fr-FR', { dateStyle: 'short', timeStyle: 'short' });
  return new AppError({
    code: 'clock-behind',
    kind: 'unavailable',
    message: `L’heure de ce serveur a reculé : elle est ${inNumber(minutesOf(behind), 'minute(s)')} avant ce que la maison a écrit en dernier (${last}).`,
    hint: 'Remettez-la (timedatectl set-ntp true), puis relancez. Si c’est l’heure d’avant qui était fausse : plateau serve --accept-clock "motif", écrit au journal.',
  });
}

function reasonMissing(): AppError {
  return new AppError({
    code: 'reason-missing',
    kind: 'invalid',
    message: 'Accepter une heure qui recule demande un motif.',
    hint: 'Dites pourquoi, en quelques mots : plateau serve --accept-clock "l’horloge avançait de deux heures".',
  });
}

function nothingToAccept(): AppError {
  return new AppError({
    code: 'clock-not-behind',
    kind: 'invalid',
    message: 'L’heure n’a pas reculé : il n’y a rien à accepter.',
    hint: 'Relancez sans --accept-clock ; ne laissez jamais cette option dans un script de démarrage.',
  });
}

import { AppError } from '../../shared/errors.ts';
import { placeOf } from '../domain/access/login-places.ts';
import { WEB_LINK } from '../domain/access/web-session-life.ts';
import { sha256 } from '../domain/files/sha256.ts';
import type { Clock } from '../ports/clock.ts';

/** What was asked in the last hour, by address written to and by place asked from; this process only. */
export interface LinkAsks {
  /**
   * Counts one more, whether anybody has that address or not: how it is refused tells nothing. AppError `links-asked-often`,
   * and then nothing was counted.
   */
  take(asked: { readonly address: string; readonly from: string }): void;
}

/** Strangers choose what they type: of so many, the one asked longest ago is forgotten. */
const MOST = 20_000;

function refusal(): AppError {
  return new AppError({
    code: 'links-asked-often',
    kind: 'too-many',
    message: 'Plusieurs liens ont déjà été demandés ces dernières minutes.',
    hint: 'Cherchez-les dans votre messagerie, courrier indésirable compris ; sinon, revenez dans une heure.',
  });
}

/** Neither an address nor a place is kept as it is: a digest of each, for an hour. */
export function openLinkAsks(clock: Clock): LinkAsks {
  const asked = new Map<string, readonly number[]>();
  const recent = (name: string, nowMs: number) =>
    (asked.get(name) ?? []).filter((atMs) => atMs > nowMs - WEB_LINK.everyMs);
  return {
    take: ({ address, from }) => {
      const nowMs = clock.nowMs();
      const counted = [
        { name: `place ${placeOf(from)}`, most: WEB_LINK.perPlace },
        { name: `address ${sha256(address)}`, most: WEB_LINK.perAddress },
      ];
      if (counted.some(({ name, most }) => recent(name, nowMs).length >= most)) throw refusal();
      for (const { name } of counted) {
        const times = [...recent(name, nowMs), nowMs];
        asked.delete(name);
        asked.set(name, times);
      }
      for (const name of asked.keys()) if (asked.size > MOST) asked.delete(name);
    },
  };
}

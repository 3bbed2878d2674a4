import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { AlertTo } from '../config/alert-config.ts';
import type { Clock } from '../ports/clock.ts';

/** The watch of another machine, as the server hears it. Nothing is kept: a server that starts waits for it anew. */
export interface WatchCalls {
  /** Whether it is the watch’s token; the call is noted then. Takes as long for a wrong one as for the right one. */
  hear(token: string | undefined): boolean;
  /** Since its last call, or since the start, in milliseconds of the clock port. */
  silentMs(): number;
  /** Who sends the alert; absent: nobody asked to be told. */
  readonly from: string | undefined;
  /** Whom nobody told of the present silence yet. */
  untold(): readonly string[];
  told(address: string): void;
}

interface WatchSetting {
  readonly clock: Clock;
  readonly token?: string;
  readonly alert?: AlertTo | undefined;
}

const LEAST_TOKEN = 32;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** AppError `watch-token-short`: whoever guesses it learns how the house is. */
export function openWatchCalls({ clock, token, alert }: WatchSetting): WatchCalls {
  if (token !== undefined && token.length < LEAST_TOKEN)
    throw new AppError({
      code: 'watch-token-short',
      kind: 'invalid',
      message: `Le jeton de PLATEAU_WATCH_TOKEN_FILE a moins de ${LEAST_TOKEN} signes.`,
      hint: 'Tirez-en un au hasard, par exemple : openssl rand -hex 32.',
    });
  const known = token === undefined ? undefined : digest(token);
  const told = new Set<string>();
  let lastMs = clock.nowMs();
  return {
    hear: (said) => {
      if (!known || said === undefined || !timingSafeEqual(known, digest(said))) return false;
      lastMs = clock.nowMs();
      told.clear();
      return true;
    },
    silentMs: () => clock.nowMs() - lastMs,
    from: alert?.from,
    untold: () => alert?.to.filter((address) => !told.has(address)) ?? [],
    told: (address) => void told.add(address),
  };
}

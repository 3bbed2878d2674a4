import { setTimeout as pause } from 'node:timers/promises';
import type { LiveEvent } from '../../shared/card.ts';
import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { LiveEvents } from './live-events.ts';

/** How a floor closes: every screen is told, no card leaves any more, open calls are finished. */
export interface ClosingTime {
  /** AppError `server-stopping` once closing has begun, unless a card is open already: that one stays theirs. */
  refuseNewCard(agent: string): void;
  /**
   * Tells every workstation, then waits for the calls open on connected ones; no longer than `limitMs`, nor once `signal`
   * aborts. Answers how many were still open. A second call waits again, and tells nothing new.
   */
  begin(limitMs: number, signal?: AbortSignal): Promise<number>;
}

const POLL_MS = 100;

export function openClosingTime(deps: {
  readonly store: Store;
  readonly live: LiveEvents;
  readonly clock: Clock;
}): ClosingTime {
  const { store, live, clock } = deps;
  let begun = false;
  const openCalls = () =>
    store.read((rows) => [...live.listening()].filter((agent) => rows.records.leaseOfAgent(agent)).length);
  const tell = () => {
    const text = 'Le serveur va s’arrêter : finissez votre appel, aucune nouvelle fiche ne sera servie.';
    const event: LiveEvent = { kind: 'server-stopping', text };
    store.write((rows) => rows.floor.addLiveEvent({ atMs: clock.nowMs(), agent: null, event }));
  };
  return {
    refuseNewCard: (agent) => {
      if (!begun || store.read((rows) => rows.records.leaseOfAgent(agent))) return;
      throw new AppError({
        code: 'server-stopping',
        kind: 'forbidden',
        message: 'Le serveur va s’arrêter : aucune nouvelle fiche n’est servie.',
        hint: 'Vos appels sont enregistrés ; reconnectez-vous dans quelques minutes.',
      });
    },
    begin: async (limitMs, signal) => {
      if (!begun) tell();
      begun = true;
      const endsAt = performance.now() + limitMs;
      while (openCalls() > 0 && performance.now() < endsAt && !signal?.aborted) await pause(POLL_MS);
      return openCalls();
    },
  };
}

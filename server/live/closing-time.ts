import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import { inTurn } from '../../shared/in-turn.ts';
import type { Store } from '../ports/store.ts';
import type { LiveEvents } from './live-events.ts';

/** How a server closes: every screen of its own is told, no card leaves any more, open calls are finished. */
interface ClosingUntil {
  readonly signal?: AbortSignal | undefined;
  readonly waiting?: ((calls: number) => void) | undefined;
}

export interface ClosingTime {
  /** Has it begun? The balancer sends nobody here from then on (standing.ts). */
  isClosing(): boolean;
  /** AppError `server-stopping` once closing has begun, unless a card is open already: that one stays theirs. */
  refuseNewCard(agent: string): Promise<void>;
  /**
   * Tells the workstations of this server, then waits for the calls open on connected ones; no longer than `limitMs`, nor
   * once `signal` aborts. `waiting` is told how many, when there are some. Answers how many were still open. A second call
   * waits again, and tells the workstations nothing new.
   */
  begin(limitMs: number, until?: ClosingUntil): Promise<number>;
}

const POLL_MS = 100;

/** « J’attends 2 appels (60 s au plus) », to whoever stops the server and to whoever is calling. */
export function waitingText(calls: number, limitMs: number): string {
  return `J’attends ${calls} appel${calls > 1 ? 's' : ''} (${Math.ceil(limitMs / 1000)} s au plus)`;
}

function stoppingText(calls: number, limitMs: number): string {
  return calls === 0
    ? 'Le serveur va s’arrêter : aucune nouvelle fiche ne sera servie.'
    : `Le serveur va s’arrêter. ${waitingText(calls, limitMs)} : finissez le vôtre, aucune nouvelle fiche ne vient.`;
}

export function openClosingTime(deps: { readonly store: Store; readonly live: LiveEvents }): ClosingTime {
  const { store, live } = deps;
  let begun = false;
  const openCalls = () =>
    store.read(
      async (rows) =>
        (await inTurn.filter([...live.listening()], (agent) => rows.records.leaseOfAgent(agent))).length,
    );
  return {
    isClosing: () => begun,
    refuseNewCard: async (agent) => {
      if (!begun || (await store.read((rows) => rows.records.leaseOfAgent(agent)))) return;
      throw new AppError({
        code: 'server-stopping',
        kind: 'forbidden',
        message: 'Le serveur va s’arrêter : aucune nouvelle fiche n’est servie.',
        hint: 'Vos appels sont enregistrés ; reconnectez-vous dans quelques minutes.',
      });
    },
    begin: async (limitMs, { signal, waiting } = {}) => {
      const isFirst = !begun;
      begun = true;
      const calls = await openCalls();
      // Agents of another server of the house work on: they are told nothing.
      if (isFirst) live.tellHere({ kind: 'server-stopping', text: stoppingText(calls, limitMs) });
      if (calls > 0) waiting?.(calls);
      const endsAt = performance.now() + limitMs;
      while ((await openCalls()) > 0 && performance.now() < endsAt && !signal?.aborted) await pause(POLL_MS);
      return await openCalls();
    },
  };
}

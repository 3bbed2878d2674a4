import type { LiveEvent } from '../../shared/card.ts';
import type { LiveEvents } from './live-events.ts';
import type { OneScreen } from './one-screen.ts';

const DISPLACED =
  'Votre poste a été repris depuis un autre écran. Votre travail y continue ; celui-ci s’arrête.';

interface LiveDeps {
  readonly live: LiveEvents;
  readonly oneScreen: OneScreen;
}

/**
 * The live events of one workstation; while it listens it holds the agent's place, and the last event says that another one
 * took it. AppError `other-screen` at once when it is held.
 */
export async function liveLine(
  { live, oneScreen }: LiveDeps,
  who: { readonly agent: string; readonly screen: string | undefined },
  signal: AbortSignal | undefined,
): Promise<AsyncGenerator<LiveEvent>> {
  const { agent, screen } = who;
  if (screen === undefined) return live.eventsFor(agent, signal);
  const { displaced, leave } = await oneScreen.arrive(agent, screen);
  // A generator that never began does not run its `finally`.
  signal?.addEventListener('abort', leave, { once: true });
  if (signal?.aborted) leave();
  return (async function* () {
    try {
      yield* live.eventsFor(agent, signal ? AbortSignal.any([signal, displaced]) : displaced);
      if (displaced.aborted) yield { kind: 'other-screen', hadPlace: true, text: DISPLACED };
    } finally {
      leave();
    }
  })();
}

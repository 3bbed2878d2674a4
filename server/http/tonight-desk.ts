import { createTRPCClient, type TRPCClientError } from '@trpc/client';
import type { LiveEvent } from '../../shared/card.ts';
import type { HeldTonightDesk } from '../../shared/people/tonight.ts';
import { appErrorOf } from '../../shared/rpc-link.ts';
import type { AppContext } from '../app-context.ts';
import type { AppRouter } from '../routers/app-router.ts';
import { answered } from './answered.ts';
import { linkInProcess } from './terminal-door.ts';

/** What « Ce soir » asks, over the procedures of its own session: same roles, same refusals, same log. */
export function openTonightDesk(
  app: AppContext,
  seat: { readonly token: () => string; readonly address: string },
): HeldTonightDesk {
  const { agenda, team, tonight } = createTRPCClient<AppRouter>({ links: [linkInProcess(app, seat)] });
  const listeners = new Set<(text: string) => void>();
  return {
    nowMs: () => app.clock.nowMs(),
    follow: (slot, { came, refused }) => {
      const onError = (error: TRPCClientError<AppRouter>) => {
        const { message, hint } = appErrorOf({ message: error.message, data: error.data }, error);
        refused({ message, hint });
      };
      const line = tonight.live.subscribe({ slot }, { onData: came, onError });
      return () => line.unsubscribe();
    },
    attend: (signup, as) => answered(agenda.attend.mutate({ signup, as })),
    code: (slot, signup) => answered(tonight.code.mutate({ slot, signup })),
    swap: (signup, reason) => answered(agenda.swap.mutate({ signup, reason })),
    moveUp: (slot) => answered(agenda.moveUp.mutate({ slot })),
    countCall: (slot) => answered(tonight.countCall.query({ slot })),
    writeCall: (slot, expected) => answered(tonight.writeCall.mutate({ slot, expected })),
    onLive: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onConnected: () => () => undefined,
    onEnded: (listener) => {
      const onData = ({ kind, text }: LiveEvent) => {
        if (kind === 'session-ended') listener(text);
        else for (const one of listeners) one(text);
      };
      // A session that is over ends its own line: the next request says so.
      const line = team.live.subscribe(undefined, { onData, onError: () => undefined });
      return () => line.unsubscribe();
    },
  };
}

import { createTRPCClient } from '@trpc/client';
import type { LiveEvent } from '../../shared/card.ts';
import type { LineSeatDesk } from '../../shared/line-seat.ts';
import type { AppContext } from '../app-context.ts';
import type { AppRouter } from '../routers/app-router.ts';
import { answered } from './answered.ts';
import { linkInProcess } from './terminal-door.ts';

/** What the screen of a seat asks, over the procedures of its own session: same roles, same refusals, same log. */
export function openLineSeatDesk(
  app: AppContext,
  seat: { readonly token: () => string; readonly address: string },
): LineSeatDesk & { readonly nowMs: () => number } {
  const { lineSeat } = createTRPCClient<AppRouter>({ links: [linkInProcess(app, seat)] });
  return {
    nowMs: () => app.clock.nowMs(),
    shift: () => answered(lineSeat.shift.query()),
    line: async () => (await answered(lineSeat.shift.query())).line,
    acceptCharter: async () => void (await answered(lineSeat.acceptCharter.mutate())),
    nextPractice: () => answered(lineSeat.nextPractice.mutate()),
    endPractice: (end) => answered(lineSeat.endPractice.mutate({ end })),
    help: () => answered(lineSeat.callLead.mutate()),
    towns: (_, postcode) => answered(lineSeat.towns.query({ postcode })),
    ready: (isReady) => answered(lineSeat.ready.mutate({ isReady })),
    pickUp: () => answered(lineSeat.pickUp.mutate()),
    ringBack: async () => void (await answered(lineSeat.ringBack.mutate())),
    known: (callId) => answered(lineSeat.known.mutate({ callId })),
    save: ({ callId, form, edition, earlier }) =>
      answered(lineSeat.save.mutate({ callId, form, edition, earlier })),
    endCall: (end) => answered(lineSeat.endCall.mutate(end)),
    onNow: (listener) => {
      // A session that is over ends its own line: the next request says so.
      const line = lineSeat.now.subscribe(undefined, { onData: listener, onError: () => undefined });
      return () => line.unsubscribe();
    },
    onLive: ({ ended, said }) => {
      const onData = (event: LiveEvent) => {
        if (event.kind === 'session-ended') ended(event.text);
        if (event.kind === 'message') said(event.message.from, event.message.text);
      };
      // A session that is over ends its own line: the next request says so.
      const line = lineSeat.live.subscribe(undefined, { onData, onError: () => undefined });
      return () => line.unsubscribe();
    },
  };
}

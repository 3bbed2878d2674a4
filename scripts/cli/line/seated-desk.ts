import type { LiveEvent } from '../../../shared/card.ts';
import type { SeatDesk, SeatNow } from '../../../shared/line-seat.ts';
import type { SeatedDesk } from '../../../tui/pledge/run-pledge-desk.ts';
import { AnchoredClock } from '../../../tui/server-clock.ts';
import { ASK_MS, answeredBy as answered, openLiveLine, refusalOf } from '../live-line.ts';

interface Sitting {
  readonly campaign: string;
  readonly seat: string;
}

/**
 * Sits down at that telephone of the line, over one WebSocket, which reconnects by itself: the server follows its calls until it
 * is closed. AppErrors of `sitAtLine`.
 */
export async function connectSeatedDesk(
  server: { readonly url: string; readonly token: string },
  { campaign, seat }: Sitting,
) {
  const { rpc, onConnected, soon, close: hangUp } = openLiveLine(server);
  const { agentMessages, lineDesk, pledges, session } = rpc;
  const nows = new Set<(now: SeatNow) => void>();
  const lost = new Set<(text: string) => void>();
  const first = Promise.withResolvers<void>();
  let last: SeatNow | undefined;
  const sitting = lineDesk.sit.subscribe(
    { campaign, seat },
    {
      onData: (now) => {
        last = now;
        first.resolve();
        for (const listener of nows) listener(now);
      },
      onError: (error) => {
        const refusal = refusalOf(error);
        first.reject(refusal);
        for (const listener of lost) listener(`${refusal.message} ${refusal.hint}`);
      },
    },
  );
  const timer = setInterval(() => void session.me.query(undefined, soon()).catch(() => undefined), ASK_MS);
  const close = async () => {
    clearInterval(timer);
    sitting.unsubscribe();
    await hangUp();
  };
  const desk: SeatDesk = {
    line: () => answered(pledges.desk.query({ campaign }, soon())),
    towns: (_, postcode) => answered(pledges.towns.query({ campaign, postcode }, soon())),
    help: () => answered(agentMessages.ask.mutate({ text: '', isReply: false }, soon())),
    ready: (isReady) => answered(lineDesk.ready.mutate({ campaign, isReady }, soon())),
    pickUp: () => answered(lineDesk.pickUp.mutate({ campaign }, soon())),
    ringBack: () => answered(lineDesk.ringBack.mutate({ campaign }, soon())),
    known: (callId) => answered(lineDesk.known.mutate({ campaign, callId }, soon())),
    save: ({ callId, form, edition, earlier }) =>
      answered(lineDesk.save.mutate({ campaign, callId, form, edition, earlier }, soon())),
    endCall: (end) => answered(lineDesk.endCall.mutate({ campaign, end }, soon())),
    onNow: (listener) => {
      nows.add(listener);
      if (last) listener(last);
      return () => void nows.delete(listener);
    },
    onLive: ({ ended, said }) => {
      const onData = (event: LiveEvent) => {
        if (event.kind === 'session-ended') ended(event.text);
        if (event.kind === 'message') said(event.message.from, event.message.text);
      };
      // A session that is over ends its own line: the next request says so.
      const live = lineDesk.live.subscribe(undefined, { onData, onError: () => undefined });
      return () => live.unsubscribe();
    },
  };
  const seated: SeatedDesk = {
    name: seat,
    desk,
    onConnected,
    onLost: (listener) => {
      lost.add(listener);
      return () => void lost.delete(listener);
    },
  };
  try {
    const [said] = await Promise.all([answered(session.clock.query(undefined, soon())), first.promise]);
    return { seated, now: new AnchoredClock(said).now, close };
  } catch (error) {
    await close();
    throw error;
  }
}

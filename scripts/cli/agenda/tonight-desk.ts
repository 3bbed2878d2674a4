import { inNumber } from '../../../shared/french-plural.ts';
import type { TonightDesk } from '../../../shared/people/tonight.ts';
import { hour } from '../../../tui/board/board-age.ts';
import { AnchoredClock } from '../../../tui/server-clock.ts';
import { roomForNew, writeNew } from '../files/made-files.ts';
import { ASK_MS, answeredBy as answered, openLiveLine, refusalOf } from '../live-line.ts';

/** One WebSocket for « Ce soir »; it reconnects by itself. Badges go to the folder that the command runs in. */
export async function connectTonight(server: { readonly url: string; readonly token: string }) {
  const { rpc, onConnected, soon, close: hangUp } = openLiveLine(server);
  const { agenda, seats, session, team, tonight } = rpc;
  const clock = new AnchoredClock(await session.clock.query(undefined, soon()));
  const timer = setInterval(() => void session.me.query(undefined, soon()).catch(() => undefined), ASK_MS);
  const desk: TonightDesk = {
    follow: (slot, { came, refused }) => {
      const onError = (error: unknown) => {
        const { message, hint } = refusalOf(error);
        refused({ message, hint });
      };
      const line = tonight.live.subscribe({ slot }, { onData: came, onError });
      return () => line.unsubscribe();
    },
    onConnected,
    onLive: (listener) => {
      // Ops have no such line: they are told nothing.
      const line = team.live.subscribe(undefined, {
        onData: ({ text }) => listener(text),
        onError: () => undefined,
      });
      return () => line.unsubscribe();
    },
    attend: (signup, as) => answered(agenda.attend.mutate({ signup, as })),
    code: (slot, signup) => answered(tonight.code.mutate({ slot, signup })),
    swap: (signup, reason) => answered(agenda.swap.mutate({ signup, reason })),
    moveUp: (slot) => answered(agenda.moveUp.mutate({ slot })),
    countCall: (slot) => answered(tonight.countCall.query({ slot })),
    writeCall: (slot, expected) => answered(tonight.writeCall.mutate({ slot, expected })),
    print: async (slot) => {
      const path = `badges-${slot}-${hour(clock.now()).replace(':', 'h')}.pdf`;
      roomForNew(path);
      const { pdf, badges } = await answered(seats.badges.mutate({ slot }));
      writeNew(path, pdf);
      return `${path} : ${inNumber(badges, 'badge(s)')}. Gardez la feuille comme une clé, elle ouvre des postes.`;
    },
  };
  const close = async () => {
    clearInterval(timer);
    await hangUp();
  };
  return { desk, now: clock.now, close };
}

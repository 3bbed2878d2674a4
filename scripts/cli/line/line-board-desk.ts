import type { LineBoard } from '../../../shared/line-board.ts';
import type { LineBoardOrders } from '../../../tui/line-board/line-board-orders.ts';
import type { LineBoardDesk } from '../../../tui/line-board/run-line-board.ts';
import { AnchoredClock } from '../../../tui/server-clock.ts';
import { ASK_MS, answeredBy as answered, type LiveLine, openLiveLine, refusalOf } from '../live-line.ts';

/** One WebSocket for the board of pledge lines; it reconnects by itself. AppError when the server refuses. */
export async function connectLineBoard(server: { readonly url: string; readonly token: string }) {
  const told = {
    boards: new Set<(boards: readonly LineBoard[]) => void>(),
    refused: new Set<Parameters<LineBoardDesk['onRefused']>[0]>(),
  };
  const { rpc, onConnected, soon, close: hangUp } = openLiveLine(server);
  const { line, session } = rpc;
  const refuse = (error: unknown) => {
    const { message, hint } = refusalOf(error);
    for (const listener of told.refused) listener({ message, hint });
  };
  let last: readonly LineBoard[] | undefined;
  const show = (boards: readonly LineBoard[]) => {
    last = boards;
    for (const listener of told.boards) listener(boards);
  };
  const listen =
    <T>(to: Set<T>) =>
    (listener: T) => {
      to.add(listener);
      return () => void to.delete(listener);
    };
  const clock = new AnchoredClock(await session.clock.query(undefined, soon()));
  const pushed = line.live.subscribe(undefined, {
    onData: show,
    onError: refuse,
  });
  const timer = setInterval(() => void line.boards.query(undefined, soon()).then(show, refuse), ASK_MS);
  const onBoards = listen(told.boards);
  const desk: LineBoardDesk = {
    onBoards: (listener) => {
      if (last) listener(last);
      return onBoards(listener);
    },
    onRefused: listen(told.refused),
    onConnected,
    orders: lineBoardOrders(rpc),
  };
  const close = async () => {
    clearInterval(timer);
    pushed.unsubscribe();
    await hangUp();
  };
  return { desk, now: clock.now, close };
}

/** Noted in the audit log when a pledge is opened from the board. */
const CALL_BACK = 'rappel de vérification, au tableau';

/** The orders of the board, over the session of whoever looks at it: same roles, same refusals, same log. */
function lineBoardOrders({ line, pledges, seats, team }: LiveLine['rpc']): LineBoardOrders {
  return {
    limits: (campaign) => answered(line.limits.query({ campaign })),
    changeLimit: (order) => answered(line.changeLimit.mutate(order)),
    undoLimit: (order) => answered(line.undoLimit.mutate(order)),
    floor: (campaign) => answered(line.floor.mutate({ campaign })),
    unfreeze: (order) => answered(seats.unfreeze.mutate(order)),
    toCheck: async (campaign) =>
      (await answered(pledges.list.query({ campaign, only: 'to-check' }))).map(
        ({ id, site, atMs, amountMinor: minor, currency, rhythm }) => ({
          ...{ id, site, atMs, amount: { minor, currency } },
          isMonthly: rhythm === 'monthly',
        }),
      ),
    maker: async (id) => {
      const { who } = await answered(pledges.show.mutate({ id, reason: CALL_BACK }));
      const town = `${who.postcode} ${who.town}`.trim();
      return {
        name: `${who.firstName} ${who.lastName}`.trim(),
        address: [who.street, town].filter((part) => part !== '').join(', '),
        to: who.to,
      };
    },
    check: (id) => answered(pledges.check.mutate({ id })),
    say: (to, text) =>
      answered(
        team.message.mutate({
          to: 'login' in to ? { kind: 'one', ...to } : { kind: 'campaign', ...to },
          text,
        }),
      ),
  };
}

import { randomUUID } from 'node:crypto';
import { createTRPCClient, createWSClient, type TRPCClient, TRPCClientError, wsLink } from '@trpc/client';
import type { AppRouter } from '../../../server/routers/app-router.ts';
import type { LineBoard } from '../../../shared/line-board.ts';
import { appErrorOf } from '../../../shared/rpc-link.ts';
import type { LineBoardOrders } from '../../../tui/line-board/line-board-orders.ts';
import type { LineBoardDesk } from '../../../tui/line-board/run-line-board.ts';
import { AnchoredClock } from '../../../tui/server-clock.ts';

const RETRY_MS = { first: 250, most: 5_000 } as const;
/** A board is looked at and not touched: asked for as often, its session is not taken for one that nobody uses. */
const ASK_MS = 120_000;
const ANSWER_TIMEOUT_MS = 15_000;

/** One WebSocket for the board of pledge lines; it reconnects by itself. AppError when the server refuses. */
export async function connectLineBoard({ url, token }: { readonly url: string; readonly token: string }) {
  const told = {
    boards: new Set<(boards: readonly LineBoard[]) => void>(),
    refused: new Set<Parameters<LineBoardDesk['onRefused']>[0]>(),
    connected: new Set<(isConnected: boolean) => void>(),
  };
  const tellConnected = (isConnected: boolean) => {
    for (const listener of told.connected) listener(isConnected);
  };
  const ws = createWSClient({
    url: `${url.replace(/^http/, 'ws')}/trpc`,
    connectionParams: async () => ({ token, screen: randomUUID() }),
    retryDelayMs: (attempt) => Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** attempt),
    keepAlive: { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 },
    onOpen: () => tellConnected(true),
    onClose: () => tellConnected(false),
  });
  const rpc = createTRPCClient<AppRouter>({ links: [wsLink({ client: ws })] });
  const { line, session } = rpc;
  const soon = () => ({ signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  const refuse = (error: unknown) => {
    const { message, hint } = asAppError(error);
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
    onConnected: listen(told.connected),
    orders: lineBoardOrders(rpc),
  };
  const close = async () => {
    clearInterval(timer);
    pushed.unsubscribe();
    await ws.close();
  };
  return { desk, now: clock.now, close };
}

function asAppError(error: unknown) {
  const refusal =
    error instanceof TRPCClientError ? { message: error.message, data: error.data } : { message: '' };
  return appErrorOf(refusal, error);
}

async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw asAppError(error);
  }
}

/** Noted in the audit log when a pledge is opened from the board. */
const CALL_BACK = 'rappel de vérification, au tableau';

/** The orders of the board, over the session of whoever looks at it: same roles, same refusals, same log. */
function lineBoardOrders({ line, pledges, seats, team }: TRPCClient<AppRouter>): LineBoardOrders {
  return {
    limits: (campaign) => answered(line.limits.query({ campaign })),
    changeLimit: (order) => answered(line.changeLimit.mutate(order)),
    undoLimit: (order) => answered(line.undoLimit.mutate(order)),
    floor: (campaign) => answered(line.floor.query({ campaign })),
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

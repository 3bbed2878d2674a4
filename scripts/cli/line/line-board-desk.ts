import { randomUUID } from 'node:crypto';
import { createTRPCClient, createWSClient, TRPCClientError, wsLink } from '@trpc/client';
import type { AppRouter } from '../../../server/routers/app-router.ts';
import type { LineBoard } from '../../../shared/line-board.ts';
import { appErrorOf } from '../../../shared/rpc-link.ts';
import type { LineBoardDesk } from '../../../tui/line-board/run-line-board.ts';
import { AnchoredClock } from '../../../tui/server-clock.ts';
import { lineBoardOrders } from './line-board-orders.ts';

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
    const refusal =
      error instanceof TRPCClientError ? { message: error.message, data: error.data } : { message: '' };
    const { message, hint } = appErrorOf(refusal, error);
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

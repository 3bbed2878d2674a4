import { randomUUID } from 'node:crypto';
import { createTRPCClient, createWSClient, TRPCClientError, wsLink } from '@trpc/client';
import type { AppRouter } from '../../server/routers/app-router.ts';
import { appErrorOf } from '../../shared/rpc-link.ts';
import type { BoardDesk, BoardLine } from '../../tui/board/board-desk.ts';
import { AnchoredClock } from '../../tui/server-clock.ts';

/** A procedure that gets no answer for this long has failed; the board keeps what it shows and says its age. */
const ANSWER_TIMEOUT_MS = 15_000;
const RETRY_MS = { first: 250, most: 5_000 } as const;

async function answered<T>(call: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
  try {
    return await call({ signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  } catch (error) {
    if (error instanceof TRPCClientError)
      throw appErrorOf({ message: error.message, data: error.data }, error);
    if (error instanceof Error && error.name === 'TimeoutError') throw appErrorOf({ message: '' }, error);
    throw error;
  }
}

/**
 * One WebSocket for the lead's board: readings, orders and live events; it reconnects by itself. AppError when the
 * server refuses.
 */
export async function connectBoard({ url, token }: { readonly url: string; readonly token: string }) {
  const listeners = new Set<(line: BoardLine) => void>();
  const tell = (line: BoardLine) => {
    for (const listener of listeners) listener(line);
  };
  const ws = createWSClient({
    url: `${url.replace(/^http/, 'ws')}/trpc`,
    connectionParams: async () => ({ token, screen: randomUUID() }),
    retryDelayMs: (attempt) => Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** attempt),
    keepAlive: { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 },
    onOpen: () => tell('connected'),
    onClose: () => tell('reconnecting'),
  });
  const trpc = createTRPCClient<AppRouter>({ links: [wsLink({ client: ws })] });
  const { team } = trpc;
  const desk: BoardDesk = {
    board: () => answered((one) => team.board.query(undefined, one)),
    targets: () => answered((one) => team.targets.query(undefined, one)),
    message: (to, text) => answered((one) => team.message.mutate({ to, text }, one)),
    pull: (recordId, reason) => answered((one) => team.pull.mutate({ recordId, reason }, one)),
    pause: (campaign, reason) => answered((one) => team.pause.mutate({ campaign, reason }, one)),
    resume: (campaign, reason) => answered((one) => team.resume.mutate({ campaign, reason }, one)),
    campaigns: (login, campaigns, reason) =>
      answered((one) => team.campaigns.mutate({ login, campaigns: [...campaigns], reason }, one)),
    onLive: (listener) => {
      // A refusal here (session ended) also meets the next reading, which tells it.
      const live = team.live.subscribe(undefined, {
        onData: (event) => listener(event.text),
        onError: () => undefined,
      });
      return () => live.unsubscribe();
    },
    onLine: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => void (await ws.close()),
  };
  try {
    const clock = new AnchoredClock(await answered((one) => trpc.session.clock.query(undefined, one)));
    return { desk, now: clock.now, clockNote: clock.simulated ? 'heure simulée' : '' };
  } catch (error) {
    await desk.close();
    throw error;
  }
}

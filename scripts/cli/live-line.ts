import { randomUUID } from 'node:crypto';
import { createTRPCClient, createWSClient, type TRPCClient, TRPCClientError, wsLink } from '@trpc/client';
import type { AppRouter } from '../../server/routers/app-router.ts';
import type { AppError } from '../../shared/errors.ts';
import { appErrorOf } from '../../shared/rpc-link.ts';

const RETRY_MS = { first: 250, most: 5_000 } as const;
/** A screen is looked at and not touched: asked for as often, its session is not taken for one that nobody uses. */
export const ASK_MS = 120_000;
const ANSWER_TIMEOUT_MS = 15_000;

/** One WebSocket, which reconnects by itself. */
export interface LiveLine {
  readonly rpc: TRPCClient<AppRouter>;
  onConnected(listener: (isConnected: boolean) => void): () => void;
  /** For a question that must not wait for ever. */
  soon(): { readonly signal: AbortSignal };
  close(): Promise<void>;
}

/** Opens it for the session of that token. */
export function openLiveLine({ url, token }: { readonly url: string; readonly token: string }): LiveLine {
  const listeners = new Set<(isConnected: boolean) => void>();
  const tell = (isConnected: boolean) => {
    for (const listener of listeners) listener(isConnected);
  };
  const ws = createWSClient({
    url: `${url.replace(/^http/, 'ws')}/trpc`,
    connectionParams: async () => ({ token, screen: randomUUID() }),
    retryDelayMs: (attempt) => Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** attempt),
    keepAlive: { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 },
    onOpen: () => tell(true),
    onClose: () => tell(false),
  });
  return {
    rpc: createTRPCClient<AppRouter>({ links: [wsLink({ client: ws })] }),
    onConnected: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    soon: () => ({ signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }),
    close: () => ws.close(),
  };
}

/** As the server refused it, or as the network failed. */
export function refusalOf(error: unknown): AppError {
  const refusal =
    error instanceof TRPCClientError ? { message: error.message, data: error.data } : { message: '' };
  return appErrorOf(refusal, error);
}

/** The answer, or its AppError. */
export async function answeredBy<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw refusalOf(error);
  }
}

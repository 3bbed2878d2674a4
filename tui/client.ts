import { createTRPCClient, createWSClient, httpLink, TRPCClientError, wsLink } from '@trpc/client';
// The only line of the workstation that names the server, and as a type (architecture §4).
import type { AppRouter } from '../server/routers/app-router.ts';
import type { LiveEvent } from '../shared/card.ts';
import type { Desk } from '../shared/desk.ts';
import { appErrorOf } from '../shared/rpc-link.ts';

type Line = 'connected' | 'reconnecting';

/** A procedure that gets no answer for this long has failed: the workstation keeps what it had to say and tries again. */
const ANSWER_TIMEOUT_MS = 15_000;

export interface ServerClock {
  /** The server's time now, simulated or not. */
  now(): number;
  readonly simulated: boolean;
}

export interface DeskConnection {
  readonly desk: Desk;
  readonly clock: ServerClock;
  /** First name of the person whose token was given; '' without a token. */
  readonly firstName: string;
}

function asAppError(error: unknown): never {
  if (error instanceof TRPCClientError) throw appErrorOf({ message: error.message, data: error.data }, error);
  if (error instanceof Error && error.name === 'TimeoutError') throw appErrorOf({ message: '' }, error);
  throw error;
}

async function answered<T>(call: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
  try {
    return await call({ signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  } catch (error) {
    return asAppError(error);
  }
}

async function readClock(url: string): Promise<ServerClock> {
  const http = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc` })] });
  const { nowMs, simulated, speed } = await answered((options) =>
    http.session.clock.query(undefined, options),
  );
  const anchor = performance.now();
  return { now: () => Math.floor(nowMs + (performance.now() - anchor) * speed), simulated };
}

/** Everything that travels by WebSocket once the token is known. */
function openLine(url: string, token: string, onLine: (line: Line) => void) {
  const ws = createWSClient({
    url: `${url.replace(/^http/, 'ws')}/trpc`,
    connectionParams: async () => ({ token }),
    retryDelayMs: (attempt) => Math.min(5_000, 250 * 2 ** attempt),
    keepAlive: { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 },
    onOpen: () => onLine('connected'),
    onClose: () => onLine('reconnecting'),
  });
  const trpc = createTRPCClient<AppRouter>({ links: [wsLink({ client: ws })] });
  return { ws, trpc };
}

/**
 * A desk over tRPC: login by HTTP, then one WebSocket for calls and live events, which reconnects by itself.
 * Give a `token` to take up a session that is already open.
 */
export async function connectDesk(options: {
  readonly url: string;
  readonly token?: string | undefined;
}): Promise<DeskConnection> {
  const { url } = options;
  const lineListeners = new Set<(line: Line) => void>();
  const tellLine = (line: Line) => {
    for (const listener of lineListeners) listener(line);
  };
  let line = options.token ? openLine(url, options.token, tellLine) : undefined;
  const open = () => {
    if (line) return line.trpc;
    throw appErrorOf(
      {
        message: 'Aucune session n’est ouverte.',
        data: { code: 'UNAUTHORIZED', appCode: 'not-logged-in', hint: 'Ouvrez une session.' },
      },
      undefined,
    );
  };
  const desk: Desk = {
    logIn: async (login, password) => {
      const http = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc` })] });
      const session = await answered((one) => http.session.logIn.mutate({ login, password }, one));
      await line?.ws.close();
      line = openLine(url, session.token, tellLine);
      return session;
    },
    logOut: async () => {
      if (!line) return;
      const { trpc, ws } = line;
      await answered((one) => trpc.calls.endShift.mutate(undefined, one));
      await answered((one) => trpc.session.logOut.mutate(undefined, one));
      await ws.close();
      line = undefined;
    },
    nextCard: () => answered((one) => open().calls.next.mutate(undefined, one)),
    script: (campaign, version) => answered((one) => open().calls.script.query({ campaign, version }, one)),
    keepLease: (callId) => answered((one) => open().calls.keepLease.mutate({ callId }, one)),
    saveOutcome: (outcome) => answered((one) => open().calls.save.mutate(outcome, one)),
    releaseCard: async (callId) =>
      void (await answered((one) => open().calls.release.mutate({ callId }, one))),
    pause: async (kind) => void (await answered((one) => open().calls.pause.mutate({ kind }, one))),
    resume: async () => void (await answered((one) => open().calls.resume.mutate(undefined, one))),
    myDay: () => answered((one) => open().calls.myDay.query(undefined, one)),
    onLive: (listener: (event: LiveEvent) => void) => {
      const subscription = open().calls.live.subscribe(undefined, { onData: listener });
      return () => subscription.unsubscribe();
    },
    onLine: (listener) => {
      lineListeners.add(listener);
      return () => void lineListeners.delete(listener);
    },
    close: async () => void (await line?.ws.close()),
  };
  const me = line ? await answered((one) => open().session.me.query(undefined, one)) : undefined;
  return { desk, clock: await readClock(url), firstName: me?.displayName ?? '' };
}

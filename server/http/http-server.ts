import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { TRPCError } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import type { TRPCRequestInfo } from '@trpc/server/http';
import fastify, { type FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import { AppError } from '../../shared/errors.ts';
import type { AppContext } from '../app-context.ts';
import type { Config } from '../config/config.ts';
import type { RequestContext } from '../procedures/request-context.ts';
import { statusForStranger, visitorOf } from '../procedures/strangers.ts';
import { appRouter } from '../routers/app-router.ts';
import { serveHealth } from './health-route.ts';
import { HTTP_LIMITS, type HttpLimits, HttpLines, requestDeadlines } from './http-lines.ts';
import { refuseAddress, refuseInFrench, refuseLine } from './http-refusals.ts';
import { answerStanding } from './standing-routes.ts';
import { arriveAt, openArrivals } from './true-address.ts';

/** Limits of the doors: an outcome is under 30 kB, a reassignment under 10 kB. */
const MAX_BODY_BYTES = 256 * 1024;
const MAX_BATCH = 10;
const TRPC_PATH = '/trpc';

export interface HttpServer {
  /** `http://127.0.0.1:7040` */
  readonly url: string;
  /** Tells workstations to reconnect, then closes. */
  close(): Promise<void>;
}

interface ResponseToSend {
  readonly errors: readonly TRPCError[];
  readonly data: readonly unknown[];
  readonly ctx?: RequestContext;
}

interface RequestToContext {
  readonly req: {
    readonly method: string;
    readonly headers: { readonly authorization?: string };
    readonly ip: string;
    readonly socket: Socket;
  };
  readonly info: TRPCRequestInfo;
}

/** Each procedure is there and asked by its own method: its own middleware answers, and nothing need be known at the door. */
function asksWhatIsThere(method: string, calls: TRPCRequestInfo['calls']): boolean {
  const asked = method === 'GET' ? 'query' : 'mutation';
  return calls.every(({ procedure }) => procedure?._def.type === asked);
}

function bearer(header: string | undefined): string | undefined {
  return header?.startsWith('Bearer ') ? header.slice(7, 7 + 200) : undefined;
}

function readTls({ certFile, keyFile }: NonNullable<Config['tls']>) {
  try {
    const tls = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    createSecureContext(tls);
    return tls;
  } catch (cause) {
    throw new AppError({
      code: 'tls-unusable',
      kind: 'invalid',
      message: 'Le certificat ou la clé TLS ne peut pas être lu, ou les deux ne vont pas ensemble.',
      hint: 'Vérifiez PLATEAU_TLS_CERT_FILE et PLATEAU_TLS_KEY_FILE (PEM, droits 0600), puis relancez.',
      cause,
    });
  }
}

interface FastifySetting extends Pick<Config, 'tls'> {
  readonly limits: HttpLimits;
  /** Answers an address so wrong that no route is looked for; commands are told in their own form. */
  readonly refuseMisshapen?: typeof refuseAddress;
}

/** Not listening yet. AppError `tls-unusable`. */
export function openFastify(config: FastifySetting): FastifyInstance<Server> {
  const tls = config.tls && readTls(config.tls);
  const { ofFastify, ofNode } = requestDeadlines(config.limits);
  const options = {
    ...ofFastify,
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 5000, ignoreTrailingSlash: true },
    logger: false as const,
    frameworkErrors: config.refuseMisshapen ?? refuseAddress,
    clientErrorHandler: refuseLine,
  };
  return (
    tls
      ? fastify({ ...options, https: { ...tls, ...ofNode, minVersion: 'TLSv1.2' } })
      : fastify({ ...options, http: ofNode })
  ) as FastifyInstance<Server>;
}

/** AppError `listen-refused`: the usual mistake is a second server on the same port. `variable` said where. */
export async function listenAt(
  server: FastifyInstance<Server>,
  at: Config['listen'],
  variable: string,
): Promise<void> {
  try {
    await server.listen(at);
  } catch (cause) {
    throw new AppError({
      code: 'listen-refused',
      kind: 'unavailable',
      message: `Le serveur ne peut pas écouter sur ${at.host}:${at.port}.`,
      hint: `Un autre programme y est peut-être déjà : arrêtez-le, ou changez ${variable}.`,
      cause,
    });
  }
}

function serveWebSocket(server: FastifyInstance<Server>, app: AppContext, lines: HttpLines) {
  const wss = new WebSocketServer({ server: server.server, path: TRPC_PATH, maxPayload: MAX_BODY_BYTES });
  lines.watchWebSockets(wss);
  // The same failure is told by `listen`; without a listener it would end the process with a stack.
  wss.on('error', () => undefined);
  const handler = applyWSSHandler({
    wss,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: 20_000, pongWaitMs: 10_000 },
    createContext: async ({ info, req }): Promise<RequestContext> => {
      const ctx = {
        app,
        token: info.connectionParams?.token ?? undefined,
        screen: info.connectionParams?.screen?.slice(0, 60),
        address: req.socket.remoteAddress ?? '',
        proven: () => lines.proven(req.socket),
      };
      return { ...ctx, visitor: await visitorOf(ctx) };
    },
  });
  return { wss, handler };
}

/** Opens HTTP (commands) and WebSocket (workstations) on one port: `/trpc`, and what standing-routes.ts answers. */
export async function serveHttp(
  app: AppContext,
  config: Pick<Config, 'listen' | 'tls' | 'balancers'>,
  limits: HttpLimits = HTTP_LIMITS,
): Promise<HttpServer> {
  const server = openFastify({ ...config, limits });
  refuseInFrench(server, app.log);
  const lines = new HttpLines(limits, app.lines);
  lines.watchRequests(server);
  // Which way a procedure is asked tells that it is there.
  server.addHook('onSend', async (_request, _reply, answer) => {
    if (answer instanceof Response && answer.status === 401) answer.headers.delete('allow');
    return answer;
  });
  await server.register(fastifyTRPCPlugin, {
    prefix: TRPC_PATH,
    trpcOptions: {
      router: appRouter,
      maxBatchSize: MAX_BATCH,
      createContext: async ({ req, info }: RequestToContext): Promise<RequestContext> => {
        const ctx = {
          app,
          token: bearer(req.headers.authorization),
          address: req.ip,
          proven: () => lines.proven(req.socket),
        };
        return asksWhatIsThere(req.method, info.calls) ? ctx : { ...ctx, visitor: await visitorOf(ctx) };
      },
      responseMeta: ({ errors, data, ctx }: ResponseToSend) => {
        const status = errors.length === data.length ? statusForStranger(errors, ctx) : undefined;
        return status === undefined ? {} : { status };
      },
    },
  });
  serveHealth(server, app);
  answerStanding(server, app, config.balancers);
  const { wss, handler } = serveWebSocket(server, app, lines);
  await server.ready();
  arriveAt(server.server, {
    arrive: openArrivals({ ...config, log: app.log }),
    isTls: config.tls !== undefined,
  });
  await listenAt(server, config.listen, 'PLATEAU_LISTEN');
  const { port } = server.server.address() as AddressInfo;
  const host = config.listen.host.includes(':') ? `[${config.listen.host}]` : config.listen.host;
  return {
    url: `${config.tls ? 'https' : 'http'}://${host}:${port}`,
    close: async () => {
      handler.broadcastReconnectNotification();
      for (const client of wss.clients) client.close(1001);
      await new Promise<void>((resolve) => wss.close(() => resolve()));
      server.server.closeAllConnections();
      await server.close();
    },
  };
}

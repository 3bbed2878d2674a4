import { createHash, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isAppError } from '../../shared/errors.ts';
import type { LineBoard } from '../../shared/line-board.ts';
import type { AppContext } from '../app-context.ts';
import type { Config } from '../config/config.ts';
import { HTTP_LIMITS, HttpLines } from '../http/http-lines.ts';
import { listenAt, openFastify } from '../http/http-server.ts';
import { type WebPage, webAnswer } from './page.ts';
import { troubleWallboard, wallboardPage, wallboardsPage } from './wallboard-page.ts';

type WallboardApp = Pick<AppContext, 'log' | 'lines' | 'pace'>;

interface WallboardSetting {
  readonly listen: Config['listen'];
  readonly token: string;
  readonly tls: Config['tls'];
  readonly boards: () => Promise<readonly LineBoard[]>;
}

export interface Wallboard {
  /** `http://127.0.0.1:7041`, without the token. */
  readonly url: string;
  close(): Promise<void>;
}

/** Screens of a hall, not a floor of workstations. */
const WEB_LIMITS = { ...HTTP_LIMITS, connections: 200, perAddress: 50 };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

async function send(reply: FastifyReply, status: number, page: WebPage): Promise<FastifyReply> {
  const { html, headers } = await webAnswer(page);
  return reply.code(status).headers(headers).send(html);
}

/** A second is as fresh as it need be: ten screens cost one reading. */
const FRESH_MS = 1_000;

function freshEnough(read: WallboardSetting['boards']): WallboardSetting['boards'] {
  let readMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<readonly LineBoard[]> = Promise.resolve([]);
  return () => {
    if (performance.now() - readMs < FRESH_MS) return reading;
    readMs = performance.now();
    reading = read();
    return reading;
  };
}

/**
 * The screen of a hall: one page a line, on a listener of its own, for whoever has the token of its address; every other address
 * answers the same « not found ». AppErrors `listen-refused`, `tls-unusable`.
 */
export async function serveWallboard(
  app: WallboardApp,
  { listen, token, tls, boards: read }: WallboardSetting,
): Promise<Wallboard> {
  const server: FastifyInstance<Server> = openFastify({ tls, limits: WEB_LIMITS });
  new HttpLines(WEB_LIMITS, app.lines).watchRequests(server);
  const wanted = digest(token);
  const boards = freshEnough(read);
  const notFound = (reply: FastifyReply) =>
    send(reply, 404, troubleWallboard('Rien ne se trouve à cette adresse.'));

  server.get<{ Params: { token: string; campaign?: string } }>(
    '/:token/:campaign?',
    async (request, reply) => {
      const { token: given, campaign } = request.params;
      await app.pace.take('stranger', request.ip);
      if (!timingSafeEqual(digest(given), wanted)) return notFound(reply);
      const all = await boards();
      const board =
        campaign === undefined && all.length === 1 ? all[0] : all.find((one) => one.campaign === campaign);
      if (board) return send(reply, 200, wallboardPage(board));
      if (campaign !== undefined) return notFound(reply);
      return send(
        reply,
        200,
        wallboardsPage(all, (code) => `/${token}/${encodeURIComponent(code)}`),
      );
    },
  );
  server.setNotFoundHandler((_request, reply) => notFound(reply));
  server.setErrorHandler(
    (failure: { readonly statusCode?: number; readonly name?: string }, _request, reply) => {
      const { statusCode = 500, name = 'unknown' } = failure;
      if (isAppError(failure) && failure.kind === 'too-many')
        return send(reply, 429, troubleWallboard(failure.message));
      if (statusCode < 500) return notFound(reply);
      app.log.error('wallboard.failed', { kind: isAppError(failure) ? failure.code : name });
      return send(
        reply,
        503,
        troubleWallboard('Les chiffres ne peuvent pas être lus ; nouvel essai dans 5 s.'),
      );
    },
  );
  await listenAt(server, listen, 'PLATEAU_WALLBOARD_LISTEN');
  const { port } = server.server.address() as AddressInfo;
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${port}`,
    close: async () => {
      server.server.closeAllConnections();
      await server.close();
    },
  };
}

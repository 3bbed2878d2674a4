import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { WebSocketServer } from 'ws';
import { DoorLines, type Line, waitFor } from '../../shared/door-lines.ts';
import type { LineGuard } from '../live/line-guard.ts';
import { RequestTurns } from './request-turns.ts';

/** What the HTTP port allows a line; times in milliseconds. The SSH port has the same kinds (tui/ssh/host-limits.ts). */
export interface HttpLimits {
  readonly connections: number;
  readonly perAddress: number;
  /** From the first byte of a request to its last: a body of 256 kB on the slowest line that works. */
  readonly requestMs: number;
  readonly headersMs: number;
  /** Between two requests of a line that proved nothing. */
  readonly idleMs: number;
  /** From the opening of a WebSocket to its first answer to somebody who is logged in. */
  readonly loginMs: number;
}

export const HTTP_LIMITS: HttpLimits = {
  connections: 2000,
  perAddress: 800,
  requestMs: 20_000,
  headersMs: 10_000,
  idleMs: 10_000,
  loginMs: 120_000,
};

/** Node's own deadlines of one request, looked at often enough to keep them. */
export function requestDeadlines({ requestMs, headersMs, idleMs }: HttpLimits) {
  const often = Math.ceil(Math.min(requestMs, headersMs) / 4);
  return {
    ofFastify: { requestTimeout: requestMs, keepAliveTimeout: idleMs },
    ofNode: { headersTimeout: headersMs, connectionsCheckingInterval: often },
  };
}

/** The lines of the HTTP port, and who of them has shown who they are. */
export class HttpLines {
  readonly #lines: DoorLines<Socket>;
  readonly #limits: HttpLimits;
  readonly #guard: LineGuard;
  readonly #turns = new RequestTurns();

  constructor(limits: HttpLimits, guard: LineGuard) {
    this.#lines = new DoorLines(limits);
    this.#limits = limits;
    this.#guard = guard;
  }

  /** Admits each connection of the port; each request runs on its line's account, in its address's turn. Before the routes. */
  watchRequests(server: FastifyInstance<Server>): void {
    server.server.on('connection', (socket: Socket) => this.#lines.admit(socket));
    server.addHook('onRequest', (request, _reply, done) =>
      this.#turns.take(request.ip, () =>
        this.#guard.watch({ kind: 'request', emitters: [], cut: () => request.raw.destroy() }, done),
      ),
    );
  }

  /** Each WebSocket too, and it must bring somebody in within its time. To be called before its messages have a listener. */
  watchWebSockets(wss: WebSocketServer): void {
    wss.on('connection', (client, { socket }) => {
      const line = this.#at(socket);
      if (line && !line.isProven) waitFor(line, this.#limits.loginMs);
      this.#guard.watch(
        { kind: 'websocket', emitters: [client], cut: () => client.terminate() },
        () => undefined,
      );
    });
  }

  /** Somebody has been answered on this line who is logged in: it is waited for no more, nor cut for a stranger. */
  proven(socket: {
    readonly remoteAddress?: string | undefined;
    readonly remotePort?: number | undefined;
  }): void {
    const line = this.#at(socket);
    if (!line || line.isProven) return;
    line.isProven = true;
    clearTimeout(line.patience);
  }

  #at({ remoteAddress = '', remotePort }: Parameters<HttpLines['proven']>[0]): Line<Socket> | undefined {
    return this.#lines.at(remoteAddress, remotePort);
  }
}

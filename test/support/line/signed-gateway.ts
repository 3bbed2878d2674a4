import { timingSafeEqual } from 'node:crypto';
import {
  createServer as createPlain,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { signatureOf } from '../../../server/gateways/signed-request.ts';

/** Signs of a test’s own, of which nobody else has the key. */
export const GATEWAY_KEY = 'clé fictive de l’essai, trente-deux signes au moins';

/** What the gateway does with the next question: a status, or a connection that it cuts once it has read. */
export type Gesture = number | 'cut';

interface GatewayOptions {
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly nowMs: () => number;
  /** What it answers to a question that it knows: status and body, after so long. */
  readonly answer: (
    path: string,
    asked: unknown,
  ) => { readonly status: number; readonly body?: object; readonly afterMs?: number };
}

const SKEW_SECONDS = 300;

/** Whether the question is signed with our key, a few minutes ago at most. */
function isSigned(
  { method, url: path = '', headers }: IncomingMessage,
  body: string,
  nowMs: number,
): boolean {
  const time = Number(headers['plateau-time']);
  const given = Buffer.from(String(headers['plateau-signature']));
  const good = Buffer.from(
    signatureOf({ method: method === 'GET' ? 'GET' : 'POST', path, time, body }, GATEWAY_KEY),
  );
  const isFresh = Math.abs(nowMs / 1000 - time) <= SKEW_SECONDS;
  return isFresh && given.length === good.length && timingSafeEqual(given, good);
}

/** A real HTTP server as docs/rules/gateways.md describes one: signature, hour, and what it is told to do next. */
export async function startSignedGateway({ tls, nowMs, answer }: GatewayOptions) {
  const gestures: Gesture[] = [];
  const paths: string[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    paths.push(request.url ?? '');
    const gesture = gestures.shift();
    if (gesture === 'cut') return void request.socket.destroy();
    if (!isSigned(request, body, nowMs())) return void response.writeHead(401).end();
    if (gesture !== undefined) return void response.writeHead(gesture, { location: '/ailleurs' }).end();
    if (request.method === 'GET') return void response.writeHead(204).end();
    const { status, body: said, afterMs = 0 } = answer(request.url ?? '', JSON.parse(body));
    if (afterMs > 0) await pause(afterMs, undefined, { ref: false });
    response.writeHead(status, { 'content-type': 'application/json' }).end(said && JSON.stringify(said));
  };
  const server: Server = tls ? createSecure(tls, respond) : createPlain(respond);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const url = `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${port}/plateau`;
  return { url, paths, next: (...what: readonly Gesture[]) => void gestures.push(...what), close };
}

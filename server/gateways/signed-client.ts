import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Clock } from '../ports/clock.ts';
import { signatureOf } from './signed-request.ts';

export interface GatewaySetting {
  /** Without a slash at the end; `http:` on this machine alone. */
  readonly url: string;
  /** Of the signature; read at each question, so that a new one needs no restart. AppErrors when it cannot be. */
  readonly key: () => string;
  /** PEM of the only authority whose certificates are taken for the gateway's. */
  readonly trustedCa: () => string | undefined;
  readonly clock: Clock;
}

export interface SignedQuestion {
  readonly method: 'GET' | 'POST';
  /** After the address: `/messages`. */
  readonly path: string;
  readonly body?: object;
  /** Of the whole exchange, from the connection to the last byte of the answer. */
  readonly withinMs: number;
}

/**
 * `unreached`: no connection, so the gateway has nothing of it. `broken`: the connection was there, and no whole answer came:
 * it may have been done.
 */
export type SignedAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'unreached' | 'broken' };

/** No answer of ours is longer. Bytes. */
const MOST_BYTES = 64 * 1024;

async function textOf(answer: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer) {
    bytes += (piece as Buffer).length;
    if (bytes > MOST_BYTES) return undefined;
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** The head of the answer, or how far the question went. The connection is this question's alone, and is not kept. */
function headOf(question: ClientRequest, body: string, isSecure: boolean) {
  const { promise, resolve } = Promise.withResolvers<IncomingMessage | 'unreached' | 'broken'>();
  let isConnected = false;
  question.once('socket', (socket) =>
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      isConnected = true;
    }),
  );
  question.once('response', resolve);
  question.on('error', () => resolve(isConnected ? 'broken' : 'unreached'));
  question.end(body);
  return promise;
}

/**
 * Asks a gateway of the charity or of its operator one signed question. Over TLS, with certificates of the named authority only;
 * a redirection is an answer like another: key and body go to no other host. Nothing of the question or of the answer is logged.
 * Never throws for what the network may do; AppErrors of the key.
 */
export async function askSigned(
  { url, key, trustedCa, clock }: GatewaySetting,
  { method, path, body: asked, withinMs }: SignedQuestion,
): Promise<SignedAnswer> {
  const address = new URL(url + path);
  const isSecure = address.protocol === 'https:';
  const body = asked === undefined ? '' : JSON.stringify(asked);
  const time = Math.floor(clock.nowMs() / 1000);
  const signature = signatureOf({ method, path: address.pathname, time, body }, key());
  const headers = {
    accept: 'application/json',
    'content-length': Buffer.byteLength(body),
    'plateau-time': String(time),
    'plateau-signature': signature,
    ...(body !== '' && { 'content-type': 'application/json' }),
  };
  const ca = isSecure ? trustedCa() : undefined;
  const options = { method, headers, agent: false, signal: AbortSignal.timeout(withinMs) } as const;
  const question = isSecure
    ? requestHttps(address, { ...options, minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) })
    : requestHttp(address, options);
  const head = await headOf(question, body, isSecure);
  if (typeof head === 'string') return { kind: head };
  try {
    const text = await textOf(head);
    if (text === undefined || head.statusCode === undefined) return { kind: 'broken' };
    return { kind: 'answered', status: head.statusCode, text };
  } catch {
    // Cut in the middle of its answer, or too slow: what it did is not known.
    return { kind: 'broken' };
  } finally {
    question.destroy();
  }
}

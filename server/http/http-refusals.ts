import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Log } from '../ports/log.ts';

interface HttpFailure {
  readonly name?: string;
  readonly statusCode?: number;
}

const MISSHAPEN = 'La demande n’a pas la forme attendue.';

/** The shape of a refused procedure: French, with the next step, repeating nothing of the request. */
function refusal(appCode: string, message: string) {
  const hint = 'Vérifiez l’adresse (PLATEAU_SERVER) et la version du poste ou de la commande.';
  return { error: { code: -32600, message, data: { code: 'BAD_REQUEST', appCode, hint } } };
}

/** Addresses so wrong that fastify looks for no route. */
export function refuseAddress(failure: HttpFailure, _request: unknown, reply: FastifyReply): void {
  void reply.code(failure.statusCode ?? 400).send(refusal('request-refused', MISSHAPEN));
}

/** By the reason of Node’s parser: any other is 400. */
const STATUS_OF_LINE: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** A line that speaks no HTTP, or too much of it: told in French as the others, then closed. */
export function refuseLine(failure: NodeJS.ErrnoException, socket: Socket): void {
  if (failure.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(refusal('request-refused', MISSHAPEN));
  const head = [
    `HTTP/1.1 ${STATUS_OF_LINE[failure.code ?? ''] ?? '400 Bad Request'}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/** What never reaches a procedure: an unknown address, a body too large or unreadable. A bug is logged by its class. */
export function refuseInFrench(server: FastifyInstance<Server>, log: Log): void {
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(refusal('path-unknown', 'Rien ne se trouve à cette adresse du serveur.')),
  );
  server.setErrorHandler((failure: HttpFailure, _request, reply) => {
    const { statusCode = 500 } = failure;
    if (statusCode >= 500) log.error('http.failed', { kind: failure.name ?? 'unknown' });
    const answer =
      statusCode === 413
        ? refusal('body-too-large', 'La demande est trop volumineuse.')
        : refusal('request-refused', MISSHAPEN);
    return reply.code(statusCode).send(answer);
  });
}

import type { Server } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../../shared/errors.ts';
import { MOST_FILE_BYTES } from '../../domain/library/document.ts';

/** One byte too many comes through, so that it is the library that says how large a file may be. */
const MOST_BODY_BYTES = MOST_FILE_BYTES + 64 * 1024;
/** Each stands whole in memory. */
const MOST_AT_ONCE = 3;

function busy(): AppError {
  return new AppError({
    code: 'uploads-busy',
    kind: 'unavailable',
    message: 'D’autres fichiers sont en train d’arriver : le vôtre n’a pas été pris.',
    hint: 'Recommencez dans une minute.',
  });
}

/**
 * Lets the routes of `serve` take forms with a file: `admit` says, before a byte of it is read, whether whoever sends may.
 * AppErrors of `admit`, `uploads-busy`.
 */
export async function takeFiles(
  server: FastifyInstance<Server>,
  admit: (request: FastifyRequest) => Promise<void>,
  serve: (inner: FastifyInstance<Server>) => void,
): Promise<void> {
  let taken = 0;
  await server.register(async (inner) => {
    inner.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: MOST_BODY_BYTES },
      (_request, body, done) => done(null, body),
    );
    inner.addHook('onRequest', async (request, reply) => {
      if (request.method !== 'POST') return;
      await admit(request);
      if (taken >= MOST_AT_ONCE) throw busy();
      taken += 1;
      reply.raw.once('close', () => {
        taken -= 1;
      });
    });
    serve(inner as unknown as FastifyInstance<Server>);
  });
}

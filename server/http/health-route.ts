import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../app-context.ts';
import { readHealth } from '../steps/house/read-health.ts';

/** What the route asks of a server, whatever it listens by. */
type Routes = Pick<FastifyInstance, 'get'>;

/**
 * `/health`: a stranger learns only that somebody answers; with the watch’s token, codes without persons, and 503 when one
 * of them is not good. A wrong token is a stranger’s.
 */
export function serveHealth(server: Routes, app: AppContext): void {
  server.get('/health', async (request, reply) => {
    const header = request.headers.authorization;
    const token = header?.startsWith('Bearer ') ? header.slice(7, 7 + 200) : undefined;
    if (!app.watchCalls.hear(token)) return { ok: true };
    const health = await readHealth(app);
    return reply.code(health.ok ? 200 : 503).send(health);
  });
}

import type { Server } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../app-context.ts';
import type { Balancers } from '../config/balancers.ts';
import { isOwnMachine } from '../domain/access/login-places.ts';
import type { NotReady } from '../live/standing.ts';

/** For whoever looks why a balancer sends nobody here. */
const WHY: Readonly<Record<NotReady, string>> = {
  starting: 'Ce serveur démarre.',
  draining: 'Ce serveur s’arrête : les appels ouverts se finissent, personne d’autre n’y vient.',
  base: 'La base ne prend plus ce que ce serveur écrit : voyez le disque ou la base.',
  schema: 'Une version plus récente de Plateau a changé la base : mettez ce serveur à jour.',
  keys: 'Le trousseau n’est plus là : voyez PLATEAU_KEYS_DIR.',
  clock: 'L’heure de ce serveur est à plus d’une demi-seconde de celle de la base : voyez NTP.',
  replaced: 'Un autre serveur a démarré sous ce nom : donnez à chacun le sien (PLATEAU_SERVER_NAME).',
};

/**
 * `/live`: the loop answers. `/ready`: people may be sent here; 503 and the reasons otherwise, 404 while it drains. Both for
 * this machine and the balancers, `/metrics` for this machine; to others they are not there.
 */
export function answerStanding(
  server: FastifyInstance<Server>,
  app: Pick<AppContext, 'standing' | 'metrics'>,
  balancers: Balancers,
): void {
  const isTold = ({ ip }: FastifyRequest) => isOwnMachine(ip) || balancers.has(ip);
  const absent = (reply: FastifyReply) => reply.code(404).send();
  server.get('/live', (request, reply) => (isTold(request) ? { ok: true } : absent(reply)));
  server.get('/ready', (request, reply) => {
    if (!isTold(request)) return absent(reply);
    const why = app.standing.notReady();
    if (why.length === 0) return { ok: true };
    // HAProxy's `disable-on-404`: nobody more comes, and whoever is here finishes; 503 would cut them.
    const status = why.includes('draining') ? 404 : 503;
    return reply.code(status).send({ ok: false, why: why.map((code) => ({ code, message: WHY[code] })) });
  });
  server.get('/metrics', async (request, reply) => {
    if (!isOwnMachine(request.ip)) return absent(reply);
    return reply.type('text/plain').send(await app.metrics.text());
  });
}

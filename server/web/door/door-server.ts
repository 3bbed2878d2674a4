import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import type { Config } from '../../config/config.ts';
import type { WebConfig } from '../../config/web-config.ts';
import { HTTP_LIMITS, HttpLines } from '../../http/http-lines.ts';
import { listenAt, openFastify } from '../../http/http-server.ts';
import { arriveAt, openArrivals } from '../../http/true-address.ts';
import { openLinkAsks } from '../../live/link-asks.ts';
import { answerOf, type FramedAnswer, notEntered, refusedAnswer } from './door-answers.ts';
import { DOOR_PAGES } from './door-pages.ts';
import { realmOf } from './door-realms.ts';
import { placeOfRequest, refuseOtherSite, sessionCookie, sessionOf } from './door-requests.ts';
import { takeFiles } from './door-uploads.ts';
import { type DoorRequest, participantHere } from './door-visitors.ts';
import { sentFormOf } from './sent-file.ts';
import { openStrangerDesk } from './stranger-desk.ts';

export interface WebDoor {
  /** Where it listens: `http://127.0.0.1:7042`; behind a proxy, not what a browser shows. */
  readonly url: string;
  close(): Promise<void>;
}

export interface DoorSetting extends WebConfig {
  readonly tls: Config['tls'];
  readonly balancers: Config['balancers'];
}

/** A file of 20 MiB in a minute: what a telephone sends on a fair line. */
const LIMITS = { ...HTTP_LIMITS, connections: 1000, perAddress: 200, requestMs: 60_000 };
/** A card with every field filled is under 20 kB. */
const MOST_FORM_BYTES = 64 * 1024;
const FORM = 'application/x-www-form-urlencoded';
const MOST_ONE_CLICK_BYTES = 1024;

function send(reply: FastifyReply, answer: FramedAnswer): FastifyReply {
  const { session } = answer;
  const realm = realmOf(pathOf(reply.request));
  if (session !== undefined) void reply.header('set-cookie', sessionCookie(session, realm));
  void reply.code(answer.status).headers(answer.headers);
  return reply.send(answer.bytes);
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? '';
}

function asked(request: FastifyRequest): DoorRequest {
  const path = pathOf(request);
  const params = request.params as Readonly<Record<string, string>>;
  // An address is what a stranger sends: « // » is none to `URL`.
  const query = new URLSearchParams(request.url.slice(path.length + 1));
  return { request, params, query, session: sessionOf(request, realmOf(path)), path };
}

/** Every route of the table: a look, and where it has a form, what the form sends. */
function serveTable(server: FastifyInstance<Server>, app: AppContext, setting: DoorSetting) {
  const desks = openStrangerDesk(app, setting, openLinkAsks(app.clock));
  for (const page of DOOR_PAGES) {
    server.get(page.path, async (request, reply) => {
      await app.pace.take('stranger', placeOfRequest(request));
      return send(reply, await answerOf({ app, desks, page }, asked(request)));
    });
    if (page.act && !page.takesFile && !page.fromElsewhere)
      server.post<{ Body: URLSearchParams }>(page.path, async (request, reply) => {
        await app.pace.take('stranger', placeOfRequest(request));
        refuseOtherSite(request, setting.url);
        const form = request.body ?? new URLSearchParams();
        return send(reply, await answerOf({ app, desks, page }, { ...asked(request), form }));
      });
  }
  return desks;
}

/** Of a form with a file: somebody who is here, from a page of ours. AppErrors `form-elsewhere`, `session-ended`. */
async function admitFile(app: AppContext, setting: DoorSetting, request: FastifyRequest): Promise<void> {
  await app.pace.take('stranger', placeOfRequest(request));
  refuseOtherSite(request, setting.url);
  if ((await participantHere(app, asked(request))).stands !== 'entered') throw notEntered('participant');
}

/** The pages of the table whose form sends a file. */
async function serveFiles(
  server: FastifyInstance<Server>,
  { app, desks }: Pick<Parameters<typeof answerOf>[0], 'app' | 'desks'>,
  setting: DoorSetting,
): Promise<void> {
  await takeFiles(
    server,
    (request) => admitFile(app, setting, request),
    (inner) => {
      for (const page of DOOR_PAGES.filter(({ takesFile }) => takesFile))
        inner.post<{ Body: Buffer | undefined }>(page.path, async (request, reply) => {
          const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
          const sent = sentFormOf(request.headers['content-type'] ?? '', body);
          return send(reply, await answerOf({ app, desks, page }, { ...asked(request), ...sent }));
        });
    },
  );
}

/** Pages of the table that a mail program may post to (RFC 8058): its one word comes in either form, and none of it is read. */
async function serveOneClick(
  server: FastifyInstance<Server>,
  { app, desks }: Pick<Parameters<typeof answerOf>[0], 'app' | 'desks'>,
): Promise<void> {
  await server.register(async (inner) => {
    const form = { parseAs: 'string', bodyLimit: MOST_ONE_CLICK_BYTES } as const;
    inner.addContentTypeParser('multipart/form-data', form, (_request, _body, done) => done(null, undefined));
    for (const page of DOOR_PAGES.filter(({ fromElsewhere }) => fromElsewhere))
      inner.post(page.path, async (request, reply) => {
        await app.pace.take('stranger', placeOfRequest(request));
        const asking = { ...asked(request), form: new URLSearchParams() };
        return send(reply, await answerOf({ app, desks, page }, asking));
      });
  });
}

/**
 * The web door of directories: the pages of the table and nothing else, on a listener of its own, over the procedures of
 * each session. AppErrors `listen-refused`, `tls-unusable`.
 */
export async function serveDoor(app: AppContext, setting: DoorSetting): Promise<WebDoor> {
  const { listen, tls } = setting;
  const nowhere = { path: '', params: {}, query: new URLSearchParams(), session: undefined };
  const server = openFastify({
    tls,
    limits: LIMITS,
    refuseMisshapen: (_failure, _request, reply) =>
      void refusedAnswer(app, 404, nowhere).then((answer) => send(reply, answer)),
  });
  new HttpLines(LIMITS, app.lines).watchRequests(server);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    FORM,
    { parseAs: 'string', bodyLimit: MOST_FORM_BYTES },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  const isSecure = setting.url.startsWith('https:');
  server.addHook('onSend', async (_request, reply) => {
    if (isSecure) void reply.header('strict-transport-security', 'max-age=31536000');
  });
  const desks = serveTable(server, app, setting);
  server.setNotFoundHandler(async (request, reply) =>
    send(reply, await refusedAnswer(app, 404, asked(request))),
  );
  server.setErrorHandler(async (failure: Error, request, reply) =>
    send(reply, await refusedAnswer(app, failure, asked(request))),
  );
  // After the handlers of refusals: it takes those that stand.
  await serveFiles(server, { app, desks }, setting);
  await serveOneClick(server, { app, desks });
  await server.ready();
  arriveAt(server.server, {
    arrive: openArrivals({ balancers: setting.balancers, log: app.log }),
    isTls: tls !== undefined,
  });
  await listenAt(server, listen, 'PLATEAU_WEB_LISTEN');
  const { port } = server.server.address() as AddressInfo;
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${port}`,
    close: async () => {
      server.server.closeAllConnections();
      await server.close();
      await desks.settled();
    },
  };
}

import type { FastifyRequest } from 'fastify';
import { AppError, isAppError } from '../../../shared/errors.ts';
import type { AppContext } from '../../app-context.ts';
import { answered } from '../../http/answered.ts';
import { procedureClient } from '../../http/procedure-client.ts';
import type { EnteredSpace } from '../../steps/web-door/entered-space.ts';
import { webAnswer } from '../page.ts';
import { frame } from './door-frame.ts';
import { type DoorAnswer, type DoorPage, page as pageAnswer } from './door-page.ts';
import { DOOR_PAGES } from './door-pages.ts';
import { placeOfRequest } from './door-requests.ts';
import { DOOR_STYLE as style } from './door-style.ts';
import type { StrangerDesks } from './stranger-desk.ts';
import { entryPage, refusalHtml } from './stranger-pages.ts';

export interface DoorRequest {
  readonly request: FastifyRequest;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Token of the browser's session, whatever it opens. */
  readonly session: string | undefined;
  /** Of a POST. */
  readonly form?: URLSearchParams;
}

/** As it leaves. `session` undefined: the browser's is left as it is. */
export interface FramedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: string | Uint8Array;
  readonly session?: string | null | undefined;
}

interface Serving {
  readonly app: AppContext;
  readonly desks: StrangerDesks;
  readonly page: DoorPage;
}

const MENU = DOOR_PAGES.flatMap(({ path, label }) => (label === undefined ? [] : [{ path, label }]));

const STATUS: Readonly<Record<AppError['kind'], number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-many': 429,
  unavailable: 503,
};

function deskOf(app: AppContext, { request, session }: DoorRequest) {
  return procedureClient(app, { token: session, address: placeOfRequest(request) });
}

/** Who is here, if anybody is. */
async function spaceOf(app: AppContext, asked: DoorRequest): Promise<EnteredSpace | undefined> {
  if (asked.session === undefined) return undefined;
  try {
    return await answered(deskOf(app, asked).webDoor.here.query());
  } catch (error) {
    if (isAppError(error) && error.code === 'session-ended') return undefined;
    throw error;
  }
}

async function framed(
  answer: DoorAnswer,
  here: EnteredSpace | undefined,
  { path, query, session: given }: Omit<DoorRequest, 'request'>,
): Promise<FramedAnswer> {
  if (answer.kind === 'go') {
    const headers = { location: answer.to, 'cache-control': 'no-store' };
    return { status: 303, headers, bytes: '', session: answer.session };
  }
  // The browser keeps it from its last visit on; one that opens nothing any more is forgotten.
  const session = given === undefined ? undefined : here ? given : null;
  if (answer.kind === 'file') {
    const headers = {
      'content-type': answer.type,
      'content-disposition': `attachment; filename="${answer.name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    };
    return { status: 200, headers, bytes: answer.bytes, session };
  }
  const { title, status = 200, body: inner, hasPictures } = answer;
  const body = frame({ here, menu: MENU, path, title, notice: query.get('dit'), body: inner });
  const lets = ['forms', ...(hasPictures ? ['pictures'] : [])] as ('forms' | 'pictures')[];
  const { html, headers } = await webAnswer({
    title: `${title} · ${here?.charity.name ?? 'Espace bénévoles'}`,
    style,
    body,
    lets,
  });
  return { status, headers, bytes: html, session };
}

async function asParticipant(
  app: AppContext,
  page: DoorPage & { readonly for: 'participant' },
  asked: DoorRequest,
): Promise<FramedAnswer> {
  const here = await spaceOf(app, asked);
  if (!here) throw notEntered();
  const visit = { here, desk: deskOf(app, asked), params: asked.params, query: asked.query };
  const answer = asked.form && page.act ? page.act(visit, asked.form) : page.show(visit);
  return await framed(await answered(answer), here, asked);
}

function notEntered(): AppError {
  return new AppError({
    code: 'session-ended',
    kind: 'unauthenticated',
    message: 'Vous n’êtes pas entré, ou votre session est terminée.',
    hint: 'Demandez un lien : il part tout de suite.',
  });
}

/** What that page of the table answers to that request. Rejects with AppErrors, and with bugs. */
export async function answerOf({ app, desks, page }: Serving, asked: DoorRequest): Promise<FramedAnswer> {
  if (page.for === 'participant') return await asParticipant(app, page, asked);
  const visit = { desk: desks.of(asked.request), params: asked.params, query: asked.query };
  const answer = await (asked.form && page.act ? page.act(visit, asked.form) : page.show(visit));
  return await framed(answer, await spaceOf(app, asked), asked);
}

const NOT_FOUND = {
  message: 'Il n’y a rien à cette adresse.',
  hint: 'Revenez à l’accueil par le menu.',
};
const FAILED = {
  message: 'Cette page ne peut pas être faite pour le moment.',
  hint: 'Réessayez dans une minute.',
};

/** Refusals of whoever wanted to come in: the way to try again stands below. */
const OFFERS_LINK: ReadonlySet<string> = new Set(['link-used', 'link-over', 'address-wrong']);

/** A page in French for every failure; a bug is logged by its class, without its words. */
export async function refusedAnswer(
  app: AppContext,
  failure: 404 | (Error & { readonly statusCode?: number }),
  asked: Omit<DoorRequest, 'request'> & { readonly request?: FastifyRequest },
): Promise<FramedAnswer> {
  if (isAppError(failure) && failure.code === 'session-ended')
    return await framed(entryPage(notEntered()), undefined, asked);
  const isOurs = failure !== 404 && isAppError(failure);
  const { statusCode = 500 } = failure === 404 ? { statusCode: 404 } : failure;
  const status = isOurs ? STATUS[failure.kind] : statusCode < 500 ? statusCode : 500;
  if (status >= 500)
    app.log.error('web-door.failed', { kind: isOurs ? failure.code : failure === 404 ? '' : failure.name });
  const told = isOurs ? failure : status === 404 ? NOT_FOUND : FAILED;
  const body =
    isOurs && OFFERS_LINK.has(failure.code)
      ? entryPage(failure, status)
      : pageAnswer(status === 404 ? 'Page introuvable' : 'Impossible', refusalHtml(told), status);
  const { request } = asked;
  const here = request && (await spaceOf(app, { ...asked, request }).catch(() => undefined));
  return await framed(body, here, asked);
}

import type { FastifyRequest } from 'fastify';
import { html } from 'hono/html';
import { AppError, isAppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import type { AppContext } from '../../app-context.ts';
import { answered } from '../../http/answered.ts';
import { observerEntry } from '../observer/entry-page.ts';
import { webAnswer } from '../page.ts';
import { frame } from './door-frame.ts';
import { type DoorAnswer, type DoorPage, page as pageAnswer } from './door-page.ts';
import { DOOR_PAGES } from './door-pages.ts';
import { REALMS, type RealmName, realmOf } from './door-realms.ts';
import { STATUS } from './door-status.ts';
import { DOOR_STYLE as style } from './door-style.ts';
import {
  type DoorRequest,
  deskOf,
  named,
  namedHere,
  observerHere,
  participantHere,
  type Visitor,
} from './door-visitors.ts';
import { attachmentOf } from './download-name.ts';
import { INBOX } from './message-pages.ts';
import type { StrangerDesks } from './stranger-desk.ts';
import { entryPage, refusalHtml } from './stranger-pages.ts';

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

function menuOf(realm: RealmName) {
  return DOOR_PAGES.flatMap(({ path, label }) =>
    label === undefined || realmOf(path) !== realm ? [] : [{ path, label }],
  );
}

const MENUS: Readonly<Record<RealmName, ReturnType<typeof menuOf>>> = {
  participant: menuOf('participant'),
  observer: menuOf('observer'),
};

/** « Messages, 2 non lus ». */
function withUnread(menu: (typeof MENUS)[RealmName], unread: number): (typeof MENUS)[RealmName] {
  if (unread === 0) return menu;
  const news = `, ${inNumber(unread, 'non lu(s)')}`;
  return menu.map((line) => (line.path === INBOX ? { ...line, label: `${line.label}${news}` } : line));
}

async function framed(
  answer: DoorAnswer,
  here: Visitor<{ readonly name: string }>,
  { path, query, session: given }: Omit<DoorRequest, 'request'>,
): Promise<FramedAnswer> {
  if (answer.kind === 'go') {
    const headers = { location: answer.to, 'cache-control': 'no-store' };
    return { status: 303, headers, bytes: '', session: answer.session };
  }
  // The browser keeps it from its last visit on; one that opens nothing any more is forgotten.
  const session = given === undefined ? undefined : here.stands === 'nobody' ? null : given;
  if (answer.kind === 'file') {
    const headers = {
      'content-type': answer.type,
      'content-disposition': attachmentOf(answer.name),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    };
    return { status: 200, headers, bytes: answer.bytes, session };
  }
  const { title, status = 200, body: inner, hasPictures, unread = 0 } = answer;
  const realm = realmOf(path);
  const { foot, leave } = REALMS[realm];
  const isIn = here.stands === 'entered';
  const name = isIn ? here.space.name : REALMS[realm].name;
  const body = frame({
    ...{ name, foot, path, title, notice: query.get('dit'), body: inner },
    menu: isIn ? withUnread(MENUS[realm], unread) : [],
    leave: here.stands === 'nobody' ? undefined : leave,
  });
  const lets = ['forms', ...(hasPictures ? ['pictures'] : [])] as ('forms' | 'pictures')[];
  const sent = await webAnswer({ title: `${title} · ${name}`, style, body, lets });
  return { status, headers: sent.headers, bytes: sent.html, session };
}

/** What a page answers to whoever came in all the way; to the others, where they come in, or what they owe first. */
async function asEntered<Space>(
  here: Visitor<Space>,
  nameOf: (space: Space) => string,
  { asked, answer }: { readonly asked: DoorRequest; answer(space: Space): Promise<DoorAnswer> },
): Promise<FramedAnswer> {
  if (here.stands === 'nobody') throw notEntered(realmOf(asked.path));
  if (here.stands === 'owing') return await framed({ kind: 'go', to: here.pays }, here, asked);
  const { space } = here;
  return await framed(
    await answered(answer(space)),
    { stands: 'entered', space: { name: nameOf(space) } },
    asked,
  );
}

/** AppError `session-ended`: in words of that realm. */
export function notEntered(realm: RealmName): AppError {
  return new AppError({
    code: 'session-ended',
    kind: 'unauthenticated',
    message: 'Vous n’êtes pas entré, ou votre session est terminée.',
    hint:
      realm === 'participant'
        ? 'Demandez un lien : il part tout de suite.'
        : 'Entrez avec votre identifiant.',
  });
}

/** What that page of the table answers to that request. Rejects with AppErrors, and with bugs. */
export async function answerOf({ app, desks, page }: Serving, asked: DoorRequest): Promise<FramedAnswer> {
  const { params, query, form } = asked;
  const done = <Visit>(
    {
      show,
      act,
    }: {
      show(visit: Visit): Promise<DoorAnswer>;
      act?(visit: Visit, form: URLSearchParams): Promise<DoorAnswer>;
    },
    visit: Visit,
  ) => (form && act ? act(visit, form) : show(visit));
  if (page.for === 'participant') {
    const desk = deskOf(app, asked);
    const answer = async (here: Parameters<typeof page.show>[0]['here']) => {
      const made = await done(page, { here, desk, params, query, file: asked.file });
      // Once it was made: what it shows is read.
      return made.kind === 'page' ? { ...made, unread: await desk.ownMessages.unread.query() } : made;
    };
    return await asEntered(await participantHere(app, asked), ({ charity }) => charity.name, {
      asked,
      answer,
    });
  }
  if (page.for === 'observer') {
    const desk = deskOf(app, asked);
    const answer = (here: Parameters<typeof page.show>[0]['here']) =>
      done(page, { here, desk, params, query });
    return await asEntered(await observerHere(app, asked), () => REALMS.observer.name, { asked, answer });
  }
  if (page.for === 'owing') {
    if (asked.session === undefined) throw notEntered(realmOf(asked.path));
    const answer = await answered(done(page, { desk: deskOf(app, asked), params, query }));
    return await framed(answer, named(await observerHere(app, asked)), asked);
  }
  const answer = await done(page, { desk: desks.of(asked.request), params, query });
  return await framed(answer, await namedHere(app, asked), asked);
}

const NOT_FOUND = { message: 'Il n’y a rien à cette adresse.', hint: '' };
const FAILED = {
  message: 'Cette page ne peut pas être faite pour le moment.',
  hint: 'Réessayez dans une minute.',
};

const MISSHAPEN = {
  message: 'Cette demande n’a pas la forme attendue : rien n’est enregistré.',
  hint: 'Revenez à l’accueil, puis recommencez.',
};
const TOO_LARGE = {
  message: 'Ce formulaire est trop lourd : rien n’est enregistré.',
  hint: 'Revenez en arrière, raccourcissez ou choisissez un fichier plus petit, puis renvoyez.',
};

function toldOf(status: number): Parameters<typeof refusalHtml>[0] {
  if (status === 404) return NOT_FOUND;
  if (status === 413) return TOO_LARGE;
  return status < 500 ? MISSHAPEN : FAILED;
}

/** Refusals of whoever wanted to come in: the way to try again stands below. */
const OFFERS_ENTRY: Readonly<Record<RealmName, ReadonlySet<string>>> = {
  participant: new Set(['link-used', 'link-over', 'address-wrong']),
  observer: new Set(
    ['refused', 'slowed', 'locked', 'busy']
      .map((why) => `login-${why}`)
      .concat('code-needed', 'code-refused'),
  ),
};
const ENTRY = { participant: entryPage, observer: observerEntry } as const;

function withWayHome(told: Parameters<typeof refusalHtml>[0], realm: RealmName) {
  return html`${refusalHtml(told)}<p><a href="${REALMS[realm].root}">Aller à l’accueil</a></p>`;
}

/** A page in French for every failure; a bug is logged by its class, without its words. */
export async function refusedAnswer(
  app: AppContext,
  failure: 404 | (Error & { readonly statusCode?: number }),
  asked: Omit<DoorRequest, 'request'> & { readonly request?: FastifyRequest },
): Promise<FramedAnswer> {
  const realm = realmOf(asked.path);
  if (isAppError(failure) && failure.code === 'session-ended')
    return await framed(ENTRY[realm](notEntered(realm)), { stands: 'nobody' }, asked);
  const isOurs = failure !== 404 && isAppError(failure);
  const { statusCode = 500 } = failure === 404 ? { statusCode: 404 } : failure;
  const status = isOurs ? STATUS[failure.kind] : statusCode < 500 ? statusCode : 500;
  if (status >= 500)
    app.log.error('web-door.failed', { kind: isOurs ? failure.code : failure === 404 ? '' : failure.name });
  const told = isOurs ? failure : toldOf(status);
  const body =
    isOurs && OFFERS_ENTRY[realm].has(failure.code)
      ? ENTRY[realm](failure, status)
      : pageAnswer(status === 404 ? 'Page introuvable' : 'Impossible', withWayHome(told, realm), status);
  const { request } = asked;
  const nobody = { stands: 'nobody' } as const;
  const here = request ? await namedHere(app, { ...asked, request }).catch(() => nobody) : nobody;
  return await framed(body, here, asked);
}

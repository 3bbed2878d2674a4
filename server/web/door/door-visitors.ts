import type { FastifyRequest } from 'fastify';
import { isAppError } from '../../../shared/errors.ts';
import type { AppContext } from '../../app-context.ts';
import { answered } from '../../http/answered.ts';
import { procedureClient } from '../../http/procedure-client.ts';
import type { EnteredSpace } from '../../steps/web-door/entered-space.ts';
import type { ObservedSpace } from './door-page.ts';
import { REALMS, realmOf } from './door-realms.ts';
import { placeOfRequest } from './door-requests.ts';
import type { SentFile } from './sent-file.ts';

export interface DoorRequest {
  readonly request: FastifyRequest;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Token of the browser's session in the realm of the path, whatever it opens. */
  readonly session: string | undefined;
  /** Of a POST. */
  readonly form?: URLSearchParams;
  readonly file?: SentFile | undefined;
}

/** Who is here, if anybody is, and whether they have come in all the way. */
export type Visitor<Space> =
  | { readonly stands: 'nobody' }
  /** Something is to be done first, at that address. */
  | { readonly stands: 'owing'; readonly pays: string }
  | { readonly stands: 'entered'; readonly space: Space };

/** Where a session that owes something pays it. */
const PAYS: Readonly<Record<string, string>> = {
  'code-enrolment-needed': '/o/code',
  'passphrase-owed': '/o/phrase',
};

export function deskOf(app: AppContext, { request, session }: DoorRequest) {
  return procedureClient(app, { token: session, address: placeOfRequest(request) });
}

async function visitor<Space>({ session }: DoorRequest, ask: () => Promise<Space>): Promise<Visitor<Space>> {
  if (session === undefined) return { stands: 'nobody' };
  try {
    return { stands: 'entered', space: await answered(ask()) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const pays = PAYS[error.code];
    if (pays !== undefined) return { stands: 'owing', pays };
    if (error.code === 'session-ended') return { stands: 'nobody' };
    throw error;
  }
}

export async function participantHere(app: AppContext, asked: DoorRequest): Promise<Visitor<EnteredSpace>> {
  return await visitor(asked, () => deskOf(app, asked).webDoor.here.query());
}

export async function observerHere(app: AppContext, asked: DoorRequest): Promise<Visitor<ObservedSpace>> {
  return await visitor(asked, async () => ({
    campaigns: await deskOf(app, asked).observe.campaigns.query(),
  }));
}

/** For the frame of a page: who speaks to whoever is here. */
export async function namedHere(
  app: AppContext,
  asked: DoorRequest,
): Promise<Visitor<{ readonly name: string }>> {
  if (realmOf(asked.path) === 'observer') return named(await observerHere(app, asked));
  const here = await participantHere(app, asked);
  return here.stands === 'entered' ? { stands: 'entered', space: { name: here.space.charity.name } } : here;
}

/** The charities of an observer are those of their campaigns: none of them speaks. */
export function named(here: Visitor<ObservedSpace>): Visitor<{ readonly name: string }> {
  return here.stands === 'entered' ? { stands: 'entered', space: REALMS.observer } : here;
}

import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../shared/errors.ts';
import { isOwnMachine } from '../../domain/access/login-places.ts';
import { REALMS, type RealmName } from './door-realms.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** The session of the browser; null ends it. */
export function sessionCookie(token: string | null, realm: RealmName): string {
  const { cookie, keptSeconds } = REALMS[realm];
  const age = token === null ? 0 : keptSeconds;
  return `${cookie}=${token ?? ''}; ${age === undefined ? '' : `Max-Age=${age}; `}${ATTRIBUTES}`;
}

/** Token of the session in that realm; undefined when there is none, or what stands there cannot be one. */
export function sessionOf(
  { headers }: Pick<FastifyRequest, 'headers'>,
  realm: RealmName,
): string | undefined {
  const { cookie } = REALMS[realm];
  const pairs = (headers.cookie ?? '').split(';', 50).map((pair) => pair.trim());
  const values = pairs
    .filter((pair) => pair.startsWith(`${cookie}=`))
    .map((pair) => pair.slice(cookie.length + 1));
  const [value = ''] = values;
  return values.length === 1 && TOKEN.test(value) ? value : undefined;
}

/** What may be the token of a link: anything else opens nothing and is not looked up. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Where the person is: behind a proxy of this machine, what it says of whom it speaks for (the last address: those before it are
 * the person's own words).
 */
export function placeOfRequest({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): string {
  if (!isOwnMachine(ip)) return ip;
  const forwarded = [headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').at(-1)?.trim() ?? '';
  return isIP(forwarded) === 0 ? ip : forwarded;
}

/** AppError `form-elsewhere` unless the browser says that the form is of our own page. */
export function refuseOtherSite({ headers }: Pick<FastifyRequest, 'headers'>, url: string): void {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || (site === undefined && headers.origin === url)) return;
  throw new AppError({
    code: 'form-elsewhere',
    kind: 'forbidden',
    message: 'Cette demande ne vient pas d’une page de cet espace : rien n’a été fait.',
    hint: 'Revenez à l’accueil et recommencez.',
  });
}

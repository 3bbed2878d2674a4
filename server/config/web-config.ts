import { emailProblem } from '../../shared/email.ts';
import { isLoopback } from '../../shared/loopback.ts';
import { refuse, section } from './config-refusal.ts';
import { type ListenAddress, readListen } from './listen-address.ts';

export interface WallboardConfig {
  readonly listen: ListenAddress;
  readonly tokenFile: string;
}

/** The web door of directories. */
export interface WebConfig {
  readonly listen: ListenAddress;
  /** `https://benevoles.exemple.org`: what a browser shows, and what links begin with. */
  readonly url: string;
  /** Sender of the links. */
  readonly from: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** AppError `config-invalid`. */
export function readWallboard(env: Env): WallboardConfig | undefined {
  const wallboard = section(env, ['PLATEAU_WALLBOARD_LISTEN', 'PLATEAU_WALLBOARD_TOKEN_FILE']);
  return (
    wallboard && {
      listen: readListen('PLATEAU_WALLBOARD_LISTEN', wallboard.PLATEAU_WALLBOARD_LISTEN),
      tokenFile: wallboard.PLATEAU_WALLBOARD_TOKEN_FILE,
    }
  );
}

/** Cookies and links cross no network in clear. AppError `config-invalid`. */
export function readWeb(env: Env): WebConfig | undefined {
  const web = section(env, ['PLATEAU_WEB_LISTEN', 'PLATEAU_WEB_URL', 'PLATEAU_WEB_FROM']);
  if (!web) return undefined;
  const { PLATEAU_WEB_URL: text, PLATEAU_WEB_FROM: from } = web;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isSafe || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
    refuse(
      'PLATEAU_WEB_URL',
      'attend https://nom, sans chemin ni mot de passe (http:// sur cette machine seulement).',
    );
  if (emailProblem(from) !== undefined)
    refuse('PLATEAU_WEB_FROM', 'attend l’adresse e-mail de l’expéditeur des liens.');
  return { listen: readListen('PLATEAU_WEB_LISTEN', web.PLATEAU_WEB_LISTEN), url: url.origin, from };
}

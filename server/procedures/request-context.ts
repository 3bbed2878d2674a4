import { AppError } from '../../shared/errors.ts';
import type { AppContext } from '../app-context.ts';

/** What a door knows of whoever asks: why they are a stranger, as of their last proof; undefined for an open session. */
export interface Visitor {
  refusal: AppError | undefined;
}

/** One request: the house, the bearer's token if any, and where it comes from (for the login limiter). */
export interface RequestContext {
  /** The house; its store is the one that the procedure's builder chose (trpc.ts). */
  readonly app: AppContext;
  readonly token: string | undefined;
  readonly address: string;
  /** The token as it is now, of a seat in this process whose person may log in again (SSH). */
  readonly tokenNow?: (() => string | undefined) | undefined;
  /** Tells the door that somebody is logged in on this line; undefined inside this process. */
  readonly proven?: (() => void) | undefined;
  /** The workstation it comes from, one name per program (one-screen.ts); undefined for commands. */
  readonly screen?: string | undefined;
  /** Of a line or of a request that asks what is not there (strangers.ts); undefined inside this process. */
  readonly visitor?: Visitor | undefined;
}

/** The bearer's token. AppError `not-logged-in` without one. */
export function requireToken({ token }: Pick<RequestContext, 'token'>): string {
  if (token) return token;
  throw new AppError({
    code: 'not-logged-in',
    kind: 'unauthenticated',
    message: 'Aucune session n’est ouverte.',
    hint: 'Ouvrez une session : « plateau login », ou l’écran d’accueil du poste.',
  });
}

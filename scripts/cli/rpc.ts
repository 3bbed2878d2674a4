import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../server/routers/app-router.ts';
import { AppError } from '../../shared/errors.ts';
import { appErrorOf } from '../../shared/rpc-link.ts';
import { withoutEscapesDeep } from '../../shared/terminal-escapes.ts';
import { savedToken, serverUrl } from './token-file.ts';

type Env = Readonly<Record<string, string | undefined>>;

function client(env: Env, token: string | undefined) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${serverUrl(env)}/trpc`, headers })] });
}

export type Rpc = ReturnType<typeof client>;

/** Calls the server under the saved session; a refusal comes back as its AppError. */
export async function callServer<T>(env: Env, call: (rpc: Rpc) => Promise<T>): Promise<T> {
  const token = savedToken(env);
  if (!token) {
    throw new AppError({
      code: 'not-logged-in',
      kind: 'unauthenticated',
      message: 'Aucune session n’est ouverte sur ce poste.',
      hint: 'Ouvrez une session : plateau login.',
    });
  }
  return callAnonymous(env, () => call(client(env, token)));
}

/**
 * The same without a session: login only. Orders to a terminal are taken out of each text of the answer, before it is laid
 * beside another.
 */
export async function callAnonymous<T>(env: Env, call: (rpc: Rpc) => Promise<T>): Promise<T> {
  try {
    return withoutEscapesDeep(await call(client(env, undefined)));
  } catch (error) {
    if (error instanceof TRPCClientError)
      throw appErrorOf(withoutEscapesDeep({ message: error.message, data: error.data }), error);
    throw error;
  }
}

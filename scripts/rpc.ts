import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../server/routers/app-router.ts';
import { AppError } from '../shared/errors.ts';
import { appErrorOf } from '../shared/rpc-link.ts';

type Env = Readonly<Record<string, string | undefined>>;

export function serverUrl(env: Env): string {
  return (env.PLATEAU_SERVER || 'http://127.0.0.1:7040').replace(/\/+$/, '');
}

function tokenFile(env: Env): string {
  return env.PLATEAU_TOKEN_FILE || join(homedir(), '.config', 'plateau', 'token');
}

/** What a workstation keeps for its person: the token, the servers it knows, what is not sent yet. */
export function configFolder(env: Env): string {
  return dirname(tokenFile(env));
}

export function savedToken(env: Env): string | undefined {
  try {
    return readFileSync(tokenFile(env), 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new AppError({
      code: 'token-unreadable',
      kind: 'invalid',
      message: 'Le fichier du jeton de session ne peut pas être lu.',
      hint: 'Vérifiez PLATEAU_TOKEN_FILE (un fichier à vous, 0600), puis rouvrez une session : plateau login.',
      cause: error,
    });
  }
}

export function saveToken(env: Env, token: string): void {
  const file = tokenFile(env);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
}

export function forgetToken(env: Env): void {
  rmSync(tokenFile(env), { force: true });
}

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

/** The same without a session: login only. */
export async function callAnonymous<T>(env: Env, call: (rpc: Rpc) => Promise<T>): Promise<T> {
  try {
    return await call(client(env, undefined));
  } catch (error) {
    if (error instanceof TRPCClientError)
      throw appErrorOf({ message: error.message, data: error.data }, error);
    throw error;
  }
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';

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

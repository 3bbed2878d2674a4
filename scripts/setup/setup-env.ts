import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import dotenv from 'dotenv';
import { AppError } from '../../shared/errors.ts';
import type { Env } from '../cli/host.ts';

/** `.env` of a folder: what the commands run there are told. Lines are added, none is ever changed. */
export interface SetupEnv {
  /** The environment with the file's variables under it, as a command started now would have it. */
  read(): Env;
  /** Adds the variables that are not set yet, for this account alone. AppError `value-unwritable`. */
  add(variables: Readonly<Record<string, string | undefined>>): void;
}

export function openSetupEnv(folder: string, own: Env): SetupEnv {
  const file = join(folder, '.env');
  const read = () => ({ ...(existsSync(file) ? dotenv.parse(readFileSync(file)) : {}), ...own });
  return {
    read,
    add: (variables) => {
      const known = read();
      const lines = Object.entries(variables).flatMap(([name, value]) =>
        value === undefined || known[name] ? [] : [`${name}=${quoted(value)}\n`],
      );
      if (lines.length > 0) appendFileSync(file, lines.join(''), { mode: 0o600 });
    },
  };
}

function quoted(value: string): string {
  if (/^[\w./:@+,=~-]+$/.test(value)) return value;
  if (!/['\n\r]/.test(value)) return `'${value}'`;
  throw new AppError({
    code: 'value-unwritable',
    kind: 'invalid',
    message: 'Une valeur contient une apostrophe ou une fin de ligne : elle ne s’écrit pas dans .env.',
    hint: 'Choisissez un chemin ou une adresse sans ces signes.',
  });
}

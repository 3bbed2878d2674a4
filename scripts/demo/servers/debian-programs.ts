import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { postgresProgram } from './postgres-program.ts';

/** Where Debian puts what is for administrators, whatever the PATH of the person. */
const ALSO = ['/usr/sbin', '/sbin', '/usr/bin'];

/** Path of a program of this machine; undefined where it is not installed. */
export function programIn(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...ALSO];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** What several servers on one machine need beside Plateau, and the Debian package of each. */
const NEEDED: readonly { readonly debian: string; readonly find: () => string | undefined }[] = [
  { debian: 'postgresql', find: postgresProgram },
  { debian: 'haproxy', find: () => programIn('haproxy') },
  { debian: 'openssl', find: () => programIn('openssl') },
  { debian: 'openssh-client', find: () => programIn('ssh') },
];

/** AppError `programs-missing` names the packages to install. */
export function requirePrograms(): void {
  const missing = NEEDED.filter(({ find }) => find() === undefined).map(({ debian }) => debian);
  if (missing.length === 0) return;
  throw new AppError({
    code: 'programs-missing',
    kind: 'invalid',
    message: `Plusieurs serveurs demandent des programmes qui manquent sur cette machine : ${missing.join(', ')}.`,
    hint: `Sur Debian : apt-get install ${missing.join(' ')}. Sans eux, la démonstration d’une machine : npm run demo.`,
  });
}

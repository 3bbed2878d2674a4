import { AppError } from '../../shared/errors.ts';
import { readSecretFile } from './secret-file.ts';

/** What stands in the address of the wallboard. AppErrors of `readSecretFile`, `config-invalid` for one that could be guessed. */
export function readWallboardToken(tokenFile: string): string {
  const token = readSecretFile('PLATEAU_WALLBOARD_TOKEN_FILE', tokenFile);
  if (/^[A-Za-z0-9_-]{32,100}$/.test(token)) return token;
  throw new AppError({
    code: 'config-invalid',
    kind: 'invalid',
    message:
      'PLATEAU_WALLBOARD_TOKEN_FILE : le jeton attend 32 à 100 lettres, chiffres, - ou _, tirés au hasard.',
    hint: 'Écrivez-en un autre dans le fichier : openssl rand -hex 24.',
  });
}

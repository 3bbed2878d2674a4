import { readFileSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { refuse } from './config-refusal.ts';

/** A secret from its file, last line break removed. AppError `secret-unreadable`, `secret-empty`. */
export function readSecretFile(name: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new AppError({
      code: 'secret-unreadable',
      kind: 'invalid',
      message: `Le fichier de ${name} ne peut pas être lu.`,
      hint: 'Vérifiez le chemin et les droits (0600, même utilisateur que le serveur).',
      cause,
    });
  }
  if (text === '') refuse(name, 'désigne un fichier vide.');
  return text;
}

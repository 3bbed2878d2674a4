import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../shared/errors.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** The program's own folder, with `server/campaigns` and `dist`: the same from the sources as from the bundle in `dist/`. */
export const PROGRAM_FOLDER = here.endsWith('dist') ? dirname(here) : dirname(dirname(here));

/**
 * A file or folder as a person names it, from whatever folder they stand in: theirs if it is there, else the program's own
 * (« server/campaigns/upgrade-fr », or « upgrade-fr » alone). What is nowhere stays as it was given. AppError `path-empty`: a
 * variable of the shell that holds nothing would name the folder where the person stands.
 */
export function shippedPath(given: string): string {
  if (given.trim() === '')
    throw new AppError({
      code: 'path-empty',
      kind: 'invalid',
      message: 'Le chemin donné est vide.',
      hint: 'Écrivez le dossier ou le fichier en toutes lettres ; « . » est celui où vous êtes.',
    });
  const places = [
    resolve(given),
    join(PROGRAM_FOLDER, given),
    join(PROGRAM_FOLDER, 'server', 'campaigns', given),
  ];
  return places.find((place) => existsSync(place)) ?? given;
}

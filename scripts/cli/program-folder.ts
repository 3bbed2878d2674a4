import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The program's own folder, with `server/campaigns` and `dist`: the same from the sources as from the bundle in `dist/`. */
export const PROGRAM_FOLDER = here.endsWith('dist') ? dirname(here) : dirname(dirname(here));

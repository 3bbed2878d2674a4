import { readFileSync, statSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';

const OTHERS = 0o077;

function refuse(message: string, cause?: unknown): never {
  throw new AppError({
    code: 'crm-key-unreadable',
    kind: 'invalid',
    message,
    hint: 'Mettez la clé de service seule dans le fichier de PLATEAU_HUBSPOT_KEY_FILE, puis chmod 600.',
    cause,
  });
}

/** The Service Key, read at each question: a new one needs no restart. AppError `crm-key-unreadable`, if others may read it. */
export function readServiceKey(file: string): string {
  let key: string;
  let mode: number;
  try {
    mode = statSync(file).mode;
    key = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    return refuse('La clé de service de HubSpot ne peut pas être lue.', cause);
  }
  if ((mode & OTHERS) !== 0)
    refuse('Le fichier de la clé de service de HubSpot est ouvert à d’autres comptes.');
  if (!/^[\x21-\x7e]{8,300}$/.test(key))
    refuse('Le fichier de la clé de service de HubSpot ne contient pas une clé.');
  return key;
}

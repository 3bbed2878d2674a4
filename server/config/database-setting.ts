import { MOST_ARCHIVE_DAYS } from '../domain/purge/postgres-remains.ts';
import { refuse } from './config-refusal.ts';

/** PostgreSQL, where a house keeps its base there. The address is a secret: it may hold a password. */
export interface DatabaseSetting {
  readonly urlFile: string;
  readonly caFile: string | undefined;
  readonly needsStandby: boolean;
  /** How long PostgreSQL's archives, backups and late copies are kept; undefined: nobody said, and nothing is purged. */
  readonly archiveDays: number | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

const STANDBY = ['optional', 'required'];
const ONLY_POSTGRES = [
  'PLATEAU_DATABASE_CA_FILE',
  'PLATEAU_DATABASE_STANDBY',
  'PLATEAU_DATABASE_ARCHIVE_DAYS',
];

function readArchiveDays({ PLATEAU_DATABASE_ARCHIVE_DAYS: text = '' }: Env): number | undefined {
  if (text === '') return undefined;
  const days = Number(text);
  if (/^\d+$/.test(text) && days <= MOST_ARCHIVE_DAYS) return days;
  return refuse(
    'PLATEAU_DATABASE_ARCHIVE_DAYS',
    `attend un nombre de jours entre 0 et ${MOST_ARCHIVE_DAYS}.`,
  );
}

/** Undefined: SQLite's file. AppError `config-invalid`. */
export function readDatabase(env: Env): DatabaseSetting | undefined {
  const { PLATEAU_DATABASE_URL_FILE: urlFile, PLATEAU_DATABASE_STANDBY: standby = '' } = env;
  if (!urlFile) {
    for (const name of ONLY_POSTGRES)
      if (env[name]) refuse('PLATEAU_DATABASE_URL_FILE', `manque, alors que ${name} est là.`);
    return undefined;
  }
  if (standby !== '' && !STANDBY.includes(standby))
    refuse('PLATEAU_DATABASE_STANDBY', `attend ${STANDBY.join(' ou ')}.`);
  return {
    urlFile,
    caFile: env.PLATEAU_DATABASE_CA_FILE || undefined,
    needsStandby: standby === 'required',
    archiveDays: readArchiveDays(env),
  };
}

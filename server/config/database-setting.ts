import { refuse } from './config-refusal.ts';

/** PostgreSQL, where a house keeps its base there. The address is a secret: it may hold a password. */
export interface DatabaseSetting {
  readonly urlFile: string;
  readonly caFile: string | undefined;
  readonly needsStandby: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

const STANDBY = ['optional', 'required'];

/** Undefined: SQLite's file. AppError `config-invalid`. */
export function readDatabase(env: Env): DatabaseSetting | undefined {
  const { PLATEAU_DATABASE_URL_FILE: urlFile, PLATEAU_DATABASE_STANDBY: standby = '' } = env;
  if (!urlFile) {
    for (const name of ['PLATEAU_DATABASE_CA_FILE', 'PLATEAU_DATABASE_STANDBY'])
      if (env[name]) refuse('PLATEAU_DATABASE_URL_FILE', `manque, alors que ${name} est là.`);
    return undefined;
  }
  if (standby !== '' && !STANDBY.includes(standby))
    refuse('PLATEAU_DATABASE_STANDBY', `attend ${STANDBY.join(' ou ')}.`);
  return {
    urlFile,
    caFile: env.PLATEAU_DATABASE_CA_FILE || undefined,
    needsStandby: standby === 'required',
  };
}

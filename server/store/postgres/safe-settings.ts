import type { Pool } from 'pg';
import { AppError } from '../../../shared/errors.ts';

/** A setting of PostgreSQL that must hold, and why. */
interface SafeSetting {
  readonly name: string;
  /** Its value now, in SQL. */
  readonly asked: string;
  readonly isSafe: (value: string) => boolean;
  readonly message: string;
  readonly hint: string;
}

const FIRST_VERSION = 150_000;

const setting = (name: string) => `current_setting('${name}')`;

const ALWAYS: readonly SafeSetting[] = [
  {
    name: 'server_version_num',
    asked: setting('server_version_num'),
    isSafe: (value) => Number(value) >= FIRST_VERSION,
    message: 'la version est trop ancienne.',
    hint: 'Installez PostgreSQL 15 ou plus récent.',
  },
  {
    name: 'server_encoding',
    asked: setting('server_encoding'),
    isSafe: (value) => value === 'UTF8',
    message: 'la base n’est pas en UTF8.',
    hint: "Créez-la ainsi : CREATE DATABASE plateau TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
  },
  {
    name: 'datcollate',
    asked: '(SELECT datcollate FROM pg_database WHERE datname = current_database())',
    isSafe: (value) => value === 'C' || value === 'POSIX',
    message: 'la base n’est pas classée en « C » : les listes n’auraient pas leur ordre.',
    hint: "Créez-la ainsi : CREATE DATABASE plateau TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
  },
  ...['fsync', 'full_page_writes'].map((name) => ({
    name,
    asked: setting(name),
    isSafe: (value: string) => value === 'on',
    message: `le réglage ${name} est coupé : une panne de courant perdrait des appels.`,
    hint: `Remettez « ${name} = on » dans postgresql.conf, puis relancez PostgreSQL.`,
  })),
  {
    name: 'synchronous_commit',
    asked: setting('synchronous_commit'),
    isSafe: (value) => value !== 'off',
    message: 'le réglage synchronous_commit est coupé : un appel dit enregistré pourrait se perdre.',
    hint: 'Remettez « synchronous_commit = on » dans postgresql.conf (et pour cet utilisateur).',
  },
  {
    name: 'pg_is_in_recovery',
    asked: 'pg_is_in_recovery()::text',
    isSafe: (value) => value === 'false',
    message: 'ce serveur est un serveur de secours : on n’y écrit pas.',
    hint: 'Donnez l’adresse du serveur principal, ou promouvez celui-ci.',
  },
];

const STANDBY: SafeSetting = {
  name: 'synchronous_standby_names',
  asked: setting('synchronous_standby_names'),
  isSafe: (value) => value !== '',
  message: 'aucun serveur de secours n’est attendu, alors que PLATEAU_DATABASE_STANDBY=required l’exige.',
  hint: 'Réglez synchronous_standby_names sur le serveur principal, ou retirez cette exigence.',
};

/** AppError `database-unsafe` for the first setting under which Plateau does not keep its promises. */
export async function checkSettings(pool: Pool, needsStandby: boolean): Promise<void> {
  const settings = needsStandby ? [...ALWAYS, STANDBY] : ALWAYS;
  const { rows } = await pool.query<Record<string, string>>(
    `SELECT ${settings.map(({ name, asked }) => `${asked} AS ${name}`).join(', ')}`,
  );
  const unsafe = settings.find(({ name, isSafe }) => !isSafe(rows[0]?.[name] ?? ''));
  if (!unsafe) return;
  throw new AppError({
    code: 'database-unsafe',
    kind: 'unavailable',
    message: `PostgreSQL : ${unsafe.message}`,
    hint: unsafe.hint,
  });
}

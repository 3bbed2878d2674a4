import { AppError, type AppErrorParts } from '../../../shared/errors.ts';

/** Classes and codes of PostgreSQL's appendix A, and Node's of a connection that fails. */
const AGAIN = new Set(['40001', '40P01']);
const BUSY =
  /^(08...|57P0.|57014|55P03|53[23]00|25006|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT|EHOSTUNREACH)$/;
const BUSY_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

const PARTS = {
  busy: {
    code: 'store-busy',
    kind: 'unavailable',
    message: 'La base de données ne répond pas, ou est occupée par un autre travail.',
    hint: 'Recommencez dans quelques secondes ; si cela dure, vérifiez le serveur PostgreSQL (plateau doctor).',
  },
  noWriter: {
    code: 'store-busy',
    kind: 'unavailable',
    message: 'Aucune des machines de l’adresse PostgreSQL n’accepte d’écrire en ce moment.',
    hint: 'Si la machine principale est perdue, promouvez le serveur de secours (pg_ctl promote) : Plateau le trouve de lui-même.',
  },
  full: {
    code: 'disk-full',
    kind: 'unavailable',
    message: 'Le disque de la base de données est plein : rien n’a été enregistré.',
    hint: 'Libérez de la place sur la machine de PostgreSQL, puis recommencez.',
  },
  damaged: {
    code: 'database-damaged',
    kind: 'unavailable',
    message: 'PostgreSQL dit que la base de données est abîmée.',
    hint: 'N’écrivez plus dedans : basculez sur le serveur de secours, ou remettez la dernière sauvegarde de PostgreSQL.',
  },
  clear: {
    code: 'database-not-encrypted',
    kind: 'unavailable',
    message: 'PostgreSQL, sur une autre machine, ne chiffre pas la connexion (TLS) : rien ne lui est envoyé.',
    hint: 'Réglez « ssl = on » avec un certificat à son nom (postgresql.conf), puis relancez PostgreSQL.',
  },
  stranger: {
    code: 'database-certificate-refused',
    kind: 'unavailable',
    message:
      'Le certificat de PostgreSQL n’est pas bon pour cette adresse, ou son autorité n’est pas connue.',
    hint: 'Donnez dans l’adresse le nom écrit dans le certificat, et l’autorité dans PLATEAU_DATABASE_CA_FILE ; vérifiez sa date.',
  },
  pooled: {
    code: 'database-pooled',
    kind: 'unavailable',
    message:
      'Un programme (PgBouncer) tient les connexions devant PostgreSQL et refuse les réglages de Plateau.',
    hint: 'Donnez l’adresse de PostgreSQL lui-même : chaque serveur n’en ouvre que huit connexions.',
  },
  noText: {
    code: 'text-not-kept',
    kind: 'invalid',
    message: 'Un texte contient un caractère que la base PostgreSQL ne sait pas garder.',
    hint: 'Retirez-en les caractères invisibles, puis recommencez.',
  },
  noJson: {
    code: 'row-damaged',
    kind: 'unavailable',
    message: 'La base de données est abîmée : une de ses lignes ne se lit plus comme elle a été écrite.',
    hint: 'N’y changez rien à la main : remettez la dernière sauvegarde de PostgreSQL.',
  },
} as const satisfies Record<string, Omit<AppErrorParts, 'cause'>>;

const BY_CODE: Readonly<Record<string, Omit<AppErrorParts, 'cause'>>> = {
  '53100': PARTS.full,
  '22021': PARTS.noText,
  '22P02': PARTS.noJson,
  XX001: PARTS.damaged,
  XX002: PARTS.damaged,
};

/** What is said before anybody is in, by its words where it has no code. */
const AT_THE_DOOR: readonly (readonly [said: RegExp, parts: Omit<AppErrorParts, 'cause'>])[] = [
  [/does not support SSL connections/, PARTS.clear],
  [/self.signed certificate|unable to (verify|get)|certificate has expired|altnames/i, PARTS.stranger],
  [/^the host only reads$/, PARTS.noWriter],
  [/unsupported startup parameter/, PARTS.pooled],
];

function atTheDoor(error: unknown): Omit<AppErrorParts, 'cause'> | undefined {
  const said = error instanceof Error ? error.message : '';
  return AT_THE_DOOR.find(([words]) => words.test(said))?.[1];
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** A table gained a column since the connection prepared a statement of all its columns. */
export function isOutdated(error: unknown): boolean {
  return error instanceof Error && error.message === 'cached plan must not change result type';
}

/** Two transactions stood in each other's way, or the schema moved: PostgreSQL undid this one whole, and it may be done again. */
export function mayRunAgain(error: unknown): boolean {
  return AGAIN.has(codeOf(error)) || isOutdated(error);
}

/** The base is not there, or not now: whether a transaction was kept is not known from such an error alone. */
export function isAway(error: unknown): boolean {
  return BUSY.test(codeOf(error)) || (error instanceof Error && BUSY_WORDS.test(error.message));
}

/** What the operator can do something about becomes an AppError; any other failure is returned as it came. */
export function asPostgresRefusal(error: unknown): unknown {
  const parts = BY_CODE[codeOf(error)] ?? atTheDoor(error) ?? (isAway(error) ? PARTS.busy : undefined);
  return parts ? new AppError({ ...parts, cause: error }) : error;
}

/** A standby among several hosts, as PostgreSQL says it of a transaction that writes there. */
export function readsOnly(): Error {
  return Object.assign(new Error('the host only reads'), { code: '25006' });
}

/** The connection broke as the transaction was being kept: it may be kept, or not. Asking again finds what stands. */
export function outcomeUnknown(cause: unknown): AppError {
  return new AppError({
    code: 'store-outcome-unknown',
    kind: 'unavailable',
    message: 'La base de données s’est coupée pendant l’enregistrement : on ne sait pas s’il est fait.',
    hint: 'Refaites le même geste : ce qui est déjà enregistré ne l’est pas une seconde fois.',
    cause,
  });
}

/** PostgreSQL stopped before its disk had what was written: nobody was told that it was kept. */
export function writeLost(): AppError {
  return new AppError({
    code: 'store-write-lost',
    kind: 'unavailable',
    message: 'La base de données a redémarré avant d’avoir gardé ce qui venait d’être écrit.',
    hint: 'Refaites le même geste : rien n’est enregistré deux fois.',
  });
}

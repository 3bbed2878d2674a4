import { existsSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';

/**
 * What stands beside the file of the base when the house moves between SQLite and PostgreSQL (scripts/cli/host-move). A base in
 * the making, or one that was left, bears another name: neither engine is then served before the move is over.
 */
export const moveMarks = (file: string) => ({
  /** Receives the rows of PostgreSQL; takes the name of the base once it has them all. */
  arriving: `${file}.arrivee`,
  /** Was the base; PostgreSQL has all its rows, and it is about to be destroyed. */
  left: `${file}.partie`,
  /** The house lives in PostgreSQL: a server without its address makes no empty base here. */
  elsewhere: `${file}.ailleurs`,
});

const UNFINISHED = {
  code: 'house-moving',
  kind: 'unavailable',
  message: 'Un déménagement de la base de cette maison s’est arrêté en route.',
  hint: 'Rien n’est perdu. Relancez la même commande, plateau move-house, avec PLATEAU_DATABASE_URL_FILE : elle reprend où elle en était.',
} as const;

/** Neither the base that was left nor the one that receives is served. */
export function moveUnfinished(): AppError {
  return new AppError(UNFINISHED);
}

/** The rows are where this base is not. */
export function movedToSqlite(): AppError {
  return new AppError({
    code: 'house-moved',
    kind: 'unavailable',
    message:
      'La base de cette maison a quitté PostgreSQL : elle est dans plateau.db, du dossier des données.',
    hint: 'Retirez PLATEAU_DATABASE_URL_FILE (et PLATEAU_DATABASE_CA_FILE, PLATEAU_DATABASE_STANDBY), puis relancez.',
  });
}

/** Before an empty base is made where there was one. AppErrors `house-moved`, `house-moving`. */
export function refuseMovedFile(file: string): void {
  if (existsSync(file)) return;
  const { arriving, left, elsewhere } = moveMarks(file);
  if (existsSync(left)) throw moveUnfinished();
  if (!existsSync(elsewhere)) {
    if (existsSync(arriving)) throw moveUnfinished();
    return;
  }
  throw new AppError({
    code: 'house-moved',
    kind: 'unavailable',
    message: 'La base de cette maison est dans PostgreSQL, et l’adresse de PostgreSQL manque.',
    hint: 'Remettez PLATEAU_DATABASE_URL_FILE ; pour revenir à SQLite : plateau move-house --to sqlite.',
  });
}

/** Before PostgreSQL is served beside a file that is still the base of the house. AppErrors `house-not-moved`, `house-moving`. */
export function refuseUnmovedFile(file: string): void {
  if (existsSync(moveMarks(file).left)) throw moveUnfinished();
  if (!existsSync(file)) return;
  throw new AppError({
    code: 'house-not-moved',
    kind: 'unavailable',
    message:
      'L’adresse de PostgreSQL est donnée, mais la base de cette maison est encore plateau.db, du dossier des données.',
    hint: 'Déménagez-la, serveur arrêté : plateau move-house --to postgres --reason "…" ; ou retirez PLATEAU_DATABASE_URL_FILE.',
  });
}

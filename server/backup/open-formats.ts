import type { DatabaseSync } from 'node:sqlite';

/** The base in formats that outlive SQLite and us: its schema as SQL, each table as JSON Lines. */

/** Rows are gathered to files of about that size: constant memory, whatever the campaign. */
const FILE_BYTES = 4 * 2 ** 20;

export function tableNames(db: DatabaseSync): readonly string[] {
  return db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`)
    .all()
    .map((row) => String(row.name));
}

/** Tables, then indexes, then triggers: triggers are made once the rows are in, or they would act on them. */
export function schemaSql(db: DatabaseSync): string {
  const statements = db
    .prepare(
      `SELECT type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'
ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, rowid`,
    )
    .all();
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  const of = (isTrigger: boolean) =>
    statements.filter((one) => (one.type === 'trigger') === isTrigger).map((one) => `${one.sql};\n`);
  return [
    ...of(false),
    '-- Les lignes de tables/ se chargent ici, avant les déclencheurs.\n',
    ...of(true),
    `PRAGMA user_version = ${version};\n`,
  ].join('\n');
}

/** A BLOB has no JSON form: `{"base64": "…"}`. */
function jsonLine(row: object): string {
  const text = JSON.stringify(row, (_, value: unknown) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  );
  return `${text}\n`;
}

/** `tables/record/0001.jsonl`, … with the number of rows in each; a table without rows has one empty file. */
export function* tableFiles(
  db: DatabaseSync,
  table: string,
): Generator<{ readonly path: string; readonly bytes: Uint8Array; readonly rows: number }> {
  let lines: string[] = [];
  let length = 0;
  let rank = 0;
  const file = () => {
    rank += 1;
    const path = `tables/${table}/${String(rank).padStart(4, '0')}.jsonl`;
    const made = { path, bytes: Buffer.from(lines.join(''), 'utf8'), rows: lines.length };
    lines = [];
    length = 0;
    return made;
  };
  for (const row of db.prepare(`SELECT * FROM "${table}"`).iterate()) {
    const line = jsonLine(row);
    lines.push(line);
    length += line.length;
    if (length >= FILE_BYTES) yield file();
  }
  if (lines.length > 0 || rank === 0) yield file();
}

export const READ_ME = `Sauvegarde de Plateau : de quoi rebâtir la base sans Plateau.

plateau.db            la base SQLite telle quelle (un seul fichier, cohérent)
schema.sql            tables, index et déclencheurs
tables/NOM/*.jsonl    chaque table, une ligne JSON par ligne ; {"base64": "…"} est une suite d'octets
outgoing/             fichiers scellés pour l'association, remis ou en attente
certificates/         attestations de destruction et leurs signatures
manifest.json         comptes, empreintes SHA-256 de chaque fichier, tête du journal

Ouvrir :   gpg --decrypt FICHIER.tar.gz.pgp | tar xz
Rebâtir :  sqlite3 base.db, tables et index de schema.sql, les lignes, puis les déclencheurs.

Les fiches restent scellées dans la colonne « sealed » : un message OpenPGP symétrique, sous la clé de session de
la campagne (trousseau : session.pkesk, ouvert par private.asc). Sans le trousseau, ou campagne détruite, elles
ne s'ouvrent pas.
`;

import assert from 'node:assert/strict';
import { AppError } from '../../../shared/errors.ts';
import type { ContactFileRow, ContactFileState } from '../../ports/rows/contact-files.ts';
import type { NewRecord, RecordWriter } from '../../ports/rows/records.ts';
import { int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';
import { recordValues } from './record-columns.ts';

/** Longer transactions make the agents' claims wait. */
const MAX_STAGED = 1000;

export function contactFileOf(row: Row): ContactFileRow {
  return {
    id: int(row, 'id'),
    campaign: text(row, 'campaign'),
    name: text(row, 'name'),
    sha256: text(row, 'sha256'),
    state: text(row, 'state') as ContactFileState,
    startedAtMs: int(row, 'started_at_ms'),
    finishedAtMs: intOrNull(row, 'finished_at_ms'),
    rows: int(row, 'rows'),
    accepted: int(row, 'accepted'),
    warned: int(row, 'warned'),
    rejected: int(row, 'rejected'),
    excluded: int(row, 'excluded'),
  };
}

/** AppError `contact-file-known`: the same bytes were taken in already, or are being. */
export async function beginContactFile(
  sql: Sql,
  file: Parameters<RecordWriter['beginContactFile']>[0],
): Promise<number> {
  const known = {
    code: 'contact-file-known',
    message: 'Ce fichier a déjà été intégré dans la campagne, ou est en cours d’intégration.',
    hint: 'Rien à refaire : « plateau status » montre les fichiers intégrés.',
  };
  return await refuseDuplicate(known, () =>
    sql.insert('contact_file', { ...file, state: 'importing', server: sql.server }),
  );
}

/** AppError `donor-twice`: the campaign has a live record for that donor. */
export async function addStaged(sql: Sql, records: readonly NewRecord[]): Promise<void> {
  assert(records.length <= MAX_STAGED, `at most ${MAX_STAGED} records a transaction`);
  const twice = {
    code: 'donor-twice',
    message: 'Deux fiches de la campagne portent le même identifiant donateur.',
    hint: 'Écartez la seconde comme doublon, puis recommencez l’intégration.',
  };
  for (const { phoneBlinds, ...record } of records) {
    assert(record.state === 'staged' || record.state === 'excluded', 'a new record is staged or excluded');
    const recordId = await refuseDuplicate(twice, () => sql.insert('record', recordValues(record)));
    await addPhoneBlinds(sql, { recordId, campaign: record.campaign, phoneBlinds });
  }
}

export async function addPhoneBlinds(
  sql: Sql,
  of: { readonly recordId: number; readonly campaign: string; readonly phoneBlinds: readonly string[] },
): Promise<void> {
  const { recordId, campaign } = of;
  for (const phoneBlind of new Set(of.phoneBlinds)) {
    await sql.insert('record_phone', { recordId, campaign, phoneBlind });
  }
}

/** Ids of the next records of a file, one seek and a short walk of its index. */
const NEXT_IDS = `SELECT id FROM record INDEXED BY record_contact_file WHERE contact_file_id = ? AND id > ?
ORDER BY id LIMIT ?`;
const ENTER = `UPDATE record SET state = 'ready'
WHERE contact_file_id = ? AND id > ? AND id <= ? AND state = 'staged'`;
const TO_RELEASE = `SELECT DISTINCT contact_file.id FROM contact_file CROSS JOIN record INDEXED BY record_by_state
ON record.campaign = contact_file.campaign AND record.state = 'staged' AND record.contact_file_id = contact_file.id
WHERE contact_file.state = 'imported' ORDER BY contact_file.id`;

/** The last of the next thousand records of a file at most; undefined when there is none. */
async function lastOfNext(sql: Sql, fileId: number, afterId: number): Promise<number | undefined> {
  const next = (await sql.all(NEXT_IDS, fileId, afterId, MAX_STAGED)).at(-1);
  return next && int(next, 'id');
}

/** Staged records of an imported file enter the queue, a thousand at most: where to go on, undefined at the end. */
export async function releaseStaged(sql: Sql, fileId: number, afterId: number): Promise<number | undefined> {
  const last = await lastOfNext(sql, fileId, afterId);
  if (last !== undefined) await sql.run(ENTER, fileId, afterId, last);
  return last;
}

export async function filesToRelease(sql: Sql): Promise<readonly number[]> {
  return (await sql.all(TO_RELEASE)).map((row) => int(row, 'id'));
}

/** AppError `contact-file-not-importing`: finished already, or given up meanwhile. */
export async function finishContactFile(
  sql: Sql,
  id: number,
  counts: Parameters<RecordWriter['finishContactFile']>[1],
): Promise<void> {
  if (!(await isImporting(sql, id)))
    throw new AppError({
      code: 'contact-file-not-importing',
      kind: 'conflict',
      message: 'L’intégration de ce fichier est déjà terminée ou a été abandonnée.',
      hint: 'Vérifiez son état avec « plateau status », puis relancez l’intégration si besoin.',
    });
  await releaseStaged(sql, id, 0);
  const { rows, accepted, warned, rejected, excluded, finishedAtMs } = counts;
  const change = { state: 'imported', rows, accepted, warned, rejected, excluded, finishedAtMs };
  await sql.update('contact_file', { id }, change);
}

/** Records dropped, a thousand at most; the file goes with the last. 0 for a file that is not being imported (any more). */
export async function abandonContactFile(sql: Sql, id: number): Promise<number> {
  if (!(await isImporting(sql, id))) return 0;
  const last = (await lastOfNext(sql, id, 0)) ?? 0;
  await sql.run(
    'DELETE FROM record_phone WHERE record_id IN (SELECT id FROM record WHERE contact_file_id = ? AND id <= ?)',
    id,
    last,
  );
  const dropped = await sql.run('DELETE FROM record WHERE contact_file_id = ? AND id <= ?', id, last);
  if ((await lastOfNext(sql, id, 0)) === undefined)
    await sql.run('DELETE FROM contact_file WHERE id = ?', id);
  return dropped;
}

async function isImporting(sql: Sql, id: number): Promise<boolean> {
  return (await sql.get(`SELECT 1 FROM contact_file WHERE id = ? AND state = 'importing'`, id)) !== undefined;
}

import { inTurn } from '../../../shared/in-turn.ts';
import type { Period } from '../../../shared/time.ts';
import type { DayPart, Queue } from '../../ports/rows/leases.ts';
import type { RecordReader, RecordState } from '../../ports/rows/records.ts';
import { int, intOrNull, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const QUEUES: readonly Queue[] = ['new', 'retry', 'callback'];
const BY_STATE = 'SELECT state, count(*) AS n FROM record WHERE campaign = ? GROUP BY state';
const CLOSED = `FROM record WHERE campaign = ? AND state IN ('closed', 'excluded')`;
const DEPTH = `SELECT count(*) FILTER (WHERE due_at_ms <= ?2) AS due, count(*) FILTER (WHERE due_at_ms > ?2) AS later,
  count(*) FILTER (WHERE queue = 'callback') AS callbacks
FROM record INDEXED BY look_any WHERE campaign = ?1 AND state = 'ready' AND hold IS NULL`;
/** Covered by its index: the records themselves are not read. */
const GROUPS = `SELECT queue, area, next_part, owner IS NOT NULL AS is_given, due_at_ms <= ?2 AS is_due,
  count(*) AS records, min(due_at_ms) AS first_due_at_ms
FROM record INDEXED BY look_owner_part WHERE campaign = ?1 AND state = 'ready' AND hold IS NULL
GROUP BY queue, area, next_part, is_given, is_due ORDER BY queue, area, next_part, is_given, is_due`;
/** Hops from area to area in the index instead of walking the queue. */
export const AREAS = `WITH RECURSIVE found (area) AS (
  SELECT min(area) FROM record INDEXED BY record_open_area WHERE campaign = ?1 AND state IN ('ready', 'leased')
  UNION ALL
  SELECT (SELECT min(area) FROM record INDEXED BY record_open_area
    WHERE campaign = ?1 AND state IN ('ready', 'leased') AND area > found.area)
  FROM found WHERE found.area IS NOT NULL
)
SELECT area FROM found WHERE area IS NOT NULL`;
const NEXT_DUE = `SELECT min(due_at_ms) AS due FROM record INDEXED BY look_any
WHERE state = 'ready' AND hold IS NULL AND campaign = ? AND queue = ? AND area = ? AND due_at_ms > ?`;
const IMPORTED_FILES = `SELECT id FROM contact_file WHERE campaign = ? AND state = 'imported' ORDER BY id`;
const IDS_OF_FILE = `SELECT id FROM record INDEXED BY record_contact_file WHERE contact_file_id = ? AND id > ?
ORDER BY id LIMIT ?`;
const SUMS_OF_PAGE = `SELECT disposition, count(*) AS records, sum(monthly_minor) AS monthly_minor, max(id) AS last
FROM (SELECT id, disposition, monthly_minor FROM record INDEXED BY record_contact_file
  WHERE contact_file_id = ? AND id > ? ORDER BY id LIMIT ?) AS page
GROUP BY disposition ORDER BY disposition NULLS FIRST`;
/** Some 3 ms: a survey breathes between two statements, never within one. */
const SUMMED_AT_ONCE = 2_000;

export async function countByState(
  sql: Sql,
  campaign: string,
): Promise<Readonly<Record<RecordState, number>>> {
  const counts = { staged: 0, ready: 0, leased: 0, closed: 0, excluded: 0 };
  for (const row of await sql.all(BY_STATE, campaign))
    counts[text(row, 'state') as RecordState] = int(row, 'n');
  return counts;
}

export async function countByDisposition(
  sql: Sql,
  campaign: string,
  closedIn?: Period,
): Promise<ReadonlyMap<string, number>> {
  const span = closedIn ? ' AND closed_at_ms >= ? AND closed_at_ms < ?' : '';
  const values = closedIn ? [closedIn.fromMs, closedIn.toMs] : [];
  const rows = await sql.all(
    `SELECT disposition, count(*) AS n ${CLOSED}${span} GROUP BY disposition ORDER BY disposition`,
    campaign,
    ...values,
  );
  return new Map(rows.map((row) => [text(row, 'disposition'), int(row, 'n')]));
}

/** `due` and `later` part the ready records; `callbacks` are those among both. */
export async function queueDepth(
  sql: Sql,
  campaign: string,
  nowMs: number,
): Promise<ReturnType<RecordReader['queueDepth']>> {
  const row = (await sql.get(DEPTH, campaign, nowMs)) ?? {};
  return { due: int(row, 'due'), later: int(row, 'later'), callbacks: int(row, 'callbacks') };
}

export async function queueGroups(
  sql: Sql,
  campaign: string,
  nowMs: number,
): Promise<ReturnType<RecordReader['queueGroups']>> {
  return (await sql.all(GROUPS, campaign, nowMs)).map((row) => ({
    queue: text(row, 'queue') as Queue,
    area: text(row, 'area'),
    part: text(row, 'next_part') as DayPart,
    isGiven: int(row, 'is_given') === 1,
    isDue: int(row, 'is_due') === 1,
    records: int(row, 'records'),
    firstDueAtMs: int(row, 'first_due_at_ms'),
  }));
}

export async function openAreas(sql: Sql, campaign: string): Promise<readonly string[]> {
  return (await sql.all(AREAS, campaign)).map((row) => text(row, 'area'));
}

/** The next time after `nowMs` at which a ready record comes due; undefined when none does. */
export async function nextDueAtMs(sql: Sql, campaign: string, nowMs: number): Promise<number | undefined> {
  const dues = await inTurn.flatMap(await openAreas(sql, campaign), (area) =>
    inTurn.map(QUEUES, async (queue) =>
      intOrNull((await sql.get(NEXT_DUE, campaign, queue, area, nowMs)) ?? {}, 'due'),
    ),
  );
  const known = dues.filter((due) => due !== null);
  return known.length === 0 ? undefined : Math.min(...known);
}

export async function importedIds(sql: Sql, campaign: string): Promise<readonly number[]> {
  const ids = await inTurn.flatMap(await sql.all(IMPORTED_FILES, campaign), (file) =>
    idsOfFile(sql, int(file, 'id')),
  );
  // Two files may have come in side by side.
  return ids.sort((a, b) => a - b);
}

async function idsOfFile(sql: Sql, fileId: number): Promise<number[]> {
  return [
    ...(await Array.fromAsync(
      sql.pages<number>(async (last, limit) =>
        (await sql.all(IDS_OF_FILE, fileId, last ?? 0, limit)).map((row) => int(row, 'id')),
      ),
    )),
  ];
}

/** The first record of each imported file. */
export async function firstIds(sql: Sql, campaign: string): Promise<readonly number[]> {
  const files = await sql.all(IMPORTED_FILES, campaign);
  return await inTurn.flatMap(files, async (file) =>
    (await sql.all(IDS_OF_FILE, int(file, 'id'), 0, 1)).map((row) => int(row, 'id')),
  );
}

type ImportedSum = Awaited<ReturnType<RecordReader['importedSums']>>[number];

export async function importedSums(sql: Sql, campaign: string): Promise<readonly ImportedSum[]> {
  const sums = new Map<string | null, ImportedSum>();
  for (const file of await sql.all(IMPORTED_FILES, campaign)) await addSums(sql, int(file, 'id'), sums);
  return [...sums.values()].sort((a, b) => ((a.disposition ?? '') < (b.disposition ?? '') ? -1 : 1));
}

async function addSums(sql: Sql, fileId: number, sums: Map<string | null, ImportedSum>): Promise<void> {
  for (let [last, isWhole] = [0, false]; !isWhole; ) {
    const page = await sql.all(SUMS_OF_PAGE, fileId, last, SUMMED_AT_ONCE);
    for (const row of page) {
      const disposition = textOrNull(row, 'disposition');
      const before = sums.get(disposition) ?? { records: 0, monthlyMinor: 0 };
      sums.set(disposition, {
        disposition,
        records: before.records + int(row, 'records'),
        monthlyMinor: before.monthlyMinor + int(row, 'monthly_minor'),
      });
    }
    last = Math.max(last, ...page.map((row) => int(row, 'last')));
    isWhole = page.reduce((sum, row) => sum + int(row, 'records'), 0) < SUMMED_AT_ONCE;
  }
}

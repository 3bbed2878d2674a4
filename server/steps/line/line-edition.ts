import { noticeVersion } from '../../domain/line/notice-version.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { holdEdition } from '../script/edition-in-force.ts';

/**
 * The edition of what that line says and sends now, kept for the pledges that will bear it; undefined where something
 * else than what was approved would be said. Asked again it is the same, until something changes.
 */
export async function editionToTake(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  line: LineRow,
): Promise<string | undefined> {
  return line.edition ?? (await store.write((rows) => holdEdition(rows, line, clock.nowMs())));
}

/** What a caller was told, as the form that their pledge was typed in had it. */
interface Told {
  /** Null: none that is known. */
  readonly edition: string | null;
  readonly noticeVersion: string;
}

/** Under the edition that the form names, where the line has kept it; else under what is said now. */
export async function toldUnder(
  rows: StoreReader,
  line: LineRow,
  edition: string | undefined,
): Promise<Told> {
  const now = { edition: line.edition ?? null, noticeVersion: noticeVersion(line.settings.notice) };
  const known = edition === undefined ? undefined : await rows.editions.byDigest(line.code, edition);
  const part = known?.parts.find(({ kind }) => kind === 'line-mentions');
  if (!known || !part) return now;
  const body = await rows.scriptLives.body({ campaign: line.code, ...part });
  return body?.kind === 'line-mentions'
    ? { edition: known.digest, noticeVersion: noticeVersion(body.mentions.notice) }
    : now;
}

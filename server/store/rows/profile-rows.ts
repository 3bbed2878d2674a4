import type { Country } from '../../../shared/country.ts';
import type { Frequency } from '../../../shared/money.ts';
import type { Queue } from '../../ports/rows/leases.ts';
import type {
  ProfiledRecord,
  ProfileItem,
  ProfileKind,
  ProfileRow,
  ProfileWriter,
} from '../../ports/rows/profiles.ts';
import type { RecordHold, RecordState } from '../../ports/rows/records.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { classesOf } from './record-columns.ts';

const CANDIDATES = `SELECT id, segment, country, canton, area, state, queue, attempts, disposition, gift_minor,
  monthly_minor, frequency, hold, owner, priority, classes,
  (SELECT seen_at_ms FROM ended_lease WHERE record_id = record.id) AS seen_at_ms
FROM record INDEXED BY record_campaign WHERE campaign = ? AND id > ? AND state IN ('staged', 'ready', 'leased')
ORDER BY id LIMIT ?`;
const WEIGHTS = `SELECT DISTINCT weight FROM profile INDEXED BY profile_campaign
WHERE campaign = ? AND kind = 'priority' AND undone_at_ms IS NULL ORDER BY weight DESC`;
/** The last one decided for a theme is the one in force. */
const THEMES = `SELECT filter, weight FROM profile INDEXED BY profile_campaign
WHERE campaign = ? AND kind = 'theme' AND undone_at_ms IS NULL ORDER BY at_ms, rank`;
/** One line a donor: those of a file that was taken in twice are of no use here. */
const CLASS_COUNTS = `SELECT classes, count(DISTINCT donor_blind) AS donors
FROM record INDEXED BY record_campaign WHERE campaign = ? GROUP BY classes ORDER BY classes`;
const SET_PRIORITIES = `UPDATE record SET priority = coalesce((SELECT max(profile.weight)
  FROM profile_item JOIN profile ON profile.id = profile_item.profile_id
  WHERE profile_item.record_id = record.id AND profile.kind = 'priority' AND profile.undone_at_ms IS NULL), 0)
WHERE id IN (SELECT record_id FROM profile_item WHERE profile_id = ?)`;

function profileOf(row: Row): ProfileRow {
  return {
    id: text(row, 'id'),
    campaign: text(row, 'campaign'),
    kind: text(row, 'kind') as ProfileKind,
    filter: text(row, 'filter'),
    weight: intOrNull(row, 'weight'),
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    reason: text(row, 'reason'),
    records: int(row, 'records'),
    undoneAtMs: intOrNull(row, 'undone_at_ms'),
    undoneBy: textOrNull(row, 'undone_by'),
    undoneReason: textOrNull(row, 'undone_reason'),
  };
}

function candidateOf(row: Row): ProfiledRecord {
  return {
    id: int(row, 'id'),
    segment: text(row, 'segment'),
    country: text(row, 'country') as Country,
    canton: text(row, 'canton'),
    area: text(row, 'area'),
    recordState: text(row, 'state') as RecordState,
    queue: text(row, 'queue') as Queue,
    attempts: int(row, 'attempts'),
    disposition: textOrNull(row, 'disposition'),
    giftMinor: int(row, 'gift_minor'),
    monthlyMinor: int(row, 'monthly_minor'),
    frequency: text(row, 'frequency') as Frequency,
    hold: textOrNull(row, 'hold') as RecordHold | null,
    owner: textOrNull(row, 'owner'),
    priority: int(row, 'priority'),
    classes: classesOf(row),
    seenAtMs: intOrNull(row, 'seen_at_ms'),
  };
}

export class ProfileRows implements ProfileWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM profile WHERE id = ?', id);
    return row && profileOf(row);
  }

  async ofCampaign(campaign: string) {
    return (
      await this.#sql.all('SELECT * FROM profile WHERE campaign = ? ORDER BY at_ms, rank', campaign)
    ).map(profileOf);
  }

  candidates(campaign: string) {
    return this.#sql.pages<ProfiledRecord>(async (last, limit) =>
      (await this.#sql.all(CANDIDATES, campaign, last?.id ?? 0, limit)).map(candidateOf),
    );
  }

  async items(id: string) {
    return (
      await this.#sql.all('SELECT * FROM profile_item WHERE profile_id = ? ORDER BY record_id', id)
    ).map((row) => ({
      recordId: int(row, 'record_id'),
      disposition: textOrNull(row, 'disposition'),
      owner: textOrNull(row, 'owner'),
    }));
  }

  async weights(campaign: string) {
    return await this.#sql.kept(`profile weights ${campaign}`, async () =>
      (await this.#sql.all(WEIGHTS, campaign)).map((row) => int(row, 'weight')),
    );
  }

  async themeWeights(campaign: string) {
    return await this.#sql.kept(
      `theme weights ${campaign}`,
      async () =>
        new Map(
          (await this.#sql.all(THEMES, campaign)).map((row) => [text(row, 'filter'), int(row, 'weight')]),
        ),
    );
  }

  async classCounts(campaign: string) {
    return (await this.#sql.all(CLASS_COUNTS, campaign)).map((row) => ({
      classes: classesOf(row),
      donors: int(row, 'donors'),
    }));
  }

  async add(row: ProfileRow, items: readonly ProfileItem[]) {
    const rank =
      (await this.#sql.count('SELECT count(*) AS n FROM profile WHERE campaign = ?', row.campaign)) + 1;
    await this.#sql.insert('profile', { ...row, rank });
    for (const item of items) await this.#sql.insert('profile_item', { profileId: row.id, ...item });
  }

  async setUndone(id: string, { atMs, by, reason }: Parameters<ProfileWriter['setUndone']>[1]) {
    await this.#sql.update('profile', { id }, { undoneAtMs: atMs, undoneBy: by, undoneReason: reason });
  }

  async setPriorities(id: string) {
    await this.#sql.run(SET_PRIORITIES, id);
  }

  async forgetRecord(recordId: number) {
    await this.#sql.run('DELETE FROM profile_item WHERE record_id = ?', recordId);
  }
}

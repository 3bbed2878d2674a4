import type { LineFolderRow, SeatRow, SeatWriter, SiteLeadRow, SiteRow } from '../../ports/rows/seats.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const SET_FOLDER = `INSERT INTO line_folder (campaign, name, body, at_ms) VALUES (?, ?, ?, ?)
  ON CONFLICT (campaign) DO UPDATE SET name = excluded.name, body = excluded.body, at_ms = excluded.at_ms`;
const SET_SITE = `INSERT INTO site (campaign, code, queue) VALUES (?, ?, ?)
  ON CONFLICT (campaign, code) DO UPDATE SET queue = excluded.queue`;
const ADD_SEAT = 'INSERT INTO seat (name, site) VALUES (?, ?) ON CONFLICT (name) DO NOTHING';
const NOTE_FAILURE = `UPDATE seat SET failures = failures + 1,
  frozen_at_ms = CASE WHEN failures + 1 >= ? THEN coalesce(frozen_at_ms, ?) ELSE frozen_at_ms END WHERE name = ?`;
const HOLD_TO = `INSERT INTO site_lead (account, campaign, site) VALUES (?, ?, ?)
  ON CONFLICT (account, campaign, site) DO NOTHING`;

function seatOf(row: Row): SeatRow {
  return {
    name: text(row, 'name'),
    site: text(row, 'site'),
    failures: int(row, 'failures'),
    frozenAtMs: intOrNull(row, 'frozen_at_ms'),
    keyFingerprint: textOrNull(row, 'key_fingerprint'),
  };
}

export class SeatRows implements SeatWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async folder(campaign: string) {
    return await this.#sql.kept(`line folder ${campaign}`, async (): Promise<LineFolderRow | undefined> => {
      const row = await this.#sql.get('SELECT * FROM line_folder WHERE campaign = ?', campaign);
      return row && { campaign, name: text(row, 'name'), body: text(row, 'body'), atMs: int(row, 'at_ms') };
    });
  }

  async sites(campaign: string) {
    const rows = await this.#sql.all('SELECT * FROM site WHERE campaign = ? ORDER BY code', campaign);
    return rows.map((row): SiteRow => ({ campaign, code: text(row, 'code'), queue: text(row, 'queue') }));
  }

  async seatsOf(site: string) {
    return (await this.#sql.all('SELECT * FROM seat WHERE site = ? ORDER BY name', site)).map(seatOf);
  }

  async seat(name: string) {
    const row = await this.#sql.get('SELECT * FROM seat WHERE name = ?', name);
    return row && seatOf(row);
  }

  async heldTo(account: string, campaign: string) {
    const query = 'SELECT site FROM site_lead WHERE account = ? AND campaign = ? ORDER BY site';
    return (await this.#sql.all(query, account, campaign)).map((row) => text(row, 'site'));
  }

  async setFolder({ campaign, name, body, atMs }: LineFolderRow) {
    await this.#sql.run(SET_FOLDER, campaign, name, body, atMs);
  }

  async setSite({ campaign, code, queue }: SiteRow) {
    await this.#sql.run(SET_SITE, campaign, code, queue);
  }

  async addSeat({ name, site }: Pick<SeatRow, 'name' | 'site'>) {
    return (await this.#sql.run(ADD_SEAT, name, site)) === 1;
  }

  async changeSeat(name: string, change: Partial<Omit<SeatRow, 'name' | 'site'>>) {
    await this.#sql.update('seat', { name }, change);
  }

  async noteFailure(name: string, limit: number, nowMs: number) {
    await this.#sql.run(NOTE_FAILURE, limit, nowMs, name);
    return (await this.seat(name))?.failures ?? 0;
  }

  async holdTo({ account, campaign, site }: SiteLeadRow) {
    await this.#sql.run(HOLD_TO, account, campaign, site);
  }

  async holdToNone(account: string, campaign: string) {
    return await this.#sql.run('DELETE FROM site_lead WHERE account = ? AND campaign = ?', account, campaign);
  }
}

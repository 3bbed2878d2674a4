import type { TownsWriter } from '../../ports/rows/towns.ts';
import { text } from '../columns.ts';
import type { Sql } from '../sql.ts';

export class TownRows implements TownsWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCampaign(campaign: string) {
    const rows = await this.#sql.all(
      'SELECT towns FROM contact_file_towns WHERE campaign = ? ORDER BY contact_file_id DESC',
      campaign,
    );
    return rows.map((row) => text(row, 'towns'));
  }

  async keep({ id, campaign }: Parameters<TownsWriter['keep']>[0], towns: string) {
    await this.#sql.insert('contact_file_towns', { contactFileId: id, campaign, towns });
  }
}

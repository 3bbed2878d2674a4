import { type CallAids, callAidsSchema } from '../../../shared/call-aids.ts';
import type { AidsWriter } from '../../ports/rows/aids.ts';
import { text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { ParsedTexts } from './parsed-texts.ts';

export class AidsRows implements AidsWriter {
  readonly #sql: Sql;
  readonly #texts = new ParsedTexts();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async currentVersion(campaign: string) {
    return await this.#sql.kept(`aids version ${campaign}`, async () => {
      const row = await this.#sql.get('SELECT aids_version FROM campaign WHERE code = ?', campaign);
      return (row && textOrNull(row, 'aids_version')) ?? undefined;
    });
  }

  async byVersion(campaign: string, version: string): Promise<CallAids | undefined> {
    const row = await this.#sql.get(
      'SELECT body FROM campaign_aids WHERE campaign = ? AND version = ?',
      campaign,
      version,
    );
    const cell = { table: 'campaign_aids', key: `${campaign} ${version}`, column: 'body' };
    return row && this.#texts.parse(cell, text(row, 'body'), callAidsSchema);
  }

  async setCurrent(campaign: string, aids: CallAids | undefined) {
    await this.#sql.update('campaign', { code: campaign }, { aidsVersion: aids?.version ?? null });
    if (aids && !(await this.byVersion(campaign, aids.version)))
      await this.#sql.insert('campaign_aids', {
        campaign,
        version: aids.version,
        body: JSON.stringify(aids),
      });
  }
}

import * as z from 'zod';
import type { Country } from '../../../shared/country.ts';
import { PLEDGE_LINE } from '../../domain/campaign/pledge-line-kind.ts';
import type { CampaignHead, CampaignHeadReader } from '../../ports/rows/campaign-heads.ts';
import type { CampaignState } from '../../ports/rows/campaigns.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { ParsedTexts } from './parsed-texts.ts';

/** What is common to the settings of all kinds; a line says nothing of the last two. */
const COMMON = z.object({
  charity: z.object({ name: z.string() }),
  ends: z.string(),
  retentionDays: z.int().default(30),
  contract: z.string().default(''),
});

const HEADS = `SELECT code, charity, country, name, state, key_fingerprint, created_at_ms, closed_at_ms, kind, edition,
  coalesce(pledge_line.settings, campaign.settings) AS settings
FROM campaign LEFT JOIN pledge_line ON pledge_line.campaign = campaign.code`;

export class CampaignHeadRows implements CampaignHeadReader {
  readonly #sql: Sql;
  readonly #texts = new ParsedTexts();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byCode(code: string) {
    return await this.#sql.kept(`campaign head ${code}`, async () => {
      const row = await this.#sql.get(`${HEADS} WHERE code = ?`, code);
      return row && this.headOf(row);
    });
  }

  async all(): Promise<readonly CampaignHead[]> {
    return await this.#sql.kept('campaign heads', async () =>
      (await this.#sql.all(`${HEADS} ORDER BY code`)).map((row) => this.headOf(row)),
    );
  }

  /** Of a row that has the columns of `campaign`, with the settings of its kind. */
  headOf(row: Row): CampaignHead {
    const code = text(row, 'code');
    const cell = { table: 'campaign', key: code, column: 'settings' };
    const edition = textOrNull(row, 'edition');
    const { charity, ...common } = this.#texts.parse(cell, text(row, 'settings'), COMMON);
    return {
      code,
      charity: text(row, 'charity'),
      charityName: charity.name,
      country: text(row, 'country') as Country,
      name: text(row, 'name'),
      state: text(row, 'state') as CampaignState,
      keyFingerprint: text(row, 'key_fingerprint'),
      createdAtMs: int(row, 'created_at_ms'),
      closedAtMs: intOrNull(row, 'closed_at_ms'),
      ...common,
      isLine: text(row, 'kind') === PLEDGE_LINE,
      ...(edition === null ? {} : { edition }),
    };
  }
}

import type * as z from 'zod';
import { PLEDGE_LINE } from '../../domain/campaign/pledge-line-kind.ts';
import type { LimitChange } from '../../domain/line/line-limits.ts';
import { lineSettingsSchema } from '../../domain/line/line-settings.ts';
import { lineScriptSchema } from '../../domain/line/line-texts.ts';
import { linkTextsSchema } from '../../domain/line/link-texts.ts';
import { practiceSchema } from '../../domain/line/practice-callers.ts';
import type { LineContent, LineRow, LineWriter } from '../../ports/rows/lines.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { CampaignHeadRows } from './campaign-head-rows.ts';
import { ParsedTexts } from './parsed-texts.ts';

const LINES = `SELECT campaign.*, pledge_line.settings AS settings, script, texts, practice
FROM pledge_line JOIN campaign ON campaign.code = pledge_line.campaign`;

const UNDO_LIMIT =
  'UPDATE line_limit SET undone_at_ms = ?, undone_by = ? WHERE id = ? AND undone_at_ms IS NULL';

function limitOf(row: Row): LimitChange {
  return {
    id: int(row, 'id'),
    rule: int(row, 'rule'),
    max: int(row, 'max'),
    before: int(row, 'before'),
    author: text(row, 'author'),
    atMs: int(row, 'at_ms'),
    undoneAtMs: intOrNull(row, 'undone_at_ms'),
    undoneBy: textOrNull(row, 'undone_by'),
  };
}

export class LineRows implements LineWriter {
  readonly #sql: Sql;
  readonly #heads: CampaignHeadRows;
  readonly #texts = new ParsedTexts();

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#heads = new CampaignHeadRows(sql);
  }

  async byCode(code: string) {
    return await this.#sql.kept(`line ${code}`, async () => {
      const row = await this.#sql.get(`${LINES} WHERE campaign.code = ?`, code);
      return row && this.#lineOf(row);
    });
  }

  async all(): Promise<readonly LineRow[]> {
    return await this.#sql.kept('lines', async () =>
      (await this.#sql.all(`${LINES} ORDER BY campaign.code`)).map((row) => this.#lineOf(row)),
    );
  }

  #lineOf(row: Row): LineRow {
    const key = text(row, 'code');
    const parsed = <T>(column: string, shape: z.ZodType<T>) =>
      this.#texts.parse({ table: 'pledge_line', key, column }, text(row, column), shape);
    return {
      ...this.#heads.headOf(row),
      settings: parsed('settings', lineSettingsSchema),
      script: parsed('script', lineScriptSchema),
      texts: parsed('texts', linkTextsSchema),
      practice: parsed('practice', practiceSchema),
    };
  }

  async notice(code: string, version: string) {
    const row = await this.#sql.get(
      'SELECT body FROM pledge_notice WHERE campaign = ? AND version = ?',
      code,
      version,
    );
    return row && text(row, 'body');
  }

  async limitChanges(code: string) {
    const all = await this.#sql.all('SELECT * FROM line_limit WHERE campaign = ? ORDER BY id', code);
    return all.map(limitOf);
  }

  async addLimit(campaign: string, change: Omit<LimitChange, 'id' | 'undoneAtMs' | 'undoneBy'>) {
    await this.#sql.insert('line_limit', { campaign, ...change });
  }

  async undoLimit(id: number, { atMs, author }: { readonly atMs: number; readonly author: string }) {
    await this.#sql.run(UNDO_LIMIT, atMs, author, id);
  }

  async save(
    content: LineContent,
    parts: { readonly keyFingerprint: string; readonly createdAtMs: number },
  ): Promise<void> {
    const { code, charity, country, name } = content.settings;
    const texts = {
      settings: JSON.stringify(content.settings),
      script: JSON.stringify(content.script),
      texts: JSON.stringify(content.texts),
      practice: JSON.stringify(content.practice),
    };
    if (await this.#heads.byCode(code)) {
      const { keyFingerprint } = parts;
      const scriptVersion = content.script.version;
      await this.#sql.update('campaign', { code }, { name, keyFingerprint, scriptVersion });
      await this.#sql.update('pledge_line', { campaign: code }, texts);
      return;
    }
    const scriptVersion = content.script.version;
    const head = { code, charity: charity.code, country, name, state: 'open', kind: PLEDGE_LINE };
    const none = { settings: '{}', emails: '[]', scriptVersion, closedAtMs: null, edition: null };
    await this.#sql.insert('campaign', { ...head, ...none, ...parts });
    await this.#sql.insert('pledge_line', { campaign: code, ...texts });
  }

  async keepNotice(
    campaign: string,
    notice: { readonly version: string; readonly body: string; readonly firstAtMs: number },
  ): Promise<void> {
    if ((await this.notice(campaign, notice.version)) !== undefined) return;
    await this.#sql.insert('pledge_notice', { campaign, ...notice });
  }
}
